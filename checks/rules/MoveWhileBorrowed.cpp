//===- MoveWhileBorrowed.cpp - An owner is not moved under its borrows ----===//
//
// Reports moves of a value whose borrow is used later, or, for a counted class,
// is still in scope. What keeps its address may move unless the user is strict.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

class MoveWhileBorrowedRule : public Rule {
public:
  using Rule::Rule;
  void registerMatchers(MatchFinder &Finder) override { Finder.addMatcher(flowFunction(), this); }

protected:
  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    FlowMatch Match = flowOf(Result, M);
    for (const FlowHazard &H : Match.Hazards) {
      if (H.K != FlowHazard::Kind::MoveBorrowed || (H.AddressStays && !M.configuration().StrictMoveWhileBorrowed))
        continue;
      FunctionFlow &Flow = *Match.Flow;
      const Fact &Moved = Flow.facts()[H.Use];
      const bool Leaves = Moved.Sent || Moved.Frozen || ((Moved.Leaves || Moved.OtherLeaves) && H.OnlyLeaving);
      if (Leaves) // send-alias reports what goes to another process, frozen-alias what all may read
        continue;
      if (isToldWhereBorrowed(Flow, H, M))
        continue;
      const Loan &Lent = Flow.facts().Loans[H.Lent];
      std::string Holder = holderName(Lent.Holder);
      std::string Owner = quoted(Flow, H.Where);
      Finding F = finding(H.Loc, movedWhileBorrowed(Flow, H));
      F.range(rangeOf(Moved.At));
      noteBorrow(F, Flow, H, "after the move");
      if (Lent.Counted && !H.AddressStays)
        F.note(NoteRole::Reason, Lent.Holder->getLocation(),
               Holder + " borrows a value of a counted class until the end of its scope, and moving the value before "
                        "that panics");
      else if (H.AddressStays)
        F.note(NoteRole::Reason, Moved.Loc,
               "what is borrowed keeps its address, but option MoveWhileBorrowed is strict");
      if (Lent.Counted && H.LaterLoc.isInvalid())
        F.help("end the scope of " + Holder + " before " + Owner + " is moved");
      else
        F.help("use " + Holder + " before " + Owner + " is moved, or borrow from the new owner");
      report(std::move(F), M);
    }
  }
};

} // namespace

std::unique_ptr<Rule> createMoveWhileBorrowedRule(const RuleContext &C) {
  return std::make_unique<MoveWhileBorrowedRule>(C);
}

} // namespace conure
