//===- UniquePlaces.cpp - Following what is done with a unique value ------===//
#include "checks/model/UniquePlaces.h"
#include "checks/model/PathSteps.h"
#include "checks/model/UniqueTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

/// Where the value of an expression statement goes nowhere.
bool isDiscardingParent(const Stmt *Parent, const Stmt *Child) {
  if (isa<CompoundStmt, LabelStmt, SwitchCase, AttributedStmt, CXXForRangeStmt, DoStmt>(Parent))
    return true;
  if (const auto *S = dyn_cast<IfStmt>(Parent))
    return Child != S->getCond();
  if (const auto *S = dyn_cast<ForStmt>(Parent))
    return Child != S->getCond();
  if (const auto *S = dyn_cast<WhileStmt>(Parent))
    return Child != S->getCond();
  if (const auto *S = dyn_cast<SwitchStmt>(Parent))
    return Child != S->getCond();
  return false;
}

/// The last statement of `({ …; e; })` is a result, not a statement.
bool isStatementExpressionResult(Ancestors Around, const Stmt *Child) {
  if (Around.size() < 2)
    return false;
  const auto *Block = dyn_cast<CompoundStmt>(Around.back());
  return Block && isa<StmtExpr>(Around[Around.size() - 2]) && !Block->body_empty() && Block->body_back() == Child;
}

bool isWrapper(const Stmt *S) {
  return isa<ParenExpr, FullExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, SubstNonTypeTemplateParmExpr,
             CXXRewrittenBinaryOperator, CXXStdInitializerListExpr, CXXDefaultArgExpr, CXXDefaultInitExpr>(S);
}

} // namespace

void Tracer::step() {
  if (Around.empty())
    return top();
  const Stmt *Parent = Around.back();
  if (isWrapper(Parent))
    return goOn(cast<Expr>(Parent));
  if (const auto *C = dyn_cast<CastExpr>(Parent))
    return cast(C);
  if (const auto *Op = dyn_cast<UnaryOperator>(Parent))
    return unary(Op);
  if (const auto *Op = dyn_cast<BinaryOperator>(Parent))
    return binary(Op);
  if (const auto *C = dyn_cast<ConditionalOperator>(Parent))
    return Cur == C->getCond() ? end(UseKind::Read, C) : goOn(C);
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(Parent))
    return Cur == S->getBase() ? part(S) : end(UseKind::Read, S);
  if (const auto *E = dyn_cast<MemberExpr>(Parent))
    return member(E);
  if (const auto *C = dyn_cast<CXXOperatorCallExpr>(Parent))
    return operatorCall(C);
  if (const auto *C = dyn_cast<CallExpr>(Parent))
    return call(C);
  if (const auto *C = dyn_cast<CXXConstructExpr>(Parent))
    return construct(C);
  if (const auto *S = dyn_cast<DeclStmt>(Parent))
    return declaration(S);
  if (const auto *L = dyn_cast<LambdaExpr>(Parent))
    return capture(L);
  if (isa<ReturnStmt>(Parent))
    return end(UseKind::Returned, Parent);
  if (isa<InitListExpr, CXXParenListInitExpr, DesignatedInitExpr>(Parent)) {
    // A list of one for a scalar is that scalar; elements of class type come as constructions.
    const auto *List = dyn_cast<InitListExpr>(Parent);
    if (List && List->getNumInits() == 1 && (List->isTransparent() || !List->getType()->isRecordType()) &&
        !List->getType()->isArrayType())
      return goOn(List);
    return end(UseKind::Stored, Parent);
  }
  if (isa<CXXThrowExpr>(Parent))
    return end(UseKind::Thrown, Parent);
  if (isa<CXXTypeidExpr>(Parent))
    return end(UseKind::Read, Parent);
  if (isStatementExpressionResult(Around, Cur))
    return end(UseKind::Other, Parent);
  if (isDiscardingParent(Parent, Cur))
    return end(UseKind::Discarded, Parent);
  end(UseKind::Other, Parent);
}

void Tracer::unary(const UnaryOperator *Op) {
  switch (Op->getOpcode()) {
  case UO_Deref:
    return part(Op);
  case UO_AddrOf:
    U.Pointer = true;
    return goOn(Op);
  case UO_PreInc:
  case UO_PreDec:
  case UO_Real:
  case UO_Imag:
  case UO_Plus:
  case UO_Extension:
    return goOn(Op);
  case UO_PostInc:
  case UO_PostDec:
    if (!Op->getType()->isPointerType())
      return end(UseKind::Read, Op);
    return pointer(Op);
  case UO_Coawait:
    return end(UseKind::Other, Op);
  default:
    return end(UseKind::Read, Op);
  }
}

void Tracer::binary(const BinaryOperator *Op) {
  bool Left = Op->getLHS() == Cur;
  if (Op->getOpcode() == BO_Assign) {
    if (!Left)
      return end(UseKind::Stored, Op);
    U.Right = Op->getRHS();
    emit(UseKind::Assigned, Op);
    return goOn(Op);
  }
  if (Op->isAssignmentOp())
    return Left ? goOn(Op) : end(UseKind::Read, Op);
  if (Op->getOpcode() == BO_Comma)
    return Left ? end(UseKind::Discarded, Op) : goOn(Op);
  if (Op->isPtrMemOp()) {
    if (!Left)
      return end(UseKind::Read, Op);
    // A call through a pointer to member: `(u.operator->()->*m)(…)`.
    if (Op->getType()->isSpecificBuiltinType(BuiltinType::BoundMember)) {
      Ancestors Outer = Around.drop_back();
      while (!Outer.empty() && isa<ParenExpr>(Outer.back()))
        Outer = Outer.drop_back();
      if (!Outer.empty())
        if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Outer.back())) {
          U.Callee = nullptr;
          U.ResultUnused = isResultUnused(Call, Outer.drop_back());
          return end(UseKind::Receiver, Call);
        }
      return end(UseKind::Other, Op);
    }
    return part(Op);
  }
  if (U.Pointer && Op->isAdditiveOp() && Op->getType()->isPointerType())
    return goOn(Op);
  return end(UseKind::Read, Op);
}

