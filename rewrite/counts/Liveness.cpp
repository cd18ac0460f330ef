//===- Liveness.cpp -------------------------------------------------------===//
#include "rewrite/counts/Liveness.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

const VarDecl *Liveness::tracked(const Expr *E) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  if (!Ref)
    return nullptr;
  const ValueDecl *D = Ref->getDecl();
  if (const auto *B = dyn_cast<BindingDecl>(D))
    D = cast<ValueDecl>(B->getDecomposedDecl());
  const auto *V = dyn_cast<VarDecl>(D);
  return V && Index.count(V) ? V : nullptr;
}

void Liveness::note(const Stmt *S) {
  if (!S)
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *V = dyn_cast<VarDecl>(Capture.getCapturedVar()))
          if (auto It = Index.find(V); It != Index.end())
            Kept.set(It->second);
    for (const Expr *Init : Lambda->capture_inits())
      note(Init);
    return;
  }
  const Expr *Target = nullptr;
  if (const auto *Operator = dyn_cast<BinaryOperator>(S); Operator && Operator->getOpcode() == BO_Assign)
    Target = Operator->getLHS();
  else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S); Call && Call->getOperator() == OO_Equal)
    Target = Call->getArg(0);
  // Assigning through a reference is a use of what it refers to.
  if (Target)
    if (const VarDecl *V = tracked(Target); V && !V->getType()->isReferenceType() && !isa<DecompositionDecl>(V))
      Targets.insert(Target->IgnoreParenImpCasts());
  if (const auto *Operator = dyn_cast<UnaryOperator>(S); Operator && Operator->getOpcode() == UO_AddrOf)
    if (const VarDecl *V = tracked(Operator->getSubExpr()); V && !V->getType()->isReferenceType())
      Kept.set(Index.lookup(V));
  for (const Stmt *Child : S->children())
    note(Child);
}

Liveness::Liveness(const FunctionDecl *Function, ASTContext &Ctx, const std::vector<const VarDecl *> &Tracked) {
  for (const VarDecl *V : Tracked)
    Index.try_emplace(V, Index.size());
  Kept.resize(Index.size());
  note(Function->getBody());
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  Options.AddInitializers = true;
  Options.AddImplicitDtors = true;
  Graph = CFG::buildCFG(Function, Function->getBody(), &Ctx, Options);
  if (!Graph)
    return;
  for (const CFGBlock *B : *Graph)
    for (unsigned I = 0, N = B->size(); I != N; ++I)
      if (auto S = (*B)[I].getAs<CFGStmt>())
        PlaceOf.try_emplace(S->getStmt(), B, I);

  LiveOut.assign(Graph->getNumBlockIDs(), llvm::BitVector(Index.size()));
  std::vector<llvm::BitVector> LiveIn = LiveOut;
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *B : *Graph) {
      llvm::BitVector Live(Index.size());
      for (const CFGBlock::AdjacentBlock &Next : B->succs())
        if (const CFGBlock *To = Next.getReachableBlock())
          Live |= LiveIn[To->getBlockID()];
      LiveOut[B->getBlockID()] = Live;
      for (unsigned I = B->size(); I-- != 0;)
        for (auto [V, What] : actsOf((*B)[I])) {
          if (What == Act::Use)
            Live.set(V);
          else
            Live.reset(V);
        }
      if (Live != LiveIn[B->getBlockID()]) {
        LiveIn[B->getBlockID()] = Live;
        Changed = true;
      }
    }
  }
}

std::vector<std::pair<unsigned, Liveness::Act>> Liveness::actsOf(const CFGElement &E) const {
  std::vector<std::pair<unsigned, Act>> Acts;
  auto Statement = E.getAs<CFGStmt>();
  if (!Statement)
    return Acts;
  const Stmt *S = Statement->getStmt();
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(One))
        if (auto It = Index.find(V); It != Index.end())
          Acts.emplace_back(It->second, Act::Define);
    return Acts;
  }
  if (isa<DeclRefExpr>(S)) {
    if (const VarDecl *V = tracked(cast<Expr>(S)); V && !Targets.count(S))
      Acts.emplace_back(Index.lookup(V), Act::Use);
    return Acts;
  }
  const Expr *Target = nullptr;
  if (const auto *Operator = dyn_cast<BinaryOperator>(S); Operator && Operator->getOpcode() == BO_Assign)
    Target = Operator->getLHS();
  else if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(S); Call && Call->getOperator() == OO_Equal)
    Target = Call->getArg(0);
  if (Target && Targets.count(Target->IgnoreParenImpCasts()))
    Acts.emplace_back(Index.lookup(tracked(Target)), Act::Define);
  return Acts;
}

bool Liveness::isUsedAfter(const Stmt *S, const VarDecl *V) const {
  auto It = Index.find(V);
  auto Place = PlaceOf.find(S);
  if (It == Index.end() || !Graph || Place == PlaceOf.end())
    return Graph != nullptr && Place == PlaceOf.end() ? false : true;
  if (Kept.test(It->second))
    return true;
  auto [B, At] = Place->second;
  return isUsedFrom(B, At + 1, It->second);
}

bool Liveness::isUsedFrom(const CFGBlock *B, unsigned I, unsigned V) const {
  for (; I < B->size(); ++I)
    for (auto [Index, What] : actsOf((*B)[I]))
      if (Index == V)
        return What == Act::Use;
  return LiveOut[B->getBlockID()].test(V);
}

std::vector<const Stmt *> Liveness::endsBefore(const VarDecl *Container, const VarDecl *V) const {
  std::vector<const Stmt *> Result;
  auto It = Index.find(V);
  if (It == Index.end() || !Graph)
    return Result;
  for (const CFGBlock *B : *Graph)
    for (unsigned I = 0, N = B->size(); I != N; ++I) {
      auto End = (*B)[I].getAs<CFGAutomaticObjDtor>();
      if (!End || End->getVarDecl() != Container || !End->getTriggerStmt() || isa<ReturnStmt>(End->getTriggerStmt()))
        continue; // what is behind a return is not this function's
      if (Kept.test(It->second) || isUsedFrom(B, I + 1, It->second))
        Result.push_back(End->getTriggerStmt());
    }
  return Result;
}

} // namespace conure::rewrite
