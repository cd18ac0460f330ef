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
  std::vector<llvm::BitVector> In; ///< by block
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
  std::vector<llvm::BitVector> Reads(Blocks), Ends(Blocks);
  for (unsigned B = 0; B < Blocks; ++B) {
    Reads[B].resize(H.Ids.size());
    Ends[B].resize(H.Ids.size());
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
      unsigned Id = It->second;
      H.Marks[{B, Id}].push_back({I, Read});
      // The first mark of a block decides what comes in from its end.
      if (!Reads[B].test(Id) && !Ends[B].test(Id))
        (Read ? Reads : Ends)[B].set(Id);
    }
  }
  H.In = Reads;
  PostOrderCFGView Order(Graph.get());
  std::vector<const CFGBlock *> Backward(Order.begin(), Order.end());
  std::reverse(Backward.begin(), Backward.end());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *B : Backward) {
      llvm::BitVector Out(H.Ids.size());
      for (const CFGBlock *Next : B->succs())
        if (Next)
          Out |= H.In[Next->getBlockID()];
      Out.reset(Ends[B->getBlockID()]);
      llvm::BitVector &In = H.In[B->getBlockID()];
      if (Out.test(In)) {
        In |= Out;
        Changed = true;
      }
    }
  }
  return H;
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
