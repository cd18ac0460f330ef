//===- Forging.cpp - Casts that take memory for what it is not ------------===//
#include "checks/model/Forging.h"
#include "checks/model/TypeArguments.h"

using namespace clang;

namespace conure {

/// Memory without a type of its own, in which objects are made.
static bool isStorage(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (const Type *E = T->getArrayElementTypeNoTypeQual())
    T = QualType(E, 0);
  return T->isVoidType() || T->isCharType() || T->isStdByteType();
}

bool forges(const ExplicitCastExpr *Cast, llvm::function_ref<bool(QualType)> Promises) {
  if (Cast->getCastKind() != CK_BitCast && Cast->getCastKind() != CK_LValueBitCast)
    return false;
  QualType From = Cast->getSubExpr()->IgnoreParenImpCasts()->getType();
  return !isStorage(From) && mentionsType(Cast->getTypeAsWritten(), [&](QualType To) {
    return Promises(To) &&
           !mentionsType(From, [&](QualType X) { return X.getUnqualifiedType() == To.getUnqualifiedType(); });
  });
}

} // namespace conure
