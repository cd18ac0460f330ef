//===- FlowSummary.cpp - What a function does to places outside of it --------===//
//
// For calls of closures and of methods of the same object: what they read before
// it is assigned, what they leave moved, what they fill again.
//
//===----------------------------------------------------------------------===//
#include "checks/model/HazardFinder.h"

using namespace clang;

namespace conure {

Summary FunctionFlow::summarise() {
  Summary S;
  S.Places = Places;
  llvm::SmallVector<PlaceId, 8> Roots;
  for (PlaceId P = 0; P < Places->size(); ++P)
    if ((*Places)[P].Kind == Step::Root && isOutside(P))
      Roots.push_back(P);
  S.Known = true;
  if (Roots.empty())
    return S;
  if (!run(Roots)) {
    S.Known = false;
    return S;
  }
  auto Make = [&](const Fact &F, PlaceId Where) {
    const auto *E = dyn_cast_or_null<Expr>(F.At);
    return Effect{Where, F.At, F.Loc, E ? E->getType().getNonReferenceType() : QualType()};
  };
  HazardFinder Finder(*this);
  llvm::DenseSet<PlaceId> Seen;
  for (const CFGBlock *B : *Graph) {
    if (!Entry[B->getBlockID()].Reached)
      continue;
    FlowState State = Entry[B->getBlockID()];
    const auto &List = Events[B->getBlockID()];
    for (unsigned I = 0; I < List.size(); ++I) {
      if (List[I].Ends) {
        step(B, I, State);
        continue;
      }
      const Fact &F = Facts[List[I].Id];
      if (PlaceId Hit = Finder.hit(F, State); Hit != NoPlace && isOutside(Places->rootOf(Hit))) {
        llvm::SmallVector<FactId, 4> Moves;
        if (Finder.reachingMoves(B, I, Hit, Moves) && Seen.insert(F.Where).second)
          S.Reads.push_back(Make(F, F.Where));
      }
      step(B, I, State);
    }
  }
  auto End = exitState();
  Seen.clear();
  for (FactId I = 0; I < Facts.size(); ++I) {
    const Fact &F = Facts[I];
    if (F.Kind == FactKind::Restore && F.Where != NoPlace && isOutside(Places->rootOf(F.Where)) &&
        (!End || !End->Moved.test(F.Where)) && Seen.insert(F.Where).second)
      S.Restores.push_back(Make(F, F.Where));
  }
  if (!Facts.Moves)
    return S;
  run();
  End = exitState();
  Seen.clear();
  for (FactId I = 0; I < Facts.size() && End; ++I) {
    const Fact &F = Facts[I];
    if (F.Kind == FactKind::Move && isOutside(Places->rootOf(F.Where)) && End->Moved.test(F.Where) &&
        Seen.insert(F.Where).second) {
      S.Moves.push_back(Make(F, F.Where));
      S.Moves.back().Always = End->AllMoved.test(F.Where);
    }
  }
  return S;
}

/// The root lies outside of the function: a captured variable, *this, a global.
bool FunctionFlow::isOutside(PlaceId Root) const {
  const ValueDecl *D = Places->rootDecl(Root);
  if (!D)
    return true;
  const auto *V = dyn_cast<VarDecl>(D);
  if (V && V->isInitCapture())
    return false;
  if (D->getDeclContext() == F)
    return false;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && M->getParent()->isLambda())
    for (const LambdaCapture &C : M->getParent()->captures())
      if (C.capturesVariable() && C.getCapturedVar() == D)
        return C.getCaptureKind() == LCK_ByRef;
  return true;
}

} // namespace conure
