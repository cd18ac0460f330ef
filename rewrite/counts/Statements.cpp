//===- Statements.cpp -----------------------------------------------------===//
#include "rewrite/counts/Statements.h"
#include "clang/AST/Expr.h"

using namespace clang;

namespace conure::rewrite {

std::optional<bool> statementDiscards(const Stmt *Parent, const Stmt *Child) {
  if (isa<CompoundStmt, LabelStmt, SwitchCase>(Parent))
    return true;
  if (const auto *If = dyn_cast<IfStmt>(Parent))
    return Child != If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Parent))
    return Child != While->getCond();
  if (const auto *For = dyn_cast<ForStmt>(Parent))
    return Child != For->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Parent))
    return Child != Do->getCond();
  return std::nullopt;
}

bool mentions(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() == D;
  for (const Stmt *Child : S->children())
    if (mentions(Child, D))
      return true;
  return false;
}

} // namespace conure::rewrite
