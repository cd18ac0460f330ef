//===- SelfBorrows.h - Does a method make its object point into itself? -----===//
//
// Defines selfBorrow: where the body of a method or constructor stores, in a field of its own object, a borrow of an
// inline part of that object (`p_ = &value_`, `next(this)`). Such a borrow dangles when the object moves. For
// recover-result: what a recover body gives out moves.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_SELFBORROWS_H
#define CONURE_CHECKS_MODEL_SELFBORROWS_H

#include "checks/model/Model.h"
#include "clang/AST/ExprCXX.h"

namespace conure {

/// Where \p F, a method or constructor, or a method of the same object that it calls, makes such a borrow; null if none
/// can be seen, or if the class has written what a move does.
const clang::Expr *selfBorrow(const clang::FunctionDecl *F);
/// The same of the value that \p E makes: a constructor's call, or an aggregate's initialiser.
const clang::Expr *selfBorrowOf(const clang::Expr *E);
/// The same of each method that \p Body calls on \p V or on an inline part of it.
const clang::Expr *selfBorrowIn(const clang::Stmt *Body, const clang::VarDecl *V);

} // namespace conure

#endif
