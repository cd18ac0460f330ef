//===- CallOrigins.cpp - What the result of a call borrows ----------------===//
//
// Of its arguments, of its object, of what a closure captured: by the body of what is called where it can be seen, by
// the types where it cannot.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Annotations.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

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
                     : resultOrigins(M, llvm::ArrayRef(C->getArgs(), C->getNumArgs()).drop_front(), Result, Out, Depth);
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
    for (unsigned I = 0; I < C->getNumArgs(); ++I)
      if (!isOneOf(Name, {"make_pair", "make_tuple"}) || !Engine.borrows().isOwnedPart(Result, I, C->getNumArgs()))
        keptOrigins(C->getArg(I), Engine.borrows().keptByLibrary(Result, C->getArg(I)->getType()), Out, Depth);
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
    if (Keeps[I] != Kept::Nothing || !Leaving || isStd(F) || isConureLibrary(F) || Engine.borrows().isKnown(F))
      continue;
    const unsigned Old = Out.size();
    keptOrigins(Given, Engine.borrows().couldShow(Result, F->getParamDecl(I)->getType()), Out, Depth);
    for (Origin &Each : llvm::drop_begin(Out, Old))
      Each.ForSends = Each.Uncertain = Each.SomePart = true;
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

/// An object of class \p T holds borrows in more than one field: which of them a method gives out is not followed.
static bool holdsSeveral(BorrowTypes &Types, QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || isStd(R) || R->isLambda())
    return false;
  unsigned Count = 0;
  for (const CXXBaseSpecifier &B : R->bases())
    Count += Types.mayHold(B.getType()) + holdsSeveral(Types, B.getType());
  for (const FieldDecl *F : R->fields())
    Count += Types.mayHold(F->getType()) + holdsSeveral(Types, F->getType());
  return Count > 1;
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
    if (!Result->isReferenceType() && Engine.borrows().mayHold(T) && !Arrow) {
      const unsigned Old = Out.size();
      loaded(Base, Out, Depth);
      for (Origin &Each : llvm::drop_begin(Out, Old))
        Each.Uncertain |= holdsSeveral(Engine.borrows(), T);
    }
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
