//===- Flags.h - Commands of a build as Clang can take them ---------------===//
//
// Defines FlagAdjuster, which makes a command that was written for any compiler
// one that this Clang parses: flags only GCC knows are dropped (and named, for
// `conure doctor`), outputs and plugins too; Conure's and Clang's headers are
// added. For `check`, `index` and the rewriter's parse.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_FLAGS_H
#define CONURE_TOOL_PROJECT_FLAGS_H

#include "tool/project/Toolchain.h"
#include "llvm/ADT/ArrayRef.h"
#include <set>
#include <string>
#include <vector>

namespace conure {

/// How many words of a command come before its compiler: compiler launchers, `conure c++ --`.
size_t launcherWords(llvm::ArrayRef<std::string> Args);

class FlagAdjuster {
public:
  explicit FlagAdjuster(const Toolchain &Tools) : Tools(Tools) {}

  std::vector<std::string> Before, After; ///< --extra-arg-before, --extra-arg

  /// \p Arguments starts with the compiler (or a launcher such as ccache before it). Flags dropped are added to
  /// \p Dropped if that is given.
  std::vector<std::string> adjust(std::vector<std::string> Arguments, std::set<std::string> *Dropped = nullptr) const;

private:
  const Toolchain &Tools;
};

} // namespace conure

#endif
