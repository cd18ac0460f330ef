//===- FlowHazards.cpp - What the states prove to be wrong --------------------===//
//
// Walks a finished analysis once and compares each event with the state before
// it. Which statements moved a place is not kept in the state; it is found by a
// walk back from the use, only where there is something to report.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Flow.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

class HazardFinder {
public:
  explicit HazardFinder(FunctionFlow &Flow) : Flow(Flow), Places(*Flow.Places), Facts(Flow.Facts), Graph(*Flow.Graph) {}

  std::vector<FlowHazard> find();
  /// The place whose moved state \p F runs into, or NoPlace.
  PlaceId hit(const Fact &F, const FlowState &S) const;
  /// The moves that reach event \p Index of \p B and leave \p Hit moved.
  /// True if the function's entry reaches it, too.
  bool reachingMoves(const CFGBlock *B, unsigned Index, PlaceId Hit, llvm::SmallVectorImpl<FactId> &Out,
                     llvm::SmallVectorImpl<FactId> *Swaps = nullptr) const;

private:
  using Event = FunctionFlow::Event;
  const std::vector<Event> &events(const CFGBlock *B) const { return Flow.Events[B->getBlockID()]; }
  PlaceId movedBelow(PlaceId P, const FlowState &S) const;
  void use(const CFGBlock *B, unsigned Index, const FlowState &S);
  void move(const CFGBlock *B, unsigned Index, const FlowState &S);
  void clear(const CFGBlock *B, unsigned Index, const FlowState &S);
  void dangle(const CFGBlock *B, unsigned Index);
  void keepNearest(std::size_t Old);
  void end(const CFGBlock *B, unsigned Index, const FlowState &S);
  void returns(const Fact &F, FactId Id, const FlowState &S);
  void exit();
  void clashes();
  bool later(FlowHazard &H, const VarDecl *Holder, const CFGBlock *B, unsigned Index);
  bool isOwnedBelow(PlaceId Outer, PlaceId Inner, bool Inner_) const;
  bool isGone(PlaceId Of, const FlowState &S) const;

  FunctionFlow &Flow;
  const PlaceTable &Places;
  const FactSet &Facts;
  const CFG &Graph;
  std::vector<FlowHazard> Out;
  llvm::DenseSet<FactId> Reported;
  /// Moves under a live reference, by the reference: its later uses are the same mistake.
  llvm::DenseSet<std::pair<FactId, const VarDecl *>> UnderBorrow;
};

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

