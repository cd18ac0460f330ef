//===- Closures.h - What a closure borrows --------------------------------===//
//
// Defines the borrows of counted values that a lambda captures, and whether it
// is gone when the expression around it is. For Locals.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_CLOSURES_H
#define CONURE_REWRITE_COUNTS_CLOSURES_H

#include "rewrite/counts/Counted.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace conure::rewrite {

struct ClosureBorrow {
  std::string Name;
  std::string Value; ///< what the guard takes: "x", "*this"
  std::string Why;   ///< it cannot be counted; or empty
  clang::SourceLocation Loc;
  const clang::VarDecl *Variable = nullptr; ///< null: `this`
};

std::vector<ClosureBorrow> closureBorrows(const clang::LambdaExpr *L, Counted &C);

/// True if \p L is called where it stands, or is an argument of a function that
/// is known to keep no closure. \p Stack holds the statements around it.
bool runsAtOnce(const clang::LambdaExpr *L, const std::vector<const clang::Stmt *> &Stack);

} // namespace conure::rewrite

#endif
