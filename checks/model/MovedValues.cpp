//===- MovedValues.cpp - Where a moved value comes from -------------------===//
#include "checks/model/MovedValues.h"
#include "checks/model/KnownTypes.h"
#include "checks/model/PathSteps.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace conure {

namespace {

/// std::exchange(x, …) moves out of x as std::move does.
const Expr *exchangedOperand(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (F && F->getIdentifier() && F->getName() == "exchange" && isStd(F) && Call->getNumArgs() == 2)
    return Call->getArg(0);
  return nullptr;
}

const Expr *sourceOf(const Expr *E) {
  const Expr *Moved = movedOperand(E);
  return Moved ? Moved : exchangedOperand(E);
}

/// `u->part`, `(*u).part`: a unique value, of which there are no borrows.
bool isInUnique(const Expr *E) {
  for (E = ignoreWrappers(E); E;) {
    QualType T = E->getType();
    if (isUni(T->isPointerType() ? T->getPointeeType() : T))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      E = isa<FieldDecl>(Member->getMemberDecl()) ? ignoreWrappers(Member->getBase()) : nullptr;
    } else if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E)) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Op->getDirectCallee());
      E = Method && pathStep(Method) == PathStep::Into ? ignoreWrappers(Op->getArg(0)) : nullptr;
    } else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      const CXXMethodDecl *Method = Call->getMethodDecl();
      E = Method && pathStep(Method) == PathStep::Into ? ignoreWrappers(Call->getImplicitObjectArgument()) : nullptr;
    } else if (const Expr *Moved = movedOperand(E)) {
      E = ignoreWrappers(Moved);
    } else {
      return false;
    }
  }
  return false;
}

FarSource far(std::string What, SourceLocation Declared = {}) { return {nullptr, std::move(What), Declared}; }

std::optional<FarSource> ofField(const MemberExpr *Member, bool CapturesAreNear) {
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field)
    return far("static member '" + Member->getMemberDecl()->getNameAsString() + "'",
               Member->getMemberDecl()->getLocation());
  std::string Name = "field '" + Field->getNameAsString() + "'";
  if (Field->getType()->isReferenceType())
    return far("what " + Name + " refers to", Field->getLocation());
  if (isa<CXXThisExpr>(ignoreWrappers(Member->getBase())))
    return far(Name, Field->getLocation());
  if (Member->isArrow())
    return far(Name + " of what a pointer points to", Field->getLocation());
  if (std::optional<FarSource> Base = farSource(Member->getBase(), CapturesAreNear))
    return far(Name + " of " + Base->What, Base->Declared);
  return std::nullopt;
}

std::optional<FarSource> ofVariable(const DeclRefExpr *Ref, bool CapturesAreNear) {
  const ValueDecl *D = Ref->getDecl();
  std::string Name = "'" + D->getNameAsString() + "'";
  bool Captured = Ref->refersToEnclosingVariableOrCapture() && !CapturesAreNear;
  if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
    const auto *Whole = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl());
    if (Whole && Whole->hasLocalStorage() && !Whole->getType()->isReferenceType() && !Captured)
      return std::nullopt;
    return far(Name + ", a part of something that is borrowed,", Binding->getLocation());
  }
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var)
    return far(Name, D->getLocation());
  if (Var->getType()->isReferenceType())
    return far("what the reference " + Name + " refers to", Var->getLocation());
  if (!Var->hasLocalStorage())
    return far(Name + ", which lives as long as the program,", Var->getLocation());
  if (Captured)
    return far("captured " + Name, Var->getLocation());
  // A stop on the way changes nothing: `auto out = std::move(field_);`.
  if (const Expr *Init = isa<ParmVarDecl>(Var) ? nullptr : Var->getInit())
    if (const Expr *Source = sourceOf(underConversions(Init)))
      if (std::optional<FarSource> Far = farSource(Source, CapturesAreNear))
        return far(Name + ", moved out of " + Far->What + ",", Far->Declared);
  return std::nullopt;
}

} // namespace

bool takesPartsAlong(Model &M, QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  if (!M.types().isValue(T))
    return false;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || T.isTriviallyCopyableType(M.context()) || builtinKind(T) ||
      hasMark(R, Mark::Sendable))
    return false;
  const KnownType *K = M.knownTypes().find(R);
  if (K && (K->S == Shape::Shared || K->Shareable))
    return false;
  if (K && K->S == Shape::Inline)
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
      return anyTypeArgument(S, [&](QualType A) { return takesPartsAlong(M, A); });
  return true;
}

const Expr *underConversions(const Expr *E) {
  for (;;) {
    E = ignoreWrappers(E);
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (C && C->getNumArgs() == 1 && C->getConstructor()->isCopyOrMoveConstructor())
      E = C->getArg(0);
    else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E))
      E = Cast->getSubExpr();
    else
      return E;
  }
}

std::optional<FarSource> farSource(const Expr *E, bool CapturesAreNear) {
  E = ignoreWrappers(E);
  if (isInUnique(E))
    return std::nullopt;
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return ofField(Member, CapturesAreNear);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return ofVariable(Ref, CapturesAreNear);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    if (Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
      return farSource(Element->getBase(), CapturesAreNear);
  if (isa<MaterializeTemporaryExpr>(E) || E->isPRValue())
    return std::nullopt; // made here: nobody else can have borrowed it
  return far("what this expression refers to");
}

namespace {

void collectFar(Model &M, const Expr *E, bool CapturesAreNear, llvm::SmallVectorImpl<FarSource> &Out) {
  E = underConversions(E);
  // The parts of an aggregate go along as well: {std::move(a), b}.
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      collectFar(M, Init, CapturesAreNear, Out);
    return;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    collectFar(M, Choice->getTrueExpr(), CapturesAreNear, Out);
    collectFar(M, Choice->getFalseExpr(), CapturesAreNear, Out);
    return;
  }
  if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
    // Msg{std::move(text), 1}, std::pair(std::move(a), b), std::optional(std::move(a)).
    for (const Expr *Argument : Made->arguments())
      if (!isa<CXXDefaultArgExpr>(Argument))
        collectFar(M, Argument, CapturesAreNear, Out);
    return;
  }
  const Expr *Moved = sourceOf(E);
  if (!Moved || !takesPartsAlong(M, Moved->getType()))
    return;
  if (std::optional<FarSource> Far = farSource(Moved, CapturesAreNear)) {
    Far->Moved = Moved;
    Out.push_back(std::move(*Far));
  }
}

} // namespace

llvm::SmallVector<FarSource, 1> movedFromAfar(Model &M, const Expr *E, bool CapturesAreNear) {
  llvm::SmallVector<FarSource, 1> Out;
  collectFar(M, E, CapturesAreNear, Out);
  return Out;
}

} // namespace conure
