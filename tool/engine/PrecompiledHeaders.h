//===- PrecompiledHeaders.h - Headers that many units share, compiled once -===//
//
// Defines PrecompiledHeaders, a directory of precompiled headers: those of the
// standard library for Conure's parse, those of the runtime for the user's
// compiler. One for each set of flags that matters to them, made when a second
// unit has these flags. For `conure c++ --precompiled`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_PRECOMPILEDHEADERS_H
#define CONURE_TOOL_ENGINE_PRECOMPILEDHEADERS_H

#include "tool/project/Toolchain.h"
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace conure {

/// Never waits for another process, and never fails: where something is missing, stale, in the making or cannot be
/// made, commands stay as they are.
class PrecompiledHeaders {
public:
  PrecompiledHeaders(std::string Directory, const Toolchain &Tools) : Root(std::move(Directory)), Tools(Tools) {}

  using Command = std::vector<std::string>;
  /// \p Arguments are as FlagAdjuster made them, to be run in \p Here.
  Command forParse(Command Arguments, const std::string &Here);
  /// \p Rewritten compiles a rewritten unit, whose file is its only input. Through a compiler cache nothing changes:
  /// such caches do better by themselves.
  Command forCompiler(Command Rewritten, const std::string &Here);

  bool usedForParse() const { return !ParseEntry.empty(); }
  /// What the compiler's command names instead of the runtime's headers, to be kept out of depfiles; or empty.
  const std::string &headerForCompiler() const { return CompilerHeader; }
  /// What that was made of: not every compiler says so in a depfile.
  const std::vector<std::string> &inputsForCompiler() const { return CompilerInputs; }
  /// The next unit parses without, and makes them anew.
  void forgetForParse();

private:
  /// Makes the files of an entry in a directory that is empty; returns what they were made of, or nothing.
  using Maker = std::function<std::vector<std::string>(const std::string &Directory)>;

  std::string Root;
  const Toolchain &Tools;
  std::string ParseEntry, CompilerHeader;
  std::vector<std::string> CompilerInputs;

  struct Entry {
    std::string Directory;
    std::vector<std::string> Inputs; ///< what it was made of, and what was made
  };
  /// The entry \p Key if it is there, of files that did not change, none of which a directory of \p SearchDirs would
  /// replace.
  std::optional<Entry> find(const std::string &Key, const std::vector<std::string> &SearchDirs, const Maker &Make);
};

} // namespace conure

#endif
