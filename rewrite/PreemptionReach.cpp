//===- PreemptionReach.cpp ------------------------------------------------===//
#include "rewrite/PreemptionReach.h"
#include "checks/model/CallGraph.h"
#include "checks/model/ProcessCode.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure::rewrite {

const FunctionDecl *patternOf(const FunctionDecl *F) {
  if (const FunctionDecl *P = F->getTemplateInstantiationPattern())
    F = P;
  return F->getCanonicalDecl();
}

/// Fills PreemptionReach::Calls.
class PreemptionReach::Reader : public RecursiveASTVisitor<Reader> {
public:
  explicit Reader(PreemptionReach &R) : R(R) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    const FunctionDecl *Outer = Current;
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D); F && F->isThisDeclarationADefinition()) {
      Current = patternOf(F);
      if (Current != Outer && !isOfThisUnitAlone(Current) && !Current->isMain())
        add(nullptr, Current); // other units may call it
    }
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Current = Outer;
    return Go;
  }
  bool VisitCallExpr(CallExpr *E) {
    if (isSend(E))
      return true;
    if (const FunctionDecl *Callee = E->getDirectCallee())
      call(Callee);
    // In a pattern the callee may be known by name only.
    else if (const auto *Lookup = dyn_cast<OverloadExpr>(E->getCallee()->IgnoreParenImpCasts()))
      for (const NamedDecl *D : Lookup->decls())
        call(D->getAsFunction());
    else if (!E->isTypeDependent() && !isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens()))
      call(nullptr); // through a pointer
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    call(E->getConstructor());
    return true;
  }
  /// Whoever names a function may have it called, from anywhere.
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()); F && R.U.isEditable(F->getLocation()))
      if (isOfThisUnitAlone(patternOf(F)) && !Callees.contains(E))
        add(nullptr, patternOf(F));
    return true;
  }
  bool TraverseCallExpr(CallExpr *E, DataRecursionQueue * = nullptr) {
    Callees.insert(E->getCallee()->IgnoreParenImpCasts());
    return RecursiveASTVisitor::TraverseCallExpr(E);
  }
  /// A virtual call may reach any overrider.
  bool VisitCXXMethodDecl(CXXMethodDecl *M) {
    for (const CXXMethodDecl *Base : M->overridden_methods())
      add(patternOf(Base), patternOf(M));
    return true;
  }

private:
  /// `p->m()` of a handle puts a message into a mailbox and comes back.
  static bool isSend(const CallExpr *E) {
    const auto *Member = dyn_cast<CXXMemberCallExpr>(E);
    if (!Member || !Member->getMethodDecl() || !isMessage(Member->getMethodDecl()))
      return false;
    const auto *Arrow = dyn_cast<CXXOperatorCallExpr>(Member->getImplicitObjectArgument()->IgnoreParenImpCasts());
    return Arrow && Arrow->getOperator() == OO_Arrow;
  }

  void call(const FunctionDecl *Callee) {
    if (!Current)
      return;
    if (!Callee) {
      add(Current, nullptr);
      return;
    }
    if (!R.U.isEditable(Callee->getLocation())) {
      // A std::function, a callback of a library.
      if (const auto *M = dyn_cast<CXXMethodDecl>(Callee);
          M && M->getOverloadedOperator() == OO_Call && isLibraryClosure(M->getParent()))
        add(Current, nullptr);
      return;
    }
    add(Current, patternOf(Callee));
    // Its body is in another unit, which may call back. A pure virtual one has its overriders there, too.
    const auto *M = dyn_cast<CXXMethodDecl>(Callee);
    if ((!patternOf(Callee)->isDefined() && !Callee->isDefined() && !Callee->isDefaulted() && !Callee->isDeleted()) ||
        (M && M->isVirtual()))
      add(Current, nullptr);
  }
  static bool isLibraryClosure(const CXXRecordDecl *R) {
    return R->getIdentifier() && (R->getName() == "function" || R->getName() == "move_only_function");
  }
  void add(const FunctionDecl *From, const FunctionDecl *To) {
    auto [It, New] = R.Calls.try_emplace(From);
    if (New)
      R.Order.push_back(From);
    It->second.insert(To);
  }

  PreemptionReach &R;
  const FunctionDecl *Current = nullptr;
  llvm::DenseSet<const Expr *> Callees;
};

