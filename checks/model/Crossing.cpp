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
  // A view of a literal: its characters are nobody's, and there for ever.
  if (const auto *Made = dyn_cast_or_null<CXXConstructExpr>(E);
      Made && Made->getNumArgs() >= 1 && isStd(Made->getConstructor()) &&
      Made->getConstructor()->getParent()->getName() == "basic_string_view")
    return isLiteral(Made->getArg(0));
  if (const auto *Cast = dyn_cast_or_null<CXXFunctionalCastExpr>(E))
    return isLiteral(Cast->getSubExpr());
  if (const auto *View = dyn_cast_or_null<UserDefinedLiteral>(E))
    return View->getDirectCallee() && isStd(View->getDirectCallee());
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

/// A closure that borrows plain data, and lets the memory of that and of \p Keeper alone: `[&sum](double x) { sum += x;
/// }`.
static bool isClosureOverData(Model &M, QualType T, QualType Keeper) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->isLambda() || R->isDependentContext())
    return false;
  for (const auto &[Capture, Field] : llvm::zip(R->captures(), R->fields())) {
    if (!Capture.capturesVariable())
      return false;
    if (Capture.getCaptureKind() != LCK_ByRef) {
      if (!M.types().isValue(Field->getType().getUnqualifiedType()))
        return false;
      continue;
    }
    const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar());
    QualType Data = Field->getType().getNonReferenceType();
    if (!V || !isPlainData(M, Data))
      return false;
    if (!Data.isConstQualified() && mayTradeMemory(M, Keeper, Data) &&
        (R->isGenericLambda() || !leavesMemoryAlone(M, R->getLambdaCallOperator(), V)))
      return false;
  }
  return true;
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
  if (isClosureOverData(M, T, Keeper))
    return Crossing::PlainMutableBorrow;
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
