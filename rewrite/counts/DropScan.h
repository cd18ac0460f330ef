//===- DropScan.h - The steps in a statement ------------------------------===//
//
// Defines DropScan, which walks through a statement, as it runs, and notes what
// drops, moves or calls. For DropSteps.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_DROPSCAN_H
#define CONURE_REWRITE_COUNTS_DROPSCAN_H

#include "rewrite/counts/DropSteps.h"
#include "clang/AST/StmtCXX.h"

namespace conure::rewrite {

class DropScan {
public:
  DropScan(DropSteps &D, StepList &Into) : D(D), Into(Into) {}
  void scan(const clang::Stmt *S);

private:
  void look(const clang::Stmt *S);
  void expression(const clang::Expr *E);
  void call(const clang::CallExpr *Call);
  void deletes(const clang::CXXDeleteExpr *Delete);
  void anything(std::string What, const clang::Stmt *At) {
    Into.push_back({std::move(What), At->getBeginLoc(), nullptr, {}, {}});
  }
  void then(const clang::Decl *Callee, DropKind Kind, const clang::Stmt *At) {
    Into.push_back({{}, At->getBeginLoc(), nullptr, DropNode(Callee, Kind), {}});
  }

  DropSteps &D;
  StepList &Into;
};

} // namespace conure::rewrite

#endif
