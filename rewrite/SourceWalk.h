//===- SourceWalk.h - Visits what the user wrote --------------------------===//
//
// Defines SourceWalk, the visitor that passes derive from: it sees each
// declaration of the user's files once, as written, templates as patterns; and
// StackedWalk, which knows the statements around the one it is at.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_SOURCEWALK_H
#define CONURE_REWRITE_SOURCEWALK_H

#include "rewrite/Unit.h"
#include "clang/AST/RecursiveASTVisitor.h"

namespace conure::rewrite {

template <class Derived> class SourceWalk : public clang::RecursiveASTVisitor<Derived> {
public:
  explicit SourceWalk(UnitContext &U) : U(U) {}
  bool shouldVisitTemplateInstantiations() const { return false; }
  bool shouldVisitImplicitCode() const { return false; }

  /// Skips what other files declare: that is most of a unit.
  void walk() {
    for (clang::Decl *D : U.topLevel())
      if (U.isEditable(D->getLocation()))
        static_cast<Derived *>(this)->TraverseDecl(D);
  }

protected:
  UnitContext &U;
};

template <class Derived> class StackedWalk : public SourceWalk<Derived> {
public:
  using SourceWalk<Derived>::SourceWalk;

  bool TraverseStmt(clang::Stmt *S) {
    if (!S)
      return true;
    Stack.push_back(S);
    bool Go = clang::RecursiveASTVisitor<Derived>::TraverseStmt(S);
    Stack.pop_back();
    return Go;
  }

protected:
  /// From the outermost to the one that is visited.
  std::vector<const clang::Stmt *> Stack;
};

} // namespace conure::rewrite

#endif
