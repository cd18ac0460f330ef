//===- FactCalls.cpp - Calls and constructors -----------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "checks/model/MovedValues.h"
#include "checks/model/Publishing.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace conure {

namespace {

llvm::StringRef nameOf(const FunctionDecl *F) { return F && F->getIdentifier() ? F->getName() : llvm::StringRef(); }

/// Methods after which the object has a fresh value, whatever it was before.
bool restores(const CXXMethodDecl *M) {
  if (M->hasAttr<ReinitializesAttr>())
    return true;
  if (M->isConst() || M->isStatic())
    return false;
  llvm::StringRef Name = nameOf(M);
  return Name.equals_insensitive("clear") || Name.equals_insensitive("reset") || Name.equals_insensitive("assign") ||
         (Name == "emplace" && wrapperOf(M->getThisType()->getPointeeType()) == Wrapper::Optional);
}

/// Methods of library classes that lead to a part of the object.
bool leadsToPart(const CXXMethodDecl *M) {
  Wrapper W = wrapperOf(M->getThisType()->getPointeeType());
  if (W == Wrapper::None)
    return false;
  switch (M->getOverloadedOperator()) {
  case OO_Star:
  case OO_Arrow:
  case OO_Subscript:
    return true;
  default:
    break;
  }
  return isOneOf(nameOf(M), {"value", "front", "back", "at", "data", "get"});
}

/// The function parameter \p I of \p F is `T&&` with a deduced T.
bool isForwarding(const FunctionDecl *F, unsigned I) {
  const FunctionDecl *Pattern = nullptr;
  if (F)
    if (const FunctionTemplateDecl *T = F->getPrimaryTemplate()) {
      while (const FunctionTemplateDecl *From = T->getInstantiatedFromMemberTemplate())
        T = From;
      Pattern = T->getTemplatedDecl();
    }
  if (!Pattern || !Pattern->getNumParams())
    return false;
  // A pack's parameters all come from the pattern's last one.
  const ParmVarDecl *P = Pattern->getParamDecl(std::min(I, Pattern->getNumParams() - 1));
  QualType T = P->getType();
  if (const auto *Pack = T->getAs<PackExpansionType>())
    T = Pack->getPattern();
  return T->isRValueReferenceType() && T->getPointeeType()->isTemplateTypeParmType() &&
         !T->getPointeeType().hasQualifiers();
}

bool isNullopt(const Expr *E) {
  const auto *R = E->IgnoreImplicit()->getType()->getAsCXXRecordDecl();
  return R && R->getIdentifier() && R->getName() == "nullopt_t" && isInStd(R);
}

bool isBuiltin(QualType T, Builtin B) {
  auto Kind = builtinKind(T.getNonReferenceType().getCanonicalType().getUnqualifiedType());
  return Kind && *Kind == B;
}

} // namespace

void FactBuilder::commit(Pending &P, const Stmt *Key) {
  auto AddAll = [&](llvm::ArrayRef<Fact> List) {
    for (const Fact &F : List)
      Facts.add(Key, F);
  };
  AddAll(P.Reads);
  // An argument that names the very place that another one gives away is read
  // by a callee that may have taken the value already.
  llvm::SmallVector<Fact, 4> After;
  for (const Fact &F : P.LateReads) {
    bool Given = llvm::any_of(P.Moves, [&](const Fact &M) { return M.Where == F.Where; });
    if (Given)
      After.push_back(F);
    else
      Facts.add(Key, F);
  }
  AddAll(P.Moves);
  AddAll(After);
  AddAll(P.Writes);
}

