//===- BodyWalk.h - Visits what runs when a function is called ------------===//
//
// Defines BodyWalk, the visitor of one function's body: closures in it, but no
// functions or classes that it declares, and nothing that is not evaluated. For
// the passes of borrow counts that look at a function by itself.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_BODYWALK_H
#define CONURE_REWRITE_COUNTS_BODYWALK_H

#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include <vector>

namespace conure::rewrite {

template <class Derived> class BodyWalk : public clang::RecursiveASTVisitor<Derived> {
  using Visitor = clang::RecursiveASTVisitor<Derived>;

public:
  explicit BodyWalk(const clang::FunctionDecl *F) : Function(F) {}

  bool TraverseStmt(clang::Stmt *S) {
    if (!S ||
        llvm::isa<clang::UnaryExprOrTypeTraitExpr, clang::CXXNoexceptExpr, clang::CXXTypeidExpr, clang::RequiresExpr>(
            S))
      return true; // never runs
    Stack.push_back(S);
    bool Go = Visitor::TraverseStmt(S);
    Stack.pop_back();
    return Go;
  }
  bool TraverseDecl(clang::Decl *D) {
    return D && llvm::isa<clang::TagDecl, clang::FunctionDecl, clang::TemplateDecl>(D) ? true
                                                                                       : Visitor::TraverseDecl(D);
  }
  bool TraverseTypeLoc(clang::TypeLoc, bool = true) { return true; } // decltype(…)
  bool TraverseLambdaExpr(clang::LambdaExpr *L) {
    for (clang::Expr *Init : L->capture_inits())
      static_cast<Derived *>(this)->TraverseStmt(Init);
    const clang::FunctionDecl *Outer = Function;
    Function = L->getCallOperator();
    static_cast<Derived *>(this)->TraverseStmt(L->getBody());
    Function = Outer;
    return true;
  }

protected:
  const clang::FunctionDecl *Function; ///< or the closure's in it
  /// From the outermost to the one that is visited.
  std::vector<clang::Stmt *> Stack;
};

} // namespace conure::rewrite

#endif
