//===- BorrowSources.cpp --------------------------------------------------===//
#include "checks/model/BorrowSources.h"
#include "checks/model/Annotations.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Places.h"

using namespace clang;

namespace conure {

static constexpr unsigned MaxSourceDepth = 100;

Kept BorrowSource::keptBy(BorrowTypes &Types, const FunctionDecl *F) const {
  if (!Parameter || Parameter->getDeclContext() != F)
    return Kept::Nothing;
  const QualType T = Parameter->getType();
  // A by-value parameter that owns what is borrowed of it dies with the call.
  const bool Holds = Types.mayHold(plainType(T));
  if ((!T->isReferenceType() && !Holds) || (Value && !Content && !Holds))
    return Kept::Nothing;
  if (Content)
    return Perhaps ? Kept::PerhapsContent : Kept::Content;
  if (!Value && !Perhaps && T->isReferenceType() && Holds)
    return Kept::Address;
  return Perhaps ? Kept::Perhaps : Kept::Whole;
}

void SourceFinder::of(const Expr *E, BorrowSource As) {
  if (!E || Depth >= MaxSourceDepth)
    return;
  ++Depth;
  visit(withoutWrappers(E), As);
  --Depth;
}
void SourceFinder::kept(const Expr *Given, Kept K, BorrowSource As) {
  if (K == Kept::Nothing)
    return;
  const Expr *Bare = withoutWrappers(Given);
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Bare))
    Bare = M->getSubExpr();
  As.Content |= isContent(K);
  As.Perhaps |= isUncertain(K);
  As.Value |= Bare->isGLValue() && K != Kept::Address && !isContent(K) && Types.mayHold(Bare->getType());
  of(Bare, As);
}

void SourceFinder::visit(const Expr *E, BorrowSource As) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return named(Ref->getDecl(), As);
  if (isa<CXXThisExpr>(E)) {
    As.Parameter = nullptr;
    return Found.push_back(As);
  }
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    of(C->getTrueExpr(), As);
    return of(C->getFalseExpr(), As);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma)
      of(B->getRHS(), As);
    else if (B->isAdditiveOp() && B->getType()->isPointerType())
      of(B->getLHS()->getType()->isPointerType() ? B->getLHS() : B->getRHS(), As);
    return;
  }
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    As.Value |= C->getCastKind() == CK_LValueToRValue;
    return of(C->getSubExpr(), As);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return of(M->getSubExpr(), As);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      As.Value = false;
    if (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref)
      of(U->getSubExpr(), As);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    // A field that is a reference names what that refers to.
    As.Value |= Member->getMemberDecl()->getType()->isReferenceType();
    return of(Member->getBase(), As);
  }
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return of(Element->getBase(), As);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return constructed(Construct, As);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (unsigned I = 0; I < List->getNumInits(); ++I)
      if (Types.mayHold(initialisedType(List, I)))
        of(List->getInit(I), As);
    return;
  }
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
    return of(List->getSubExpr(), As);
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (auto [Capture, Init] : llvm::zip(L->captures(), L->capture_inits())) {
      As.Value = Capture.getCaptureKind() != LCK_ByRef;
      if (Capture.capturesVariable() && Init && (!As.Value || Types.mayHold(Capture.getCapturedVar()->getType())))
        of(Init, As);
    }
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    called(Call, As);
}

void SourceFinder::named(const ValueDecl *D, BorrowSource As) {
  const auto *V = dyn_cast<VarDecl>(D);
  if (const auto *P = dyn_cast<ParmVarDecl>(D); P && P->getDeclContext() == Around) {
    As.Parameter = P;
    Found.push_back(As);
  } else if (const auto *B = dyn_cast<BindingDecl>(D)) {
    V = dyn_cast_or_null<VarDecl>(B->getDecomposedDecl());
  }
  if (!V || !V->hasLocalStorage())
    return;
  if (!V->getType()->isReferenceType() && Types.mayHold(V->getType()))
    local(V, As);
  // A name for something else; a pointer may point elsewhere by now.
  if (isa<ParmVarDecl>(V) || !V->getInit() || (!BorrowTypes::isBorrow(V->getType()) && !isa<DecompositionDecl>(V)))
    return;
  As.Perhaps |= !V->getType()->isReferenceType() && !V->getType().isConstQualified();
  of(V->getInit(), As);
}