/// Operands whose order is left open: what one moves, another may not read.
void FactBuilder::clashes(llvm::ArrayRef<FactId> Bounds) {
  const PlaceTable &Table = Places.table();
  constexpr unsigned Enough = 64;
  for (unsigned I = 1; I + 1 < Bounds.size(); ++I) {
    unsigned Seen = 0;
    for (FactId M = Bounds[I]; M < Bounds[I + 1] && Seen < Enough; ++M) {
      if (Facts[M].Kind != FactKind::Move || Facts[M].Where == NoPlace)
        continue;
      ++Seen;
      // Later operands are seen in order by the CFG; earlier ones are not.
      for (FactId U = Bounds.front(); U < Bounds[I]; ++U)
        if (Facts[U].Kind == FactKind::Use && Facts[U].Where != NoPlace &&
            (Facts[U].Shallow ? Facts[U].Where == Facts[M].Where
                              : Table.isInlinePrefix(Facts[M].Where, Facts[U].Where) ||
                                    Table.isInlinePrefix(Facts[U].Where, Facts[M].Where)))
          Facts.Clashes.push_back({U, M});
    }
  }
}

void FactBuilder::argument(const Expr *A, QualType T, bool Forwards, Pending &P) {
  const Expr *Bare = withoutWrappers(A);
  if (const auto *L = closureOf(Bare); L && !isa<LambdaExpr>(Bare) && !T.isNull())
    applyClosure(L, nullptr, Bare, false);
  if (T.isNull() || isa<PackExpansionType>(T))
    return expr(A, Role::Read);
  if (T->isReferenceType() && Bare->isGLValue() && !isa<MaterializeTemporaryExpr>(Bare)) {
    bool Const = T->getPointeeType().isConstQualified();
    bool Takes = T->isRValueReferenceType() && !Const;
    if (isa<AbstractConditionalOperator>(Bare) || choiceIn(Bare))
      return expr(A, Takes ? Role::Give : Const ? Role::Read : Role::None);
    expr(A, Role::None);
    PlaceRef Place = Places.resolve(A);
    if (!Place)
      return;
    if (Takes) {
      if (isMovable(Bare->getType()) && !Places.table().isSummary(Place.Id))
        P.Moves.push_back(fact(FactKind::Move, Place, Bare));
      else
        P.Reads.push_back(fact(FactKind::Use, Place, Bare));
    } else if (Forwards) {
      P.Reads.push_back(fact(FactKind::Use, Place, Bare));
    } else if (Const) {
      P.LateReads.push_back(fact(FactKind::Use, Place, Bare));
    } else {
      P.Writes.push_back(fact(FactKind::Restore, Place, Bare));
    }
    return;
  }
  if (T->isPointerType()) {
    expr(A, Role::Read);
    if (PlaceRef Place = Places.pointee(A)) {
      if (!T->getPointeeType().isConstQualified())
        P.Writes.push_back(fact(FactKind::Restore, Place, Bare));
      else if (isa<UnaryOperator>(Bare->IgnoreParenImpCasts()))
        P.Reads.push_back(fact(FactKind::Use, Place, Bare));
    }
    return;
  }
  expr(A, Role::Read);
}

void FactBuilder::arguments(llvm::ArrayRef<const Expr *> Args, const FunctionDecl *F, const FunctionProtoType *Proto,
                            unsigned FirstParameter, bool Unsequenced, Leaves To, Pending &P,
                            llvm::ArrayRef<FactId> Before) {
  llvm::SmallVector<FactId, 8> Bounds(Before.begin(), Before.end());
  unsigned OldMoves = P.Moves.size();
  FactId Start = Facts.size();
  for (auto [I, A] : llvm::enumerate(Args)) {
    Bounds.push_back(Facts.size());
    unsigned Index = I + FirstParameter;
    QualType T = Proto && Index < Proto->getNumParams() ? Proto->getParamType(Index) : QualType();
    argument(A, T, isForwarding(F, Index), P);
  }
  Bounds.push_back(Facts.size());
  if (To != Leaves::No) {
    bool Fact::*Mark = To == Leaves::Sent ? &Fact::Sent : &Fact::Frozen;
    for (FactId M = Start; M < Facts.size(); ++M)
      if (Facts[M].Kind == FactKind::Move)
        Facts[M].*Mark = true;
    for (Fact &M : llvm::drop_begin(P.Moves, OldMoves))
      M.*Mark = true;
    handedOut(Args, To);
  }
  if (Unsequenced && Bounds.size() > 2)
    clashes(Bounds);
}

