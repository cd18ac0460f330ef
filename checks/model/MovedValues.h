//===- MovedValues.h - Where a moved value comes from ---------------------===//
//
// Defines FarSource: what is moved is not a local variable, a parameter taken by
// value or made on the spot, so borrows of the memory that goes along may exist
// out of sight. For send-alias, and for the rules on unique values and recover:
// a value that is moved into something unique leaves with it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_MOVEDVALUES_H
#define CONURE_CHECKS_MODEL_MOVEDVALUES_H

#include "checks/model/Model.h"
#include "clang/AST/Expr.h"
#include <optional>
#include <string>

namespace conure {

/// True if moving a \p T hands over memory that another borrow may point to:
/// not for what is copied bit by bit, nor for handles to what is shared anyway.
/// Only value types count; owned ones are never sendable by themselves.
bool takesPartsAlong(Model &M, clang::QualType T);

/// `u->part`, `(*u).part`: a unique value, of which there are no borrows.
bool isInUnique(const clang::Expr *E);

struct FarSource {
  const clang::Expr *Moved = nullptr; ///< the operand of std::move or std::exchange
  std::string What;                   ///< "field 'name_'", "what the reference 's' refers to"
  clang::SourceLocation Declared;
  const clang::Expr *Root = nullptr; ///< what makes it far: the field, the reference, the element
};

/// What \p E moves out of something that is not in sight, if it takes parts
/// along: in itself, or in what it makes a list, a pair or a conversion of. A part
/// of a unique value is in sight: nobody borrows from it. \p CapturesAreNear: the
/// variables of the function around a recover body count as its own. \p Owned: what is owned and no value counts, too.
llvm::SmallVector<FarSource, 1> movedFromAfar(Model &M, const clang::Expr *E, bool CapturesAreNear = false,
                                              bool Owned = false);

/// \p E, an object that is moved from: nothing if it is in sight.
std::optional<FarSource> farSource(Model &M, const clang::Expr *E, bool CapturesAreNear = false);

/// \p E without the copies and moves that make a parameter of it.
const clang::Expr *underConversions(const clang::Expr *E);

} // namespace conure

#endif