/// What comes into the variable \p V, whose value counts.
void SourceFinder::local(const VarDecl *V, BorrowSource As) {
  if (!Seen.insert(V).second)
    return;
  BorrowSource Start;
  Start.Perhaps = true;
  // A borrow is followed to its initialiser as a name is.
  if (V->getInit() && !isa<ParmVarDecl>(V) && !BorrowTypes::isBorrow(V->getType()))
    kept(V->getInit(), Kept::Whole, Start);
  for (const LocalSources::Source &S : Types.localsOf(Around).of(V))
    kept(S.Value, S.As, Start);
}

void SourceFinder::constructed(const CXXConstructExpr *C, BorrowSource As) {
  const QualType T = C->getType().getUnqualifiedType();
  if (!C->getNumArgs() || !Types.mayHold(T))
    return; // a value of its own
  if (C->getConstructor()->isCopyOrMoveConstructor()) {
    As.Value = true;
    return of(C->getArg(0), As);
  }
  if (BorrowTypes::isView(plainType(T)))
    return through(C->getArg(0), As);
  const KeptList &Keeps = Types.keptByObject(C->getConstructor());
  for (unsigned I = 0; I < C->getNumArgs() && I < Keeps.size(); ++I)
    kept(C->getArg(I), Keeps[I], As);
}

/// What is reached through \p Object: of an owner, what it owns; of what holds borrows, one of them.
void SourceFinder::through(const Expr *Object, BorrowSource As) {
  const QualType T = plainType(Object->getType());
  if (!As.Value) {
    As.Content |= BorrowTypes::isOwner(T);
    As.Value = !BorrowTypes::isOwner(T) && Types.mayHold(T);
  }
  of(Object, As);
}

void SourceFinder::called(const CallExpr *C, BorrowSource As) {
  const bool Borrows = BorrowTypes::isBorrow(C->getType()) || C->isGLValue();
  // What is copied is a borrow that the call makes, not one that its arguments hold.
  if (!C->isGLValue() && BorrowTypes::isBorrow(C->getType()))
    As.Value = false;
  if (const auto *Operator = dyn_cast_or_null<CXXMethodDecl>(C->getDirectCallee());
      Operator && Operator->getParent()->isLambda())
    closureCalled(Operator, As);
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(C)) {
    if (const Expr *Object = Method->getImplicitObjectArgument(); Object && Borrows)
      through(Object, As);
    return methodCalled(CallParts(C), C->getType(), Borrows, As);
  }
  const FunctionDecl *F = C->getDirectCallee();
  if (!F)
    return;
  if (isa<CXXMethodDecl>(F) && isa<CXXOperatorCallExpr>(C)) {
    const OverloadedOperatorKind Op = F->getOverloadedOperator();
    if (Borrows && (Op == OO_Subscript || Op == OO_Star || Op == OO_Arrow))
      through(C->getArg(0), As);
    // std::ranges::find and its like are objects that keep nothing themselves.
    if (Op == OO_Call && isStd(F) && cast<CXXMethodDecl>(F)->getParent()->isEmpty())
      libraryCalled(C, As);
    else if (!isStd(F) && !cast<CXXMethodDecl>(F)->getParent()->isLambda())
      methodCalled(CallParts(C), C->getType(), Borrows, As);
    return;
  }
  if (isNamingCall(C) || isStdCall(C, "addressof") || isStdCall(C, "ref") || isStdCall(C, "cref"))
    return of(C->getArg(0), As);
  if (isStdCall(C, "begin") || isStdCall(C, "end") || isStdCall(C, "data"))
    return through(C->getArg(0), As);
  if (isStd(F))
    return libraryCalled(C, As);
  const KeptList &Keeps = Types.keptByResult(F);
  for (unsigned I = 0; I < C->getNumArgs() && I < Keeps.size(); ++I)
    kept(C->getArg(I), Keeps[I] != Kept::Nothing || Types.isKnown(F) ? Keeps[I] : couldShow(C->getType(), F, I), As);
}

