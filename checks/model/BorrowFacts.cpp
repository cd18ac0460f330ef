//===- BorrowFacts.cpp - Which variables borrow from which places ---------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace conure {

namespace {

constexpr unsigned MaxOriginDepth = 12;
constexpr unsigned MaxLoansOfOne = 24;

template <class A> bool hasClassAttr(const CXXRecordDecl *R) {
  if (R->hasAttr<A>())
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return S && S->getSpecializedTemplate()->getTemplatedDecl()->hasAttr<A>();
}

bool isView(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (hasClassAttr<PointerAttr>(R))
    return true;
  auto Kind = builtinKind(T.getCanonicalType().getUnqualifiedType());
  if (Kind && (*Kind == Builtin::Ref || *Kind == Builtin::Mut))
    return true;
  return R->getIdentifier() && isInStd(R) && isOneOf(R->getName(), {"basic_string_view", "span", "reference_wrapper"});
}

bool isOwner(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (wrapperOf(T) != Wrapper::None || hasClassAttr<OwnerAttr>(R));
}

bool holdsReferences(const LambdaExpr *L) {
  for (const LambdaCapture &C : L->captures())
    if (C.capturesVariable() && C.getCaptureKind() == LCK_ByRef)
      return true;
  return false;
}

bool isLifetimeBound(const ParmVarDecl *P) { return P->hasAttr<LifetimeBoundAttr>(); }

bool isLifetimeBoundMethod(const CXXMethodDecl *M) {
  const TypeSourceInfo *Info = M->getTypeSourceInfo();
  if (!Info)
    return false;
  for (TypeLoc L = Info->getTypeLoc(); auto A = L.getAsAdjusted<AttributedTypeLoc>(); L = A.getModifiedLoc())
    if (A.getAttrAs<LifetimeBoundAttr>())
      return true;
  return false;
}

} // namespace

bool FactBuilder::isBorrowType(QualType T) const {
  return T->isReferenceType() || (T->isPointerType() && !T->isFunctionPointerType()) || isView(T.getUnqualifiedType());
}

bool FactBuilder::isBorrower(const VarDecl *V) const {
  if (isa<ParmVarDecl>(V) || !V->hasLocalStorage())
    return false;
  if (isBorrowType(V->getType()))
    return true;
  auto It = Closures.find(V);
  return It != Closures.end() && holdsReferences(It->second);
}

void FactBuilder::origins(const Expr *E, Origins &Out, unsigned Depth) {
  if (++Depth > MaxOriginDepth)
    return;
  E = withoutWrappers(E);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    origins(C->getTrueExpr(), Out, Depth);
    return origins(C->getFalseExpr(), Out, Depth);
  }
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E)) {
    // A temporary owner dies at once; a temporary view passes its borrow on.
    const Expr *Sub = withoutWrappers(M->getSubExpr());
    return isBorrowType(Sub->getType()) ? origins(Sub, Out, Depth) : void();
  }
  if (!E->isGLValue())
    return pointerOrigins(E, Out, Depth);
  if (PlaceRef P = Places.resolve(E)) {
    const PlaceTable &Table = Places.table();
    // What is reached through a borrow is borrowed from where that one borrows.
    const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(P.Id));
    if (V && Borrowers.contains(V)) {
      PlaceId Under = P.Id;
      while (Table[Under].Depth > 1)
        Under = Table[Under].Parent;
      if (Table[Under].Depth == 0 ? !V->getType()->isPointerType() : true) {
        Out.push_back({{}, V});
        if (!V->getType()->isReferenceType())
          return;
      }
    }
    Out.push_back({P});
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return callOrigins(C, Out, Depth);
  if (const auto *C = dyn_cast<CastExpr>(E))
    return origins(C->getSubExpr(), Out, Depth);
  if (const auto *M = dyn_cast<MemberExpr>(E); M && !isa<CXXThisExpr>(M->getBase()))
    return origins(M->getBase(), Out, Depth);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    return origins(U->getSubExpr(), Out, Depth);
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    return origins(S->getBase(), Out, Depth);
}

