//===- Flow.h - What is moved, sent and borrowed at each point ------------===//
//
// Defines FunctionFlow, the forward analysis of one function over its facts, the
// hazards it finds, and FlowEngine, which runs and caches it for one translation
// unit. For the ownership rules, for send-alias, and for the rewriter's elision.
//
// The lattice of a place is owned < maybe moved, with "moved on every path" and
// "moved into a message" kept beside it; loans are live or not, and live on every
// path or not. Both are bit sets over dense ids, joined by union and, for what
// holds on every path, by intersection; so the analysis converges in a number of
// visits a block that its loop nesting bounds. Functions past the configured
// sizes are given up and counted, never half analysed in silence.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FLOW_H
#define CONURE_CHECKS_MODEL_FLOW_H

#include "checks/model/BorrowTypes.h"
#include "checks/model/Facts.h"
#include "checks/model/Model.h"
#include "checks/model/Places.h"
#include "checks/model/SharedBits.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <optional>

namespace conure {

enum class PlaceState { Owned, MaybeMoved, Moved, Sent };

struct FlowState {
  SharedBits Moved;    ///< places, on some path
  SharedBits AllMoved; ///< places, on every path
  SharedBits Sent;     ///< places, moved into a message on some path
  SharedBits Loans;    ///< loans, on some path
  SharedBits AllLoans; ///< loans, on every path
  bool Reached = false;

  /// True if this changed.
  bool join(const FlowState &Other);
};

/// Something that the analysis proves or must assume to be wrong.
struct FlowHazard {
  enum class Kind {
    UseAfterMove, ///< Where is used at Use after Moves
    NotRefilled,  ///< the process field Where is moved out by Moves and left so
    HelperReads,  ///< the process field Where is moved out while a method that reads it is called
    MoveBorrowed, ///< Where is moved at Use while Lent borrows from it
    DropBorrowed, ///< Where ends at Use while Lent borrows from it
    ReturnBorrow, ///< a borrow of the local Where, or of a temporary, is returned, or left in a field, at Use
    Dangling,     ///< a temporary that is borrowed at Use ends with the statement
  };
  explicit FlowHazard(Kind K) : K(K) {}

  Kind K;
  PlaceId Where = NoPlace;
  FactId Use = NoId;
  llvm::SmallVector<FactId, 2> Moves;
  /// UseAfterMove: the swaps by which the moved value came to Where.
  llvm::SmallVector<FactId, 1> Swaps;
  LoanId Lent = NoId;
  /// MoveBorrowed, DropBorrowed: where the borrow is used after that; may be null.
  const clang::Stmt *LaterUse = nullptr;
  clang::SourceLocation LaterLoc;
  bool OnEveryPath = false;
  bool LaterIteration = false;
  /// Use and move are operands without an order.
  bool Unsequenced = false;
  /// MoveBorrowed: the address of what is borrowed stays (an error if strict).
  bool AddressStays = false;
  /// MoveBorrowed: wrong only because what is moved leaves the process.
  bool OnlyLeaving = false;
  /// DropBorrowed: only the address may have changed (a vector that grows).
  bool MayReallocate = false;
  clang::SourceLocation Loc;
};

/// What a call of a closure or of a method of the same object does to the places
/// outside: captured variables and fields of *this.
struct Effect {
  PlaceId Where;
  const clang::Stmt *At;
  clang::SourceLocation Loc;
  clang::QualType Type;
  /// A move: on every path.
  bool Always = false;
};
struct Summary {
  bool Known = false;
  std::shared_ptr<PlaceTable> Places;
  std::vector<Effect> Reads;    ///< before anything is assigned to them
  std::vector<Effect> Moves;    ///< left moved on some path
  std::vector<Effect> Restores; ///< assigned on every path
};

/// A function that the analysis gave up.
struct SkippedFunction {
  enum class Reason {
    NoGraph,  ///< Clang builds no control flow graph of it
    TooLarge, ///< past Configuration::MaxBlocks or MaxVisits
  };
  const clang::FunctionDecl *Function;
  Reason Why;

