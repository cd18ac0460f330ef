//===- BodyParts.cpp - What a body does without saying so -----------------===//
#include "checks/model/BodyParts.h"
#include "checks/model/Annotations.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace conure {

/// True if writing through a \p To made from a \p From reaches what \p From
/// promised not to change.
static bool dropsConst(QualType From, QualType To) {
  From = From.getCanonicalType();
  To = To.getCanonicalType();
  while (true) {
    QualType F = From->getPointeeType(), T = To->getPointeeType();
    if (F.isNull() || T.isNull())
      return false;
    if (F.isConstQualified() && !T.isConstQualified() && !T->isFunctionType())
      return true;
    From = F;
    To = T;
  }
}

std::optional<HazardKind> castHazard(const ExplicitCastExpr *E, ASTContext &Ctx) {
  QualType From = E->getSubExprAsWritten()->getType(), To = E->getTypeAsWritten();
  // A cast to a reference is one of the object's address.
  if (const auto *Ref = To->getAs<ReferenceType>()) {
    From = Ctx.getPointerType(From.getNonReferenceType());
    To = Ctx.getPointerType(Ref->getPointeeType());
  }
  bool FromVoid = From->isVoidPointerType() && To->isPointerType() && !To->isVoidPointerType();
  switch (E->getStmtClass()) {
  case Stmt::CXXConstCastExprClass:
    if (dropsConst(From, To))
      return HazardKind::ConstCast;
    return std::nullopt;
  case Stmt::CXXReinterpretCastExprClass:
    if (!To->isIntegralOrEnumerationType()) // a number cannot be read through
      return HazardKind::ReinterpretCast;
    return std::nullopt;
  case Stmt::CXXStaticCastExprClass:
    if (FromVoid)
      return HazardKind::VoidCast;
    return std::nullopt;
  case Stmt::CStyleCastExprClass:
  case Stmt::CXXFunctionalCastExprClass: {
    CastKind K = E->getCastKind();
    if (FromVoid)
      return HazardKind::VoidCast;
    if (K == CK_LValueBitCast || K == CK_IntegralToPointer || K == CK_ReinterpretMemberPointer ||
        K == CK_LValueToRValueBitCast || (K == CK_BitCast && !To->isVoidPointerType()) || dropsConst(From, To))
      return HazardKind::CCast;
    return std::nullopt;
  }
  default:
    return std::nullopt;
  }
}

static bool holdsPointer(QualType T, unsigned Depth = 0) {
  T = QualType(T.getCanonicalType()->getBaseElementTypeUnsafe(), 0);
  if (T->isPointerType())
    return !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (T->isReferenceType() || !R || !R->hasDefinition() || Depth > 16)
    return T->isReferenceType();
  return llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &B) { return holdsPointer(B.getType(), Depth + 1); }) ||
         llvm::any_of(R->fields(), [&](const FieldDecl *F) { return holdsPointer(F->getType(), Depth + 1); });
}

/// `%p`, `%10p`, `%1$p` of a scanf format, but for `%*p`, which stores nothing.
static bool readsPointer(llvm::StringRef Format) {
  for (std::size_t At = Format.find('%'); At != llvm::StringRef::npos; At = Format.find('%')) {
    Format = Format.drop_front(At + 1).ltrim("0123456789$");
    if (Format.starts_with("p"))
      return true;
    if (Format.starts_with("*"))
      Format = Format.drop_front().ltrim("0123456789$");
    Format = Format.drop_front(Format.empty() ? 0 : 1); // the kind; `%%` is a character
  }
  return false;
}

