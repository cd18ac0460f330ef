//===- Crossing.cpp - How a value crosses into a unique one ---------------===//
#include "checks/model/Crossing.h"
#include "checks/model/Holding.h"
#include "checks/model/MemoryTrade.h"
#include "checks/model/Recover.h"

using namespace clang;

namespace conure {

static QualType bare(QualType T) { return T.getNonReferenceType().getUnqualifiedType(); }

QualType borrowedType(QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return T->getPointeeType();
  for (Builtin B : {Builtin::Ref, Builtin::Mut})
    if (QualType E = builtinElement(T, B); !E.isNull())
      return E;
  return {};
}

bool isLiteral(const Expr *E) {
  E = ignoreWrappers(E);
  return isa_and_nonnull<clang::StringLiteral, CXXNullPtrLiteralExpr, PredefinedExpr>(E);
}

static bool isNull(const Expr *E) {
  E = E->IgnoreParens();
  if (const auto *C = dyn_cast<ImplicitCastExpr>(E))
    return C->getCastKind() == CK_NullToPointer || isNull(C->getSubExpr());
  return isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E);
}

bool isBorrowType(Model &M, QualType T) { return M.types().isBorrow(bare(T)); }

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
    // What is made for the call has no other name.
    if (isa<MaterializeTemporaryExpr>(Arg->IgnoreParens()) || Arg->isPRValue())
      return Crossing::Sendable;
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

} // namespace conure
