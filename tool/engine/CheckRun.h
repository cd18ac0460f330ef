//===- CheckRun.h - The checks over many units ----------------------------===//
//
// Defines checkUnits: each unit in a worker process, a crash or a hang turned
// into a notification, all results joined. For `conure check` and `conure run`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_CHECKRUN_H
#define CONURE_TOOL_ENGINE_CHECKRUN_H

#include "tool/engine/Job.h"
#include "tool/engine/Pool.h"
#include "tool/report/Results.h"
#include "clang/AST/ASTContext.h"

namespace conure {

struct CheckOutcome {
  std::vector<report::UnitResult> Units; ///< in the order of the jobs; what follows is taken out of each
  /// Of all units, once: most units read the same headers, and memory is not to grow with their number.
  std::map<std::string, report::FileInfo> Files;
  std::set<std::string> Inputs;
  size_t Parses = 0; ///< units that a worker had to parse, each pass counted
  int Signal = 0;    ///< the run was stopped by it: nothing is complete

  /// Takes from \p Unit what all units share.
  void keepShared(report::UnitResult &Unit);
  /// Adds what another pass over some of the units read.
  void addPass(CheckOutcome &Other);
};

class UnitCache;

/// \p Cache may be null; then every unit is checked.
CheckOutcome checkUnits(const std::vector<UnitJob> &Jobs, const CheckSettings &Settings, const PoolOptions &Pool,
                        UnitCache *Cache = nullptr);

/// Another analysis than the checks: what it returns for each unit is its result's Payload. The settings \p Cache was
/// made for must tell the analysis from others.
CheckOutcome analyseUnits(const std::vector<UnitJob> &Jobs, const PoolOptions &Pool,
                          const std::function<std::string(clang::ASTContext &)> &Analyse, UnitCache *Cache = nullptr);

} // namespace conure

#endif
