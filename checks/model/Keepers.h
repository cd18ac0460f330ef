//===- Keepers.h - Who keeps a borrow that a call was given ---------------===//
//
// Defines keeperOf: by name the function that a finding is about where the
// borrow was given to another one. For messages.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_KEEPERS_H
#define CONURE_CHECKS_MODEL_KEEPERS_H

#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceLocation.h"
#include <optional>
#include <string>

namespace conure {

class Model;

struct Keeper {
  std::string Name;         ///< "'Console::print'"
  clang::SourceLocation At; ///< invalid: in another unit
};

/// Who, of those that run in the call \p S, leaves a borrow out of the caller's sight; nullopt if \p S is no call, or
/// nobody is known. Where there are several, the first that is found.
std::optional<Keeper> keeperOf(Model &M, const clang::Stmt *S);

} // namespace conure

#endif
