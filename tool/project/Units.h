//===- Units.h - Which translation units a run is about -------------------===//
//
// Defines findUnits: from the files and options of a command line to compile
// commands, by a compile database, by flags after `--`, or by sensible
// defaults. For the verbs that parse. Errors are data, told apart by kind.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_UNITS_H
#define CONURE_TOOL_PROJECT_UNITS_H

#include "tool/project/Toolchain.h"
#include "tool/report/Results.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <optional>
#include <string>
#include <vector>

namespace conure {

struct UnitRequest {
  std::vector<std::string> Files;
  std::string Database;                          ///< -p: a directory or a compile_commands.json
  std::optional<std::vector<std::string>> Flags; ///< after `--`
  bool SearchDatabase = true;                    ///< without -p and --, look for one
  std::vector<std::string> Compiler{"clang++"};  ///< of the default command
};

/// What a person should know of how a file is parsed, and is no failure.
struct UnitRemark {
  std::string Message;
  bool Guess = false; ///< the flags may be wrong: said even with --quiet
};

struct UnitSelection {
  std::vector<clang::tooling::CompileCommand> Commands; ///< as the build has them; one a unit
  /// For each command: the headers it was chosen for, or none.
  std::vector<std::vector<std::string>> HeadersOf;
  std::vector<report::Notification> Problems; ///< files that are missing or have no command
  std::vector<UnitRemark> Remarks;            ///< which flags a file got that has none of its own
  std::string Error;                          ///< the request itself is wrong: nothing was selected
  std::string DatabaseFile;                   ///< what was used, for doctor
};

UnitSelection findUnits(const UnitRequest &Request);

/// The path made absolute, without dots; symlinks stay.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Base = "");
bool isHeader(llvm::StringRef File);
/// A C++ source by its ending.
bool isSource(llvm::StringRef File);

} // namespace conure

#endif