  /// What to tell of it.
  std::string message() const;
};

class FlowEngine;

class FunctionFlow {
public:
  FunctionFlow(FlowEngine &Engine, const clang::FunctionDecl *F);
  ~FunctionFlow();

  const clang::FunctionDecl *function() const { return F; }
  PlaceTable &places() { return *Places; }
  FactSet &facts() { return Facts; }
  FlowEngine &engine() { return Engine; }
  /// Builds the graph and runs to the fixed point; false if given up.
  /// \p EntryMoved: assume that these places were moved before.
  bool run(llvm::ArrayRef<PlaceId> EntryMoved = {});
  bool hasRun() const { return Graph != nullptr && !GivenUp; }
  /// True if some fact can make a hazard: no need to run otherwise.
  bool isInteresting() const;

  std::vector<FlowHazard> hazards();

  /// The state of the place that \p E names just before \p At takes effect.
  PlaceState stateBefore(const clang::Expr *E, const clang::Stmt *At);
  /// The loans of the place that \p E names (or of a part of it) that are live
  /// just before \p At and whose holder is used later or is counted.
  llvm::SmallVector<LoanId, 2> liveLoans(const clang::Expr *E, const clang::Stmt *At);
  /// State at the function's normal end; none if it has no such end.
  std::optional<FlowState> exitState();
  /// What the function does to the places outside of it.
  Summary summarise();
  unsigned visits() const { return Visits; }
  /// Facts of statements that the graph does not list (dead code apart, none).
  std::vector<FactId> unplaced() const;

  /// One line a fact, block by block, with the state after it.
  void dump(llvm::raw_ostream &OS);

private:
  friend class HazardFinder;
  /// A fact, or the end of a variable's life.
  struct Event {
    FactId Id;
    const clang::VarDecl *Ends;
    const clang::Stmt *Trigger;
  };

  struct HolderLiveness;

  /// A block that ends in a null test: a moved smart pointer is null, so on the
  /// edge where Where is not null, it was not moved.
  struct NullTest {
    PlaceId Where = NoPlace;
    bool NullOnTrue = false;
  };

  void expandHelpers();
  void mirrorSwaps();
  void mirror(PlaceId From, PlaceId To);
  void collectEvents();
  /// Applies event \p Index of \p B.
  void step(const clang::CFGBlock *B, unsigned Index, FlowState &S);
  /// The state after \p B.
  FlowState leave(const clang::CFGBlock *B);
  void findDeaths();
  NullTest nullTest(const clang::CFGBlock *B);
  /// The place that is known not to be null on the edge to successor \p Index.
  PlaceId notNullOn(const clang::CFGBlock *B, unsigned Index) const;
  bool isNotNullOn(const clang::CFGBlock *B, const clang::CFGBlock *Next, PlaceId Where) const;
  /// What is moved by \p S goes from one side to the other.
  void swap(PlaceId A, PlaceId B, FlowState &S);
  /// The place whose value \p Hit has after the swap \p F; \p Hit itself if it takes no part.
  PlaceId swapped(const Fact &F, PlaceId Hit) const;
  bool mayOutlive() const;
  bool isOutside(PlaceId Root) const;
  void apply(const Fact &F, FlowState &S);
  void applyEnd(const clang::VarDecl *V, FlowState &S);
  void moveOut(const Fact &F, FlowState &S);
  void restore(PlaceId P, FlowState &S);
  void restoreParents(PlaceId P, FlowState &S);
  template <class Fn> void forInline(PlaceId P, Fn Do) const;
  template <class Fn> void forAll(PlaceId P, Fn Do) const;
  FlowState initial(bool Reached) const;
  std::optional<FlowState> before(const clang::Stmt *At);
  bool isNormalExit(const clang::CFGBlock *B) const;
  /// The loans of the root of \p P that are in \p Live, in rising order.
  llvm::SmallVector<LoanId, 8> loansUnder(PlaceId P, const SharedBits &Live) const;
  /// Ends the loans in \p S of what \p Of owns on the heap.
  void endHeapLoans(PlaceId Of, FlowState &S) const;
  const HolderLiveness &holderLiveness();
  /// The first read of \p Holder, in source order, that is reached from event
  /// \p From of \p B before it gets another value.
  FactId laterHold(const clang::VarDecl *Holder, const clang::CFGBlock *B, unsigned From);