void FactBuilder::pointerOrigins(const Expr *E, Origins &Out, unsigned Depth) {
  if (const auto *C = dyn_cast<CastExpr>(E)) {
    switch (C->getCastKind()) {
    case CK_LValueToRValue: {
      const Expr *Sub = withoutWrappers(C->getSubExpr());
      const auto *Ref = dyn_cast<DeclRefExpr>(Sub);
      const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (V && Borrowers.contains(V))
        Out.push_back({{}, V});
      return;
    }
    case CK_IntegralToPointer:
    case CK_NullToPointer:
      return;
    default:
      return origins(C->getSubExpr(), Out, Depth);
    }
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      origins(U->getSubExpr(), Out, Depth);
    return;
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAdditiveOp() && E->getType()->isPointerType())
      origins(B->getLHS()->getType()->isPointerType() ? B->getLHS() : B->getRHS(), Out, Depth);
    else if (B->getOpcode() == BO_Comma)
      origins(B->getRHS(), Out, Depth);
    return;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return callOrigins(C, Out, Depth);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (!isView(C->getType().getUnqualifiedType()) || !C->getNumArgs())
      return;
    // A view of an owner borrows what the owner holds; a copy, what the other does.
    const Expr *A = withoutWrappers(C->getArg(0));
    Origins From;
    origins(A, From, Depth);
    const CXXRecordDecl *R = C->getType()->getAsCXXRecordDecl();
    llvm::StringRef Name = R->getIdentifier() ? R->getName() : llvm::StringRef();
    bool WholeObject = Name == "reference_wrapper" || Name == "ref" || Name == "mut";
    for (Origin O : From) {
      if (O.Where && !WholeObject && A->isGLValue() && isOwner(A->getType().getUnqualifiedType())) {
        Step S = wrapperOf(A->getType()) == Wrapper::String  ? Step::Chars
                 : wrapperOf(A->getType()) == Wrapper::Array ? Step::Slot
                                                             : Step::Element;
        O.Where.Id = Places.table().child(O.Where.Id, S);
        if (!O.Where)
          continue;
      }
      Out.push_back(O);
    }
    return;
  }
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (auto [Capture, Init] : llvm::zip(L->captures(), L->capture_inits())) {
      if (!Capture.capturesVariable() || !Init)
        continue;
      bool ByReference = Capture.getCaptureKind() == LCK_ByRef;
      if (!ByReference && !isBorrowType(Init->getType()))
        continue;
      unsigned Old = Out.size();
      origins(Init, Out, Depth);
      for (unsigned I = Old; I < Out.size(); ++I)
        Out[I].Closure = true;
    }
    return;
  }
  if (const auto *I = dyn_cast<InitListExpr>(E); I && I->getNumInits() == 1)
    return origins(I->getInit(0), Out, Depth);
}

void FactBuilder::callOrigins(const CallExpr *C, Origins &Out, unsigned Depth) {
  QualType Result = C->getCallReturnType(Places.context());
  if (!isBorrowType(Result))
    return;
  const FunctionDecl *F = C->getDirectCallee();
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
  if (M && Base && !M->isStatic()) {
    QualType T = (Arrow ? Base->getType()->getPointeeType() : Base->getType()).getUnqualifiedType();
    if (isView(T) || isLifetimeBoundMethod(M))
      return origins(Base, Out, Depth);
    llvm::StringRef Name = M->getIdentifier() ? M->getName() : llvm::StringRef();
    if (Name == "release")
      return;
    bool Own = isOwner(T);
    // `a.append(b)` returns a itself.
    if (Result->isReferenceType() &&
        Result->getPointeeType().getCanonicalType().getUnqualifiedType() == T.getCanonicalType())
      return Own ? origins(Base, Out, Depth) : void();
    if (Own) {
      Wrapper W = wrapperOf(T);
      Step S = W == Wrapper::String                            ? Step::Chars
               : W == Wrapper::Array                           ? Step::Slot
               : W == Wrapper::Optional || W == Wrapper::Uni   ? Step::Inline
               : W == Wrapper::UniquePtr                       ? Step::OwnedHeap
               : W == Wrapper::SharedPtr || W == Wrapper::None ? Step::Heap
                                                               : Step::Element;
      if (S == Step::Heap)
        return; // shared: somebody else may keep it
      Origins From;
      origins(Base, From, Depth);
      for (Origin O : From) {
        if (O.Where)
          O.Where.Id = Places.table().child(O.Where.Id, S);
        if (O.Where || O.Holder)
          Out.push_back(O);
      }
      return;
    }
    // A method whose body is there tells what it returns.
    Origins From;
    const auto &Paths = Engine.returnedPaths(M);
    if (Paths.empty())
      return;
    if (PlaceRef Object = Places.object(Base, Arrow)) {
      for (const auto &[Table, Path] : Paths) {
        PlaceRef P = Object;
        llvm::SmallVector<PlaceId, 8> Steps;
        for (PlaceId Id = Path; (*Table)[Id].Parent != NoPlace; Id = (*Table)[Id].Parent)
          Steps.push_back(Id);
        for (PlaceId Id : llvm::reverse(Steps))
          if (P)
            P.Id = Places.table().child(P.Id, (*Table)[Id].Kind, (*Table)[Id].Key);
        if (P)
          Out.push_back({P});
      }
    }
    return;
  }
  if (!F)
    return;
  bool Passes = isInStd(F) && F->getIdentifier() && isOneOf(F->getName(), {"ref", "cref", "min", "max"});
  for (unsigned I = 0; I < C->getNumArgs() && I < F->getNumParams(); ++I)
    if (Passes || isLifetimeBound(F->getParamDecl(I)))
      origins(C->getArg(I), Out, Depth);
}

