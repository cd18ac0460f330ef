//===- Holders.h - Local variables that hold a borrow ----------------------===//
//
// Defines isSettled, whether a variable that holds a borrow within it, a pair, a
// closure, an object with a pointer, keeps that one for as long as it lives. For
// the contents pass: a guard beside the variable then is right.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_HOLDERS_H
#define CONURE_REWRITE_COUNTS_HOLDERS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"

namespace conure::rewrite {

/// True if nothing in \p Body but the statement \p By, which puts a borrow there, gives \p Holder or a part of it
/// another value or takes one out.
bool isSettled(const clang::VarDecl *Holder, const clang::Stmt *Body, const clang::Stmt *By);

} // namespace conure::rewrite

#endif
