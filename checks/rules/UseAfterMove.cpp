//===- UseAfterMove.cpp - A moved value is used only when assigned again --===//
//
// Reports what the flow analysis finds: each move once, at the first use that
// it reaches; and process fields that a message leaves moved out.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

class UseAfterMoveRule : public Rule {
public:
  using Rule::Rule;
  void registerMatchers(MatchFinder &Finder) override { Finder.addMatcher(flowFunction(), this); }

protected:
  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    FlowMatch Match = flowOf(Result, M);
    for (const FlowHazard &H : Match.Hazards) {
      switch (H.K) {
      case FlowHazard::Kind::UseAfterMove:
        reportUse(*Match.Flow, H, M);
        break;
      case FlowHazard::Kind::HelperReads:
        reportHelper(*Match.Flow, H, M);
        break;
      case FlowHazard::Kind::NotRefilled:
        reportNotRefilled(*Match.Flow, H, M);
        break;
      default:
        break;
      }
    }
  }

private:
  void addMoves(Finding &F, FunctionFlow &Flow, const FlowHazard &H) {
    for (FactId Id : H.Moves) {
      const Fact &Moved = Flow.facts()[Id];
      std::string Text = quoted(Flow, Moved.Where) + (Moved.Sent ? " is sent here" : " is moved here");
      if (Moved.Via && !Moved.Via->getName().empty())
        Text += ", through '" + Moved.Via->getNameAsString() + "'";
      F.note(Moved.Sent ? NoteRole::Sent : NoteRole::Moved, Moved.Loc, Text, rangeOf(Moved.At));
    }
  }

  void reportUse(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Fact &Use = Flow.facts()[H.Use];
    const Fact &Moved = Flow.facts()[H.Moves.front()];
    const bool Again = Use.Kind == FactKind::Move && !Use.Last;
    // The part that is gone may be smaller than what is used, or larger.
    const bool Named = Use.Via && !Use.Via->isImplicit() && !Use.Via->getName().empty();
    std::string Used = Named ? "'" + Use.Via->getNameAsString() + "'" : quoted(Flow, Use.Where);
    std::string Gone = quoted(Flow, H.Where);
    const char *Verb = verbOf(Moved);
    std::string What;
    if (H.Unsequenced) {
      What =
          quoted(Flow, Use.Where) + " is used and " + Verb + " in one expression, and nothing says which comes first";
    } else {
      std::string Was = H.OnEveryPath ? std::string(" was ") + Verb : std::string(" may have been ") + Verb;
      if (Again && H.Use == H.Moves.front())
        What = Used + " is " + Verb + " again in the next iteration of the loop";
      else
        What = Used + (Again ? (Use.Sent ? " is sent after " : " is moved again after ") : " is used after ") +
               (H.Where == Use.Where && !Named ? "it" : Gone) + Was;
    }
    Finding F = finding(H.Loc, What);
    F.range(rangeOf(Use.At));
    addMoves(F, Flow, H);
    for (FactId Id : H.Swaps) {
      const Fact &Swap = Flow.facts()[Id];
      F.note(NoteRole::Reason, Swap.Loc,
             quoted(Flow, Swap.Where) + " and " + quoted(Flow, Swap.Other) + " exchange their values here",
             rangeOf(Swap.At));
    }
    if (H.LaterIteration && H.Use != H.Moves.front() && !H.Unsequenced)
      F.note(NoteRole::Used, Use.Loc, "the use comes in a later iteration of the loop than the move", rangeOf(Use.At));
    if (H.Unsequenced)
      F.help("take the value that is read into a variable of its own before the call");
    else if (Again && H.Use == H.Moves.front())
      F.help("give " + Gone + " a new value in each iteration, or leave the loop after the move");
    else
      F.help("assign a new value to " + Gone + " first, or use it before it is " + Verb);
    report(std::move(F), M);
  }

  void reportHelper(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Fact &Use = Flow.facts()[H.Use];
    Finding F = finding(Flow.facts()[H.Moves.front()].Loc,
                        "field " + quoted(Flow, H.Where) + " is moved out while a method that may read it is called");
    F.range(rangeOf(Flow.facts()[H.Moves.front()].At));
    F.note(NoteRole::Used, Use.Loc,
           Use.At && isa<CXXMemberCallExpr>(Use.At) ? "this method's body cannot be seen, so it may read the field"
                                                    : "the method reads it here",
           rangeOf(Use.At));
    F.help("refill " + quoted(Flow, H.Where) + " before the call, or take the value with std::exchange");
    report(std::move(F), M);
  }

  void reportNotRefilled(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Fact &Moved = Flow.facts()[H.Moves.front()];
    Finding F = finding(H.Loc, "field " + quoted(Flow, H.Where) + " is moved out of the process and not refilled on " +
                                   (H.OnEveryPath ? "the" : "every") + " way out of '" +
                                   Flow.function()->getNameAsString() + "'");
    F.range(rangeOf(Moved.At));
    if (const auto *D = Flow.places()[H.Where].Kind == Step::Field
                            ? static_cast<const FieldDecl *>(Flow.places()[H.Where].Key)
                            : nullptr)
      F.note(NoteRole::Declared, D->getLocation(), "the next message finds this field without a value");
    F.help("assign it a new value before the method ends, or take the old one with std::exchange(" +
           Flow.places().name(H.Where) + ", {})");
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createUseAfterMoveRule(const RuleContext &C) { return std::make_unique<UseAfterMoveRule>(C); }

} // namespace conure
