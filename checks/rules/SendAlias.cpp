//===- SendAlias.cpp - send-alias -----------------------------------------===//
//
// A value that is moved into a send takes its heap parts along. What moves must
// be a local or a by-value parameter, so that every borrow of it is in sight; and
// none of them may be used after the send. (A borrow whose address stays is no
// better off here: two threads would reach one value.)
//
//===----------------------------------------------------------------------===//
#include "checks/model/MovedValues.h"
#include "checks/model/Sends.h"
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class SendAliasRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(callExpr().bind("call"), this);
    Finder.addMatcher(flowFunction(), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    if (!M.usesConure())
      return; // nothing is sent
    const auto *Call = Result.Nodes.getNodeAs<CallExpr>("call");
    if (!Call)
      return checkBorrows(flowOf(Result, M), M);
    std::optional<Send> S = asSend(Call);
    if (!S)
      return;
    for (const Expr *Argument : S->Arguments)
      for (const FarSource &Far : movedFromAfar(M, Argument))
        complain(Far, M);
  }

private:
  void checkBorrows(FlowMatch Match, Model &M) {
    for (const FlowHazard &H : Match.Hazards) {
      if (H.K != FlowHazard::Kind::MoveBorrowed)
        continue;
      FunctionFlow &Flow = *Match.Flow;
      const Fact &Moved = Flow.facts()[H.Use];
      const bool Later = (Moved.Leaves || Moved.OtherLeaves) && H.OnlyLeaving && !Moved.Sent && !Moved.Frozen;
      if ((!Moved.Sent && !Later) || isToldWhereBorrowed(Flow, H, M) || (Later && isToldWhereUnique(H.Loc, M)))
        continue;
      Finding F = finding(H.Loc, movedWhileBorrowed(Flow, H));
      F.range(rangeOf(Moved.At));
      noteBorrow(F, Flow, H, Later ? "after the move" : "after the send");
      F.note(NoteRole::Sent, Moved.Loc,
             Later ? "from here it may be sent, or become what every process may read"
                   : "the other process owns " + quoted(Flow, H.Where) + " from here on",
             rangeOf(Moved.At));
      F.help(helpBeforeLeaving(Flow, H, Later ? "move" : "send"));
      report(std::move(F), M);
    }
  }

  /// The rules on unique values say of this line that what is moved may not become unique: one cause, one diagnostic.
  static bool isToldWhereUnique(SourceLocation Moved, Model &M) {
    const SourceManager &SM = M.sources();
    return llvm::any_of(M.uniqueFindings(), [&](const Finding &F) {
      return SM.getExpansionLineNumber(F.Loc) == SM.getExpansionLineNumber(Moved) &&
             SM.getFileID(SM.getExpansionLoc(F.Loc)) == SM.getFileID(SM.getExpansionLoc(Moved));
    });
  }

  void complain(const FarSource &Far, Model &M) {
    Finding F =
        finding(Far.Moved->getExprLoc(), Far.What + " is moved into a message, but a borrow of it may stay behind");
    F.range(Far.Moved->getSourceRange());
    if (Far.Declared.isValid())
      F.note(NoteRole::Declared, Far.Declared, "it is declared here");
    F.help("send a copy, or only what is a local variable or a parameter taken by value");
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createSendAliasRule(const RuleContext &C) { return std::make_unique<SendAliasRule>(C); }

} // namespace conure