/// A function of the scanf family that is given such a format as a literal.
static bool scansPointer(const CallExpr *E, const FunctionDecl *F) {
  if (!F->getIdentifier() || isa<CXXMethodDecl>(F) || !(F->isExternC() || isStd(F)) || !F->getName().ends_with("scanf"))
    return false;
  return llvm::any_of(E->arguments(), [](const Expr *A) {
    const auto *Literal = dyn_cast<StringLiteral>(A->IgnoreParenImpCasts());
    if (!Literal)
      return false;
    std::string Format; // wide ones, too: only what is plain text matters
    for (unsigned I = 0; I < Literal->getLength(); ++I)
      Format += Literal->getCodeUnit(I) < 128 ? char(Literal->getCodeUnit(I)) : '?';
    return readsPointer(Format);
  });
}

bool takesBytesForPointer(const CallExpr *E, const FunctionDecl *F) {
  if (scansPointer(E, F))
    return true;
  QualType To, From;
  if (isStd(F) && F->getIdentifier() && F->getName() == "bit_cast" && E->getNumArgs() == 1) {
    To = F->getReturnType();
    From = E->getArg(0)->getType();
  } else if (unsigned Kind = F->getMemoryFunctionKind();
             (Kind == clang::Builtin::BImemcpy || Kind == clang::Builtin::BImemmove ||
              Kind == clang::Builtin::BImempcpy) &&
             E->getNumArgs() >= 2) {
    auto Object = [](const Expr *A) {
      QualType T = A->IgnoreParenImpCasts()->getType();
      return T->isPointerType() ? T->getPointeeType() : QualType(T->getBaseElementTypeUnsafe(), 0);
    };
    To = Object(E->getArg(0));
    From = Object(E->getArg(1));
  }
  return !To.isNull() && !To->isDependentType() && !From->isDependentType() &&
         To.getCanonicalType().getUnqualifiedType() != From.getCanonicalType().getUnqualifiedType() && holdsPointer(To);
}

void addDestruction(QualType T, SourceLocation Loc, bool OwnObject, bool ThroughPointer, BodyFacts &Facts) {
  if (T.isNull() || T->isDependentType() || T->isReferenceType())
    return;
  const CXXRecordDecl *R = T->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  if (!R || R->isDependentContext() || R->hasTrivialDestructor())
    return;
  if (const CXXDestructorDecl *D = R->getDestructor()) {
    bool Dynamic = ThroughPointer && D->isVirtual() && !R->isEffectivelyFinal();
    Facts.Calls.push_back({D, nullptr, Loc, Loc, Dynamic ? CallKind::Virtual : CallKind::Implicit, false, OwnObject});
    return;
  }
  for (const CXXBaseSpecifier &B : R->bases())
    addDestruction(B.getType(), Loc, OwnObject, ThroughPointer, Facts);
  for (const FieldDecl *F : R->fields())
    addDestruction(F->getType(), Loc, OwnObject, ThroughPointer, Facts);
}

void addDestructionsOf(const FunctionDecl *F, BodyFacts &Facts) {
  // An exception destroys what a constructor has built so far.
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F); C && !C->isDefaulted() && !C->getParent()->isDependentContext())
    for (const FieldDecl *Field : C->getParent()->fields())
      addDestruction(Field->getType(), C->getLocation(), /*OwnObject=*/true, /*ThroughPointer=*/false, Facts);
  for (const ParmVarDecl *P : F->parameters())
    addDestruction(P->getType(), P->getLocation(), /*OwnObject=*/true, /*ThroughPointer=*/false, Facts);
  const auto *D = dyn_cast<CXXDestructorDecl>(F);
  if (!D || D->getParent()->isUnion())
    return;
  for (const FieldDecl *Field : D->getParent()->fields())
    if (!Field->getType()->isDependentType())
      addDestruction(Field->getType(), D->getLocation(), /*OwnObject=*/false, /*ThroughPointer=*/false, Facts);
  for (const CXXBaseSpecifier &B : D->getParent()->bases())
    if (const CXXRecordDecl *R = B.getType()->getAsCXXRecordDecl())
      if (const CXXDestructorDecl *Base = R->getDestructor(); Base && !Base->isTrivial())
        Facts.Calls.push_back({Base, nullptr, D->getLocation(), D->getLocation(), CallKind::Implicit, false, false});
}

} // namespace conure
