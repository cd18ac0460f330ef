//===- UniquePlaces.cpp - Following what is done with a unique value ------===//
#include "checks/model/UniquePlaces.h"
#include "checks/model/Algorithms.h"
#include "checks/model/Holding.h"
#include "checks/model/PathSteps.h"
#include "clang/AST/StmtCXX.h"
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

/// Follows one place. Cur is the expression that names the value or a part of
/// it so far; State says whether it is a glvalue or a pointer to it.
class Tracer {
public:
  Tracer(Model &M, const UniquePlace &P, Ancestors Around, const WalkTop &Top)
      : M(M), Place(P), Around(Around), Top(Top), Cur(P.Named) {
    U.Moved = Cur->isXValue();
    U.WholeMoved = isUni(Cur->getType()) && !Cur->isLValue();
    U.Pointer = isa<CXXThisExpr>(Cur);
  }

  llvm::SmallVector<Use, 2> run() {
    while (!Done)
      step();
    return std::move(Out);
  }

private:
  void end(UseKind K, const Stmt *At, const ValueDecl *Target = nullptr) {
    Done = true;
    emit(K, At, Target);
  }
  void emit(UseKind K, const Stmt *At, const ValueDecl *Target = nullptr) {
    U.Kind = K;
    U.Path = Cur;
    U.Part = partType();
    U.At = At;
    U.Target = Target;
    Out.push_back(U);
  }
  QualType partType() const {
    QualType T = Cur->getType();
    if (U.Pointer && T->isPointerType())
      T = T->getPointeeType();
    return T.getNonReferenceType();
  }
  /// \p E is the next expression that still names the value.
  void goOn(const Expr *E) {
    Cur = E;
    while (!Around.empty() && Around.back() != E)
      Around = Around.drop_back();
    Around = Around.drop_back();
  }
  void stepInto(const Expr *E) {
    U.Whole = false;
    goOn(E);
  }
  /// A glvalue of \p E's type that lies in the value; another uni ends the path.
  void part(const Expr *E) {
    U.Pointer = false;
    U.Moved = E->isXValue();
    if (isUni(E->getType())) {
      Cur = E;
      return end(UseKind::Inner, E);
    }
    stepInto(E);
  }
  void pointer(const Expr *E) {
    U.Pointer = true;
    stepInto(E);
  }

  bool isWholeUni() const { return isUni(Cur->getType()) && !U.Pointer; }
  bool isValuePart() const { return M.types().isValue(partType().getUnqualifiedType()); }

  void step();
  void unary(const UnaryOperator *Op);
  void binary(const BinaryOperator *Op);
  void cast(const CastExpr *Cast);
  void member(const MemberExpr *Member);
  void methodCall(const CXXMemberCallExpr *Call, const CXXMethodDecl *Method);
  void operatorCall(const CXXOperatorCallExpr *Call);
  void call(const CallExpr *Call);
  void argument(const Expr *At, const FunctionDecl *Callee, unsigned Index, bool ResultUnused);
  void construct(const CXXConstructExpr *Made);
  void declaration(const DeclStmt *S);
  void capture(const LambdaExpr *L);
  void top();
  void result(const Expr *Call, const FunctionDecl *Callee, QualType R);
  bool stdMayKeep(const Expr *At, const FunctionDecl *Callee) const;

  Model &M;
  const UniquePlace &Place;
  Ancestors Around;
  const WalkTop &Top;
  const Expr *Cur;
  Use U;
  bool Done = false;
  llvm::SmallVector<Use, 2> Out;
};

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

/// Goes on if the result of \p Call is part of the value again.
void Tracer::result(const Expr *Call, const FunctionDecl *Callee, QualType R) {
  if (R->isReferenceType() && M.types().isValue(R.getNonReferenceType().getUnqualifiedType()) &&
      !isResultUnused(Call, Around.drop_back()))
    return part(Call);
  Done = true;
}

void Tracer::methodCall(const CXXMemberCallExpr *Call, const CXXMethodDecl *Method) {
  if (isWholeUni()) {
    if (isa<CXXConversionDecl>(Method))
      return end(UseKind::Consumed, Call);
    if (Method->isOverloadedOperator() && Method->getOverloadedOperator() == OO_Equal)
      return end(UseKind::Consumed, Call);
  }
  U.Callee = Method;
  U.ResultUnused = isResultUnused(Call, Around.drop_back()) || isReadAtOnce(M, Call, Around.drop_back());
  switch (pathStep(Method)) {
  case PathStep::Send:
    return end(UseKind::Read, Call);
  case PathStep::Into:
    // The index or key goes in; what comes out is followed further.
    U.ResultUnused = true;
    if (Call->getNumArgs() > 0)
      emit(UseKind::Receiver, Call);
    return Method->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
  case PathStep::None:
    break;
  }
  emit(UseKind::Receiver, Call);
  result(Call, Method, Call->getCallReturnType(M.context()));
}

