//===- BorrowOrigins.cpp - What the value of an expression may borrow -----===//
//
// An origin is a place, a variable that holds borrows already, or a temporary. Its
// level says how far the borrow is away: 0 for what the value itself refers to,
// 1 for what is borrowed by that. Reading through a borrow goes one level down.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"

using namespace clang;

namespace conure {

namespace {

constexpr unsigned MaxOriginDepth = 12;

/// What a library owner's method that gives a borrow leads to.
Step contentOf(QualType T) {
  switch (wrapperOf(T)) {
  case Wrapper::String:
    return Step::Chars;
  case Wrapper::Array:
    return Step::Slot;
  case Wrapper::Optional:
  case Wrapper::Uni:
    return Step::Inline;
  case Wrapper::UniquePtr:
    return Step::OwnedHeap;
  case Wrapper::Container:
    return Step::Element;
  default:
    return Step::Heap;
  }
}

} // namespace

bool FactBuilder::isBorrower(const VarDecl *V) const {
  return !isa<ParmVarDecl>(V) && V->hasLocalStorage() && Engine.borrows().mayHold(V->getType());
}

bool FactBuilder::isBorrowType(QualType T) const { return BorrowTypes::isBorrow(T); }

/// \p From with everything \p By levels further away.
void FactBuilder::shift(Origins &Out, unsigned From, int By) {
  for (unsigned I = From; I < Out.size();) {
    Out[I].Level += By;
    if (Out[I].Level < 0 && !Out[I].Holder)
      Out.erase(Out.begin() + I);
    else
      ++I;
  }
}

/// \p From with each place replaced by what it owns.
void FactBuilder::content(Origins &Out, unsigned From, QualType Owner) {
  const Step S = contentOf(Owner);
  for (unsigned I = From; I < Out.size();) {
    if (Out[I].Where && Out[I].Level == 0 && !Out[I].SomePart)
      Out[I].Where.Id = S == Step::Heap && wrapperOf(Owner) != Wrapper::None
                            ? NoPlace // shared: somebody else may keep it
                            : Places.table().child(Out[I].Where.Id, S == Step::Heap ? Step::Element : S);
    if (!Out[I].Where && !Out[I].Holder && !Out[I].Temporary)
      Out.erase(Out.begin() + I);
    else
      ++I;
  }
}

/// What a reference to the object that \p E names borrows.
void FactBuilder::origins(const Expr *E, Origins &Out, unsigned Depth) {
  if (++Depth > MaxOriginDepth)
    return;
  E = withoutWrappers(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    origins(C->getTrueExpr(), Out, Depth);
    return origins(C->getFalseExpr(), Out, Depth);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    const unsigned Old = Out.size();
    held(M->getSubExpr(), M->getType(), Out, Depth);
    shift(Out, Old, 1);
    if (M->getStorageDuration() == SD_FullExpression) {
      Origin O;
      O.Temporary = M;
      Out.push_back(O);
    }
    return;
  }
  if (!E->isGLValue())
    return held(E, E->getType(), Out, Depth);
  if (PlaceRef P = Places.resolve(E)) {
    const PlaceTable &Table = Places.table();
    // What is reached through a borrow is borrowed from where that one borrows.
    const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(P.Id));
    if (V && Borrowers.contains(V)) {
      const QualType T = V->getType();
      Origin Through;
      Through.Holder = V;
      Through.Slot = P.Id;
      const bool Itself = Table[P.Id].Depth == 0;
      if (T->isReferenceType() || (isBorrowType(T) && !Itself)) {
        Out.push_back(Through);
        if (!T->isReferenceType())
          return;
      } else {
        Through.Level = 1;
        Out.push_back(Through);
      }
    }
    Origin O;
    O.Where = P;
    Out.push_back(O);
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return callOrigins(C, Out, Depth);
  if (const auto *C = dyn_cast<CastExpr>(E))
    return origins(C->getSubExpr(), Out, Depth);
  if (const auto *M = dyn_cast<MemberExpr>(E); M && !isa<CXXThisExpr>(M->getBase()))
    return M->isArrow() ? held(M->getBase(), M->getBase()->getType(), Out, Depth) : origins(M->getBase(), Out, Depth);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    return held(U->getSubExpr(), U->getSubExpr()->getType(), Out, Depth);
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return origins(S->getBase(), Out, Depth);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isPtrMemOp()) {
    const unsigned Old = Out.size();
    B->getOpcode() == BO_PtrMemD ? origins(B->getLHS(), Out, Depth)
                                 : held(B->getLHS(), B->getLHS()->getType(), Out, Depth);
    for (Origin &Each : llvm::drop_begin(Out, Old))
      Each.SomePart = true;
  }
}