/// A shared_ptr<const T> that is a value: everyone may read its object.
bool FactBuilder::isFrozenPointer(QualType T) const {
  return isPointerToConst(T) && Engine.model().usesConure() && Engine.model().types().isValue(T.getUnqualifiedType());
}

FactBuilder::Leaves FactBuilder::leaves(const CallExpr *C) const {
  if (isConureCall(C, "spawn") || isConureCall(C, "ask"))
    return Leaves::Sent;
  if ((isStdCall(C, "make_shared") || isStdCall(C, "allocate_shared")) && isFrozenPointer(C->getType()))
    return Leaves::Frozen;
  const auto *M = dyn_cast<CXXMemberCallExpr>(C);
  if (!M || !M->getMethodDecl())
    return Leaves::No;
  const Expr *Object = M->getImplicitObjectArgument();
  if (!Object)
    return Leaves::No;
  if (const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(withoutWrappers(Object)->IgnoreImpCasts()))
    if (Arrow->getOperator() == OO_Arrow && isBuiltin(Arrow->getArg(0)->getType(), Builtin::Process))
      return Leaves::Sent;
  llvm::StringRef Name = nameOf(M->getMethodDecl());
  return (isBuiltin(Object->getType(), Builtin::Channel) && Name.starts_with("send")) ||
                 (isBuiltin(Object->getType(), Builtin::Promise) && Name == "set")
             ? Leaves::Sent
             : Leaves::No;
}

void FactBuilder::call(const CallExpr *C) {
  if (isNamingCall(C) || (isStdCall(C, "get") && C->getNumArgs() == 1) || isStdCall(C, "addressof"))
    return expr(C->getArg(0), Role::None);
  Pending P;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(C)) {
    memberCall(M, P);
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
    operatorCall(O, P);
  } else {
    const FunctionDecl *F = C->getDirectCallee();
    if (!F)
      expr(C->getCallee(), Role::Read);
    // recover runs its body at once; so do the algorithms of the library.
    bool Runs = isConureCall(C, "recover") ||
                (F && isInStd(F) && nameOf(F) != "make_unique" && nameOf(F) != "make_shared" && nameOf(F) != "async");
    for (const Expr *A : C->arguments()) {
      const Expr *Given = withoutWrappers(A);
      if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Given))
        Given = withoutWrappers(M->getSubExpr());
      if (const auto *L = dyn_cast<LambdaExpr>(Given); L && Runs) {
        Accounted = L;
        lambda(L);
        applyClosure(L, L->getCallOperator(), C, true, /*Once=*/!F || nameOf(F) == "recover");
      }
    }
    const FunctionProtoType *Proto = nullptr;
    if (F)
      Proto = F->getType()->getAs<FunctionProtoType>();
    else if (QualType T = C->getCallee()->getType(); T->isPointerType() || T->isReferenceType())
      Proto = T->getPointeeType()->getAs<FunctionProtoType>();
    llvm::SmallVector<const Expr *, 8> Args(C->arg_begin(), C->arg_end());
    if (isFreeSwap(F, Args)) {
      for (const Expr *A : Args)
        expr(A, Role::None);
      swapped(Args[0], Args[1], C, P);
    } else if (isStdCall(C, "exchange") && Args.size() == 2) {
      // It gives out the old value, and puts a new one in its place.
      if (PlaceRef Old = Places.resolve(Args[0]); Old && isMovable(Args[0]->getType())) {
        const bool Whole = !Places.table().isSummary(Old.Id);
        (Whole ? P.Moves : P.Reads).push_back(fact(Whole ? FactKind::Move : FactKind::Use, Old, Args[0]));
        if (const auto *V = dyn_cast_or_null<VarDecl>(Places.table().rootDecl(Old.Id)))
          handedInto(V, Args[1]);
      }
      arguments(Args, F, Proto, 0, /*Unsequenced=*/true, leaves(C), P);
      callOutputs(F, nullptr, Args, C);
    } else {
      const Leaves To = leaves(C);
      arguments(Args, F, Proto, 0, /*Unsequenced=*/true, To, P);
      callOutputs(F, nullptr, Args, C);
      const bool Runs =
          F && isStd(F) && llvm::any_of(Args, [](const Expr *A) { return calledByLibrary(A) != nullptr; });
      if (To == Leaves::No)
        passedOn(Runs ? nullptr : F, nullptr, Args, Proto);
    }
  }
  commit(P, C);
}