void Tracer::operatorCall(const CXXOperatorCallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  unsigned Index = 0;
  for (; Index < Call->getNumArgs() && Call->getArg(Index) != Cur; ++Index)
    ;
  if (!Callee || Index == Call->getNumArgs())
    return end(UseKind::Other, Call);
  OverloadedOperatorKind Op = Call->getOperator();
  bool Object = Method && Index == 0;

  if (Op == OO_Equal) {
    if (isWholeUni() && (Object || U.Moved))
      return end(UseKind::Consumed, Call);
    if (Object) {
      U.Callee = Callee;
      U.Right = Call->getArg(1);
      emit(UseKind::Assigned, Call);
      return isResultUnused(Call, Around.drop_back()) ? void(Done = true) : goOn(Call);
    }
    if (Method && Method->isCopyAssignmentOperator())
      return end(UseKind::Copied, Call);
    if (Method && Method->isMoveAssignmentOperator())
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Call);
    return argument(Call, Callee, Index - (Method ? 1 : 0), isResultUnused(Call, Around.drop_back()));
  }

  U.Callee = Callee;
  U.ResultUnused = isResultUnused(Call, Around.drop_back());
  if (Object) {
    switch (pathStep(Method)) {
    case PathStep::Send:
      return end(UseKind::Read, Call);
    case PathStep::Into:
      U.ResultUnused = true;
      if (Call->getNumArgs() > 1)
        emit(UseKind::Receiver, Call);
      if (isWholeUni() && U.Moved)
        U.WholeMoved = true;
      return Method->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
    case PathStep::None:
      break;
    }
    emit(UseKind::Receiver, Call);
    return result(Call, Callee, Call->getCallReturnType(M.context()));
  }
  if (Method && Op == OO_Call)
    return argument(Call, Callee, Index - 1, U.ResultUnused);
  // An operand on the right of a member operator, or of a free one. The library's own read values; of others the
  // operand is the receiver, like `a == b` written `a.operator==(b)`.
  if (isStd(Callee) && isValuePart() && !U.Pointer)
    return argument(Call, Callee, Index - (Method ? 1 : 0), U.ResultUnused);
  if (U.Pointer)
    return argument(Call, Callee, Index - (Method ? 1 : 0), U.ResultUnused);
  emit(UseKind::Receiver, Call);
  result(Call, Callee, Call->getCallReturnType(M.context()));
}

void Tracer::call(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  unsigned Index = 0;
  for (; Index < Call->getNumArgs() && Call->getArg(Index) != Cur; ++Index)
    ;
  if (Index == Call->getNumArgs())
    return end(UseKind::Other, Call); // the callee itself: `u->*f`, a bound member
  if (!Callee)
    return argument(Call, nullptr, Index, isResultUnused(Call, Around.drop_back()));
  switch (passThrough(Callee, Index)) {
  case PassThrough::Same:
    U.Moved = Call->isXValue();
    if (isWholeUni() && U.Moved)
      U.WholeMoved = true;
    return goOn(Call);
  case PassThrough::Part:
    return Callee->getReturnType()->isPointerType() ? pointer(Call) : part(Call);
  case PassThrough::Address:
    U.Pointer = true;
    return goOn(Call);
  case PassThrough::Swap:
    if (isWholeUni())
      return end(UseKind::Consumed, Call);
    if (U.Pointer || partType().isTriviallyCopyableType(M.context()))
      break;
    // std::exchange(part, next): the part moves out, and the next one in.
    if (Callee->getName() == "exchange") {
      emit(UseKind::MovedOut, Call);
      U.Right = Call->getArg(1);
      return end(UseKind::Assigned, Call);
    }
    return end(UseKind::Argument, Call, Callee->getParamDecl(Index));
  case PassThrough::Recover:
    if (isWholeUni())
      return end(U.Moved ? UseKind::Consumed : UseKind::Other, Call);
    // `recover(v)` copies v into the unique value.
    if (!U.Pointer)
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Call);
    return end(UseKind::Argument, Call);
  case PassThrough::Handle:
    return end(UseKind::Read, Call); // self(*this): a handle, no borrow
  case PassThrough::None:
    break;
  }
  argument(Call, Callee, Index, isResultUnused(Call, Around.drop_back()));
}

