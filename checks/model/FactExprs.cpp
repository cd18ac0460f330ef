//===- FactExprs.cpp - Expressions, for their parts and side effects ------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"

using namespace clang;

namespace conure {

void FactBuilder::changeIndex(const Expr *E, const Stmt *Key) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->getType()->isIntegralOrEnumerationType())
    return;
  Fact F = fact(FactKind::Index, {}, Key);
  F.Borrower = V;
  Facts.add(Key, F);
}

static bool isNullLiteral(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  return isa<CXXNullPtrLiteralExpr>(E) || isa<GNUNullExpr>(E);
}

/// `p.get()` of a smart pointer.
static bool isGet(const Expr *E) {
  const auto *C = dyn_cast<CXXMemberCallExpr>(E->IgnoreParenImpCasts());
  const CXXMethodDecl *M = C ? C->getMethodDecl() : nullptr;
  return M && M->getIdentifier() && M->getName() == "get" && isSmartPointer(C->getImplicitObjectArgument()->getType());
}

void FactBuilder::evaluateCast(const CastExpr *C) {
  const Expr *Sub = C->getSubExpr();
  switch (C->getCastKind()) {
  case CK_LValueToRValue:
    return expr(Sub, Role::Read);
  case CK_PointerToBoolean:
    if (isGet(Sub)) // a null test
      return expr(cast<CXXMemberCallExpr>(Sub->IgnoreParenImpCasts())->getImplicitObjectArgument(), Role::None);
    [[fallthrough]];
  default:
    return expr(Sub, Role::None);
  }
}

void FactBuilder::evaluateUnary(const UnaryOperator *U) {
  const Expr *Sub = U->getSubExpr();
  if (U->isIncrementDecrementOp()) {
    expr(Sub, Role::Read);
    changeIndex(Sub, U);
    if (Sub->getType()->isPointerType())
      effect(Places.resolve(Sub), Sub, Role::Write, U);
    return;
  }
  if (U->getOpcode() == UO_AddrOf)
    return expr(Sub, Role::None);
  expr(Sub, Role::Read);
}

void FactBuilder::evaluateBinary(const BinaryOperator *B) {
  const Expr *L = B->getLHS(), *R = B->getRHS();
  if (B->getOpcode() == BO_Comma) {
    expr(L, Role::None);
    return expr(R, R->isGLValue() ? Role::None : Role::Read);
  }
  if (B->isAssignmentOp()) {
    if (B->isCompoundAssignmentOp()) {
      expr(L, Role::Read);
      expr(R, Role::Read);
    } else {
      // The target's own variable is not read by naming it.
      const auto *Target = dyn_cast<DeclRefExpr>(L->IgnoreParens());
      if (!Target || Target->getDecl()->getType()->isReferenceType()) {
        assignedTo(L);
        expr(L, Role::None);
      }
      expr(R, Role::Read);
      effect(Places.resolve(L), L, Role::Write, B);
      assignBorrow(L, R, B);
    }
    return changeIndex(L, B);
  }
  if (B->isEqualityOp() && (isNullLiteral(L) || isNullLiteral(R))) {
    const Expr *Tested = isNullLiteral(L) ? R : L;
    if (isGet(Tested))
      return expr(cast<CXXMemberCallExpr>(Tested->IgnoreParenImpCasts())->getImplicitObjectArgument(), Role::None);
  }
  FactId Begin = Facts.size();
  expr(L, Role::Read);
  FactId Middle = Facts.size();
  expr(R, Role::Read);
  if (!B->isLogicalOp() && !B->isShiftOp() && !B->isPtrMemOp())
    clashes({Begin, Middle, Facts.size()});
}

/// Evaluates \p E for its parts and side effects: what is done with its own
/// value or place is the caller's to say.
void FactBuilder::evaluate(const Expr *E) {
  switch (E->getStmtClass()) {
  case Stmt::DeclRefExprClass:
    if (const auto *V = dyn_cast<VarDecl>(cast<DeclRefExpr>(E)->getDecl()))
      hold(V, E);
    else if (const auto *B = dyn_cast<BindingDecl>(cast<DeclRefExpr>(E)->getDecl())) {
      // A part of what a reference leads to, or of a variable of its own that holds borrows.
      const bool Holds = Engine.borrows().mayHold(B->getType());
      if (const VarDecl *Holding = B->getHoldingVar(); Holding && Holds)
        hold(Holding, E);
      if (const auto *Whole = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
          Whole && (Holds || Whole->getType()->isReferenceType()))
        hold(Whole, E);
    }
    return;
  case Stmt::MemberExprClass: {
    const auto *M = cast<MemberExpr>(E);
    if (leavesBorrowsAlone(M))
      Unread = withoutWrappers(M->getBase())->IgnoreImpCasts();
    return expr(M->getBase(), M->isArrow() ? Role::Read : Role::None);
  }
  case Stmt::ArraySubscriptExprClass: {
    const auto *A = cast<ArraySubscriptExpr>(E);
    expr(A->getBase(), Role::Read);
    return expr(A->getIdx(), Role::Read);
  }
  case Stmt::UnaryOperatorClass:
    return evaluateUnary(cast<UnaryOperator>(E));
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return evaluateBinary(cast<BinaryOperator>(E));
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(cast<CallExpr>(E));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(cast<CXXConstructExpr>(E));
  case Stmt::LambdaExprClass:
    return lambda(cast<LambdaExpr>(E));
  case Stmt::CXXRewrittenBinaryOperatorClass:
    return expr(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm(), Role::Read);
  case Stmt::InitListExprClass: {
    const auto *I = cast<InitListExpr>(E);
    for (const Expr *Part : I->inits())
      if (Part)
        expr(Part, Part->isGLValue() && !I->isGLValue() ? Role::None : Role::Read);
    return;
  }
  case Stmt::MaterializeTemporaryExprClass:
    return expr(cast<MaterializeTemporaryExpr>(E)->getSubExpr(), Role::Read);
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    if (isa<CoyieldExpr>(E))
      handedOn(cast<CoyieldExpr>(E)->getOperand(), E);
    return expr(cast<CoroutineSuspendExpr>(E)->getCommonExpr(), Role::Read);
  case Stmt::CXXNewExprClass: {
    const auto *New = cast<CXXNewExpr>(E);
    children(New);
    if (New->getNumPlacementArgs() == 1) { // a fresh value where the old one was
      if (PlaceRef At = Places.pointee(New->getPlacementArg(0)))
        Facts.add(New, fact(FactKind::Restore, At, New));
      Origins O;
      if (const Expr *Init = Leaving ? New->getInitializer() : nullptr)
        held(Init, New->getAllocatedType(), O, 0);
      storedInto(New->getPlacementArg(0), /*Behind=*/true, std::move(O), New);
    }
    return;
  }
  case Stmt::CXXThrowExprClass:
    children(E);
    return handedOn(cast<CXXThrowExpr>(E)->getSubExpr(), E);
  case Stmt::StmtExprClass:
    return stmt(cast<StmtExpr>(E)->getSubStmt());
  // Not evaluated, or evaluated elsewhere.
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::CXXNoexceptExprClass:
  case Stmt::CXXTypeidExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::SizeOfPackExprClass:
  case Stmt::OffsetOfExprClass:
  case Stmt::CXXDefaultArgExprClass:
  case Stmt::CXXDefaultInitExprClass:
  case Stmt::BlockExprClass:
    return;
  default:
    if (const auto *C = dyn_cast<CastExpr>(E))
      return evaluateCast(C);
    return children(E);
  }
}

} // namespace conure
