//===- FlowLiveness.cpp - Which borrows are used later --------------------===//
//
// A backward analysis over the variables that hold borrows. It runs only when a
// loan meets a move or a drop, and answers by a binary search in the block and
// one bit for what follows it.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Flow.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;

namespace conure {

struct FunctionFlow::HolderLiveness {
  struct Mark {
    unsigned Event;
    bool Reads; ///< else it is rebound or ends
  };
  llvm::DenseMap<const VarDecl *, unsigned> Ids;
  /// By block and holder, in the order of events.
  llvm::DenseMap<std::pair<unsigned, unsigned>, llvm::SmallVector<Mark, 2>> Marks;
  std::vector<SharedBits> In; ///< by block
};

const FunctionFlow::HolderLiveness &FunctionFlow::holderLiveness() {
  if (Holders)
    return *Holders;
  Holders = std::make_shared<HolderLiveness>();
  HolderLiveness &H = *Holders;
  for (const auto &Entry : LoansHeldBy)
    H.Ids.try_emplace(Entry.first, H.Ids.size());
  for (FactId I = 0; I < Facts.size(); ++I)
    if (Facts[I].Kind == FactKind::Dangle)
      H.Ids.try_emplace(Facts[I].Borrower, H.Ids.size());
  // A field that gets another value ends the holder's borrows if it is the only one that has any.
  auto EndsAll = [&](const Fact &F) {
    if (F.Maybe)
      return false;
    auto It = LoansHeldBy.find(F.Borrower);
    return F.Where == NoPlace ||
           (It != LoansHeldBy.end() && llvm::all_of(It->second, [&](LoanId L) {
              return Facts.Loans[L].Slot != NoPlace && Places->isPrefix(F.Where, Facts.Loans[L].Slot);
            }));
  };
  const unsigned Blocks = Graph->getNumBlockIDs();
  // The first mark of a block decides what comes in from its end.
  std::vector<llvm::SmallVector<unsigned, 2>> Ends(Blocks);
  H.In.assign(Blocks, SharedBits(H.Ids.size()));
  for (unsigned B = 0; B < Blocks; ++B) {
    for (unsigned I = 0; I < Events[B].size(); ++I) {
      const Event &E = Events[B][I];
      const VarDecl *V = E.Ends;
      bool Read = false;
      if (!V) {
        const Fact &F = Facts[E.Id];
        if (F.Kind != FactKind::Hold && (F.Kind != FactKind::Rebind || !EndsAll(F)))
          continue;
        V = F.Borrower;
        Read = F.Kind == FactKind::Hold;
      }
      auto It = H.Ids.find(V);
      if (It == H.Ids.end())
        continue;
      llvm::SmallVector<HolderLiveness::Mark, 2> &Marks = H.Marks[{B, It->second}];
      if (Marks.empty() && Read)
        H.In[B].set(It->second);
      else if (Marks.empty())
        Ends[B].push_back(It->second);
      Marks.push_back({I, Read});
    }
  }
  PostOrderCFGView Order(Graph.get());
  std::vector<const CFGBlock *> Backward(Order.begin(), Order.end());
  std::reverse(Backward.begin(), Backward.end());
  for (bool Changed = true; Changed;) { // as many rounds as loops are nested
    Changed = false;
    for (const CFGBlock *B : Backward) {
      SharedBits Out(H.Ids.size());
      for (const CFGBlock *Next : B->succs())
        if (Next)
          Out.unite(H.In[Next->getBlockID()]);
      for (unsigned Id : Ends[B->getBlockID()])
        Out.reset(Id);
      Changed |= H.In[B->getBlockID()].unite(Out);
    }
  }
  return H;
}

/// A loan whose holder is not read any more makes no hazard, unless it is counted
/// at run time: the states forget it, or a function with n borrows of one value
/// would look at n of them in each of its n moves.
void FunctionFlow::findDeaths() {
  constexpr unsigned Few = 64; // of one value: not worth the pass
  const unsigned Count = Facts.Loans.size();
  llvm::DenseMap<PlaceId, unsigned> ByRoot;
  if (llvm::none_of(Facts.Loans, [&](const Loan &L) { return ++ByRoot[Places->rootOf(L.Of)] > Few; }))
    return;
  SharedBits Counted(Count);
  for (LoanId L = 0; L < Count; ++L)
    if (Facts.Loans[L].Counted || !Facts.Loans[L].Holder)
      Counted.set(L);
  auto ForHeld = [&](const VarDecl *Holder, auto Do) {
    if (auto It = LoansHeldBy.find(Holder); It != LoansHeldBy.end())
      for (LoanId L : It->second)
        Do(L);
  };
  // Backwards over the events of a block, from the loans that are named after it.
  auto Walk = [&](const CFGBlock *B, SharedBits After, bool NoteDeaths) {
    const std::vector<Event> &List = Events[B->getBlockID()];
    for (unsigned I = List.size(); I-- > 0;) {
      auto Name = [&](LoanId L, bool Reads) {
        if (After.test(L))
          return;
        if (NoteDeaths)
          Deaths[{B->getBlockID(), I}].push_back(L);
        if (Reads)
          After.set(L);
      };
      if (List[I].Ends) {
        ForHeld(List[I].Ends, [&](LoanId L) {
          if (!Counted.test(L))
            After.reset(L);
        });
        continue;
      }
      const Fact &F = Facts[List[I].Id];
      if (F.Kind == FactKind::Issue || F.Kind == FactKind::Copy)
        Name(F.Loan, false);
      if (F.Kind == FactKind::Hold)
        ForHeld(F.Borrower, [&](LoanId L) { Name(L, true); });
      else if (F.Kind == FactKind::Copy)
        Name(F.From, true);
      else if (F.Kind == FactKind::Return && F.Loan != NoId)
        Name(F.Loan, true);
    }
    return After;
  };
  Named.assign(Graph->getNumBlockIDs(), Counted);
  auto After = [&](const CFGBlock *B) {
    SharedBits Out = Counted;
    for (const CFGBlock *Next : B->succs())
      if (Next)
        Out.unite(Named[Next->getBlockID()]);
    return Out;
  };
  PostOrderCFGView Order(Graph.get());
  std::vector<const CFGBlock *> Backward(Order.begin(), Order.end());
  std::reverse(Backward.begin(), Backward.end());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *B : Backward)
      Changed |= Named[B->getBlockID()].unite(Walk(B, After(B), false));
  }
  for (const CFGBlock *B : Backward)
    Walk(B, After(B), true);
}

