//===- Effects.cpp - What a body touches, blocks on, and may drop ---------===//
#include "checks/model/Effects.h"
#include "checks/model/Constants.h"
#include "checks/model/Index.h"
#include "checks/model/Model.h"
#include "checks/model/ProcessCode.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ParentMapContext.h"

using namespace clang;

namespace conure {

llvm::StringRef hazardName(HazardKind Kind) {
  switch (Kind) {
  case HazardKind::ConstCast:
    return "a 'const_cast' that removes 'const'";
  case HazardKind::ReinterpretCast:
    return "a 'reinterpret_cast'";
  case HazardKind::CCast:
    return "a C cast that reinterprets memory or removes 'const'";
  case HazardKind::VoidCast:
    return "a cast from 'void *'";
  case HazardKind::BytesAsPointer:
    return "bytes as a pointer";
  case HazardKind::RawNew:
    return "a raw 'new'";
  case HazardKind::RawDelete:
    return "a raw 'delete'";
  case HazardKind::PlacementNew:
    return "a placement 'new'";
  case HazardKind::Coroutine:
    return "a coroutine";
  case HazardKind::Union:
    return "a member of a 'union'";
  case HazardKind::Assembly:
    return "inline assembly";
  }
  return "";
}

bool blocksAsWritten(const CallEdge &E) {
  // std::unique_lock(m, std::defer_lock) and its like do not lock.
  if (isa<CXXConstructorDecl>(E.Callee))
    for (const ParmVarDecl *P : E.Callee->parameters())
      if (const CXXRecordDecl *R = P->getType()->getAsCXXRecordDecl();
          R && R->getIdentifier() &&
          (R->getName() == "defer_lock_t" || R->getName() == "adopt_lock_t" || R->getName() == "try_to_lock_t"))
        return false;
  if (const auto *C = dyn_cast<CXXConstructorDecl>(E.Callee);
      C && (C->isDefaultConstructor() || C->isMoveConstructor()))
    return false;
  return true;
}

OwnEffects ownEffects(const BodyFacts &Facts, Model &M) {
  CallGraph &Graph = M.callGraph();
  OwnEffects Out;
  for (const VariableUse &U : Facts.Variables) {
    const KnownFunction *K = Graph.known(U.Variable);
    std::string Name = U.Variable->getNameAsString();
    if (K && K->has("blocks"))
      Out.Blocking.push_back({U.Loc, Name});
    if (!K || K->has("shared"))
      if (!constantVerdict(U.Variable, Graph, M.types()).Holds)
        Out.Shared.push_back({U.Loc, Name});
  }
  for (const CallEdge &E : Facts.Calls) {
    if (const KnownFunction *K = Graph.known(E.Callee)) {
      std::string Name = KnownTypes::qualifiedName(E.Callee);
      if (K->has("shared"))
        Out.Shared.push_back({E.Loc, Name});
      if (K->has("blocks") && !E.OffWorker && blocksAsWritten(E))
        Out.Blocking.push_back({E.Loc, Name});
      if (K->has("unsafe"))
        Out.Unsafe.push_back({E.Loc, Name});
    } else if (M.processCode().isUnseen(E.Callee)) {
      Out.Unseen.push_back({E.Loc, KnownTypes::qualifiedName(E.Callee)});
    }
  }
  for (const Hazard &H : Facts.Hazards)
    Out.Unsafe.push_back({H.Loc, hazardName(H.Kind).str()});
  return Out;
}

Effects::Effects(Model &M, CallGraph &Graph, const Index *Others) : M(M), Graph(Graph), Others(Others) {}

const Effects::Closure &Effects::closure(const FunctionDecl *F) {
  auto &Slot = Closures[F->getCanonicalDecl()];
  if (Slot)
    return *Slot;
  Slot = std::make_unique<Closure>();
  Closure &C = *Slot;
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const FunctionDecl *> Todo;
  auto enter = [&](const FunctionDecl *Target) {
    if (const FunctionDecl *Body = Graph.definition(Target)) {
      if (Seen.insert(Body).second)
        Todo.push_back(Body);
      return;
    }
    const KnownFunction *K = Graph.known(Target);
    bool Harmless = Target->getBuiltinID() || Target->isTrivial() || Target->isDefaulted() ||
                    (K && !K->has("unsafe")) || Target->isReplaceableGlobalAllocationFunction() ||
                    Graph.isTransparent(Target);
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Target); Method && Method->isPureVirtual())
      Harmless = true;
    if (!Harmless)
      C.Unknown = true;
  };
  CallEdge First{F, nullptr, {}, {}, CallKind::Virtual, false, false};
  for (const FunctionDecl *Target : Graph.targets(First))
    enter(Target);
  while (!Todo.empty()) {
    const FunctionDecl *Body = Todo.back();
    Todo.pop_back();
    const BodyFacts &Facts = Graph.facts(Body);
    if (Facts.CallsIndirectly)
      C.Unknown = true;
    for (const CallEdge &E : Facts.Calls) {
      C.Edges.push_back(&E);
      for (const FunctionDecl *Target : Graph.targets(E))
        enter(Target);
    }
  }
  return C;
}

bool Effects::mayReach(const FunctionDecl *F, llvm::function_ref<bool(const CallEdge &)> Test) {
  const Closure &C = closure(F);
  return C.Unknown || llvm::any_of(C.Edges, [&](const CallEdge *E) { return Test(*E); });
}

