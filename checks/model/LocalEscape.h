//===- LocalEscape.h - Could a borrow of this local outlive it? -----------===//
//
// Defines findEscape. `return v;` in a function that returns uni<T> moves v: that
// is as good as building it inside recover only if no borrow of v is left behind.
// For the walk over unique values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_LOCALESCAPE_H
#define CONURE_CHECKS_MODEL_LOCALESCAPE_H

#include "checks/model/Model.h"

namespace conure {

/// The first use of \p V, a local of \p F and no parameter, by which a borrow of it
/// may be kept somewhere else than in variables of \p F that are used alike, or by
/// which something comes into it that may be borrowed elsewhere; null if there is
/// none.
const clang::Expr *findEscape(Model &M, const clang::VarDecl *V, const clang::FunctionDecl *F);

} // namespace conure

#endif
