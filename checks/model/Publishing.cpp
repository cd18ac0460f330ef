//===- Publishing.cpp - May a function send what it is given? ---------------===//
#include "checks/model/Publishing.h"
#include "checks/model/Annotations.h"
#include "checks/model/MovedValues.h"
#include "checks/model/Places.h"
#include "checks/model/Sends.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

/// Looks for what a body hands on of one parameter, directly or by way of its local variables.
class PublishFinder : public RecursiveASTVisitor<PublishFinder> {
public:
  using Question = llvm::function_ref<bool(const FunctionDecl *, unsigned, QualType)>;
  /// \p IsValue: it may be sent, and go into a unique value; else it can but become immutable to everyone.
  PublishFinder(const FunctionDecl *F, const ParmVarDecl *P, bool IsValue, Question Inner)
      : F(F), P(P), IsValue(IsValue), Inner(Inner) {}
  bool Found = false;

  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    const bool Leaves = (IsValue && (asSend(C) || isConureCall(C, "recover"))) || isPointerToConst(C->getType());
    // `u->push_back(std::move(p))`, `u->text = std::move(p)`
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C))
      Object = Member->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(C) && C->getNumArgs())
      Object = C->getArg(0);
    const bool IntoUnique = IsValue && Object && isInUnique(Object);
    for (unsigned I = 0; I < C->getNumArgs() && !Found; ++I) {
      if (!mentions(C->getArg(I)))
        continue;
      Found = Leaves || IntoUnique || (!Callee && C->getArg(I)->getType()->isRecordType()) ||
              (Callee && !isStd(Callee) && !isConureLibrary(Callee) && handsOn(Callee, I, C));
    }
    return !Found;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    const CXXConstructorDecl *D = C->getConstructor();
    const bool Freezes = isPointerToConst(C->getType()) && !D->isCopyOrMoveConstructor();
    for (unsigned I = 0; I < C->getNumArgs() && !Found; ++I)
      if (mentions(C->getArg(I)))
        Found =
            Freezes || (!isStd(D) && !isConureLibrary(D) && !D->isCopyOrMoveConstructor() && handsOn(D, I, nullptr));
    return !Found;
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    const QualType T = F->getReturnType();
    Found |= R->getRetValue() && ((IsValue && isUni(T)) || isPointerToConst(T)) && mentions(R->getRetValue());
    return !Found;
  }

private:
  bool handsOn(const FunctionDecl *Callee, unsigned I, const CallExpr *C) {
    if (C && isa<CXXOperatorCallExpr>(C) && isa<CXXMethodDecl>(Callee)) {
      if (!I)
        return false;
      --I;
    }
    if (I >= Callee->getNumParams())
      return true;
    const QualType T = Callee->getParamDecl(I)->getType(), Plain = T.getNonReferenceType();
    if (!Plain->isRecordType() || (T->isReferenceType() && Plain.isConstQualified()))
      return false;
    return Inner(Callee, I, Plain);
  }

  bool mentions(const Stmt *S) const {
    if (!S)
      return false;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!V || !V->hasLocalStorage())
        return false;
      if (isa<ParmVarDecl>(V)) // another of the same type may have been swapped with it
        return V == P || V->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
                             P->getType().getNonReferenceType().getCanonicalType().getUnqualifiedType();
      return V->getType().getNonReferenceType()->isRecordType();
    }
    return llvm::any_of(S->children(), [&](const Stmt *Child) { return mentions(Child); });
  }

  const FunctionDecl *F;
  const ParmVarDecl *P;
  bool IsValue;
  Question Inner;
};

} // namespace

bool isPointerToConst(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T.getCanonicalType()->getAsCXXRecordDecl());
  return S && isStd(S) && S->getIdentifier() && S->getName() == "shared_ptr" &&
         S->getTemplateArgs()[0].getKind() == TemplateArgument::Type &&
         S->getTemplateArgs()[0].getAsType().isConstQualified();
}

bool mayLeave(Model &M, QualType T) {
  T = T.getNonReferenceType().getUnqualifiedType();
  if (!T->isRecordType() || T.isTriviallyCopyableType(M.context()) || isUni(T))
    return false;
  return takesPartsAlong(M, T) || M.types().deeplyImmutable(T).Holds;
}

bool mayPublish(Model &M, const FunctionDecl *F, unsigned Index,
                llvm::function_ref<bool(const FunctionDecl *, unsigned, QualType)> Inner) {
  const FunctionDecl *Body = nullptr;
  if (!F || !F->hasBody(Body) || Body->isDependentContext() || Index >= Body->getNumParams())
    return true;
  const ParmVarDecl *P = Body->getParamDecl(Index);
  PublishFinder Finder(Body, P, takesPartsAlong(M, P->getType()), Inner);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Body))
    for (const CXXCtorInitializer *I : C->inits())
      if (I->getInit())
        Finder.TraverseStmt(I->getInit());
  Finder.TraverseStmt(Body->getBody());
  return Finder.Found;
}

} // namespace conure