/// `a.swap(b)` with another object of the same class; what else a method of that name does is its own matter.
static bool isMemberSwap(const CallExpr *C) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
  const CXXMethodDecl *M = Call ? Call->getMethodDecl() : nullptr;
  if (!M || nameOf(M) != "swap" || M->isStatic() || C->getNumArgs() != 1)
    return false;
  const QualType Given = plainType(C->getArg(0)->getType());
  const auto *Class = Given->getAsCXXRecordDecl();
  return Class && (Class->getCanonicalDecl() == Call->getRecordDecl()->getCanonicalDecl() ||
                   Given == plainType(Call->getObjectType()));
}

void FactBuilder::memberCall(const CXXMemberCallExpr *C, Pending &P) {
  const CXXMethodDecl *M = C->getMethodDecl();
  const auto *Callee = dyn_cast<MemberExpr>(C->getCallee()->IgnoreParens());
  if (!M || !Callee) { // through a pointer to member
    expr(C->getCallee(), Role::Read);
    llvm::SmallVector<const Expr *, 8> Args(C->arg_begin(), C->arg_end());
    return arguments(Args, nullptr, nullptr, 0, true, Leaves::No, P);
  }
  const Expr *Base = Callee->getBase();
  PlaceRef Object = Places.object(Base, Callee->isArrow());
  if (leavesBorrowsAlone(Callee))
    Unread = withoutWrappers(Base)->IgnoreImpCasts();
  expr(Base, Callee->isArrow() ? Role::Read : Role::None);
  llvm::SmallVector<const Expr *, 8> Args(C->arg_begin(), C->arg_end());
  // Only a try takes nothing when it fails; a check of the result follows it.
  bool Tries = nameOf(M) == "try_emplace" || nameOf(M) == "try_send";
  unsigned Reads = P.Moves.size();
  if (isMemberSwap(C)) {
    expr(Args[0], Role::None);
    return receiver(Object, Base, M, C, P);
  }
  arguments(Args, M, M->getType()->getAs<FunctionProtoType>(), 0, true, leaves(C), P);
  if (isInUnique(Base)) // it leaves when the unique value does
    handedOut(Args, Leaves::Sent, /*Unique=*/true);
  if (Tries) {
    for (Fact F : llvm::drop_begin(P.Moves, Reads)) {
      F.Kind = FactKind::Use;
      P.Reads.push_back(F);
      if (!isBuiltin(C->getImplicitObjectArgument()->getType(), Builtin::Channel))
        continue;
      // If it succeeds, the memory is gone, though the variable is there.
      F.Kind = FactKind::Handover;
      F.Sent = F.Maybe = true;
      F.At = C;
      P.Reads.push_back(F);
    }
    P.Moves.truncate(Reads);
  }
  if (leaves(C) == Leaves::No)
    passedOn(M, Base, Args, M->getType()->getAs<FunctionProtoType>());
  callOutputs(M, Base, Args, C);
  keep(Object, Base, M, Args, C);
  receiver(Object, Base, M, C, P);
}

