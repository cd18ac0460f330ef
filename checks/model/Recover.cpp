//===- Recover.cpp - The bodies of recover --------------------------------===//
#include "checks/model/Recover.h"

using namespace clang;

namespace conure {

const Expr *underTemporaries(const Expr *E) {
  for (;;) {
    if (const auto *P = dyn_cast<ParenExpr>(E))
      E = P->getSubExpr();
    else if (const auto *F = dyn_cast<FullExpr>(E))
      E = F->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = S->getReplacement();
    else if (const auto *C = dyn_cast<ImplicitCastExpr>(E); C && C->getCastKind() == CK_NoOp)
      E = C->getSubExpr();
    else if (const auto *C = dyn_cast<CXXFunctionalCastExpr>(E); C && C->getCastKind() == CK_NoOp)
      E = C->getSubExpr();
    else
      return E;
  }
}

static const LambdaExpr *lambdaLiteral(const Expr *E) { return dyn_cast<LambdaExpr>(underTemporaries(E)); }

std::optional<RecoverBody> asRecover(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || Call->getNumArgs() != 1)
    return std::nullopt;
  const FunctionDecl *F = Call->getDirectCallee();
  if (!isConureFunction(F, "recover"))
    return std::nullopt;

  RecoverBody Body;
  Body.Whole = Call;
  Body.Argument = Call->getArg(0);
  Body.Lambda = lambdaLiteral(Body.Argument);
  QualType Given = Body.Argument->getType();
  const CXXRecordDecl *R = Given->getAsCXXRecordDecl();
  bool Parameterless = R && R->isLambda() && R->getLambdaCallOperator() && !R->isGenericLambda() &&
                       R->getLambdaCallOperator()->getNumParams() == 0;
  if (Parameterless) {
    Body.RunsCallable = !Body.Lambda;
    // What the body gives is the call operator's type: the wrapper hides the difference between uni<T> and T.
    Body.Result = R->getLambdaCallOperator()->getReturnType();
  } else {
    Body.Lambda = nullptr;
    Body.Result = Given;
  }
  Body.Result = Body.Result.getNonReferenceType().getUnqualifiedType();
  if (Body.Result->isFunctionType() || Body.Result->isArrayType())
    Body.Result = F->getASTContext().getDecayedType(Body.Result);
  return Body;
}

const CXXConstructExpr *asImplicitRecover(const Expr *E) {
  const auto *Made = dyn_cast<CXXConstructExpr>(E);
  if (!Made || Made->getNumArgs() != 1 || !isUni(Made->getType()))
    return nullptr;
  const CXXConstructorDecl *C = Made->getConstructor();
  if (C->getNumParams() != 1 || isUni(C->getParamDecl(0)->getType().getNonReferenceType()))
    return nullptr;
  return Made;
}

bool isFromUnique(const Expr *E) {
  E = ignoreWrappers(E);
  if (!E)
    return false;
  if (isUni(E->getType()) && !E->isLValue())
    return true;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
    return isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()) &&
           isUni(Call->getImplicitObjectArgument()->getType());
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E))
    return Call->getOperator() == OO_Star && Call->getNumArgs() == 1 && isUni(Call->getArg(0)->getType()) &&
           !Call->isLValue();
  if (const auto *Call = dyn_cast<CallExpr>(E))
    if (isConureFunction(Call->getDirectCallee(), "recover"))
      return true; // from T to uni<T> or back: isolated either way
  if (const auto *C = dyn_cast<ConditionalOperator>(E))
    return isFromUnique(C->getTrueExpr()) && isFromUnique(C->getFalseExpr());
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    // A move out of what came from a unique value, as in `take(T(std::move(u)))`.
    const CXXConstructorDecl *C = Made->getConstructor();
    return Made->getNumArgs() == 1 && (C->isMoveConstructor() || C->isCopyConstructor()) &&
           !Made->getArg(0)->isLValue() && isFromUnique(Made->getArg(0));
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return isFromUnique(Cast->getSubExpr());
  return false;
}

} // namespace conure
