//===- HazardFinder.h - What the states prove to be wrong -------------------===//
//
// Defines HazardFinder, which walks a finished analysis of one function and
// compares each event with the state before it. For FunctionFlow, which hands
// its hazards to the ownership rules and to send-alias.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_HAZARDFINDER_H
#define CONURE_CHECKS_MODEL_HAZARDFINDER_H

#include "checks/model/Flow.h"

namespace conure {

class HazardFinder {
public:
  explicit HazardFinder(FunctionFlow &Flow) : Flow(Flow), Places(*Flow.Places), Facts(Flow.Facts), Graph(*Flow.Graph) {}

  std::vector<FlowHazard> find();
  /// The place whose moved state \p F runs into, or NoPlace.
  PlaceId hit(const Fact &F, const FlowState &S) const;
  /// The moves that reach event \p Index of \p B and leave \p Hit moved.
  /// True if the function's entry reaches it, too.
  bool reachingMoves(const clang::CFGBlock *B, unsigned Index, PlaceId Hit, llvm::SmallVectorImpl<FactId> &Out,
                     llvm::SmallVectorImpl<FactId> *Swaps = nullptr) const;

private:
  using Event = FunctionFlow::Event;
  const std::vector<Event> &events(const clang::CFGBlock *B) const { return Flow.Events[B->getBlockID()]; }
  PlaceId movedBelow(PlaceId P, const FlowState &S) const;
  void use(const clang::CFGBlock *B, unsigned Index, const FlowState &S);
  void move(const clang::CFGBlock *B, unsigned Index, const FlowState &S);
  void moveFrom(PlaceId Where, const clang::CFGBlock *B, unsigned Index, const FlowState &S);
  const clang::CFGBlock *onSuccess(const Fact &F, const clang::CFGBlock *B) const;
  void clear(const clang::CFGBlock *B, unsigned Index, const FlowState &S);
  void dangle(const clang::CFGBlock *B, unsigned Index);
  void keepNearest(std::size_t Old);
  void end(const clang::CFGBlock *B, unsigned Index, const FlowState &S);
  void returns(const Fact &F, FactId Id, const FlowState &S);
  void exit();
  void clashes();
  bool later(FlowHazard &H, const clang::VarDecl *Holder, const clang::CFGBlock *B, unsigned Index);
  bool isOwnedBelow(PlaceId Outer, PlaceId Inner, bool Inner_) const;
  bool isTakenBy(const Fact &F, const Loan &Lent) const;
  bool isGone(PlaceId Of, const FlowState &S) const;

  FunctionFlow &Flow;
  const PlaceTable &Places;
  const FactSet &Facts;
  const clang::CFG &Graph;
  std::vector<FlowHazard> Out;
  llvm::DenseSet<FactId> Reported;
  /// Moves under a live reference, by the reference: its later uses are the same mistake.
  llvm::DenseSet<std::pair<FactId, const clang::VarDecl *>> UnderBorrow;
};

} // namespace conure

#endif