bool PreemptionReach::isOfThisUnitAlone(Function F) { return !isa<CXXMethodDecl>(F) && !F->isExternallyVisible(); }

void PreemptionReach::build() {
  Reader Read(*this);
  for (Decl *D : U.topLevel())
    if (U.isEditable(D->getLocation()))
      Read.TraverseDecl(D);
  findCycles();
}

/// Tarjan's algorithm without recursion of its own: call chains are long.
void PreemptionReach::findCycles() {
  struct Frame {
    Function F;
    llvm::SmallVector<Function, 8> Next;
  };
  llvm::DenseMap<Function, unsigned> Index, Low;
  llvm::DenseSet<Function> OnStack;
  std::vector<Function> Stack;
  std::vector<Frame> Work;
  auto Enter = [&](Function F) {
    unsigned Number = Index.size() + 1;
    Index[F] = Low[F] = Number;
    Stack.push_back(F);
    OnStack.insert(F);
    Frame New{F, {}};
    if (auto It = Calls.find(F); It != Calls.end())
      New.Next.assign(It->second.begin(), It->second.end());
    Work.push_back(std::move(New));
  };
  for (Function Start : Order) {
    if (Index.count(Start))
      continue;
    Enter(Start);
    while (!Work.empty()) {
      Frame &Top = Work.back();
      if (!Top.Next.empty()) {
        Function Callee = Top.Next.pop_back_val();
        Function Caller = Top.F;
        if (Callee == Caller)
          Recursive.insert(Callee);
        if (!Index.count(Callee))
          Enter(Callee);
        else if (OnStack.contains(Callee))
          Low[Caller] = std::min(Low[Caller], Index[Callee]);
        continue;
      }
      Function F = Top.F;
      Work.pop_back();
      if (!Work.empty())
        Low[Work.back().F] = std::min(Low[Work.back().F], Low[F]);
      if (Low[F] != Index[F])
        continue;
      bool Single = Stack.back() == F;
      while (true) {
        Function Member = Stack.back();
        Stack.pop_back();
        OnStack.erase(Member);
        if (!Single && Member)
          Recursive.insert(Member);
        if (Member == F)
          break;
      }
    }
  }
}

bool PreemptionReach::mayRunInProcess(const FunctionDecl *F) {
  F = patternOf(F);
  if (F->isMain())
    return false;
  if (!isOfThisUnitAlone(F))
    return true;
  if (!ReachedKnown)
    findReached();
  return Reached.contains(F);
}

/// What processes run in this unit, what other units can call, and what those
/// call, by way of the library and of pointers too.
void PreemptionReach::findReached() {
  ReachedKnown = true;
  CallGraph &Graph = U.model().callGraph();
  llvm::DenseSet<Function> Seen;
  std::vector<Function> Work;
  auto Visit = [&](Function F) {
    Function Body = F ? Graph.definition(F) : nullptr;
    if (Body && Seen.insert(Body).second) {
      Reached.insert(patternOf(Body));
      Work.push_back(Body);
    }
  };
  auto Follow = [&](const BodyFacts &Facts) {
    for (const CallEdge &E : Facts.Calls)
      for (Function Target : Graph.targets(E))
        Visit(Target);
  };
  ProcessCode &Code = U.model().processCode();
  for (const ReachedBody &B : Code.bodies()) {
    Visit(B.Function);
    Follow(Code.facts(B));
  }
  for (Function F : Graph.survey().Definitions)
    if (!F->isMain() && !isOfThisUnitAlone(F))
      Visit(F);
  // What is named is called: by whom cannot be known.
  if (auto It = Calls.find(nullptr); It != Calls.end())
    for (Function F : It->second)
      Visit(F);
  while (!Work.empty()) {
    Function F = Work.back();
    Work.pop_back();
    Follow(Graph.facts(F));
    // Within templates that nobody here instantiates, by name.
    if (auto It = Calls.find(patternOf(F)); It != Calls.end())
      for (Function Callee : It->second)
        Visit(Callee);
  }
}

} // namespace conure::rewrite
