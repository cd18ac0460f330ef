//===- Constants.cpp - Counted classes in constant expressions ------------===//
//
// Before C++20 a class whose destructor does something is no literal type, and a
// counted one has such a destructor. Finds whether a unit of an older standard
// makes such values in constant expressions: then it is compiled as C++20, and
// stays what it was.
//
//===----------------------------------------------------------------------===//
#include "rewrite/SourceWalk.h"
#include "rewrite/counts/Counts.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure::rewrite {

namespace {

class ConstantWalk : public SourceWalk<ConstantWalk> {
public:
  ConstantWalk(UnitContext &U, Counted &C) : SourceWalk(U), C(C) {}
  bool Found = false;

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return true; }

  bool VisitVarDecl(VarDecl *V) {
    if (V->isConstexpr()) {
      look(V->getType());
      makes(V->getInit());
    } else if (V->hasGlobalStorage() && V->hasConstantInitialization()) {
      makes(V->getInit(), /*Temporaries=*/true); // the variable itself may still be made so
    }
    return !Found;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isConstexprSpecified() || F->isDependentContext())
      return true;
    // What is made of a template may be no constant function. What is no template must be one.
    if (!F->isTemplateInstantiation()) {
      for (const ParmVarDecl *P : F->parameters())
        look(P->getType());
      look(F->getReturnType());
      if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->isInstance() && !isa<CXXConstructorDecl>(M))
        look(M->getParent());
    }
    if (F->isThisDeclarationADefinition() && F->doesThisDeclarationHaveABody())
      makes(F->getBody());
    return !Found;
  }

  bool VisitConstantExpr(ConstantExpr *E) { return !makes(E->getSubExpr()); }
  bool VisitStaticAssertDecl(StaticAssertDecl *D) { return !makes(D->getAssertExpr()); }

private:
  /// True if a value of type \p T may be a part of a constant expression, and none any more when it is counted.
  bool isLost(QualType T) {
    if (T.isNull() || T->isDependentType() || T->isReferenceType())
      return false;
    const CXXRecordDecl *R = U.context().getBaseElementType(T)->getAsCXXRecordDecl();
    return R && isLost(R);
  }

  bool isLost(const CXXRecordDecl *R) {
    R = R->getDefinition();
    return R && !R->isInvalidDecl() && R->isLiteral() && holdsCount(R);
  }

  bool holdsCount(const CXXRecordDecl *R) {
    auto [At, New] = Known.try_emplace(R, false);
    if (!New)
      return At->second;
    bool Holds = C.carriesCount(R) && !U.isVetoed(C.groupOf(R));
    auto part = [&](QualType T) {
      const CXXRecordDecl *Part = U.context().getBaseElementType(T)->getAsCXXRecordDecl();
      Holds = Holds || (Part && Part->hasDefinition() && holdsCount(Part->getDefinition()));
    };
    for (const CXXBaseSpecifier &B : R->bases())
      part(B.getType());
    for (const FieldDecl *F : R->fields())
      part(F->getType());
    return Known[R] = Holds;
  }

  void look(const CXXRecordDecl *R) {
    if (!Found && isLost(R))
      found();
  }
  void look(QualType T) {
    if (!Found && isLost(T))
      found();
  }
  void found() {
    Found = true;
    U.needCxx20();
  }

  /// Looks for values that are made in \p S.
  bool makes(const Stmt *S, bool Temporaries = false) {
    if (!S || Found)
      return Found;
    if (const auto *E = dyn_cast<Expr>(S)) {
      const bool Made = isa<MaterializeTemporaryExpr, CallExpr>(E) || (E->isPRValue() && !Temporaries);
      if (Made && !E->isInstantiationDependent())
        look(E->getType());
    } else if (const auto *D = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Local : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Local)) {
          look(V->getType());
          makes(V->getInit());
        }
    }
    if (const auto *L = dyn_cast<LambdaExpr>(S))
      makes(L->getBody());
    for (const Stmt *Child : S->children())
      makes(Child, Temporaries);
    return Found;
  }

  Counted &C;
  llvm::DenseMap<const CXXRecordDecl *, bool> Known;
};

} // namespace

void findConstants(UnitContext &U, Counted &C) { ConstantWalk(U, C).walk(); }

} // namespace conure::rewrite