bool HazardFinder::later(FlowHazard &H, const VarDecl *Holder, const CFGBlock *B, unsigned Index) {
  FactId Use = Flow.laterHold(Holder, B, Index + 1);
  if (Use == NoId)
    return false;
  H.LaterUse = Facts[Use].At;
  H.LaterLoc = Facts[Use].Loc;
  return true;
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

void HazardFinder::move(const CFGBlock *B, unsigned Index, const FlowState &S) {
  FactId Id = events(B)[Index].Id;
  const Fact &F = Facts[Id];
  if (F.Last)
    return;
  const std::size_t Old = Out.size();
  for (LoanId L : Flow.loansUnder(F.Where)) {
    const Loan &Lent = Facts.Loans[L];
    if (!S.Loans.test(L) || !Places.isPrefix(F.Where, Lent.Of) || Lent.Holder == F.Via)
      continue;
    // What a closure does with what it captured shows when it is called.
    if (Lent.Closure && !Lent.Counted)
      continue;
    FlowHazard H{FlowHazard::Kind::MoveBorrowed};
    H.AddressStays = !Places.isInlinePrefix(F.Where, Lent.Of);
    bool Counted = Lent.Counted && !H.AddressStays;
    if (!later(H, Lent.Holder, B, Index) && !Counted)
      continue;
    if (!H.AddressStays || Flow.Engine.model().configuration().StrictMoveWhileBorrowed)
      UnderBorrow.insert({Id, Lent.Holder});
    H.Where = F.Where;
    H.Use = Id;
    H.Lent = L;
    H.Loc = F.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

/// One cause, one finding: of those since \p Old, which are about one event, the
/// one whose borrower holds the borrow itself and is used first.
void HazardFinder::keepNearest(std::size_t Old) {
  if (Out.size() <= Old + 1)
    return;
  const SourceManager &SM = Flow.Engine.context().getSourceManager();
  auto Worse = [&](const FlowHazard &A, const FlowHazard &B) {
    const bool Named = !Facts.Loans[A.Lent].Holder->isImplicit(),
               OtherNamed = !Facts.Loans[B.Lent].Holder->isImplicit();
    if (A.AddressStays != B.AddressStays)
      return A.AddressStays;
    if (Facts.Loans[A.Lent].Level != Facts.Loans[B.Lent].Level)
      return Facts.Loans[A.Lent].Level > Facts.Loans[B.Lent].Level;
    if (A.LaterLoc.isValid() != B.LaterLoc.isValid())
      return !A.LaterLoc.isValid();
    if (A.LaterLoc.isValid() && A.LaterLoc != B.LaterLoc)
      return SM.isBeforeInTranslationUnit(B.LaterLoc, A.LaterLoc);
    return Named != OtherNamed ? OtherNamed : false;
  };
  std::size_t Best = Old;
  for (std::size_t I = Old + 1; I < Out.size(); ++I)
    if (Worse(Out[Best], Out[I]))
      Best = I;
  if (Best != Old)
    std::swap(Out[Old], Out[Best]);
  Out.erase(Out.begin() + Old + 1, Out.end());
}

/// \p Of lies in what the object at \p Outer owns: in its heap, in its
/// characters, or, with \p Content, in what it holds inline.
bool HazardFinder::isOwnedBelow(PlaceId Outer, PlaceId Of, bool Content) const {
  bool Owned = false;
  for (; Of != Outer; Of = Places[Of].Parent) {
    Step K = Places[Of].Kind;
    if (K == Step::Heap)
      return false;
    Owned |= K == Step::OwnedHeap || K == Step::Element || K == Step::Chars || (Content && K == Step::Inline);
  }
  return Owned;
}

/// The owner of \p Of may have been moved away: it lives on elsewhere.
bool HazardFinder::isGone(PlaceId Of, const FlowState &S) const {
  for (; Of != NoPlace && Places[Of].Parent != NoPlace; Of = Places[Of].Parent)
    if (!isInline(Places[Of].Kind) && S.Moved.test(Places[Of].Parent))
      return true;
  return false;
}

void HazardFinder::dangle(const CFGBlock *B, unsigned Index) {
  const FactId Id = events(B)[Index].Id;
  FlowHazard H{FlowHazard::Kind::Dangling};
  if (!later(H, Facts[Id].Borrower, B, Index))
    return;
  H.Use = Id;
  H.Loc = Facts[Id].Loc;
  // A value may borrow the same temporary in more than one way.
  for (const FlowHazard &Old : Out)
    if (Old.K == H.K && Facts[Old.Use].Borrower == Facts[Id].Borrower && Old.Loc == H.Loc)
      return;
  Out.push_back(std::move(H));
}

void HazardFinder::clear(const CFGBlock *B, unsigned Index, const FlowState &S) {
  FactId Id = events(B)[Index].Id;
  const Fact &F = Facts[Id];
  const std::size_t Old = Out.size();
  for (LoanId L : Flow.loansUnder(F.Where)) {
    const Loan &Lent = Facts.Loans[L];
    if (!S.AllLoans.test(L) || Lent.Of == F.Where || !Places.isPrefix(F.Where, Lent.Of) ||
        (F.Borrower && F.Borrower != Lent.Holder))
      continue;
    if (!isOwnedBelow(F.Where, Lent.Of, F.Inner) || isGone(Lent.Of, S))
      continue;
    if (!F.Certain) { // a vector that grows moves its own elements, no more
      PlaceId Element = Lent.Of;
      while (Places[Element].Depth > Places[F.Where].Depth + 1)
        Element = Places[Element].Parent;
      if (Places[Element].Kind != Step::Element || !Places.isInlinePrefix(Element, Lent.Of))
        continue;
    }
    FlowHazard H{FlowHazard::Kind::DropBorrowed};
    if (!later(H, Lent.Holder, B, Index) && !(Lent.Counted && F.Certain))
      continue;
    H.Where = F.Where;
    H.Use = Id;
    H.Lent = L;
    H.MayReallocate = !F.Certain;
    H.Loc = F.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

void HazardFinder::end(const CFGBlock *B, unsigned Index, const FlowState &S) {
  const VarDecl *V = events(B)[Index].Ends;
  PlaceId Root = Places.find(V);
  // What was moved under its borrows has been reported where it was moved.
  if (Root == NoPlace || V->getType()->isReferenceType() || S.Moved.test(Root))
    return;
  const std::size_t Old = Out.size();
  for (LoanId L : Flow.loansUnder(Root)) {
    const Loan &Lent = Facts.Loans[L];
    if (!S.AllLoans.test(L) || Lent.Holder == V)
      continue;
    bool Owned = true;
    for (PlaceId P = Lent.Of; P != Root; P = Places[P].Parent)
      Owned &= Places[P].Kind != Step::Heap;
    if (!Owned || isGone(Lent.Of, S))
      continue;
    FlowHazard H{FlowHazard::Kind::DropBorrowed};
    if (!later(H, Lent.Holder, B, Index) && !Lent.Counted)
      continue;
    H.Where = Root;
    H.Lent = L;
    H.Loc = Lent.Loc;
    Out.push_back(std::move(H));
  }
  keepNearest(Old);
}

void HazardFinder::returns(const Fact &F, FactId Id, const FlowState &S) {
  FlowHazard H{FlowHazard::Kind::ReturnBorrow};
  H.Use = Id;
  H.Loc = F.Loc;
  H.Where = F.Where;
  // A value may borrow from the same place in more than one way.
  for (const FlowHazard &Old : Out)
    if (Old.K == H.K && Facts[Old.Use].At == F.At)
      return;
  if (F.Temporary) {
    Out.push_back(std::move(H));
    return;
  }
  if (F.Loan != NoId) {
    if (!S.AllLoans.test(F.Loan))
      return;
    H.Lent = F.Loan;
    H.Where = Facts.Loans[F.Loan].Of;
    const auto *V = dyn_cast_or_null<VarDecl>(Places.rootDecl(H.Where));
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || V->getDeclContext() != Flow.F)
      return;
  }
  for (PlaceId P = H.Where; Places[P].Parent != NoPlace; P = Places[P].Parent)
    if (Places[P].Kind == Step::Heap)
      return;
  if (!isGone(H.Where, S))
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
  for (unsigned P : S->Moved.set_bits()) {
    if (!Places.isThisRooted(P))
      continue;
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
  }
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
          Flow.applyEnd(List[I].Ends, S);
          continue;
        }
        const Fact &F = Facts[List[I].Id];
        if (!Borrows && (F.Kind == FactKind::Use || F.Kind == FactKind::Move))
          use(B, I, S);
        if (Borrows && F.Kind == FactKind::Move)
          move(B, I, S);
        else if (Borrows && F.Kind == FactKind::Clear)
          clear(B, I, S);
        else if (Borrows && F.Kind == FactKind::Dangle)
          dangle(B, I);
        else if (Borrows && F.Kind == FactKind::Return)
          returns(F, List[I].Id, S);
        Flow.apply(F, S);
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
        applyEnd(List[I].Ends, State);
        continue;
      }
      const Fact &F = Facts[List[I].Id];
      if (PlaceId Hit = Finder.hit(F, State); Hit != NoPlace && isOutside(Places->rootOf(Hit))) {
        llvm::SmallVector<FactId, 4> Moves;
        if (Finder.reachingMoves(B, I, Hit, Moves) && Seen.insert(F.Where).second)
          S.Reads.push_back(Make(F, F.Where));
      }
      apply(F, State);
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
