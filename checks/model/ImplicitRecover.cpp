//===- ImplicitRecover.cpp - Where a T becomes a uni<T> unasked -----------===//
#include "checks/model/ImplicitRecover.h"
#include "checks/model/Forging.h"
#include "checks/model/LibraryAlgorithms.h"
#include "checks/model/RecoverAdvice.h"
#include "checks/model/TypeArguments.h"
#include "checks/model/UniqueJudge.h"
#include "clang/AST/TypeOrdering.h"
#include "llvm/ADT/SetVector.h"

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
  RecoverAdvice Advice = adviseRecover(M, E);
  F.help(std::move(Advice.Help));
  if (Advice.Mend) {
    Advice.Mend->Unambiguous = true;
    F.fix(std::move(*Advice.Mend));
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

/// Each type among \p Args, packs taken apart.
void addTypes(const TemplateArgumentList *Args, llvm::SmallVectorImpl<QualType> &Out) {
  if (Args)
    anyTypeArgument(Args->asArray(), [&](QualType A) {
      Out.push_back(A);
      return false;
    });
}

using TypeSet = llvm::SmallSetVector<CanQualType, 4>;

/// The declared function of a callable type: a lambda's body, a pointer's or reference's signature. Null if it is
/// neither.
const FunctionProtoType *signatureOf(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (const auto *F = T->getAs<FunctionProtoType>())
    return F;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const CXXMethodDecl *Body = R && R->isLambda() && !R->isGenericLambda() ? R->getLambdaCallOperator() : nullptr;
  return Body ? Body->getType()->getAs<FunctionProtoType>() : nullptr;
}

/// The classes that \p T mentions: with \p Unique those inside of a uni, else those outside.
void collectParts(QualType T, bool Unique, TypeSet &Out) {
  walkTypes(T, [&](QualType X) {
    if (QualType E = uniElement(X.getUnqualifiedType()); !E.isNull()) {
      if (Unique)
        Out.insert(CanQualType::CreateUnsafe(E.getCanonicalType().getUnqualifiedType()));
      return TypeWalk::Over;
    }
    const CXXRecordDecl *R = X->getAsCXXRecordDecl();
    // A callable's signature is compared as such.
    if (X->isFunctionType() || (R && R->isLambda()))
      return TypeWalk::Over;
    if (R && !Unique)
      Out.insert(CanQualType::CreateUnsafe(X.getUnqualifiedType()));
    return TypeWalk::Into;
  });
}

/// A class that \p From holds and \p To holds as a unique value; null if there is none.
QualType becomesUnique(QualType From, QualType To) {
  TypeSet Given, Wanted;
  collectParts(To, true, Wanted);
  if (!Wanted.empty())
    collectParts(From, false, Given);
  for (CanQualType T : Wanted)
    if (Given.contains(T))
      return T;
  return {};
}

/// What becomes unique where a std::function of \p Wrapper calls \p Callable: its result, or what it is given.
QualType becomesUniqueInCall(const FunctionProtoType *Wrapper, const FunctionProtoType *Callable) {
  if (QualType T = becomesUnique(Callable->getReturnType(), Wrapper->getReturnType()); !T.isNull())
    return T;
  for (unsigned I = 0; I < Wrapper->getNumParams() && I < Callable->getNumParams(); ++I)
    if (QualType T = becomesUnique(Wrapper->getParamType(I), Callable->getParamType(I)); !T.isNull())
      return T;
  return {};
}

/// Of the arguments of an algorithm that writes elements: the one whose elements become unique where they are written,
/// and their type.
std::pair<const Expr *, QualType> writtenAsUnique(llvm::ArrayRef<const Expr *> Args) {
  const Expr *Output = nullptr, *Callable = nullptr;
  for (const Expr *A : Args)
    (signatureOf(A->getType()) ? Callable : Output) = A;
  if (!Output)
    return {};
  if (const FunctionProtoType *F = Callable ? signatureOf(Callable->getType()) : nullptr;
      F && !F->getReturnType()->isBooleanType())
    return {Callable, becomesUnique(F->getReturnType(), Output->getType())};
  for (const Expr *A : Args)
    if (A != Output && A != Callable)
      if (QualType T = becomesUnique(A->getType(), Output->getType()); !T.isNull())
        return {A, T};
  return {};
}

/// A part of an argument that the library's \p F makes a unique value of: the elements of a range, the result of a
/// callable, the parts of a tuple.
std::pair<const Expr *, QualType> partBecomesUnique(const FunctionDecl *F, llvm::ArrayRef<const Expr *> Args) {
  if (writesElements(algorithmName(F)))
    return writtenAsUnique(Args);
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  const auto *Class = Method ? dyn_cast<ClassTemplateSpecializationDecl>(Method->getParent()) : nullptr;
  llvm::SmallVector<QualType, 4> Targets;
  if (Class)
    addTypes(&Class->getTemplateArgs(), Targets);
  else if (F->getIdentifier() && F->getName() == "make_from_tuple" && F->getTemplateSpecializationArgs())
    Targets.push_back(F->getTemplateSpecializationArgs()->get(0).getAsType());
  for (const Expr *A : Args) {
    const FunctionProtoType *Callable = signatureOf(A->getType());
    for (QualType T : Targets) {
      const auto *Wrapper = T->getAs<FunctionProtoType>();
      QualType Part = Wrapper && Callable ? becomesUniqueInCall(Wrapper, Callable)
                      : Callable          ? QualType()
                                          : becomesUnique(A->getType(), T);
      if (!Part.isNull())
        return {A, Part};
    }
  }
  return {};
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
  if (!Found.empty())
    return Found;
  if (auto [A, Part] = partBecomesUnique(F, Args); A && !Part.isNull()) {
    A = underTemporaries(A);
    std::string Type = M.types().spell(Part);
    Finding Inside("implicit-recover", A->getExprLoc(),
                   "a '" + Type + "' in here becomes a 'uni<" + Type +
                       ">' inside of the library, and nothing recovers it");
    Inside.range(A->getSourceRange());
    Inside.note(NoteRole::Reason, A->getExprLoc(),
                "an owned value may have borrows outside of it; 'recover' shows, and checks, that there are none",
                A->getSourceRange());
    Inside.help("convert each with 'recover(…)' where it is made");
    Found.push_back(std::move(Inside));
  }
  return Found;
}

std::optional<Finding> forgedUnique(Model &M, const ExplicitCastExpr *Cast) {
  if (!forges(Cast, isUni))
    return std::nullopt;
  std::string From = M.types().spell(Cast->getSubExpr()->IgnoreParenImpCasts()->getType().getNonReferenceType());
  Finding F("implicit-recover", Cast->getExprLoc(),
            "a '" + From + "' does not become a '" + M.types().spell(Cast->getTypeAsWritten()) + "' by a cast");
  F.range(Cast->getSourceRange());
  F.note(NoteRole::Reason, Cast->getExprLoc(),
         "an owned value may have borrows outside of it; 'recover' shows, and checks, that there are none",
         Cast->getSourceRange());
  F.help("say 'recover(…)'");
  return F;
}

} // namespace conure
