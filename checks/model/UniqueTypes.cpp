//===- UniqueTypes.cpp - Types that borrow unique values ------------------===//
#include "checks/model/UniqueTypes.h"
#include "checks/model/PathSteps.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

static bool isLibraryReference(QualType T, const ClassTemplateSpecializationDecl *S) {
  if (auto B = builtinKind(T); B == Builtin::Ref || B == Builtin::Mut)
    return true;
  return isStd(S) && S->getIdentifier() && (S->getName() == "reference_wrapper" || S->getName() == "span");
}

static bool search(QualType T, bool Parameter, unsigned Depth) {
  T = T.getCanonicalType();
  if (Depth > 30 || T->isDependentType())
    return false;
  if (T->isReferenceType() || T->isPointerType()) {
    QualType To = T->getPointeeType();
    if (isUni(To))
      return !(Parameter && T->isRValueReferenceType() && !To.isConstQualified());
    return search(To, false, Depth + 1);
  }
  if (const auto *P = T->getAs<MemberPointerType>())
    return search(P->getPointeeType(), false, Depth + 1);
  if (const auto *F = T->getAs<FunctionProtoType>()) {
    if (search(F->getReturnType(), false, Depth + 1))
      return true;
    for (QualType A : F->param_types())
      if (search(A, true, Depth + 1))
        return true;
    return false;
  }
  if (const auto *A = dyn_cast<ArrayType>(T.getTypePtr()))
    return search(A->getElementType(), false, Depth + 1);
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!S)
    return false;
  bool Reference = isLibraryReference(T, S);
  auto InArgument = [&](const TemplateArgument &A) {
    return A.getKind() == TemplateArgument::Type &&
           ((Reference && isUni(A.getAsType())) || search(A.getAsType(), false, Depth + 1));
  };
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (InArgument(A))
      return true;
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &P : A.pack_elements())
        if (InArgument(P))
          return true;
  }
  return false;
}

bool borrowsUnique(QualType T, bool Parameter) { return search(T, Parameter, 0); }

/// `uni<T> &` as it stands in a template.
static bool spellsUnique(QualType T) {
  while (T->isReferenceType() || T->isPointerType())
    T = T->getPointeeType();
  const auto *S = T->getAs<TemplateSpecializationType>();
  const TemplateDecl *D = S ? S->getTemplateName().getAsTemplateDecl() : nullptr;
  return D && isConureLibrary(D) && D->getName() == "uni";
}

bool declaresBorrowOfUnique(const FunctionDecl *F, const ParmVarDecl *P) {
  if (!borrowsUnique(P->getType(), true))
    return false;
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!F->getPrimaryTemplate() || (Method && Method->getParent()->isLambda()))
    return true;
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  if (!Pattern)
    Pattern = F->getPrimaryTemplate()->getTemplatedDecl();
  unsigned I = P->getFunctionScopeIndex();
  if (Pattern == F || I >= Pattern->getNumParams())
    return true;
  QualType T = Pattern->getParamDecl(I)->getType();
  return !T->isDependentType() || spellsUnique(T);
}

Finding borrowedInType(Model &M, SourceLocation Loc, SourceRange Range, std::string Subject, QualType T) {
  Finding F("uni-borrow", Loc, Subject + " a '" + M.types().spell(T) + "', which borrows a unique value");
  F.range(Range);
  F.note(NoteRole::Reason, Loc,
         "a unique value has one name: through a second one it could be reached after it was sent away", Range);
  F.help("take the unique value by value, as 'uni<…>' or 'uni<…> &&', and give it back by returning it");
  return F;
}

bool namesUnique(const Expr *E) {
  if (!isUni(E->getType()))
    return false;
  if (isa<MaterializeTemporaryExpr>(E))
    return true;
  if (!E->isGLValue())
    return false;
  if (isa<DeclRefExpr, MemberExpr, ArraySubscriptExpr>(E))
    return true;
  // A class derived from uni<T>, or memory seen as one.
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return !isUni(Cast->getSubExpr()->getType());
  if (const auto *Op = dyn_cast<UnaryOperator>(E))
    return Op->getOpcode() == UO_Deref;
  if (const auto *Op = dyn_cast<BinaryOperator>(E))
    return Op->isPtrMemOp();
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    return !(F && Call->getNumArgs() == 1 && passThrough(F, 0) == PassThrough::Same &&
             isUni(Call->getArg(0)->getType()));
  }
  return false;
}

} // namespace conure