void FactBuilder::bind(const VarDecl *V, const Expr *From, const void *Key, const Stmt *At) {
  Origins O;
  origins(From, O);
  Borrowers.insert(V);
  Fact Rebind{FactKind::Rebind};
  Rebind.Borrower = V;
  Rebind.At = At;
  Rebind.Loc = At->getBeginLoc();
  Facts.add(Key, Rebind);
  auto &Mine = LoansOf[V];
  auto Make = [&](PlaceId Of, bool Closure) -> LoanId {
    for (LoanId L : Mine)
      if (Facts.Loans[L].Of == Of)
        return L;
    if (Mine.size() >= MaxLoansOfOne)
      return NoId;
    Loan L{V, Of, At, At->getBeginLoc()};
    L.Closure = Closure;
    L.Counted = Engine.isCounted(Places.table(), Of, V);
    Mine.push_back(Facts.addLoan(L));
    return Mine.back();
  };
  for (const Origin &Each : O) {
    if (Each.Where) {
      LoanId L = Make(Each.Where.Id, Each.Closure);
      if (L == NoId)
        continue;
      Fact F{FactKind::Issue};
      F.Loan = L;
      F.At = At;
      F.Loc = At->getBeginLoc();
      Facts.add(Key, F);
    } else if (Each.Holder && Each.Holder != V) {
      auto From = LoansOf.lookup(Each.Holder);
      for (LoanId Source : From) {
        LoanId L = Make(Facts.Loans[Source].Of, Each.Closure);
        if (L == NoId)
          continue;
        Fact F{FactKind::Copy};
        F.Loan = L;
        F.From = Source;
        F.At = At;
        F.Loc = At->getBeginLoc();
        Facts.add(Key, F);
      }
    }
  }
}

void FactBuilder::assignBorrow(const Expr *To, const Expr *From, const Stmt *Key) {
  const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || !isBorrowType(V->getType()))
    return;
  // `it = v.erase(it)`, `p = p->next`: the new value borrows where the old one did.
  Origins O;
  origins(From, O);
  for (const Origin &Each : O)
    if (Each.Holder == V)
      return;
  bind(V, From, Key, Key);
}

void FactBuilder::hold(const VarDecl *V, const Expr *At) {
  if (!Borrowers.contains(V))
    return;
  Fact F{FactKind::Hold};
  F.Borrower = V;
  F.At = At;
  F.Loc = At->getBeginLoc();
  Facts.add(At, F);
}

void FactBuilder::returned(const ReturnStmt *R) {
  QualType Result = Function->getReturnType();
  if (Result->isRValueReferenceType() || !isBorrowType(Result))
    return;
  Origins O;
  origins(R->getRetValue(), O);
  const PlaceTable &Table = Places.table();
  for (const Origin &Each : O) {
    Fact F{FactKind::Return};
    F.At = R;
    F.Loc = R->getRetValue()->getBeginLoc();
    if (Each.Where) {
      const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Each.Where.Id));
      if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || V->getDeclContext() != Function)
        continue;
      F.Where = Each.Where.Id;
      F.Via = Each.Where.Via;
      Facts.add(R, F);
    } else if (Each.Holder) {
      auto From = LoansOf.lookup(Each.Holder);
      for (LoanId L : From) {
        F.Loan = L;
        Facts.add(R, F);
      }
    }
  }
}

void FactBuilder::clear(PlaceRef P, const Stmt *Key, bool Inner) {
  Fact F = fact(FactKind::Clear, P, Key);
  F.Inner = Inner;
  Facts.add(Key, F);
}

void FactBuilder::mutation(PlaceRef Object, QualType T, llvm::StringRef Method, const CallExpr *C, Pending &P) {
  Wrapper W = wrapperOf(T);
  const PlaceTable &Table = Places.table();
  if (W == Wrapper::UniquePtr && Method == "release") {
    P.Writes.push_back(fact(FactKind::Forget, Object, C));
    return;
  }
  if (W != Wrapper::Container)
    return;
  if (Method == "reserve")
    Reserved.insert(Object.Id);
  if (Method == "erase" && C->getNumArgs() == 1) {
    // The iterator given is gone, whatever becomes of the others.
    const Expr *A = withoutWrappers(C->getArg(0))->IgnoreImpCasts();
    while (const auto *Construct = dyn_cast<CXXConstructExpr>(A)) {
      if (Construct->getNumArgs() != 1)
        break;
      A = withoutWrappers(Construct->getArg(0))->IgnoreImpCasts();
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(A);
    if (const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr; V && Borrowers.contains(V)) {
      Fact F = fact(FactKind::Clear, Object, C);
      F.Borrower = V;
      P.Writes.push_back(F);
    }
    return;
  }
  // A vector that grows moves its elements, unless room was made for them.
  bool Grows = isOneOf(Method, {"push_back", "emplace_back", "insert", "emplace", "resize"});
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Object.Id));
  if (Grows && R && R->getName() == "vector" && V && V->hasLocalStorage() && !isa<ParmVarDecl>(V) &&
      Table[Object.Id].Kind == Step::Root && !V->getType()->isReferenceType() && !Reserved.contains(Object.Id)) {
    Fact F = fact(FactKind::Clear, Object, C);
    F.Certain = false;
    P.Writes.push_back(F);
  }
}

} // namespace conure
