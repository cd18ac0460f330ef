//===- SourceWalk.h - Visits what the user wrote --------------------------===//
//
// Defines SourceWalk, the visitor that passes derive from: it sees each
// declaration of the user's files once, as written, templates as patterns.
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
    for (clang::Decl *D : U.context().getTranslationUnitDecl()->decls())
      if (U.isEditable(D->getLocation()))
        static_cast<Derived *>(this)->TraverseDecl(D);
  }

protected:
  UnitContext &U;
};

} // namespace conure::rewrite

#endif
