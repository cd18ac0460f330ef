//===- FactBuilder.cpp - Statements and declarations ----------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

const Expr *withoutWrappers(const Expr *E) {
  while (true) {
    const Expr *Next = E->IgnoreParens();
    if (const auto *F = dyn_cast<FullExpr>(Next))
      Next = F->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(Next))
      Next = B->getSubExpr();
    else if (const auto *S = dyn_cast<SubstNonTypeTemplateParmExpr>(Next))
      Next = S->getReplacement();
    if (Next == E)
      return E;
    E = Next;
  }
}

/// The author of the class says what a move leaves behind: it is no mistake to look.
static bool hasOwnMove(const CXXRecordDecl *R) {
  if (isInStd(R))
    return false;
  for (const CXXConstructorDecl *C : R->ctors())
    if (C->isMoveConstructor() && C->isUserProvided())
      return true;
  return false;
}

/// Scalars and classes whose move is a plain copy are never moved. In a unit that
/// does not use Conure, C++'s own contract holds: a class that has written its move
/// operations is valid after a move, and may be looked at.
bool FactBuilder::isMovable(QualType T) const {
  T = T.getNonReferenceType();
  if (T.isConstQualified())
    return false;
  const CXXRecordDecl *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (wrapperOf(T) == Wrapper::Uni)
    return true;
  if (!Engine.model().usesConure() && hasOwnMove(R))
    return false;
  bool PlainMove = R->hasTrivialMoveConstructor() || (!R->hasMoveConstructor() && R->hasTrivialCopyConstructor());
  return !(PlainMove && R->hasTrivialDestructor());
}

Fact FactBuilder::fact(FactKind Kind, PlaceRef P, const Stmt *At) const {
  Fact F{Kind};
  F.Where = P.Id;
  F.Via = P.Via;
  F.At = At;
  F.Loc = At ? At->getBeginLoc() : SourceLocation();
  return F;
}

void FactBuilder::build(const FunctionDecl *F) {
  Function = F;
  Leaving = Engine.model().usesConure();
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F)) {
    for (const CXXCtorInitializer *I : C->inits())
      if (I->getInit() && I->isWritten()) {
        expr(I->getInit(), isa<CXXConstructExpr>(withoutWrappers(I->getInit())) || I->getInit()->isPRValue()
                               ? Role::Read
                               : Role::None);
        leftByInitialiser(I);
      }
  }
  for (const ParmVarDecl *P : F->parameters())
    if (!P->getType()->isReferenceType() && Engine.borrows().mayHold(P->getType()))
      Borrowers.insert(P);
  stmt(F->getBody());
  relend();
  finishStrays();
  delayedHandovers();
}

void FactBuilder::children(const Stmt *S) {
  for (const Stmt *C : S->children())
    if (C)
      stmt(C);
}

/// True if a whole statement is `std::move(x);` or `(void)std::move(x);`.
static bool isDiscardedMove(const Expr *E) {
  E = withoutWrappers(E);
  if (const auto *C = dyn_cast<ExplicitCastExpr>(E); C && C->getCastKind() == CK_ToVoid)
    E = withoutWrappers(C->getSubExpr());
  if (const auto *C = dyn_cast<CallExpr>(E))
    return isStdCall(C, "move") && C->getNumArgs() == 1;
  const auto *Cast = dyn_cast<CXXStaticCastExpr>(E);
  return Cast && Cast->isXValue();
}

void FactBuilder::stmt(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (isDiscardedMove(E)) {
      const Expr *Moved = withoutWrappers(E);
      if (const auto *C = dyn_cast<ExplicitCastExpr>(Moved); C && C->getCastKind() == CK_ToVoid)
        Moved = withoutWrappers(C->getSubExpr());
      return expr(Moved, Role::Give);
    }
    return expr(E, E->isGLValue() ? Role::None : Role::Read);
  }
  switch (S->getStmtClass()) {
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      declaration(D);
    return;
  case Stmt::ReturnStmtClass:
    if (const Expr *Value = cast<ReturnStmt>(S)->getRetValue()) {
      bool Self = false; // `return *this;` names the object, it does not read it
      if (Value->isGLValue())
        if (PlaceRef P = Places.resolve(Value))
          Self = Places.table()[P.Id].Kind == Step::Root && Places.table().isThisRooted(P.Id);
      FactId First = Facts.size();
      expr(Value, Value->isXValue() || Self ? Role::None : Role::Read);
      if (cast<ReturnStmt>(S)->getNRVOCandidate())
        for (FactId I = First; I < Facts.size(); ++I) {
          Facts[I].Last = Facts[I].Kind == FactKind::Move;
          // A view is made of it: nothing is moved, though it is named as if it was.
          if (Facts[I].Last && BorrowTypes::isView(Function->getReturnType().getUnqualifiedType()))
            Facts[I].Kind = FactKind::Use;
        }
      returned(cast<ReturnStmt>(S));
    }
    return;
  case Stmt::ForStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
  case Stmt::LabelStmtClass:
    HasLoops = true;
    return children(S);
  case Stmt::CXXForRangeStmtClass: {
    const auto *F = cast<CXXForRangeStmt>(S);
    HasLoops = true;
    stmt(F->getInit());
    stmt(F->getRangeStmt());
    stmt(F->getBeginStmt());
    stmt(F->getEndStmt());
    if (F->getCond())
      expr(F->getCond(), Role::Read);
    stmt(F->getLoopVarStmt());
    stmt(F->getBody());
    if (F->getInc())
      expr(F->getInc(), Role::None);
    return;
  }
  // Of a coroutine, what its author wrote. The common expression of a suspension contains its operand, and what is
  // returned is the promise's argument.
  case Stmt::CoroutineBodyStmtClass:
    return stmt(cast<CoroutineBodyStmt>(S)->getBody());
  case Stmt::CoreturnStmtClass: {
    const auto *R = cast<CoreturnStmt>(S);
    FactId First = Facts.size();
    if (const Expr *Value = R->getPromiseCall() ? R->getPromiseCall() : R->getOperand())
      expr(Value, Role::None);
    if (R->getOperand() && isa<DeclRefExpr>(withoutWrappers(R->getOperand())->IgnoreImplicit()))
      for (FactId I = First; I < Facts.size(); ++I)
        Facts[I].Last = Facts[I].Kind == FactKind::Move;
    return;
  }
  case Stmt::CXXCatchStmtClass:
    return stmt(cast<CXXCatchStmt>(S)->getHandlerBlock());
  case Stmt::CXXTryStmtClass:
    Facts.HasTry = true;
    return children(S);
  default:
    return children(S);
  }
}

