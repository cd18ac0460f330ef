//===- Availability.cpp - Which calls a unique receiver allows ------------===//
#include "checks/model/Availability.h"
#include "checks/model/Holding.h"
#include "checks/model/PathSteps.h"

using namespace clang;

namespace conure {

namespace {

QualType bare(QualType T) { return T.getNonReferenceType().getUnqualifiedType(); }

/// The type that a borrow of type \p T gives access to; null if it is not plain
/// to see (an iterator, a view of unknown make).
QualType borrowedType(QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return T->getPointeeType();
  for (Builtin B : {Builtin::Ref, Builtin::Mut})
    if (QualType E = builtinElement(T, B); !E.isNull())
      return E;
  return {};
}

/// `"text"`: characters that nothing can change.
bool isLiteral(const Expr *E) {
  E = ignoreWrappers(E);
  return isa_and_nonnull<clang::StringLiteral, CXXNullPtrLiteralExpr, PredefinedExpr>(E);
}

bool isNull(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    return C->getCastKind() == CK_NullToPointer || isNull(C->getSubExpr());
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

/// A closure or other class seen through a reference borrows what it borrows.
bool isBorrowType(Model &M, QualType T) { return M.types().isBorrow(bare(T)); }

class Call {
public:
  Call(Model &M, const UniquePlace &P, const Use &U) : M(M), P(P), U(U), Receiver(bare(U.Part)) {
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
    ReceiverIsBorrowFree = M.types().isBorrowFree(Receiver);
  }

  std::optional<Refusal> refuse() {
    if (!Prototype)
      return Refusal{"what it calls cannot be seen", U.At->getBeginLoc(), U.At->getSourceRange(), {}, "", nullptr};
    for (unsigned I = 0; I < Arguments.size(); ++I)
      if (auto R = refuseArgument(I))
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
    if (Method)
      return M.types().isImmutableMethod(Method);
    if (!U.Callee) {
      // The method is known by its type alone; its class may have mutable parts.
      return Prototype && Prototype->isConst() && M.types().isBorrowFree(Receiver);
    }
    QualType T = paramType(ReceiverParam, /*Raw=*/true);
    return !T.isNull() && (!T->isReferenceType() || T.getNonReferenceType().isConstQualified()) &&
           !hasMutableIndirection(M, Receiver);
  }

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
    Crossing C = crossing(M, Arg, T, Receiver);
    if (C != Crossing::Sendable)
      AllSendable = false;
    if (C == Crossing::PlainMutableBorrow)
      TakesMutableBorrow = true;
    if (C == Crossing::Sendable || (C == Crossing::ImmutableBorrow && (Immutable || ReceiverIsBorrowFree)) ||
        (C == Crossing::PlainMutableBorrow && ReceiverIsBorrowFree))
      return std::nullopt;

    Refusal R;
    R.Loc = Arg->getExprLoc();
    R.Range = Arg->getSourceRange();
    TypeKinds &K = M.types();
    std::string Type = K.spell(bare(T));
    if (C == Crossing::ImmutableBorrow) {
      R.Why = name() + " may change '" + K.spell(Receiver) + "', which could keep the borrow '" + K.spell(T) +
              "' that it is given here";
      R.Path = K.borrowFree(Receiver);
      R.Help = "pass a sendable value, or make " + name() + " 'const'";
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
      R.Help = "make it unique with 'recover(…)'";
      if (!Arg->isLValue() && !isa<CXXDefaultArgExpr>(Arg))
        R.WrapInRecover = Arg;
    }
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
      Why.Help = "leave the result unused, return a copy, or do this where the value is not unique: in "
                 "'recover([&] { auto v = recover(std::move(…)); …; return v; })'";
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
  bool Immutable = false;
  bool ReceiverIsBorrowFree = false;
  bool AllSendable = true;
  bool TakesMutableBorrow = false;
};

} // namespace

bool isSendableExpression(Model &M, const Expr *E, QualType T) {
  return M.types().isSendable(bare(T)) || isLiteral(E) || isNull(E) || isFromUnique(E);
}

Crossing crossing(Model &M, const Expr *Arg, QualType Param, QualType Keeper) {
  TypeKinds &K = M.types();
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(Arg))
    Arg = D->getExpr();
  QualType T = bare(Param);
  bool Reference = Param->isReferenceType();
  if (!Reference && isSendableExpression(M, Arg, T))
    return Crossing::Sendable;
  if (Reference && (isFromUnique(Arg) || isLiteral(Arg) || isNull(Arg)))
    return Crossing::Sendable;
  if (Reference && K.isSendable(T)) {
    // A value or a temporary is passed by reference: sendable as long as nothing can keep the reference.
    bool Mutable = Param->isLValueReferenceType() && !Param->getPointeeType().isConstQualified();
    if (Param->isRValueReferenceType())
      return Crossing::Sendable;
    if (Mutable)
      return isPlainData(M, T) ? Crossing::PlainMutableBorrow : Crossing::Refused;
    return mayHoldBorrowOf(M, Keeper, T) ? Crossing::ImmutableBorrow : Crossing::Sendable;
  }
  if (Param->isRValueReferenceType() && !isBorrowType(M, T))
    return Crossing::Refused; // an owned value on its way in
  // From here on a borrow, or an owned value.
  bool Borrow = Param->isLValueReferenceType() || isBorrowType(M, T);
  if (!Borrow)
    return Crossing::Refused;
  QualType Seen = isBorrowType(M, T) ? T : Param;
  if (isBorrowType(M, T) && Param->isLValueReferenceType() && !Param->getPointeeType().isConstQualified())
    return Crossing::Refused; // the callee could store a borrow of its own object there
  if (K.isImmutableBorrow(Seen))
    return Crossing::ImmutableBorrow;
  QualType To = borrowedType(Seen);
  if (K.isMutableBorrow(Seen) && !To.isNull() && !To->isVoidType() && isPlainData(M, To))
    return Crossing::PlainMutableBorrow;
  return Crossing::Refused;
}

std::optional<Refusal> refuseCall(Model &M, const UniquePlace &P, const Use &U) { return Call(M, P, U).refuse(); }

} // namespace conure
