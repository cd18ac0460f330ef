//===- ProjectHeaders.h - The project's headers behind -isystem -----------===//
//
// Defines projectSystemDirs and claimHeaders. Build tools reach a library of the
// project by `-isystem` in the units that use it and by `-I` in its own: whether
// a header is the user's must not depend on that, or one class would be rewritten
// in some units only. For whoever parses a unit to rewrite it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_PROJECTHEADERS_H
#define CONURE_CHECKS_MODEL_PROJECTHEADERS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringSet.h"
#include <string>

namespace clang {
class Preprocessor;
}

namespace conure {

/// The directories that \p Args, run in \p Directory, search as the system's and that lie in \p Root (absolute; empty
/// or
/// "/": none do). Conure's own headers are never the project's.
llvm::StringSet<> projectSystemDirs(llvm::ArrayRef<std::string> Args, llvm::StringRef Directory, llvm::StringRef Root);

/// What is found in \p Dirs is the user's. Before the first header is read.
void claimHeaders(clang::Preprocessor &PP, const llvm::StringSet<> &Dirs);

} // namespace conure

#endif
