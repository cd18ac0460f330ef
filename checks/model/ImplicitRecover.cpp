//===- ImplicitRecover.cpp - Where a T becomes a uni<T> unasked -----------===//
#include "checks/model/ImplicitRecover.h"
#include "checks/model/UniqueJudge.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace conure {

Finding implicitRecover(Model &M, const Expr *E, QualType Unique) {
  E = underTemporaries(E);
  const Expr *Moved = movedOperand(E); // its type is as the user wrote it
  std::string Type = M.types().spell((Moved ? Moved : E)->getType().getUnqualifiedType());
  Finding F("implicit-recover", E->getExprLoc(),
            "a '" + Type + "' does not become a '" + M.types().spell(Unique.getUnqualifiedType()) + "' by itself");
  F.range(E->getSourceRange());
  F.note(NoteRole::Reason, E->getExprLoc(),
         "an owned value may have borrows outside of it; 'recover' shows, and checks, that there are none",
         E->getSourceRange());
  F.help("say 'recover(…)'");
  if (auto Wrap = wrapInRecover(M, E)) {
    // `uni<T>{e}` and `recover(std::move(v))` would both still be wrong.
    Wrap->Unambiguous = !E->isXValue();
    F.fix(std::move(*Wrap));
  }
  return F;
}

namespace {

bool sameClass(QualType A, QualType B) {
  return A.getNonReferenceType().getCanonicalType().getUnqualifiedType() ==
         B.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// Does a callable of type \p T or a constructor of it take a uni<\p Given>?
bool takesAsUnique(QualType T, QualType Given) {
  auto Takes = [&](const FunctionDecl *F) {
    for (const ParmVarDecl *P : F->parameters())
      if (QualType E = uniElement(P->getType()); !E.isNull() && sameClass(E, Given))
        return true;
    return false;
  };
  if (QualType E = uniElement(T); !E.isNull())
    return sameClass(E, Given);
  if (T->isPointerType() || T->isReferenceType())
    T = T->getPointeeType();
  if (const auto *F = T->getAs<FunctionProtoType>()) {
    for (QualType P : F->param_types())
      if (QualType E = uniElement(P); !E.isNull() && sameClass(E, Given))
        return true;
    return false;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || isStd(R) || isConureLibrary(R))
    return false;
  if (R->isLambda())
    return R->getLambdaCallOperator() && Takes(R->getLambdaCallOperator());
  for (const CXXConstructorDecl *C : R->ctors())
    if (Takes(C))
      return true;
  if (R->isAggregate())
    for (const FieldDecl *F : R->fields())
      if (QualType E = uniElement(F->getType()); !E.isNull() && sameClass(E, Given))
        return true;
  return false;
}

void addTypes(const TemplateArgumentList *Args, llvm::SmallVectorImpl<QualType> &Out) {
  if (!Args)
    return;
  for (const TemplateArgument &A : Args->asArray()) {
    if (A.getKind() == TemplateArgument::Type)
      Out.push_back(A.getAsType());
    if (A.getKind() == TemplateArgument::Pack)
      for (const TemplateArgument &P : A.pack_elements())
        if (P.getKind() == TemplateArgument::Type)
          Out.push_back(P.getAsType());
  }
}

} // namespace

llvm::SmallVector<Finding, 1> conversionsInLibrary(Model &M, const Expr *E) {
  const FunctionDecl *F = nullptr;
  llvm::ArrayRef<const Expr *> Args;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    F = Call->getDirectCallee();
    Args = llvm::ArrayRef(const_cast<const Expr *const *>(Call->getArgs()), Call->getNumArgs());
  } else if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    F = Made->getConstructor();
    Args = llvm::ArrayRef(const_cast<const Expr *const *>(Made->getArgs()), Made->getNumArgs());
  }
  if (!F || Args.empty() || !(isStd(F) || isConureFunction(F, "ask")) /* spawn: see spawn-argument */)
    return {};
  if (!F->getPrimaryTemplate())
    return {}; // what is not a template takes its parameters as they are

  llvm::SmallVector<QualType, 4> Targets;
  addTypes(F->getTemplateSpecializationArgs(), Targets);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent()))
      addTypes(&S->getTemplateArgs(), Targets);

  llvm::SmallVector<Finding, 1> Found;
  for (const Expr *A : Args) {
    QualType Given = A->getType().getNonReferenceType();
    if (isUni(Given) || !Given->isRecordType())
      continue;
    for (QualType T : Targets)
      if (takesAsUnique(T, Given)) {
        Found.push_back(implicitRecover(M, A, T));
        Found.back().Message = "a '" + M.types().spell(Given.getUnqualifiedType()) + "' does not become a 'uni<" +
                               M.types().spell(Given.getUnqualifiedType()) + ">' by itself";
        break;
      }
  }
  return Found;
}

} // namespace conure
