//===- Availability.cpp - Which calls a unique receiver allows ------------===//
#include "checks/model/Availability.h"
#include "checks/model/CallGraph.h"
#include "checks/model/Crossing.h"
#include "checks/model/Holding.h"
#include "checks/model/MemoryTrade.h"
#include "checks/model/MovedValues.h"
#include "checks/model/PathSteps.h"

using namespace clang;

namespace conure {

namespace {

QualType bare(QualType T) { return T.getNonReferenceType().getUnqualifiedType(); }

/// The object that a method is called on, without the casts to the base that has it.
const Expr *completeObject(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    const auto *Cast = dyn_cast<ImplicitCastExpr>(E);
    if (!Cast || (Cast->getCastKind() != CK_NoOp && Cast->getCastKind() != CK_DerivedToBase &&
                  Cast->getCastKind() != CK_UncheckedDerivedToBase))
      return E;
    E = Cast->getSubExpr();
  }
}

/// Could the object that \p E names be of a class derived from its type?
bool mayBeDerived(const Expr *E) {
  QualType T = E->getType();
  const CXXRecordDecl *R = (T->isPointerType() ? T->getPointeeType() : T)->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || !R->isPolymorphic() || R->isEffectivelyFinal() || isStd(R) || isConureLibrary(R) ||
      hasMark(R, Mark::Value) || hasMark(R, Mark::Sendable))
    return false;
  if (T->isPointerType()) {
    // `u->`: a unique value is of its own type.
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
    return !Op || !isUni(Op->getArg(0)->getType());
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl()->getType()->isReferenceType();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getType()->isReferenceType();
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return !(Op->getNumArgs() && isUni(Op->getArg(0)->getType()));
  return !isa<MaterializeTemporaryExpr>(E);
}

class Call {
public:
  Call(Model &M, const UniquePlace &P, const Use &U) : M(M), P(P), U(U) {
    const Expr *Object = completeObject(U.Path);
    Receiver =
        bare(U.Pointer && Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType());
    Open = mayBeDerived(Object);
    const auto *E = cast<Expr>(U.At);
    Prototype = nullptr;
    if (const auto *C = dyn_cast<CallExpr>(E)) {
      for (const Expr *A : C->arguments())
        Arguments.push_back(A);
      Result = C->getCallReturnType(M.context());
    } else {
      Result = E->getType();
    }
    if (U.Callee) {
      Prototype = U.Callee->getType()->getAs<FunctionProtoType>();
    } else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E)) {
      // Through a pointer to member: only its type is known.
      if (const auto *B = dyn_cast<BinaryOperator>(C->getCallee()->IgnoreParens()))
        if (const auto *MP = B->getRHS()->getType()->getAs<MemberPointerType>())
          Prototype = MP->getPointeeType()->getAs<FunctionProtoType>();
    }
    Method = dyn_cast_or_null<CXXMethodDecl>(U.Callee);
    if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E); Op && !Arguments.empty())
      dropReceiver(Op);
    Immutable = isImmutable();
    ReceiverIsBorrowFree = !Open && M.types().isBorrowFree(Receiver);
  }

  /// What concerns the memory of a value: it may be read and changed, not taken.
  std::optional<Refusal> refuseMemory() {
    for (const Expr *A : Arguments)
      if (auto R = refuseMoved(A))
        return R;
    if (!takesPartsAlong(M, P.Type) || !Prototype)
      return std::nullopt;
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (QualType T = paramType(I); !T.isNull())
        if (auto R = refuseTrade(I, T))
          return R;
    // `std::move(text).substr(1)`, and what a method of the user's moves out.
    bool Library = U.Callee && isLibraryReader(U.Callee);
    if (!U.ResultUnused && !Result->isReferenceType() && takesPartsAlong(M, Result) &&
        (U.Moved || (!Immutable && !Library))) {
      Refusal R;
      R.Loc = U.At->getBeginLoc();
      R.Range = U.At->getSourceRange();
      R.Why = name() + " may move the '" + M.types().spell(Result) + "' that it returns out of the value, of which " +
              "borrows may exist outside";
      R.Help = "return it from a 'const' method, or copy the value first";
      return R;
    }
    return std::nullopt;
  }

  std::optional<Refusal> refuse() {
    if (!Prototype)
      return Refusal{"what it calls cannot be seen", U.At->getBeginLoc(), U.At->getSourceRange(), {}, "", nullptr};
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (auto R = refuseArgument(I))
        return R;
    if (auto R = refuseThrown())
      return R;
    return refuseResult();
  }