/// By its types, if it is for what leaves.
Kept SourceFinder::couldShow(QualType Result, const FunctionDecl *F, unsigned I) {
  return isConureLibrary(F) ? Kept::Nothing : Types.couldShow(Result, F->getParamDecl(I)->getType());
}

/// What a method gives out may be of what its object holds or owns, and of what it is given. \p Borrowed: what is of
/// the object itself was followed.
void SourceFinder::methodCalled(const CallParts &C, QualType Result, bool Borrowed, BorrowSource As) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(C.Callee);
  if (!Method || (!Borrowed && !Types.mayHold(Result)))
    return;
  As.Perhaps = true;
  if (C.Object && !Borrowed)
    through(C.Object, As);
  if (isStd(Method)) {
    for (const Expr *A : C.Args)
      if (!Borrowed && Types.mayHold(A->getType()))
        kept(A, Kept::Whole, As);
    return;
  }
  const KeptList &Given = Types.keptByResult(Method), &Held = Types.keptByObject(Method);
  for (unsigned I = 0; I < C.Args.size(); ++I) {
    if (I < Given.size())
      kept(C.Args[I], Given[I] != Kept::Nothing || Types.isKnown(Method) ? Given[I] : couldShow(Result, Method, I), As);
    if (I < Held.size()) // `Builder().with(text)`
      kept(C.Args[I], Held[I], As);
  }
}

/// What the closure returns: its own parameters are variables of the function around it.
void SourceFinder::closureCalled(const CXXMethodDecl *Operator, BorrowSource As) {
  if (!Operator->hasBody() || Operator->isDependentContext() || !Seen.insert(Operator).second)
    return;
  As.Perhaps = true;
  eachReturned(Operator, [&](const Expr *Value) { of(Value, As); });
}

/// What a function of the library returns may be of whatever it was given, as the types allow.
void SourceFinder::libraryCalled(const CallExpr *C, BorrowSource As) {
  const QualType Result = C->getType().getUnqualifiedType();
  if (!C->isGLValue() && !Types.mayHold(Result))
    return;
  const KeptList &Keeps = Types.keptByResult(C->getDirectCallee());
  const auto *M = dyn_cast<CXXMethodDecl>(C->getDirectCallee());
  const unsigned First = M && isa<CXXOperatorCallExpr>(C) ? 1 : 0;
  for (unsigned I = 0; I + First < C->getNumArgs(); ++I) {
    const Expr *A = C->getArg(I + First);
    const QualType T = plainType(A->getType());
    if ((isStdCall(C, "make_pair") || isStdCall(C, "make_tuple")) && Types.isOwnedPart(Result, I, C->getNumArgs()))
      continue;
    if (I < Keeps.size() && Keeps[I] != Kept::Nothing)
      kept(A, Keeps[I], As);
    else if (C->isGLValue() ? T == plainType(Result) : BorrowTypes::isRange(Result) && Types.mayHold(T))
      kept(A, Kept::Whole, As);
    else if (!C->isGLValue() && (BorrowTypes::isRange(Result) || (M && Result->isPointerType())) &&
             BorrowTypes::isOwner(T)) // the iterators of an array are pointers
      kept(A, Kept::Content, As);
    else if (!C->isGLValue() && !BorrowTypes::isRange(Result))
      kept(A, Types.keptByLibrary(Result, A->getType()), As);
  }
}

} // namespace conure