/// What the value that is read at \p E borrows.
void FactBuilder::loaded(const Expr *E, Origins &Out, unsigned Depth) {
  E = withoutWrappers(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    loaded(C->getTrueExpr(), Out, Depth);
    return loaded(C->getFalseExpr(), Out, Depth);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
    return held(M->getSubExpr(), M->getType(), Out, Depth);
  if (const auto *C = dyn_cast<CastExpr>(E); C && C->getCastKind() != CK_LValueToRValue)
    return loaded(C->getSubExpr(), Out, Depth);
  if (const auto *C = dyn_cast<CallExpr>(E); C && isNamingCall(C))
    return loaded(C->getArg(0), Out, Depth);
  const PlaceTable &Table = Places.table();
  if (PlaceRef P = Places.resolve(E)) {
    const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(P.Id));
    if (!V || !Borrowers.contains(V))
      return;
    Origin O;
    O.Holder = V;
    O.Slot = P.Id;
    bool Leaves = false;
    for (PlaceId Id = P.Id; Table[Id].Parent != NoPlace; Id = Table[Id].Parent)
      Leaves |= Table[Id].Kind == Step::Heap;
    if (V->getType()->isReferenceType() || (isBorrowType(V->getType()) && Table[P.Id].Depth))
      O.Level = -1;
    else if (Leaves)
      return;
    Out.push_back(O);
    return;
  }
  const unsigned Old = Out.size();
  origins(E, Out, Depth);
  shift(Out, Old, -1);
}

/// What \p Given, an argument of which \p K is kept, lends.
void FactBuilder::keptOrigins(const Expr *Given, Kept K, Origins &Out, unsigned Depth) {
  if (K == Kept::Nothing)
    return;
  const Expr *Bare = withoutWrappers(Given);
  const unsigned Old = Out.size();
  const bool ByValue = !Bare->isGLValue();
  // A borrow that is given as a temporary is kept by its value.
  const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Bare);
  if (K == Kept::Address)
    origins(Bare, Out, Depth);
  else if (ByValue || (Temporary && Engine.borrows().mayHold(Temporary->getType())))
    held(ByValue ? Bare : Temporary->getSubExpr(), Bare->getType(), Out, Depth);
  else if (Engine.borrows().mayHold(Bare->getType()) && K == Kept::Whole)
    loaded(Bare, Out, Depth);
  else
    origins(Bare, Out, Depth);
  if (isContent(K) && BorrowTypes::isOwner(Bare->getType().getUnqualifiedType()))
    content(Out, Old, Bare->getType());
  // Of an object that is given as a whole, a part may be what is kept.
  const bool Object = Bare->isGLValue() && Bare->getType()->isRecordType();
  for (unsigned I = Old; I < Out.size(); ++I) {
    Out[I].Uncertain |= isUncertain(K);
    Out[I].SomePart |= Object && Out[I].Where && Out[I].Level == 0;
  }
}