private:
  /// An operator has its receiver among its arguments.
  void dropReceiver(const CXXOperatorCallExpr *Op) {
    unsigned At = 0;
    if (!Method)
      for (unsigned I = 0; I < Arguments.size(); ++I)
        if (Arguments[I]->getSourceRange() == U.Path->getSourceRange())
          At = I;
    ReceiverParam = Method ? ~0u : At;
    Arguments.erase(Arguments.begin() + At);
  }

  bool isImmutable() const {
    // An overrider may change what only the derived class has, and so may a base that knows it (CRTP).
    if (Open && !changingClass().empty())
      return false;
    if (Method)
      return M.types().isImmutableMethod(Method) && (Method->isStatic() || !Receiver->getAsCXXRecordDecl() ||
                                                     M.types().isImmutableClass(Receiver->getAsCXXRecordDecl()));
    if (!U.Callee) {
      // The method is known by its type alone; its class may have mutable parts.
      return Prototype && Prototype->isConst() && M.types().isBorrowFree(Receiver);
    }
    QualType T = paramType(ReceiverParam, /*Raw=*/true);
    return !T.isNull() && (!T->isReferenceType() || T.getNonReferenceType().isConstQualified()) &&
           !hasMutableIndirection(M, Receiver);
  }

  /// A class derived from the receiver's whose const methods change something; empty if none is known.
  std::string changingClass() const { return M.changingSubclass(Receiver->getAsCXXRecordDecl()); }

  QualType paramType(unsigned I, bool Raw = false) const {
    if (!Raw && ReceiverParam != ~0u && I >= ReceiverParam)
      ++I;
    if (!Prototype || I >= Prototype->getNumParams())
      return {};
    return Prototype->getParamType(I);
  }

  std::string name() const {
    if (!U.Callee)
      return "the method";
    return "'" + U.Callee->getNameAsString() + "'";
  }

  std::optional<Refusal> refuseArgument(unsigned I) {
    const Expr *Arg = Arguments[I];
    QualType T = paramType(I);
    if (T.isNull())
      T = Arg->isLValue() ? M.context().getLValueReferenceType(Arg->getType()) : Arg->getType();
    if (auto R = refuseMoved(Arg))
      return R;
    Crossing C = crossing(M, Arg, T, Receiver);
    // What a derived class holds cannot be seen.
    if (Open && C == Crossing::Sendable && T->isReferenceType() && Arg->isLValue() &&
        !isa<MaterializeTemporaryExpr>(Arg) && !isLiteral(Arg))
      C = Crossing::ImmutableBorrow;
    if (C != Crossing::Sendable)
      AllSendable = false;
    if (C == Crossing::PlainMutableBorrow) {
      TakesMutableBorrow = true;
      if (auto R = refuseTrade(I, T))
        return R;
    }
    if (C == Crossing::Sendable || (C == Crossing::ImmutableBorrow && (Immutable || ReceiverIsBorrowFree)) ||
        (C == Crossing::PlainMutableBorrow && ReceiverIsBorrowFree))
      return std::nullopt;

    Refusal R;
    R.Loc = Arg->getExprLoc();
    R.Range = Arg->getSourceRange();
    TypeKinds &K = M.types();
    std::string Type = K.spell(bare(T));
    if (C == Crossing::ImmutableBorrow && Open) {
      std::string Class = K.spell(Receiver);
      std::string Changing = changingClass();
      R.Why = name() + " may run in a class derived from '" + Class + "'" +
              (Changing.empty() ? "" : ", such as '" + Changing + "',") + " that keeps the borrow '" + K.spell(T) +
              "' that it is given here";
      R.Help = "pass a sendable value, or mark '" + Class + "' final";
    } else if (C == Crossing::ImmutableBorrow) {
      R.Why = name() + " may change '" + K.spell(Receiver) + "', which could keep the borrow '" + K.spell(T) +
              "' that it is given here";
      R.Path = K.borrowFree(Receiver);
      R.Help = Method && Method->isConst() ? "pass a sendable value, such as a 'std::string' instead of a view"
                                           : "pass a sendable value, or make " + name() + " 'const'";
    } else if (C == Crossing::PlainMutableBorrow) {
      R.Why = "the argument is a mutable borrow, '" + K.spell(T) + "', and '" + K.spell(Receiver) + "' could keep it";
      R.Path = K.borrowFree(Receiver);
      R.Help = "pass a sendable value";
    } else if (isBorrowType(M, T) || T->isLValueReferenceType()) {
      R.Why = "the argument is a mutable borrow of '" + K.spell(bare(borrowedOr(T))) +
              "', which is more than plain data: an alias of it could stay in the unique value";
      R.Help = "pass a sendable value";
    } else {
      R.Why = "the argument is a '" + Type + "', which is owned but not sendable: borrows of it may exist outside";
      R.Path = K.sendable(bare(T));
      if (isa<CXXDefaultArgExpr>(Arg))
        R.Help = "give this argument, and make it unique with 'recover(…)'";
      else
        R.ToRecover = Arg;
    }
    return R;
  }

  /// A borrow of the unique value may leave in an exception.
  std::optional<Refusal> refuseThrown() {
    if (P.isOutside() || !U.Callee || isLibraryReader(U.Callee))
      return std::nullopt;
    for (const CXXThrowExpr *E : M.callGraph().borrowsThrown(U.Callee)) {
      QualType T = bare(E->getSubExpr()->getType());
      if (!mayHoldBorrowOf(M, T, P.Type))
        continue;
      Refusal R;
      R.Loc = E->getThrowLoc();
      R.Range = E->getSourceRange();
      R.Why = name() + " may throw a '" + M.types().spell(T) + "', which could hold a borrow of the unique value";
      R.Path = M.types().borrowFree(T);
      R.Help = "throw a type that holds no borrow";
      return R;
    }
    return std::nullopt;
  }

  /// A value that is moved in takes its memory along, and with it what borrows from it.
  std::optional<Refusal> refuseMoved(const Expr *Arg) const {
    Refusal R;
    R.Loc = Arg->getExprLoc();
    R.Range = Arg->getSourceRange();
    R.Help = "pass a copy";
    if (!P.isOutside()) {
      auto Far = movedFromAfar(M, Arg);
      if (Far.empty())
        return std::nullopt;
      R.Loc = Far.front().Moved->getExprLoc();
      R.Range = Far.front().Moved->getSourceRange();
      R.Why = Far.front().What + " is moved into the unique value, but a borrow of it may stay behind";
      R.Help = "pass a copy, or only what is a local variable or a parameter taken by value";
      return R;
    }
    const Expr *Moved = movedOperand(underConversions(Arg));
    if (!Moved || !takesPartsAlong(M, Moved->getType()) || !mayHoldBorrowOf(M, P.Body->Result, Moved->getType()))
      return std::nullopt;
    R.Why = "what is moved out of the recover body here takes its memory along, and the result of the body, a '" +
            M.types().spell(P.Body->Result) + "', may hold a borrow of it";
    return R;
  }

  /// A mutable borrow of a container lets its memory be swapped for the object's.
  std::optional<Refusal> refuseTrade(unsigned I, QualType T) const {
    QualType To = borrowedType(T);
    if (To.isNull() || To.isConstQualified() || Immutable || !mayTradeMemory(M, Receiver, To))
      return std::nullopt;
    unsigned Index = ReceiverParam != ~0u && I >= ReceiverParam ? I + 1 : I;
    if (U.Callee && leavesMemoryAlone(M, U.Callee, Index))
      return std::nullopt;
    Refusal R;
    R.Loc = Arguments[I]->getExprLoc();
    R.Range = Arguments[I]->getSourceRange();
    std::string Buffer = M.types().spell(bare(To));
    R.Why = name() + " is given a mutable borrow of a '" + Buffer + "', whose memory it could swap with that of the '" +
            M.types().spell(Receiver) + "': borrows of its elements would go along";
    R.Help = "pass a copy, return a new '" + Buffer + "', or let " + name() + " only fill it, where its body is seen";
    return R;
  }

  static QualType borrowedOr(QualType T) {
    QualType B = borrowedType(T);
    return B.isNull() ? T : B;
  }

  std::optional<Refusal> refuseResult() {
    TypeKinds &K = M.types();
    if (Result->isVoidType() || U.ResultUnused)
      return std::nullopt;
    QualType R = bare(Result);
    if (Result->isReferenceType()) {
      // A reference to a value is a part again: what is done with it is judged next.
      if (K.isValue(R))
        return std::nullopt;
    } else if (K.isSendable(R)) {
      return std::nullopt;
    }

    Refusal Why;
    Why.Loc = U.Callee ? U.Callee->getLocation() : U.At->getBeginLoc();
    Why.Range = U.At->getSourceRange();
    std::string Spelled = K.spell(Result);
    if (Result->isReferenceType() || isBorrowType(M, Result) || !K.isBorrowFree(R)) {
      Why.Why = name() + " returns a '" + Spelled + "', " +
                (borrowedType(Result).isNull() ? "which may hold a borrow" : "which is a borrow") +
                " that could point into the unique value";
      if (!Result->isReferenceType() && !Result->isPointerType())
        Why.Path = K.borrowFree(R);
      Why.Help = P.isOutside() ? "leave the result unused, return a copy, or do this outside of the recover body"
                               : "leave the result unused, return a copy, or do this where the value is not unique: "
                                 "'auto v = recover(std::move(" +
                                     (P.Var ? P.Var->getNameAsString() : "…") + "));' gives a plain one";
      return Why;
    }
    // Owned and borrow-free from here on.
    if (TakesMutableBorrow) {
      Why.Why = name() + " returns an owned '" + Spelled +
                "' and is given a mutable borrow, through which the result "
                "could be reached";
      Why.Help = "return a sendable value: 'uni<" + K.spell(R) + ">'";
      return Why;
    }
    QualType Root = P.Type.getUnqualifiedType();
    bool RootIsBorrowFree = K.isBorrowFree(Root) && ReceiverIsBorrowFree;
    bool Fresh = (Immutable && !hasMutableIndirection(M, Receiver)) || !mayComeOutOf(M, R, Receiver);
    if (Fresh && !resultFromArgument(R))
      return std::nullopt;
    if (P.isOutside()) {
      // What a recover body sees of the outside is not really unique: other borrows of it may exist there.
      Why.Why = name() + " may move the owned '" + Spelled + "' that it returns out of the '" + K.spell(Receiver) +
                "', of which borrows may exist outside";
      Why.Help = "return a copy from a 'const' method, or a sendable value";
      return Why;
    }
    if (RootIsBorrowFree)
      return std::nullopt;
    // No borrow in the unique value is of a type that could point to the result.
    if (!mayHoldBorrowOf(M, Root, R) && !mayHoldBorrowOf(M, Receiver, R))
      return std::nullopt;
    Why.Why = name() + " returns an owned '" + Spelled + "' that the unique '" + K.spell(Root) +
              "' may still hold a borrow of";
    Why.Path = K.isBorrowFree(Root) ? K.borrowFree(Receiver) : K.borrowFree(Root);
    Why.Help = "return 'uni<" + K.spell(R) + ">', or leave the result unused";
    return Why;
  }

  /// A const reference to what holds a plain pointer lets its target be moved from.
  bool resultFromArgument(QualType R) const {
    return llvm::any_of(Arguments, [&](const Expr *A) {
      return A->isLValue() && hasMutableIndirection(M, A->getType()) && mayComeOutOf(M, R, A->getType());
    });
  }

  Model &M;
  const UniquePlace &P;
  const Use &U;
  QualType Receiver;
  QualType Result;
  llvm::SmallVector<const Expr *, 4> Arguments;
  const FunctionProtoType *Prototype;
  const CXXMethodDecl *Method = nullptr;
  unsigned ReceiverParam = ~0u;
  bool Open = false; ///< the object may be of a class derived from Receiver
  bool Immutable = false;
  bool ReceiverIsBorrowFree = false;
  bool AllSendable = true;
  bool TakesMutableBorrow = false;
};

} // namespace

std::optional<Refusal> refuseMemory(Model &M, const UniquePlace &P, const Use &U) {
  return Call(M, P, U).refuseMemory();
}

std::optional<Refusal> refuseCall(Model &M, const UniquePlace &P, const Use &U) { return Call(M, P, U).refuse(); }

} // namespace conure