namespace {

bool related(const CXXRecordDecl *A, const CXXRecordDecl *B) {
  A = A->getCanonicalDecl();
  B = B->getCanonicalDecl();
  if (A == B)
    return true;
  const CXXRecordDecl *DA = A->getDefinition(), *DB = B->getDefinition();
  return (DA && !DA->isDependentContext() && DA->isDerivedFrom(B)) ||
         (DB && !DB->isDependentContext() && DB->isDerivedFrom(A));
}

} // namespace

bool Effects::mayDrop(const FunctionDecl *F, const CXXRecordDecl *Class) {
  auto [It, New] = Drops.try_emplace({F->getCanonicalDecl(), Class->getCanonicalDecl()}, true);
  if (!New)
    return It->second;
  const CXXRecordDecl *Definition = Class->getDefinition();
  // A trivial destruction leaves no call: every place where objects of the
  // caller can end or change hands counts.
  bool Trivial = !Definition || Definition->hasTrivialDestructor();
  bool May = mayReach(F, [&](const CallEdge &E) {
    if (const auto *Free = E.Callee;
        Trivial && (Free->getOverloadedOperator() == OO_Delete || Free->getOverloadedOperator() == OO_Array_Delete))
      return true;
    const auto *Method = dyn_cast<CXXMethodDecl>(E.Callee);
    if (!Method)
      return false;
    if (Trivial && Graph.isTransparent(Method) && !Method->isConst() && !Method->isStatic() &&
        !isa<CXXConstructorDecl>(Method) && !E.OwnObject)
      return true;
    if (isa<CXXDestructorDecl>(Method))
      return !E.OwnObject && related(Method->getParent(), Class);
    if (const auto *Made = dyn_cast<CXXConstructorDecl>(Method))
      return Made->isMoveConstructor() && (Trivial || related(Method->getParent(), Class));
    if (Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator())
      return Trivial || related(Method->getParent(), Class);
    return false;
  });
  return Drops[{F->getCanonicalDecl(), Class->getCanonicalDecl()}] = May;
}

bool Effects::mayDrop(const CallExpr *Call, const CXXRecordDecl *Class) {
  const FunctionDecl *F = Call->getDirectCallee();
  return !F || mayDrop(F, Class);
}

bool Effects::mayKeep(const FunctionDecl *F, unsigned Index) {
  auto [It, New] = Keeps.try_emplace({F->getCanonicalDecl(), Index}, false); // recursion is assumed good
  if (!New)
    return It->second;
  auto answer = [&](bool May) { return Keeps[{F->getCanonicalDecl(), Index}] = May; };
  const FunctionDecl *Body = Graph.definition(F);
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Body || !Body->getBody() || Body->isVariadic() || (Method && Method->isVirtual()) ||
      isa<CXXConstructorDecl>(F) || (Index != ThisParameter && Index >= Body->getNumParams()))
    return answer(true);
  ASTContext &Ctx = M.context();

  // Whether the value of \p E, which leads to the parameter's object, is kept.
  auto keeps = [&](const Expr *E) {
    DynTypedNode At = DynTypedNode::create(*E);
    while (true) {
      DynTypedNodeList Parents = Ctx.getParents(At);
      if (Parents.size() != 1)
        return true;
      const Expr *Child = At.get<Expr>();
      if (!Child)
        return true;
      At = Parents[0];
      if (At.get<CompoundStmt>() || At.get<IfStmt>() || At.get<WhileStmt>() || At.get<ForStmt>())
        return false;
      const Expr *Parent = At.get<Expr>();
      if (!Parent)
        return true;
      if (isa<ParenExpr, MemberExpr, ArraySubscriptExpr, FullExpr>(Parent) || isa<CXXStaticCastExpr>(Parent))
        continue;
      if (const auto *Cast = dyn_cast<ImplicitCastExpr>(Parent)) {
        if (Cast->getType()->isArithmeticType() || Cast->getType()->isEnumeralType())
          return false; // a copy of a number leads nowhere
        continue;
      }
      if (const auto *Op = dyn_cast<UnaryOperator>(Parent)) {
        if (Op->getType()->isArithmeticType() && Op->getOpcode() != UO_Deref)
          return false;
        continue;
      }
      if (const auto *Op = dyn_cast<BinaryOperator>(Parent)) {
        if (Op->isComparisonOp() || Op->isLogicalOp() || Op->getType()->isArithmeticType())
          return false;
        if (Op->isAssignmentOp() && Op->getLHS() == Child)
          return false;
        return true;
      }
      if (const auto *Call = dyn_cast<CallExpr>(Parent)) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        if (!Callee || Call->getCallee() != Child ? !Callee : !isa<CXXMemberCallExpr>(Call))
          return true;
        // What it returns may lead to the argument.
        QualType Result = Callee->getReturnType();
        if (!Result->isVoidType() && !Result->isArithmeticType())
          return true;
        if (Call->getCallee() == Child)
          return mayKeep(Callee, ThisParameter);
        bool Object = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee);
        for (unsigned I = 0; I != Call->getNumArgs(); ++I)
          if (Call->getArg(I) == Child) {
            if (Object && I == 0)
              return mayKeep(Callee, ThisParameter);
            return mayKeep(Callee, Object ? I - 1 : I);
          }
        return true;
      }
      return true;
    }
  };
  auto search = [&](auto &Self, const Stmt *S) -> bool {
    if (!S)
      return false;
    if (isa<LambdaExpr>(S))
      return true; // it may capture, by default even
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && Index != ThisParameter && Ref->getDecl() == Body->getParamDecl(Index) && keeps(Ref))
      return true;
    if (isa<CXXThisExpr>(S) && Index == ThisParameter && keeps(cast<Expr>(S)))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) { return Self(Self, Child); });
  };
  return answer(search(search, Body->getBody()));
}

} // namespace conure