/// What a value of type \p T made of \p E borrows.
void FactBuilder::held(const Expr *E, QualType T, Origins &Out, unsigned Depth) {
  if (++Depth > MaxOriginDepth)
    return;
  if (T->isReferenceType())
    return origins(E, Out, Depth);
  if (!Engine.borrows().mayHold(T) && !isa<LambdaExpr>(withoutWrappers(E)))
    return;
  E = withoutWrappers(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    held(C->getTrueExpr(), T, Out, Depth);
    return held(C->getFalseExpr(), T, Out, Depth);
  }
  if (E->isGLValue())
    return loaded(E, Out, Depth);
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_LValueToRValue:
      return loaded(C->getSubExpr(), Out, Depth);
    case CK_IntegralToPointer:
    case CK_NullToPointer:
      return;
    case CK_ArrayToPointerDecay:
      return origins(C->getSubExpr(), Out, Depth);
    default:
      return held(C->getSubExpr(), C->getSubExpr()->getType(), Out, Depth);
    }
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      origins(U->getSubExpr(), Out, Depth);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    const Expr *Pointer = B->getLHS()->getType()->isPointerType() ? B->getLHS() : B->getRHS();
    if (B->isAdditiveOp() && E->getType()->isPointerType())
      held(Pointer, Pointer->getType(), Out, Depth);
    else if (B->getOpcode() == BO_Comma)
      held(B->getRHS(), T, Out, Depth);
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return callOrigins(C, Out, Depth);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return constructOrigins(C, Out, Depth);
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const Expr *Init = New->getInitializer())
      held(Init, New->getAllocatedType(), Out, Depth);
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (auto [Capture, Init] : llvm::zip(L->captures(), L->capture_inits())) {
      if (!Capture.capturesVariable() || !Init)
        continue;
      const unsigned Old = Out.size();
      const bool ByReference = Capture.getCaptureKind() == LCK_ByRef;
      ByReference ? origins(Init, Out, Depth) : held(Init, Capture.getCapturedVar()->getType(), Out, Depth);
      // The body's own accesses are followed through a reference, or a pointer that is made here.
      const bool Followed = ByReference || (Init->getType()->isPointerType() && Places.pointee(Init));
      for (unsigned I = Old; I < Out.size(); ++I)
        Out[I].Closure = Followed;
    }
    return;
  }
  if (const auto *I = dyn_cast<InitListExpr>(E)) {
    if (I->getNumInits() == 1 && I->getInit(0)->isPRValue() &&
        Places.context().hasSameUnqualifiedType(I->getType(), I->getInit(0)->getType()))
      return held(I->getInit(0), T, Out, Depth); // the value itself in braces
    for (unsigned N = 0; N < I->getNumInits(); ++N)
      if (I->getType()->isScalarType())
        held(I->getInit(N), I->getType(), Out, Depth);
      else
        held(I->getInit(N), initialisedType(I, N), Out, Depth);
    return;
  }
  if (const auto *L = dyn_cast<CXXStdInitializerListExpr>(E)) {
    const Expr *Array = withoutWrappers(L->getSubExpr());
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Array))
      Array = M->getSubExpr();
    held(Array, Array->getType(), Out, Depth);
  }
}

void FactBuilder::constructOrigins(const CXXConstructExpr *C, Origins &Out, unsigned Depth) {
  const QualType T = C->getType().getUnqualifiedType();
  if (!C->getNumArgs())
    return;
  const CXXConstructorDecl *D = C->getConstructor();
  const Expr *First = withoutWrappers(C->getArg(0));
  if (D->isCopyOrMoveConstructor())
    return held(First, T, Out, Depth);
  if (!BorrowTypes::isView(T)) {
    const KeptList &Keeps = Engine.borrows().keptByObject(D);
    for (unsigned I = 0; I < C->getNumArgs() && I < Keeps.size(); ++I)
      keptOrigins(C->getArg(I), Keeps[I], Out, Depth);
    return;
  }
  // A view of an owner borrows what the owner holds; a copy, what the other does.
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  llvm::StringRef Name = R->getIdentifier() ? R->getName() : llvm::StringRef();
  if (Name == "reference_wrapper" || Name == "ref" || Name == "mut")
    return BorrowTypes::isView(First->getType().getUnqualifiedType()) ? held(First, T, Out, Depth)
                                                                      : origins(First, Out, Depth);
  const QualType From = First->getType().getUnqualifiedType();
  if (BorrowTypes::isOwner(From))
    return keptOrigins(First, Kept::Content, Out, Depth);
  if (Engine.borrows().mayHold(From))
    return held(First, From, Out, Depth);
  origins(First, Out, Depth);
}

