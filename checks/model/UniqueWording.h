//===- UniqueWording.h - Words for parts of unique values -----------------===//
//
// Defines how a message names an expression: by its text, by the part of a unique
// value that it selects, and how else a loop could walk over one. For the judge
// of unique values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUEWORDING_H
#define CONURE_CHECKS_MODEL_UNIQUEWORDING_H

#include "checks/model/UniquePlaces.h"
#include <string>

namespace conure {

/// What \p S says in the source; empty when that is long or made by a macro.
std::string sourceText(Model &M, const clang::Stmt *S);

/// The part that \p E names, without what only selects, casts or takes the address of it.
const clang::Expr *corePath(const clang::Expr *E, const clang::Expr *Named);

/// How else to walk over \p Part of the value than with the loop variable \p V.
std::string adviseLoop(Model &M, const UniquePlace &P, clang::QualType Part, const clang::VarDecl *V);

} // namespace conure

#endif