  FlowEngine &Engine;
  const clang::FunctionDecl *F;
  std::shared_ptr<PlaceTable> Places;
  PlaceResolver Resolver;
  FactSet Facts;
  std::unique_ptr<clang::CFG> Graph;
  std::vector<std::vector<Event>> Events; ///< by block
  std::vector<FlowState> Entry;           ///< by block
  std::vector<NullTest> Tests;            ///< by block
  /// Loans that no event after one (block and index) names, and by block those
  /// that some event at or after its beginning does. Empty where no value has many.
  llvm::DenseMap<std::pair<unsigned, unsigned>, llvm::SmallVector<LoanId, 2>> Deaths;
  std::vector<SharedBits> Named;
  llvm::DenseMap<const clang::VarDecl *, llvm::SmallVector<PlaceId, 2>> PlacesByIndex;
  bool GivenUp = false;
  unsigned Visits = 0;
  llvm::DenseMap<const clang::VarDecl *, std::vector<LoanId>> LoansHeldBy;
  /// Loans by the root of what they borrow: a move looks at those of its own root only.
  llvm::DenseMap<PlaceId, SharedBits> LoansByRoot;

  /// Where a holder is read or rebound, and in which blocks it is live; made
  /// when the first loan meets a move or a drop.
  std::shared_ptr<HolderLiveness> Holders;
};

template <class Fn> void FunctionFlow::forInline(PlaceId P, Fn Do) const {
  Do(P);
  Places->forEachChild(P, [&](PlaceId C) {
    if (isInline((*Places)[C].Kind))
      forInline(C, Do);
  });
}

template <class Fn> void FunctionFlow::forAll(PlaceId P, Fn Do) const {
  Do(P);
  Places->forEachChild(P, [&](PlaceId C) { forAll(C, Do); });
}

/// Runs the analysis for one translation unit and keeps what is asked for twice.
class FlowEngine {
public:
  explicit FlowEngine(Model &M) : M(M), Borrows(M, M.usesConure()) {}

  Model &model() { return M; }
  clang::ASTContext &context() { return M.context(); }
  BorrowTypes &borrows() { return Borrows; }

  /// The hazards of \p F, computed once while rules ask about one function.
  const std::vector<FlowHazard> &hazards(const clang::FunctionDecl *F);
  /// The flow of \p F, run; null if it has no body or was given up.
  FunctionFlow *flow(const clang::FunctionDecl *F);
  const Summary &summary(const clang::CXXMethodDecl *M);
  /// \p F may send, or make immutable, what is moved into its parameter number \p Index as a \p T. Null: yes.
  bool publishes(const clang::FunctionDecl *F, unsigned Index, clang::QualType T);
  /// Paths from *this that the references \p M returns may name.
  using Path = std::pair<PlaceTable *, PlaceId>;
  const std::vector<Path> &returnedPaths(const clang::CXXMethodDecl *M);
  /// A borrow of \p Of that \p Holder keeps is counted at run time.
  bool isCounted(const PlaceTable &Places, PlaceId Of, const clang::VarDecl *Holder) const;
  /// The process class whose state \p F works on, or null.
  const clang::CXXRecordDecl *processOf(const clang::FunctionDecl *F) const;

  unsigned functions() const { return Analysed; }
  /// Functions that were given up, each once.
  llvm::ArrayRef<SkippedFunction> skipped() const { return Skipped; }
  void skip(const clang::FunctionDecl *F, SkippedFunction::Reason Why);

private:
  Model &M;
  BorrowTypes Borrows;
  const clang::FunctionDecl *Current = nullptr;
  std::unique_ptr<FunctionFlow> CurrentFlow;
  std::vector<FlowHazard> CurrentHazards;
  bool CurrentHasHazards = false;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Summary>> Summaries;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<std::vector<Path>>> Returned;
  std::vector<std::unique_ptr<PlaceTable>> Tables;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, bool> Publishes;
  llvm::SmallVector<SkippedFunction, 2> Skipped;
  unsigned Analysed = 0;
};

} // namespace conure

#endif