void FactBuilder::declaration(const Decl *D) {
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    variable(V);
    if (const auto *Parts = dyn_cast<DecompositionDecl>(V))
      for (const BindingDecl *B : Parts->bindings())
        if (const VarDecl *Holding = B->getHoldingVar())
          variable(Holding);
  }
}

void FactBuilder::variable(const VarDecl *V) {
  const Expr *Init = V->getInit();
  if (Init) {
    const Expr *Value = withoutWrappers(Init);
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Value))
      Value = withoutWrappers(M->getSubExpr());
    if (const auto *Copied = dyn_cast<CXXConstructExpr>(Value);
        Copied && Copied->getNumArgs() == 1 && Copied->getConstructor()->isCopyOrMoveConstructor())
      if (const LambdaExpr *L = closureOf(Copied->getArg(0)); L && !isa<LambdaExpr>(withoutWrappers(Copied->getArg(0))))
        Closures[V] = L;
    if (const auto *L = dyn_cast<LambdaExpr>(Value)) {
      Closures[V] = L;
      Accounted = L;
    }
    expr(Init, V->getType()->isReferenceType() ? Role::None : Role::Read);
    handedInto(V, Init);
  }
  // Each time control comes by, this is a new variable. A static one is not.
  PlaceRef Own{Places.table().root(V), nullptr};
  if (!V->isStaticLocal() && !V->getType()->isArithmeticType()) {
    Fact F = fact(FactKind::Restore, Own, nullptr);
    F.Loc = V->getLocation();
    Facts.add(V, F);
  }
  if (!isBorrower(V))
    return;
  Borrowers.insert(V);
  if (Init)
    bind(V, Init, V, Init);
}

void FactBuilder::effect(PlaceRef P, const Expr *E, Role R, const void *Key) {
  if (!P || R == Role::None)
    return;
  FactKind Kind = FactKind::Use;
  if (R == Role::Write)
    Kind = FactKind::Restore;
  else if (R == Role::Give && isMovable(E->getType()))
    Kind = FactKind::Move;
  if (Kind == FactKind::Move && Places.table().isSummary(P.Id))
    return; // one of many elements: the others are still there
  if (Places.table()[P.Id].Kind == Step::Root && E->getType()->isScalarType() &&
      !(Kind == FactKind::Restore && E->getType()->isPointerType()))
    return; // a scalar of its own is never moved
  Facts.add(Key, fact(Kind, P, E));
}

/// The conditional operator that \p E is, or gives to std::move and its like.
const ConditionalOperator *choiceIn(const Expr *E) {
  while (true) {
    E = withoutWrappers(E);
    const auto *C = dyn_cast<CallExpr>(E);
    if (C && isNamingCall(C))
      E = C->getArg(0);
    else if (const auto *Cast = dyn_cast<CastExpr>(E); Cast && Cast->getCastKind() == CK_NoOp && Cast->isGLValue())
      E = Cast->getSubExpr();
    else
      return E->isGLValue() ? dyn_cast<ConditionalOperator>(E) : nullptr;
  }
}

void FactBuilder::expr(const Expr *E, Role R) {
  E = withoutWrappers(E);
  if (!E->isGLValue())
    return evaluate(E);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return expr(M->getSubExpr(), Role::Read);
  if (const auto *C = choiceIn(E)) {
    expr(C->getCond(), Role::Read);
    // Each arm takes effect by itself, on its own path.
    expr(C->getTrueExpr(), R);
    expr(C->getFalseExpr(), R);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_Comma) {
    expr(B->getLHS(), Role::None);
    return expr(B->getRHS(), R);
  }
  evaluate(E);
  if (R != Role::None)
    effect(Places.resolve(E), E, R, E);
}

} // namespace conure
