//===- Configuration.h - What a user can set about the checks -------------===//
//
// Defines Configuration: plain data that the tool fills from .conure.yaml and
// flags, and the clang-tidy adapter from check options. Rules only read it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_CONFIGURATION_H
#define CONURE_CHECKS_MODEL_CONFIGURATION_H

#include "checks/model/Finding.h"
#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace conure {

/// Adopt: only errors of processes, unique values and recover. Strict: all
/// warnings are errors and MoveWhileBorrowed is strict.
enum class Profile { Adopt, Default, Strict };

struct Configuration {
  Profile Level = Profile::Default;
  bool StrictMoveWhileBorrowed = false;
  llvm::StringMap<Severity> RuleSeverity;
  llvm::StringMap<bool> RuleEnabled;
  /// Known library types in the format of KnownTypes (see KnownTypes.h), added to the built-in table.
  std::vector<std::string> ExtraKnownTypes;
  /// Glob patterns of headers whose code is trusted like the standard library's.
  std::vector<std::string> TrustedHeaders;
  /// Summaries of other translation units (see Effects.h); empty: none.
  std::string IndexPath;
  /// Flow analysis gives a function up past these, and counts it.
  unsigned MaxBlocks = 200000;
  unsigned MaxVisits = 2000000;
};

} // namespace conure

#endif
