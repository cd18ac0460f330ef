//===- Counted.cpp --------------------------------------------------------===//
#include "rewrite/counts/Counted.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace conure::rewrite {

const CXXRecordDecl *Counted::pattern(const CXXRecordDecl *R) {
  if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
    R = Pattern;
  return R->hasDefinition() ? R->getDefinition() : nullptr;
}

const CXXRecordDecl *Counted::carrierOf(const CXXRecordDecl *R) {
  const CXXRecordDecl *Definition = pattern(R);
  if (!Definition || !isCounted(Definition) || carriesCount(Definition))
    return Definition && isCounted(Definition) ? Definition : nullptr;
  for (const CXXBaseSpecifier &B : Definition->bases())
    if (const CXXRecordDecl *Base = recordOf(B.getType()))
      if (const CXXRecordDecl *Carrier = carrierOf(Base))
        return Carrier;
  return nullptr;
}

const CXXRecordDecl *Counted::recordOf(QualType T) {
  T = T.getCanonicalType().getUnqualifiedType();
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    return R;
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl())
      return dyn_cast_or_null<CXXRecordDecl>(D->getTemplatedDecl());
  return nullptr;
}

std::string Counted::obstacle(const CXXRecordDecl *R) {
  if (R->isUnion())
    return "it is a union";
  if (R->hasAttr<PackedAttr>() || R->hasAttr<MaxFieldAlignmentAttr>())
    return "it is packed";
  if (!R->getIdentifier())
    return "it has no name";
  if (!UnitContext::isPlain(R->getBraceRange().getBegin()))
    return "it is written by a macro";
  return {};
}

bool Counted::isWanted(const CXXRecordDecl *R) {
  if (!U.isEditable(R->getLocation()) || R->isLambda() || !obstacle(R).empty())
    return false;
  if (hasMark(R, Mark::Counted))
    return true;
  if (U.options().Count != CountPolicy::Project || R->isDependentContext())
    return false;
  // Of the classes that nobody marked, those whose layout somebody may rely on are left as they are, and so are those
  // that several processes may see.
  return !R->isAggregate() && !R->isTriviallyCopyable() && !R->isStandardLayout() && !isProcessClass(R) &&
         !hasMark(R, Mark::Value) && !hasMark(R, Mark::Sendable);
}

std::string Counted::leftAlone(const CXXRecordDecl *R) {
  if (U.options().Count != CountPolicy::Project || hasMark(R, Mark::Counted) || !U.isEditable(R->getLocation()) ||
      R->isLambda() || isCounted(R))
    return {};
  if (std::string Why = obstacle(R); !Why.empty())
    return Why;
  if (isProcessClass(R))
    return "it is a process, which goes with its last handle";
  if (hasMark(R, Mark::Value) || hasMark(R, Mark::Sendable))
    return "several processes may see it";
  if (R->isDependentContext())
    return "it is a template; CONURE_COUNTED counts it";
  if (R->isAggregate())
    return "it is an aggregate, whose members may be listed; CONURE_COUNTED counts it";
  if (R->isTriviallyCopyable())
    return "it is trivially copyable, on which code may rely; CONURE_COUNTED counts it";
  return "it is of standard layout, on which code may rely; CONURE_COUNTED counts it";
}

bool Counted::isCounted(const CXXRecordDecl *R) {
  const CXXRecordDecl *Definition = pattern(R);
  if (!Definition || Definition->isInvalidDecl())
    return false;
  auto [It, New] = Known.try_emplace(Definition, false);
  if (!New)
    return It->second;
  bool Result = isWanted(Definition);
  for (const CXXBaseSpecifier &B : Definition->bases())
    if (const CXXRecordDecl *Base = recordOf(B.getType()))
      Result |= isCounted(Base);
  return Known[Definition] = Result;
}

bool Counted::carriesCount(const CXXRecordDecl *R) {
  const CXXRecordDecl *Definition = pattern(R);
  if (!Definition || !isCounted(Definition))
    return false;
  unsigned Bases = 0;
  for (const CXXBaseSpecifier &B : Definition->bases())
    if (const CXXRecordDecl *Base = recordOf(B.getType()))
      Bases += isCounted(Base);
  // With two counts below it the name would be ambiguous, so it gets a third.
  return Bases != 1 && U.isEditable(Definition->getLocation()) && obstacle(Definition).empty();
}

bool Counted::isCountedType(QualType T) {
  const CXXRecordDecl *R = recordOf(T);
  return R && isCounted(R);
}

Counted::Borrow Counted::borrowOf(QualType T) {
  if (T.isNull())
    return Borrow::None;
  if (const auto *Pack = dyn_cast<PackExpansionType>(T))
    return borrowOf(Pack->getPattern()) == Borrow::None ? Borrow::None : Borrow::Unknown;
  if (const auto *Deduced = T->getContainedAutoType();
      Deduced && Deduced->isDependentType() && !T->isReferenceType() && !T->isPointerType())
    return Borrow::Unknown;
  // T is a pointer in some instantiations, T && the name of what somebody else owns.
  QualType Bare = T->isRValueReferenceType() ? T.getNonReferenceType() : T;
  if (isa<TemplateTypeParmType>(Bare) ||
      (T->isRValueReferenceType() && Bare->getContainedAutoType() && Bare->isDependentType() && !Bare.hasQualifiers()))
    return Borrow::Unknown;
  // An rvalue reference is a value about to be moved: its function takes it over.
  if (T->isRValueReferenceType())
    return Borrow::None;
  QualType Pointee;
  bool Reference = T->isReferenceType();
  if (Reference || T->isPointerType())
    Pointee = T->getPointeeType();
  else
    return Borrow::None;
  if (isCountedType(Pointee))
    return Reference ? Borrow::Reference : Borrow::Pointer;
  // A dependent class that is known not to be counted, such as vector<T>, is none.
  if (Pointee->isDependentType() && !recordOf(Pointee) && !Pointee->isPointerType() && !Pointee->isReferenceType() &&
      !Pointee->isFunctionType() && !Pointee->isArrayType())
    return Borrow::Dependent;
  return Borrow::None;
}

std::string Counted::groupOf(const CXXRecordDecl *R) {
  const CXXRecordDecl *Definition = pattern(R);
  return "count of class '" + Definition->getNameAsString() + "' at " + U.placeName(Definition->getLocation());
}

} // namespace conure::rewrite