void FactBuilder::callOrigins(const CallExpr *C, Origins &Out, unsigned Depth) {
  const QualType Result = C->getCallReturnType(Places.context());
  if (!Engine.borrows().mayHold(Result))
    return;
  const FunctionDecl *F = C->getDirectCallee();
  // `v | std::views::filter(…)`, `std::views::reverse(v)`: of whatever goes in.
  if (F && isStd(F) && BorrowTypes::isRange(Result.getUnqualifiedType())) {
    for (const Expr *A : C->arguments())
      if (BorrowTypes::isOwner(A->getType().getUnqualifiedType()) || Engine.borrows().mayHold(A->getType()))
        keptOrigins(A, BorrowTypes::isOwner(A->getType().getUnqualifiedType()) ? Kept::Content : Kept::Whole, Out,
                    Depth);
    return;
  }
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(F);
  const Expr *Base = nullptr;
  bool Arrow = false;
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(C)) {
    if (const auto *Callee = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens())) {
      Base = Callee->getBase();
      Arrow = Callee->isArrow();
    }
  } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(C); Op && M) {
    Base = Op->getArg(0);
  }
  // The frame of a coroutine holds what it is given.
  const bool Frame = Leaving && !Result->isReferenceType() && BorrowTypes::isCoroutineType(Result) &&
                     !(F && (isStd(F) || isConureLibrary(F)));
  if (M && Base && !M->isStatic() && !Frame) {
    // std::ranges::find and its like are objects; they keep nothing themselves.
    const CXXRecordDecl *R = M->getParent();
    if (isStd(M) && M->getOverloadedOperator() == OO_Call && R->isEmpty())
      return Leaving ? libraryOrigins(llvm::ArrayRef(C->getArgs(), C->getNumArgs()).drop_front(), Result, Out, Depth)
                     : void();
    methodOrigins(M, Base, Arrow, Result, Out, Depth);
    if (Leaving && M->getParent()->isLambda())
      closureOrigins(M, Out, Depth);
    const unsigned First = isa<CXXOperatorCallExpr>(C) ? 1 : 0;
    // `Builder().with(text)`: what the object keeps it may give out.
    if (Leaving && !isStd(M) && !isConureLibrary(M) && !M->getParent()->isLambda() &&
        Engine.borrows().mayHold(M->getThisType()->getPointeeType())) {
      const KeptList &Keeps = Engine.borrows().keptByObject(M);
      const unsigned Old = Out.size();
      for (unsigned I = 0; I < Keeps.size() && First + I < C->getNumArgs(); ++I)
        keptOrigins(C->getArg(First + I), Keeps[I], Out, Depth);
      for (Origin &Each : llvm::drop_begin(Out, Old))
        Each.ForSends = Each.Uncertain = true;
    }
    return Leaving && !isStd(M) && !isConureLibrary(M)
               ? resultOrigins(M, llvm::ArrayRef(C->getArgs(), C->getNumArgs()).drop_front(First), Result, Out, Depth)
               : void();
  }
  if (Frame) {
    if (Base)
      Arrow || !Base->isGLValue() ? held(Base, Base->getType(), Out, Depth) : loaded(Base, Out, Depth);
    for (unsigned I = 0; I < C->getNumArgs(); ++I) {
      const unsigned Index = I - (Base && isa<CXXOperatorCallExpr>(C) ? 1 : 0);
      const bool ByReference = F && Index < F->getNumParams() && F->getParamDecl(Index)->getType()->isReferenceType();
      const unsigned Old = Out.size();
      keptOrigins(C->getArg(I), ByReference ? Kept::Address : Kept::Whole, Out, Depth);
      for (Origin &Each : llvm::drop_begin(Out, Old))
        Each.ForSends = true;
    }
    return;
  }
  if (!F)
    return Leaving ? libraryOrigins(llvm::ArrayRef(C->getArgs(), C->getNumArgs()), Result, Out, Depth) : void();
  if (isNamingCall(C))
    return origins(C->getArg(0), Out, Depth);
  const llvm::StringRef Name = F->getIdentifier() ? F->getName() : llvm::StringRef();
  if (isInStd(F) && isOneOf(Name, {"ref", "cref", "min", "max", "tie", "addressof"})) {
    for (const Expr *A : C->arguments())
      origins(A, Out, Depth);
    return;
  }
  if (isInStd(F) && isOneOf(Name, {"begin", "end", "cbegin", "cend", "rbegin", "rend", "data"}) && C->getNumArgs() == 1)
    return keptOrigins(C->getArg(0), Kept::Content, Out, Depth);
  if (isInStd(F) &&
      isOneOf(Name, {"make_pair", "make_tuple", "make_optional", "make_unique", "make_shared", "make_any",
                     "make_exception_ptr", "async", "forward_as_tuple", "bind", "bind_front", "bind_back"})) {
    for (const Expr *A : C->arguments())
      keptOrigins(A, Engine.borrows().keptByLibrary(Result, A->getType()), Out, Depth);
    return;
  }
  if (Leaving && isStd(F)) {
    const unsigned Old = Out.size();
    resultOrigins(F, llvm::ArrayRef(C->getArgs(), C->getNumArgs()), Result, Out, Depth);
    return Out.size() == Old ? libraryOrigins(llvm::ArrayRef(C->getArgs(), C->getNumArgs()), Result, Out, Depth)
                             : void();
  }
  const unsigned First = M && isa<CXXOperatorCallExpr>(C) ? 1 : 0; // a static operator's object is no parameter
  resultOrigins(F, llvm::ArrayRef(C->getArgs(), C->getNumArgs()).drop_front(First), Result, Out, Depth);
}

