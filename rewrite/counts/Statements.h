//===- Statements.h - Questions about statements --------------------------===//
//
// Defines statementDiscards, whether anybody looks at what an expression gives,
// and mentions, whether a statement names a variable. For the passes of borrow
// counts.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_STATEMENTS_H
#define CONURE_REWRITE_COUNTS_STATEMENTS_H

#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include <optional>

namespace conure::rewrite {

/// Does \p Parent drop the value of \p Child, as blocks and the bodies of ifs and
/// loops do, or look at it, as conditions do? Nothing if it is neither, nor a
/// range-for, a switch or an attribute, which callers see differently.
std::optional<bool> statementDiscards(const clang::Stmt *Parent, const clang::Stmt *Child);

/// True if \p S or a part of it names \p D.
bool mentions(const clang::Stmt *S, const clang::ValueDecl *D);

} // namespace conure::rewrite

#endif
