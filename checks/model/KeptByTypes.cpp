//===- KeptByTypes.cpp - What could be kept, as the types allow -----------===//
//
// For functions whose bodies are in no unit that is known, and for the library.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Annotations.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"

using namespace clang;

namespace conure {

/// \p Holder has a field into which a borrow of \p Parameter's type fits as it is.
bool BorrowTypes::hasFieldFor(QualType Holder, QualType Parameter, unsigned Depth) {
  const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > 2)
    return false;
  R = R->getDefinition();
  if (isInStd(R)) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
    return S && holdsItsArguments(R) && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
             return (!referentOf(A).isNull() && referentOf(A) == referentOf(Parameter)) ||
                    plainType(A) == plainType(Parameter);
           });
  }
  auto Fits = [&](QualType Field) {
    if (!mayHold(Field))
      return false;
    QualType To = referentOf(Field), From = referentOf(Parameter);
    if (!To.isNull() && !From.isNull() && To == From)
      return true;
    return (!Field->isReferenceType() && plainType(Field) == plainType(Parameter)) ||
           hasFieldFor(Field, Parameter, Depth + 1);
  };
  for (const FieldDecl *F : R->fields())
    if (Fits(F->getType()))
      return true;
  for (const CXXBaseSpecifier &B : R->bases())
    if (hasFieldFor(B.getType(), Parameter, Depth + 1))
      return true;
  return false;
}

Kept BorrowTypes::byType(QualType Holder, QualType Parameter) {
  if (!isBorrow(Parameter) && !mayHold(Parameter))
    return Kept::Nothing;
  if (Holder->isReferenceType() || Holder->isPointerType()) {
    if (!Parameter->isReferenceType() && !Parameter->isPointerType())
      return Kept::Nothing;
    // Nobody takes the const off what he was lent.
    if (Parameter->getPointeeType().isConstQualified() && !Holder->getPointeeType().isConstQualified())
      return Kept::Nothing;
    return referentOf(Holder) == referentOf(Parameter) && Holder->isPointerType() == Parameter->isPointerType()
               ? Kept::Perhaps
               : Kept::Nothing;
  }
  if (plainType(Holder) == plainType(Parameter) || hasFieldFor(Holder, Parameter))
    return Kept::Perhaps;
  return Kept::Nothing;
}

/// Some part of \p Holder shows what somebody else owns.
bool BorrowTypes::hasViewField(QualType Holder, unsigned Depth) {
  if (Holder->isReferenceType() || Holder->isPointerType())
    return Holder->getPointeeType()->isScalarType();
  if (holdsView(Holder))
    return true;
  const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || isInStd(R) || Depth > 2)
    return false;
  R = R->getDefinition();
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) { return hasViewField(F->getType(), Depth + 1); }) ||
         llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &B) { return hasViewField(B.getType(), Depth + 1); });
}

Kept BorrowTypes::couldShow(QualType Result, QualType Parameter) {
  if (!Parameter->isLValueReferenceType() || !Parameter->getPointeeType()->isRecordType() || !mayHold(Result))
    return Kept::Nothing;
  return isOwner(plainType(Parameter)) ? Kept::PerhapsContent : Kept::Perhaps;
}

Kept BorrowTypes::couldKeep(QualType Holder, QualType Parameter) {
  if (const Kept K = byType(Holder, Parameter); K != Kept::Nothing)
    return K;
  return Parameter->isReferenceType() && isOwner(plainType(Parameter)) && hasViewField(Holder) ? Kept::PerhapsContent
                                                                                               : Kept::Nothing;
}

Kept BorrowTypes::keptByLibrary(QualType Holder, QualType Given) {
  if (mayHold(plainType(Given)))
    return Kept::Whole;
  if (isOwner(plainType(Given)) && holdsView(Holder))
    return Kept::Content;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Holder->getAsCXXRecordDecl());
  bool ByReference = S && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
                       return A->isReferenceType() && referentOf(A) == plainType(Given);
                     });
  return ByReference || holdsReferenceWrapper(Holder) ? Kept::Whole : Kept::Nothing;
}

} // namespace conure
