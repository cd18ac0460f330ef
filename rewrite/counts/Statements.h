//===- Statements.h - What becomes of a value in a statement ---------------===//
//
// Defines statementDiscards. For the passes of borrow counts that ask whether
// anybody looks at what an expression gives.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_STATEMENTS_H
#define CONURE_REWRITE_COUNTS_STATEMENTS_H

#include "clang/AST/Stmt.h"
#include <optional>

namespace conure::rewrite {

/// Does \p Parent drop the value of \p Child, as blocks and the bodies of ifs and
/// loops do, or look at it, as conditions do? Nothing if it is neither, nor a
/// range-for, a switch or an attribute, which callers see differently.
std::optional<bool> statementDiscards(const clang::Stmt *Parent, const clang::Stmt *Child);

} // namespace conure::rewrite

#endif
