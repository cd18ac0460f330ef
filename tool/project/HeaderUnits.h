//===- HeaderUnits.h - A unit that includes a header ----------------------===//
//
// Defines unitThatIncludes: a header has no command of its own, so it is parsed
// as part of a source that includes it. For the choice of units.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_HEADERUNITS_H
#define CONURE_TOOL_PROJECT_HEADERUNITS_H

#include "clang/Tooling/CompilationDatabase.h"
#include <optional>

namespace conure {

/// Reads #include lines as text, through the project's own headers; the first source, by path, that reaches
/// \p Header (absolute).
std::optional<clang::tooling::CompileCommand> unitThatIncludes(const clang::tooling::CompilationDatabase &Db,
                                                               llvm::StringRef Header);

} // namespace conure

#endif
