//===- Sends.cpp - Where values leave for another process -----------------===//
#include "checks/model/Sends.h"
#include "checks/model/Annotations.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

bool isHandleArrow(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  if (!Call)
    return false;
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
  if (!M || M->getOverloadedOperator() != OO_Arrow)
    return false;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(M->getParent());
  return S && S->getIdentifier() && S->getName() == "process" && isConureLibrary(S);
}

/// The object that the operator-> call \p E is made on.
static const Expr *arrowObject(const Expr *E) {
  if (const auto *Op = dyn_cast<CXXOperatorCallExpr>(E))
    return Op->getArg(0);
  return cast<CXXMemberCallExpr>(E)->getImplicitObjectArgument();
}

const Expr *handleOf(const MemberExpr *M) {
  const Expr *E = ignoreWrappers(M->getBase());
  const Expr *Handle = nullptr;
  while (isHandleArrow(E)) {
    Handle = arrowObject(E);
    E = ignoreWrappers(Handle);
  }
  return Handle;
}

namespace {

class FindNew : public RecursiveASTVisitor<FindNew> {
public:
  QualType Class;
  const CXXNewExpr *Found = nullptr;
  bool VisitCXXNewExpr(CXXNewExpr *N) {
    if (N->getNumPlacementArgs() && N->getAllocatedType().getCanonicalType() == Class) {
      Found = N;
      return false;
    }
    return true;
  }
};

} // namespace

SpawnInit spawnInit(const CallExpr *Spawn) {
  SpawnInit Out;
  const FunctionDecl *F = Spawn->getDirectCallee();
  const TemplateArgumentList *Args = F ? F->getTemplateSpecializationArgs() : nullptr;
  if (!Args || !Args->size() || Args->get(0).getKind() != TemplateArgument::Type)
    return Out;
  QualType T = Args->get(0).getAsType().getCanonicalType();
  Out.Class = T->getAsCXXRecordDecl();
  const FunctionDecl *Definition = nullptr;
  if (!Out.Class || !F->hasBody(Definition) || !Definition->getBody())
    return Out;
  // Which constructor overload resolution chose is written in spawn's body.
  FindNew Finder;
  Finder.Class = T;
  Finder.TraverseStmt(Definition->getBody());
  if (!Finder.Found || !Finder.Found->getInitializer())
    return Out;
  const Expr *Init = Finder.Found->getInitializer()->IgnoreImplicit();
  if (const auto *C = dyn_cast<CXXConstructExpr>(Init))
    Out.Constructor = C->getConstructor();
  else if (isa<InitListExpr, CXXParenListInitExpr>(Init))
    Out.IsAggregate = true;
  return Out;
}

std::optional<Send> asSend(const Expr *E) {
  const auto *Call = dyn_cast_or_null<CallExpr>(E);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  if (!F)
    return std::nullopt;
  auto make = [&](SendKind Kind, const FunctionDecl *Target, unsigned Skip) {
    Send S{Kind, Call, Target, {}};
    for (unsigned I = Skip; I < Call->getNumArgs(); ++I)
      S.Arguments.push_back(Call->getArg(I));
    return S;
  };
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const CXXMethodDecl *M = Member->getMethodDecl();
    if (!M)
      return std::nullopt;
    if (const auto *Access = dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens()); Access && handleOf(Access))
      return isMessage(M) ? std::optional(make(SendKind::Message, M, 0)) : std::nullopt;
    if (!M->getIdentifier() || !isConureLibrary(M))
      return std::nullopt;
    QualType Object = Member->getImplicitObjectArgument()->getType();
    if (Object->isPointerType())
      Object = Object->getPointeeType();
    std::optional<Builtin> B = builtinKind(Object);
    if (B == Builtin::Channel && (M->getName() == "send" || M->getName() == "try_send"))
      return make(SendKind::Channel, M, 0);
    if (B == Builtin::Channel && M->getName() == "send_until") // the deadline stays
      return make(SendKind::Channel, M, 1);
    if (B == Builtin::Promise && M->getName() == "set")
      return make(SendKind::Promise, M, 0);
    return std::nullopt;
  }
  if (isConureFunction(F, "spawn")) {
    SpawnInit Init = spawnInit(Call);
    return make(SendKind::Spawn, Init.Constructor, 0);
  }
  if (isConureFunction(F, "ask") && Call->getNumArgs() >= 2) {
    const FunctionDecl *Target = nullptr;
    if (const auto *Address = dyn_cast<UnaryOperator>(ignoreWrappers(Call->getArg(1)));
        Address && Address->getOpcode() == UO_AddrOf)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens()))
        Target = dyn_cast<CXXMethodDecl>(Ref->getDecl());
    return make(SendKind::Ask, Target, 2);
  }
  return std::nullopt;
}

} // namespace conure