/// What the result of \p F borrows of the arguments \p Args.
void FactBuilder::resultOrigins(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args, QualType Result, Origins &Out,
                                unsigned Depth) {
  const KeptList &Keeps = Engine.borrows().keptByResult(F);
  for (unsigned I = 0; I < Args.size() && I < Keeps.size(); ++I) {
    const Expr *Given = Args[I];
    if ((Keeps[I] == Kept::Whole || Keeps[I] == Kept::Perhaps) && F->getParamDecl(I)->getType()->isReferenceType() &&
        Result->isReferenceType()) {
      const unsigned Old = Out.size();
      origins(Given, Out, Depth);
      for (unsigned O = Old; O < Out.size(); ++O) {
        Out[O].Uncertain |= Keeps[I] == Kept::Perhaps;
        Out[O].SomePart |= Out[O].Where && Out[O].Level == 0;
      }
    } else {
      keptOrigins(Given, Keeps[I], Out, Depth);
    }
  }
}

/// What a function of the library, or one that is not known, gives out may be of any argument that has such borrows.
void FactBuilder::libraryOrigins(llvm::ArrayRef<const Expr *> Args, QualType Result, Origins &Out, unsigned Depth) {
  for (const Expr *Given : Args) {
    const Expr *Bare = withoutWrappers(Given);
    const QualType T = Bare->getType().getUnqualifiedType();
    const unsigned Old = Out.size();
    if (Engine.borrows().mayHold(T))
      keptOrigins(Given, Kept::Whole, Out, Depth);
    if (BorrowTypes::isOwner(T) && Bare->isGLValue() && !(Engine.borrows().mayHold(T) && isBorrowType(T)))
      keptOrigins(Given, Kept::Content, Out, Depth);
    if ((Result->isReferenceType() || !Engine.borrows().mayHold(T)) && Bare->isLValue() && T->isRecordType())
      origins(Bare, Out, Depth);
    for (Origin &Each : llvm::drop_begin(Out, Old)) {
      Each.ForSends = Each.Uncertain = true;
      Each.SomePart |= Each.Where && Each.Level == 0;
    }
  }
}