/// Could a function of the library, given a reference to this part, keep it in
/// its object or in what else it is given?
bool Tracer::stdMayKeep(const Expr *At, const FunctionDecl *Callee) const {
  auto Keeps = [&](const Expr *E) {
    QualType T = E->getType().getNonReferenceType().getUnqualifiedType();
    return !M.types().isBorrowFree(T) && !isStreamClass(T) && mayHoldBorrowOf(M, T, partType());
  };
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(At))
    return Keeps(Call->getImplicitObjectArgument());
  if (const auto *Call = dyn_cast<CallExpr>(At))
    return llvm::any_of(Call->arguments(), [&](const Expr *A) { return A != Cur && A->isLValue() && Keeps(A); });
  return false;
}

void Tracer::argument(const Expr *At, const FunctionDecl *Callee, unsigned Index, bool ResultUnused) {
  U.Callee = Callee;
  U.ResultUnused = ResultUnused;
  const ParmVarDecl *Param = Callee && Index < Callee->getNumParams() ? Callee->getParamDecl(Index) : nullptr;
  QualType PT = Param ? Param->getType() : QualType();
  // A unique value moved into a parameter is gone from here.
  if (isWholeUni() && U.Moved && (!Param || PT->isRValueReferenceType()))
    return end(UseKind::Consumed, At);
  if (Callee && Param && !isWholeUni() && !U.Pointer && looksAtRange(M, At, Callee, Cur, ResultUnused))
    return end(UseKind::StdValue, At, Param);
  bool Swaps = Callee && Callee->getIdentifier() && Callee->getName() == "swap" &&
               !partType().isTriviallyCopyableType(M.context());
  if (Callee && Param && !isWholeUni() && !Swaps && isLibraryReader(Callee)) {
    QualType R = isa<CXXConstructorDecl>(Callee) ? At->getType() : Callee->getReturnType();
    // A C string read at once, and outside of a recover body a view whose characters are copied.
    QualType Bytes = Cur->IgnoreParenCasts()->getType(); // what a `void *` was
    if (const Type *To = Bytes->getPointeeOrArrayElementType(); Bytes->isPointerType() || Bytes->isArrayType())
      Bytes = Bytes->isPointerType() ? Bytes->getPointeeType() : QualType(To, 0);
    bool Characters = U.Pointer && !Bytes->isVoidType() && M.types().isValue(Bytes.getUnqualifiedType()) &&
                      (isBuiltinReader(Callee) || (partType()->isAnyCharacterType() && isStringClass(R)));
    bool View = Place.isOutside() && U.Whole && !U.Pointer && M.types().isImmutableBorrow(partType());
    if ((isValuePart() && !U.Pointer) || Characters || View) {
      if (R->isReferenceType() &&
          R.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
              partType().getCanonicalType().getUnqualifiedType() &&
          !ResultUnused)
        return part(At); // std::max(u->a, b)
      bool Gone =
          ResultUnused || R->isVoidType() || R->isReferenceType() || M.types().isBorrowFree(R.getUnqualifiedType());
      if (Gone && !stdMayKeep(At, Callee))
        return end(UseKind::StdValue, At, Param);
    }
  }
  end(UseKind::Argument, At, Param);
}

void Tracer::construct(const CXXConstructExpr *Made) {
  const CXXConstructorDecl *C = Made->getConstructor();
  unsigned Index = 0;
  for (; Index < Made->getNumArgs() && Made->getArg(Index) != Cur; ++Index)
    ;
  if (Index == Made->getNumArgs())
    return end(UseKind::Other, Made);
  if (!U.Pointer && Index == 0) {
    if (isWholeUni() && U.Moved && isUni(Made->getType()))
      return end(UseKind::Consumed, Made);
    if (C->isCopyConstructor())
      return end(UseKind::Copied, Made);
    if (C->isMoveConstructor())
      return end(UseKind::MovedOut, Made);
    // `return v;` in a function that returns uni<T>: the conversion copies or moves v.
    if (asImplicitRecover(Made))
      return end(U.Moved ? UseKind::MovedOut : UseKind::Copied, Made);
  }
  argument(Made, C, Index, false);
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

} // namespace

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