void FactBuilder::receiver(PlaceRef Object, const Expr *Base, const CXXMethodDecl *M, const CallExpr *C, Pending &P) {
  if (M->isStatic() || isa<CXXDestructorDecl>(M))
    return;
  const PlaceTable &Table = Places.table();
  QualType T = M->getThisType()->getPointeeType();
  if (isMemberSwap(C))
    return swapped(Base, C->getArg(0), C, P);
  if (!Object)
    return;
  // A call on the object that runs: what it does to the fields is its own matter.
  PlaceId Up = Object.Id;
  while (Table[Up].Kind == Step::Base)
    Up = Table[Up].Parent;
  if (Table[Up].Kind == Step::Root && Table.isThisRooted(Up)) {
    Fact F = fact(FactKind::Helper, Object, C);
    F.Callee = M;
    P.LateReads.push_back(F);
    return;
  }
  if (M->getRefQualifier() == RQ_RValue && withoutWrappers(Base)->isXValue() && !leadsToPart(M)) {
    // A body that can be seen tells whether it takes anything out, or gives anything up.
    const Summary &S = Engine.summary(M);
    auto own = [&](const Effect &E) { return S.Places->isThisRooted(E.Where); };
    bool Takes = isStd(M) || isConureLibrary(M) || !S.Known || M->getReturnType()->isRValueReferenceType() ||
                 llvm::any_of(S.Moves, own) || llvm::any_of(S.Restores, own);
    if (Takes && isMovable(Base->getType())) {
      if (!Table.isSummary(Object.Id))
        P.Moves.push_back(fact(FactKind::Move, Object, Base));
      return;
    }
  }
  if (M->getOverloadedOperator() == OO_Equal || restores(M)) {
    const bool Nulled = M->getOverloadedOperator() == OO_Equal && C->getNumArgs() == 2 && isNullopt(C->getArg(1));
    clear(Object, C, /*Inner=*/Nulled || nameOf(M) == "reset" || nameOf(M) == "emplace");
    if (Nulled || nameOf(M) == "clear" || nameOf(M) == "reset")
      emptied(Object, C);
    P.Writes.push_back(fact(FactKind::Restore, Object, Base));
    return;
  }
  mutation(Object, T, nameOf(M), C, P);
  if (const auto *Conversion = dyn_cast<CXXConversionDecl>(M);
      Conversion && Conversion->getConversionType()->isBooleanType() &&
      isSmartPointer(withoutWrappers(Base)->IgnoreImpCasts()->getType()))
    return; // a null test
  Fact F = fact(FactKind::Use, Object, Base);
  F.Shallow = leadsToPart(M) || wrapperOf(T) == Wrapper::Container;
  F.WithPath = !Object.Via;
  // The body runs when the arguments have been taken.
  bool Given = llvm::any_of(P.Moves, [&](const Fact &Move) { return Table.isPrefix(Move.Where, Object.Id); });
  (Given ? P.Writes : P.Reads).push_back(F);
  if (!M->isConst() && !leadsToPart(M)) {
    Fact Change = fact(FactKind::Touch, Object, Base);
    P.Writes.push_back(Change);
  }
}

void FactBuilder::construct(const CXXConstructExpr *C) {
  Pending P;
  const CXXConstructorDecl *D = C->getConstructor();
  llvm::SmallVector<const Expr *, 8> Args(C->arguments().begin(), C->arguments().end());
  // A pointer that is made here becomes one that everyone may read through.
  const bool Freezes = !Args.empty() && !D->isCopyOrMoveConstructor() &&
                       (Args[0]->isPRValue() || isa<MaterializeTemporaryExpr>(withoutWrappers(Args[0]))) &&
                       isFrozenPointer(C->getType()) && !isFrozenPointer(Args[0]->getType());
  arguments(Args, D, D->getType()->getAs<FunctionProtoType>(), 0,
            /*Unsequenced=*/!C->isListInitialization(), Freezes ? Leaves::Frozen : Leaves::No, P);
  if (!Freezes && !D->isCopyOrMoveConstructor())
    passedOn(D, nullptr, Args, D->getType()->getAs<FunctionProtoType>());
  if (Leaving && !isStd(D) && !D->isCopyOrMoveConstructor())
    callOutputs(D, nullptr, Args, C);
  commit(P, C);
}

} // namespace conure
