//===- Instantiations.cpp -------------------------------------------------===//
#include "rewrite/counts/Instantiations.h"
#include "rewrite/counts/Elements.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure::rewrite {

class InstantiationVisitor : public RecursiveASTVisitor<InstantiationVisitor> {
public:
  InstantiationVisitor(UnitContext &U, Counted &C, Instantiations &Out) : U(U), C(C), Out(Out) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitVarDecl(VarDecl *V) {
    if (V->getType()->isDependentType() || V->isImplicit())
      return true;
    const Counted::Borrow B = C.borrowOf(V->getType());
    if (B == Counted::Borrow::Pointer || B == Counted::Borrow::Reference)
      Out.Borrowers.insert(V->getLocation());
    return true;
  }
  /// The instantiations of a generic closure hang from nothing that is traversed.
  bool VisitLambdaExpr(LambdaExpr *L) {
    if (FunctionTemplateDecl *T = L->getDependentCallOperator())
      for (FunctionDecl *One : T->specializations())
        if (One->doesThisDeclarationHaveABody())
          TraverseDecl(One);
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(F->getParent());
    if (!S || !S->getTemplateInstantiationPattern() || !U.isEditable(F->getLocation()))
      return true;
    const Counted::Borrow B = C.borrowOf(F->getType());
    if (B != Counted::Borrow::Pointer && B != Counted::Borrow::Reference && heldBy(F->getType(), C) != Held::Holder)
      return true;
    for (const FieldDecl *Same : S->getTemplateInstantiationPattern()->fields())
      if (Same->getFieldIndex() == F->getFieldIndex() && Same->getType()->isDependentType() &&
          Reported.insert(Same).second) {
        ++U.stats().Borrows;
        ++U.stats().Uninstrumented;
        U.uninstrumented(Same->getLocation(), "the borrow in '" + Same->getNameAsString() +
                                                  "' is not counted: its type depends on a template parameter");
      }
    return true;
  }

private:
  UnitContext &U;
  Counted &C;
  Instantiations &Out;
  llvm::DenseSet<const FieldDecl *> Reported;
};

Instantiations Instantiations::collect(UnitContext &U, Counted &C) {
  Instantiations Result;
  InstantiationVisitor Visitor(U, C, Result);
  for (Decl *D : U.topLevel())
    if (U.isEditable(D->getLocation()))
      Visitor.TraverseDecl(D);
  return Result;
}

bool isChangedIn(const VarDecl *V, const Stmt *Body) {
  struct Scan : RecursiveASTVisitor<Scan> {
    const VarDecl *V;
    bool Found = false;
    explicit Scan(const VarDecl *V) : V(V) {}
    bool names(const Expr *E) {
      const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
      return Ref && Ref->getDecl() == V;
    }
    bool VisitBinaryOperator(BinaryOperator *E) { return !(Found |= E->isAssignmentOp() && names(E->getLHS())); }
    bool VisitUnaryOperator(UnaryOperator *E) {
      return !(Found |= (E->isIncrementDecrementOp() || E->getOpcode() == UO_AddrOf) && names(E->getSubExpr()));
    }
    bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
      return !(Found |= E->isAssignmentOp() && names(E->getArg(0)));
    }
  };
  Scan S(V);
  S.TraverseStmt(const_cast<Stmt *>(Body));
  return S.Found;
}

} // namespace conure::rewrite