FactId FunctionFlow::laterHold(const VarDecl *Holder, const CFGBlock *B, unsigned From) {
  const HolderLiveness &H = holderLiveness();
  auto Known = H.Ids.find(Holder);
  if (Known == H.Ids.end())
    return NoId;
  const unsigned Id = Known->second;
  /// The first mark at or after an event: a read, or where the value ends.
  auto FirstMark = [&](const CFGBlock *Block, unsigned Begin) -> const HolderLiveness::Mark * {
    auto It = H.Marks.find({Block->getBlockID(), Id});
    if (It == H.Marks.end())
      return nullptr;
    auto Found = llvm::lower_bound(It->second, Begin,
                                   [](const HolderLiveness::Mark &M, unsigned Event) { return M.Event < Event; });
    return Found == It->second.end() ? nullptr : &*Found;
  };
  if (const auto *M = FirstMark(B, From))
    return M->Reads ? Events[B->getBlockID()][M->Event].Id : NoId;
  // Walk only through blocks where it is live, to the read that comes first in the source.
  const SourceManager &SM = Engine.context().getSourceManager();
  FactId Best = NoId;
  llvm::DenseSet<const CFGBlock *> Seen;
  llvm::SmallVector<const CFGBlock *, 16> Work{B};
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    for (const CFGBlock *Next : Block->succs()) {
      if (!Next || !H.In[Next->getBlockID()].test(Id) || !Seen.insert(Next).second)
        continue;
      const auto *M = FirstMark(Next, 0);
      if (!M) {
        Work.push_back(Next);
        continue;
      }
      FactId Read = Events[Next->getBlockID()][M->Event].Id;
      if (M->Reads && (Best == NoId || SM.isBeforeInTranslationUnit(Facts[Read].Loc, Facts[Best].Loc)))
        Best = Read;
    }
  }
  return Best;
}

FunctionFlow::~FunctionFlow() = default;

} // namespace conure
