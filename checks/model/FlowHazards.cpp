//===- FlowHazards.cpp - Uses of what was moved --------------------------===//
//
// Which statements moved a place is not kept in the state; it is found by a walk
// back from the use, only where there is something to report.
//
//===----------------------------------------------------------------------===//
#include "checks/model/HazardFinder.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;

namespace conure {

PlaceId HazardFinder::movedBelow(PlaceId P, const FlowState &S) const {
  if (S.Moved.test(P))
    return P;
  for (PlaceId C = Places[P].FirstChild; C != NoPlace; C = Places[C].NextSibling) {
    // Elements and what raw pointers lead to are not part of the whole.
    if (Places[C].Kind == Step::Element || Places[C].Kind == Step::Heap)
      continue;
    if (PlaceId Found = movedBelow(C, S); Found != NoPlace)
      return Found;
  }
  return NoPlace;
}

PlaceId HazardFinder::hit(const Fact &F, const FlowState &S) const {
  if (F.Kind != FactKind::Use && F.Kind != FactKind::Move)
    return NoPlace;
  if (S.Moved.none())
    return NoPlace;
  PlaceId Found = F.Shallow ? (S.Moved.test(F.Where) ? F.Where : NoPlace) : movedBelow(F.Where, S);
  if (Found != NoPlace || !F.WithPath)
    return Found;
  for (PlaceId P = F.Where; Places[P].Parent != NoPlace; P = Places[P].Parent) {
    Step K = Places[P].Kind;
    if ((!isInline(K) || K == Step::Inline) && S.Moved.test(Places[P].Parent))
      return Places[P].Parent;
  }
  return NoPlace;
}

bool HazardFinder::reachingMoves(const CFGBlock *B, unsigned Index, PlaceId Hit, llvm::SmallVectorImpl<FactId> &Out,
                                 llvm::SmallVectorImpl<FactId> *Swaps) const {
  // A swap on the way back makes it another place that was moved.
  struct Step {
    const CFGBlock *Block;
    unsigned End;
    PlaceId Hit;
  };
  llvm::DenseSet<std::pair<unsigned, PlaceId>> Seen;
  llvm::SmallVector<Step, 16> Work{{B, Index, Hit}};
  bool FromEntry = false;
  while (!Work.empty()) {
    Step At = Work.pop_back_val();
    const CFGBlock *Block = At.Block;
    const auto &List = events(Block);
    bool Stops = false;
    for (unsigned I = At.End; I-- > 0 && !Stops;) {
      if (List[I].Ends) {
        Stops = Places.rootDecl(At.Hit) == List[I].Ends;
        continue;
      }
      const Fact &F = Facts[List[I].Id];
      if (F.Kind == FactKind::Move && Places.isInlinePrefix(F.Where, At.Hit)) {
        if (!llvm::is_contained(Out, List[I].Id))
          Out.push_back(List[I].Id);
        Stops = !F.Maybe;
      } else if (F.Kind == FactKind::Restore && Places.isPrefix(F.Where, At.Hit)) {
        Stops = true;
      } else if (F.Kind == FactKind::Touch && F.Where != At.Hit && Places.isPrefix(F.Where, At.Hit) &&
                 !Places.isInlinePrefix(F.Where, At.Hit)) {
        Stops = true;
      } else if (F.Kind == FactKind::Swap) {
        PlaceId Before = Flow.swapped(F, At.Hit);
        if (Before != At.Hit && Swaps && !llvm::is_contained(*Swaps, List[I].Id))
          Swaps->push_back(List[I].Id);
        At.Hit = Before;
      }
    }
    if (Stops)
      continue;
    if (Block == &Graph.getEntry())
      FromEntry = true;
    for (const CFGBlock *Previous : Block->preds())
      if (Previous && Flow.Entry[Previous->getBlockID()].Reached && !Flow.isNotNullOn(Previous, Block, At.Hit) &&
          Seen.insert({Previous->getBlockID(), At.Hit}).second)
        Work.push_back({Previous, unsigned(events(Previous).size()), At.Hit});
  }
  llvm::sort(Out);
  return FromEntry;
}

void HazardFinder::use(const CFGBlock *B, unsigned Index, const FlowState &S) {
  FactId Id = events(B)[Index].Id;
  const Fact &F = Facts[Id];
  PlaceId Hit = hit(F, S);
  if (Hit == NoPlace)
    return;
  FlowHazard H{FlowHazard::Kind::UseAfterMove};
  H.Where = Hit;
  H.Use = Id;
  llvm::SmallVector<FactId, 4> Moves;
  reachingMoves(B, Index, Hit, Moves, &H.Swaps);
  for (FactId M : Moves) {
    if (F.Via && Facts[M].Via != F.Via && UnderBorrow.contains({M, F.Via}))
      continue;
    if (Reported.insert(M).second)
      H.Moves.push_back(M);
  }
  if (H.Moves.empty())
    return;
  const SourceManager &SM = Flow.Engine.context().getSourceManager();
  const Fact &Moved = Facts[H.Moves.front()];
  H.LaterIteration = H.Moves.front() == Id || SM.isBeforeInTranslationUnit(F.Loc, Moved.Loc);
  H.OnEveryPath = S.AllMoved.test(Hit);
  H.Loc = F.Loc;
  const CXXRecordDecl *Process = F.Indirect && Places.isThisRooted(Hit) ? Flow.Engine.processOf(Flow.F) : nullptr;
  if (Process)
    H.K = FlowHazard::Kind::HelperReads;
  Out.push_back(std::move(H));
}

void HazardFinder::clashes() {
  for (const Clash &C : Facts.Clashes) {
    if (!Reported.insert(C.Move).second)
      continue;
    FlowHazard H{FlowHazard::Kind::UseAfterMove};
    H.Where = Facts[C.Move].Where;
    H.Use = C.Use;
    H.Moves.push_back(C.Move);
    H.Unsequenced = true;
    H.Loc = Facts[C.Use].Loc;
    Out.push_back(std::move(H));
  }
}

/// A message leaves the process whole: what it moved out of a field, it put back.
void HazardFinder::exit() {
  if (!Flow.Engine.processOf(Flow.F) || isa<CXXConstructorDecl>(Flow.F) || isa<CXXDestructorDecl>(Flow.F) ||
      cast<CXXMethodDecl>(Flow.F)->getParent()->isLambda())
    return;
  auto S = Flow.exitState();
  if (!S)
    return;
  llvm::DenseSet<FactId> Seen;
  S->Moved.forEach([&](PlaceId P) {
    if (!Places.isThisRooted(P))
      return;
    // Only what this method moved by name; its parts follow from it.
    llvm::SmallVector<FactId, 4> Moves;
    reachingMoves(&Graph.getExit(), 0, P, Moves);
    for (FactId M : Moves) {
      if (Facts[M].Where != P || !Seen.insert(M).second)
        continue;
      FlowHazard H{FlowHazard::Kind::NotRefilled};
      H.Where = P;
      H.Moves.push_back(M);
      H.Use = M;
      H.OnEveryPath = S->AllMoved.test(P);
      H.Loc = Facts[M].Loc;
      Out.push_back(std::move(H));
    }
  });
}

std::vector<FlowHazard> HazardFinder::find() {
  PostOrderCFGView Order(&Graph);
  // Borrows first: a use through a reference after its owner moved is told once.
  for (const bool Borrows : {true, false}) {
    for (const CFGBlock *B : Order) {
      if (!Flow.Entry[B->getBlockID()].Reached)
        continue;
      FlowState S = Flow.Entry[B->getBlockID()];
      const auto &List = events(B);
      for (unsigned I = 0; I < List.size(); ++I) {
        if (List[I].Ends) {
          if (Borrows)
            end(B, I, S);
          Flow.step(B, I, S);
          continue;
        }
        const Fact &F = Facts[List[I].Id];
        if (!Borrows && (F.Kind == FactKind::Use || F.Kind == FactKind::Move))
          use(B, I, S);
        if (Borrows && (F.Kind == FactKind::Move || F.Kind == FactKind::Handover || F.Kind == FactKind::Swap))
          move(B, I, S);
        else if (Borrows && F.Kind == FactKind::Clear)
          clear(B, I, S);
        else if (Borrows && F.Kind == FactKind::Dangle)
          dangle(B, I);
        else if (Borrows && F.Kind == FactKind::Return)
          returns(F, List[I].Id, S);
        Flow.step(B, I, S);
      }
    }
  }
  clashes();
  exit();
  return std::move(Out);
}

std::vector<FlowHazard> FunctionFlow::hazards() {
  if (!hasRun())
    return {};
  return HazardFinder(*this).find();
}

} // namespace conure