void FactBuilder::methodOrigins(const CXXMethodDecl *M, const Expr *Base, bool Arrow, QualType Result, Origins &Out,
                                unsigned Depth) {
  const QualType T = (Arrow ? Base->getType()->getPointeeType() : Base->getType()).getUnqualifiedType();
  if (BorrowTypes::isView(T))
    return Arrow ? origins(Base, Out, Depth) : held(Base, T, Out, Depth);
  if (isLifetimeBoundMethod(M))
    return Arrow ? held(Base, Base->getType(), Out, Depth) : origins(Base, Out, Depth);
  llvm::StringRef Name = M->getIdentifier() ? M->getName() : llvm::StringRef();
  if (Name == "release")
    return;
  auto Object = [&] { Arrow ? held(Base, Base->getType(), Out, Depth) : origins(Base, Out, Depth); };
  const bool Own = BorrowTypes::isOwner(T);
  // `a.append(b)` returns a itself.
  if (Result->isReferenceType() &&
      Result->getPointeeType().getCanonicalType().getUnqualifiedType() == T.getCanonicalType())
    return Own ? Object() : void();
  if (Own) {
    if (wrapperOf(T) == Wrapper::SharedPtr || (wrapperOf(T) == Wrapper::None && !BorrowTypes::isOwner(T)))
      return;
    const unsigned Old = Out.size();
    Object();
    content(Out, Old, T);
    // `m.extract(1)`: what it held goes along.
    if (Leaving && !BorrowTypes::isBorrow(Result) && !Arrow && Base->isGLValue())
      loaded(Base, Out, Depth);
    return;
  }
  // A method whose body is there tells what it returns.
  const auto &Paths = Engine.returnedPaths(M);
  if (Paths.empty()) {
    // Whatever an object that holds borrows gives out may be one of them.
    if (!Result->isReferenceType() && Engine.borrows().mayHold(T) && !Arrow)
      loaded(Base, Out, Depth);
    // Of an object that holds none, it can be but a part of it.
    if (Leaving && !Engine.borrows().mayHold(T)) {
      const unsigned Old = Out.size();
      Object();
      for (Origin &Each : llvm::drop_begin(Out, Old))
        Each.ForSends = Each.Uncertain = Each.SomePart = true;
    }
    return;
  }
  PlaceRef Object_ = Places.object(Base, Arrow);
  if (!Object_) {
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(withoutWrappers(Base)->IgnoreImpCasts());
        Temporary && Temporary->getStorageDuration() == SD_FullExpression) {
      Origin O;
      O.Temporary = Temporary;
      Out.push_back(O);
    }
    return;
  }
  for (const auto &[Table, Path] : Paths) {
    PlaceRef P = Object_;
    llvm::SmallVector<PlaceId, 8> Steps;
    for (PlaceId Id = Path; (*Table)[Id].Parent != NoPlace; Id = (*Table)[Id].Parent)
      Steps.push_back(Id);
    for (PlaceId Id : llvm::reverse(Steps))
      if (P)
        P.Id = Places.table().child(P.Id, (*Table)[Id].Kind, (*Table)[Id].Key);
    if (!P)
      continue;
    Origin O;
    O.Where = P;
    Out.push_back(O);
  }
}

} // namespace conure
