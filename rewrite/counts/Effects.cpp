//===- Effects.cpp --------------------------------------------------------===//
#include "rewrite/counts/Effects.h"
#include "rewrite/counts/ObjectEnds.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

namespace {

std::string named(const NamedDecl *D) { return "'" + D->getQualifiedNameAsString() + "'"; }

} // namespace

/// Notes what a callable of type \p T runs; false if it is none.
bool Effects::runsCode(QualType T, Direct &Into) {
  T = T.getNonReferenceType();
  if (T->isFunctionPointerType() || T->isFunctionType() || T->isMemberFunctionPointerType()) {
    Into.Own.Unknown = "it passes on a function";
    return true;
  }
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (isStd(R)) {
    if (R->getIdentifier() && (R->getName() == "function" || R->getName() == "move_only_function"))
      Into.Own.Unknown = "it passes on a function";
    return true;
  }
  if (R->isLambda() && R->isGenericLambda()) {
    Into.Own.Unknown = "it passes on a generic closure";
    return true;
  }
  for (const CXXMethodDecl *M : R->methods())
    if (M->getOverloadedOperator() == OO_Call)
      Into.Callees.push_back(M);
  return true;
}

void Effects::callees(const Expr *E, Direct &Into) {
  auto Unknown = [&](std::string Why) {
    if (Into.Own.Unknown.empty())
      Into.Own.Unknown = std::move(Why);
  };
  const FunctionDecl *F = nullptr;
  llvm::ArrayRef<const Expr *> Arguments;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    F = Construct->getConstructor();
    Arguments = {Construct->getArgs(), Construct->getNumArgs()};
  } else if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParens()))
      return;
    F = Call->getDirectCallee();
    Arguments = {Call->getArgs(), Call->getNumArgs()};
    if (!F)
      return Unknown("it calls through a pointer");
  } else {
    return;
  }
  if (F->getBuiltinID() != 0)
    return;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (U.sources().isInSystemHeader(F->getLocation()) || isConureLibrary(F)) {
    // The library changes no container of the user's but what changeOf knows, and runs what it is given.
    if (M && M->getOverloadedOperator() == OO_Call && isStd(M->getParent()) && M->getParent()->getIdentifier() &&
        M->getParent()->getName().contains("function"))
      return Unknown("it calls through a pointer");
    if (M && M->getOverloadedOperator() == OO_Call)
      Arguments = Arguments.drop_front(isa<CXXOperatorCallExpr>(E) && !Arguments.empty());
    // A container takes closures in, but does not run them.
    if (M && holdingOf(M->getParent()) != Holding::None)
      return;
    for (const Expr *A : Arguments)
      runsCode(A->getType(), Into);
    return;
  }
  if (M && M->isVirtual()) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    const auto *Name = Member ? dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens()) : nullptr;
    bool Direct = isa<CXXConstructorDecl>(M) || (Name && Name->hasQualifier());
    if (!Direct && Member)
      if (const CXXMethodDecl *Final =
              const_cast<CXXMethodDecl *>(M)->getDevirtualizedMethod(Member->getImplicitObjectArgument(), false)) {
        F = Final;
        Direct = true;
      }
    if (!Direct && !Hierarchy.seesDerived(M->getParent()))
      return Unknown("it calls " + named(M) + ", which is virtual");
    if (!Direct) {
      llvm::append_range(Into.Callees, Hierarchy.of(M));
      return;
    }
  }
  Into.Callees.push_back(F);
}

void Effects::scan(const Stmt *S, Direct &Into) {
  if (!S || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(S))
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      scan(Init, Into);
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (std::optional<Change> What = changeOf(E, C))
      Into.Own.Classes.insert(containerClass(What->Object));
    else if (isa<CallExpr, CXXConstructExpr>(E))
      callees(E, Into);
    if (std::optional<Change> End = endOf(E, C))
      for (const CXXRecordDecl *R : containersIn(endedType(*End)))
        Into.Own.Classes.insert(R);
    for (const Change &Leave : leavesOf(E))
      for (const CXXRecordDecl *R : containersIn(Leave.type())) {
        Into.Own.Classes.insert(R);
        Into.Own.Moved.insert(R);
      }
    if (E->isTypeDependent() && Into.Own.Unknown.empty())
      Into.Own.Unknown = "it depends on a template parameter";
  }
  if (isa<CoroutineSuspendExpr, CoroutineBodyStmt>(S) && Into.Own.Unknown.empty())
    Into.Own.Unknown = "it holds a coroutine";
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return scan(Default->getExpr(), Into);
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return scan(Default->getExpr(), Into);
  for (const Stmt *Child : S->children())
    scan(Child, Into);
}

const Effects::Direct &Effects::directOf(const FunctionDecl *F) {
  std::unique_ptr<Direct> &Known = Directs[F];
  if (Known)
    return *Known;
  auto Result = std::make_unique<Direct>();
  const FunctionDecl *Definition = F->getDefinition();
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (Definition && Definition->hasBody()) {
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        scan(Init->getInit(), *Result);
    scan(Definition->getBody(), *Result);
  } else if (!(M && (M->isTrivial() || M->isImplicit() || M->isDefaulted()))) {
    if (!F->isNoReturn())
      Result->Own.Unknown = "it calls " + named(F) + ", which is not defined here";
  }
  return *(Directs[F] = std::move(Result));
}

const ContentsEffect &Effects::reachedFrom(const FunctionDecl *F) {
  F = F->getCanonicalDecl();
  if (auto It = All.find(F); It != All.end())
    return *It->second;
  auto Result = std::make_unique<ContentsEffect>();
  llvm::SmallPtrSet<const FunctionDecl *, 16> Seen;
  llvm::SmallVector<const FunctionDecl *, 16> Work = {F};
  while (!Work.empty() && Result->Unknown.empty()) {
    const FunctionDecl *Next = Work.pop_back_val()->getCanonicalDecl();
    if (!Seen.insert(Next).second)
      continue;
    if (auto It = All.find(Next); It != All.end()) {
      Result->add(*It->second);
      continue;
    }
    const Direct &D = directOf(Next);
    Result->add(D.Own);
    Work.append(D.Callees.begin(), D.Callees.end());
  }
  return *(All[F] = std::move(Result));
}

ContentsEffect Effects::ofCall(const Expr *E) {
  Direct D;
  callees(E, D);
  ContentsEffect Result = D.Own;
  for (const FunctionDecl *F : D.Callees)
    Result.add(reachedFrom(F));
  return Result;
}

} // namespace conure::rewrite