void Tracer::cast(const CastExpr *Cast) {
  switch (Cast->getCastKind()) {
  case CK_ToVoid:
    return end(UseKind::Discarded, Cast);
  case CK_LValueToRValue:
    if (!Cast->getType()->isPointerType())
      return end(UseKind::Read, Cast);
    if (Cast->getType()->isFunctionPointerType())
      return end(UseKind::Read, Cast);
    return pointer(Cast);
  case CK_ArrayToPointerDecay:
    U.Pointer = true;
    return goOn(Cast);
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
  case CK_AtomicToNonAtomic:
    return end(UseKind::Read, Cast);
  case CK_PointerToIntegral:
    return end(UseKind::Address, Cast);
  case CK_NoOp:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_BaseToDerived:
  case CK_Dynamic:
  case CK_LValueBitCast:
  case CK_BitCast:
  case CK_AddressSpaceConversion:
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
    if (Cast->isXValue()) {
      U.Moved = true;
      if (isWholeUni())
        U.WholeMoved = true;
    }
    // What a converted reference or pointer names stays the same; a converted value is a copy of it.
    if (!U.Pointer && Cast->isPRValue())
      return end(UseKind::Read, Cast);
    return goOn(Cast);
  default:
    return end(U.Pointer ? UseKind::Address : UseKind::Read, Cast);
  }
}

void Tracer::member(const MemberExpr *Member) {
  const ValueDecl *D = Member->getMemberDecl();
  if (isa<FieldDecl>(D) || isa<IndirectFieldDecl>(D))
    return part(Member);
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  if (!Method || Method->isStatic())
    return end(UseKind::Discarded, Member);
  Ancestors Outer = Around.drop_back();
  while (!Outer.empty() && isa<ParenExpr>(Outer.back()))
    Outer = Outer.drop_back();
  const auto *Call = Outer.empty() ? nullptr : dyn_cast<CXXMemberCallExpr>(Outer.back());
  if (!Call)
    return end(UseKind::Other, Member);
  Around = Outer;
  methodCall(Call, Method);
}

void Tracer::declaration(const DeclStmt *S) {
  const VarDecl *Bound = nullptr;
  for (const Decl *D : S->decls())
    if (const auto *V = dyn_cast<VarDecl>(D); V && V->getInit() == Cur)
      Bound = V;
  if (!Bound)
    return end(UseKind::Read, S); // the size of an array
  if (Around.size() >= 2)
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Around[Around.size() - 2]); Loop && Loop->getRangeStmt() == S)
      return end(UseKind::RangeFor, Loop);
  if (Around.size() >= 2 && Bound->isImplicit() && isa<CXXForRangeStmt>(Around[Around.size() - 2]))
    return end(UseKind::Read, S); // __begin and __end, judged with the range
  end(UseKind::Variable, S, Bound);
}

void Tracer::capture(const LambdaExpr *L) {
  const ValueDecl *Var = nullptr;
  for (auto [C, Init] : llvm::zip(L->captures(), L->capture_inits()))
    if (Init == Cur && C.capturesVariable())
      Var = C.getCapturedVar();
  end(UseKind::Captured, L, Var);
}

void Tracer::top() {
  if (Top.Init) {
    const FieldDecl *F = Top.Init->getAnyMember();
    return end(UseKind::Stored, Cur, F);
  }
  if (Top.Field)
    return end(UseKind::Stored, Cur, Top.Field);
  if (Top.Var)
    return end(UseKind::Variable, Cur, Top.Var);
  end(UseKind::Other, Cur);
}

llvm::SmallVector<Use, 2> traceUses(Model &M, const UniquePlace &P, Ancestors Around, const WalkTop &Top) {
  return Tracer(M, P, Around, Top).run();
}

const VarDecl *namedVariable(const Expr *E) {
  const auto *R = dyn_cast<DeclRefExpr>(underTemporaries(E));
  return R ? dyn_cast<VarDecl>(R->getDecl()) : nullptr;
}

bool isResultUnused(const Expr *E, Ancestors Around) {
  const Stmt *Child = E;
  for (; !Around.empty(); Around = Around.drop_back()) {
    const Stmt *Parent = Around.back();
    if (const auto *C = dyn_cast<CastExpr>(Parent); C && C->getCastKind() == CK_ToVoid)
      return true;
    if (const auto *Op = dyn_cast<BinaryOperator>(Parent); Op && Op->getOpcode() == BO_Comma && Op->getLHS() == Child)
      return true;
    if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(Parent); Call && Call->getOperator() == OO_Equal)
      return isStdIgnore(Call->getArg(0));
    bool Passes = isWrapper(Parent);
    if (const auto *C = dyn_cast<ImplicitCastExpr>(Parent); C && C->getCastKind() == CK_NoOp)
      Passes = true;
    if (const auto *Op = dyn_cast<BinaryOperator>(Parent); Op && Op->getOpcode() == BO_Comma)
      Passes = true;
    if (const auto *C = dyn_cast<ConditionalOperator>(Parent); C && C->getCond() != Child)
      Passes = true;
    if (!Passes)
      return !isStatementExpressionResult(Around, Child) && isDiscardingParent(Parent, Child) &&
             !isa<CXXForRangeStmt>(Parent);
    Child = Parent;
  }
  return false;
}

} // namespace conure
