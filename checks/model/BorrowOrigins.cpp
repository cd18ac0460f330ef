//===- BorrowOrigins.cpp - What the value of an expression may borrow -----===//
//
// An origin is a place, a variable that holds borrows already, or a temporary. Its
// level says how far the borrow is away: 0 for what the value itself refers to,
// 1 for what is borrowed by that. Reading through a borrow goes one level down.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "llvm/ADT/STLExtras.h"

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

/// An expression too deep to be followed may, for what is sent, borrow of whatever it names.
void FactBuilder::named(const Expr *E, Origins &Out) {
  constexpr unsigned MostNodes = 4096, MostOrigins = 64;
  if (!Leaving)
    return;
  llvm::SmallPtrSet<const ValueDecl *, 8> Seen;
  llvm::SmallVector<const Stmt *, 16> Work{E};
  for (unsigned Nodes = 0; !Work.empty() && Nodes < MostNodes && Out.size() < MostOrigins; ++Nodes) {
    const Stmt *S = Work.pop_back_val();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!V || !V->hasLocalStorage() || !Seen.insert(V).second)
        continue;
      const unsigned Old = Out.size();
      if (Engine.borrows().mayHold(V->getType().getNonReferenceType()))
        held(Ref, V->getType().getNonReferenceType(), Out, 0);
      if (V->getType().getNonReferenceType()->isRecordType())
        origins(Ref, Out, 0);
      for (Origin &Each : llvm::drop_begin(Out, Old))
        Each.ForSends = Each.Uncertain = Each.SomePart = true;
    }
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
}

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
    return named(E, Out);
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
    return named(E, Out);
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

} // namespace conure
