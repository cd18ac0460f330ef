//===- DropWhileBorrowed.cpp - An owner outlives its borrows --------------===//
//
// Reports what is certain to be dropped while a borrow of it is used later, or,
// for a counted class, is still in scope: the panic that the counts would give.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/FlowWording.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

class DropWhileBorrowedRule : public Rule {
public:
  using Rule::Rule;
  void registerMatchers(MatchFinder &Finder) override { Finder.addMatcher(flowFunction(), this); }

protected:
  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    FlowMatch Match = flowOf(Result, M);
    for (const FlowHazard &H : Match.Hazards) {
      if (H.K == FlowHazard::Kind::DropBorrowed)
        reportDrop(*Match.Flow, H, M);
      else if (H.K == FlowHazard::Kind::Dangling)
        reportTemporary(*Match.Flow, H, M);
      else if (H.K == FlowHazard::Kind::ReturnBorrow)
        reportReturn(*Match.Flow, H, M);
    }
  }

private:
  void reportDrop(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Loan &Lent = Flow.facts().Loans[H.Lent];
    std::string Holder = holderName(Lent.Holder);
    std::string Owner = quoted(Flow, H.Where);
    const bool Scope = H.Use == NoId;
    std::string What;
    if (Scope)
      What = Owner + " is dropped at the end of its scope while " + Holder + " borrows " +
             (Lent.Of == H.Where ? "it" : "from it");
    else if (H.MayReallocate)
      What = Owner + " grows, which moves its elements, while " + Holder + " borrows one of them";
    else
      What = "what " + Owner + " owns is dropped here while " + Holder + " borrows from it";
    Finding F = finding(H.Loc, What);
    F.range(Scope ? rangeOf(Lent.At) : rangeOf(Flow.facts()[H.Use].At));
    noteBorrow(F, Flow, H, "after the drop");
    if (Scope)
      if (const clang::ValueDecl *D = Flow.places().rootDecl(H.Where))
        F.note(NoteRole::Declared, D->getLocation(), Owner + " is declared here, in a scope that ends first");
    if (H.LaterLoc.isInvalid())
      F.note(NoteRole::Reason, Lent.Holder->getLocation(),
             Holder + " borrows a value of a counted class until the end of its scope, and dropping the value before "
                      "that panics");
    if (H.MayReallocate)
      F.help("reserve the room before borrowing, or borrow again after " + Owner + " has grown");
    else if (Scope)
      F.help("declare " + Owner + " before " + Holder + ", so that it lives longer");
    else
      F.help("end the borrow before " + Owner + " drops what it owns");
    report(std::move(F), M);
  }

  /// True if a rule on unique values or recover says of this expression that it gives out a borrow: one cause, one
  /// diagnostic.
  static bool saidOfUniqueValues(const Stmt *Returned, Model &M) {
    const SourceManager &SM = M.sources();
    SourceRange Range = Returned->getSourceRange();
    auto Within = [&](SourceLocation Loc) {
      return Loc.isValid() && !SM.isBeforeInTranslationUnit(Loc, Range.getBegin()) &&
             !SM.isBeforeInTranslationUnit(Range.getEnd(), Loc);
    };
    // recover-result is told where the borrow is made, and notes where it is given out.
    return llvm::any_of(M.uniqueFindings(), [&](const Finding &F) {
      return F.Rule != "implicit-recover" && (Within(F.Loc) || llvm::any_of(F.Notes, [&](const Note &N) {
                                                return N.Role == NoteRole::Used && Within(N.Loc);
                                              }));
    });
  }

  /// "a temporary 'std::string'"
  static std::string temporary(const Fact &F, Model &M) {
    return "a temporary '" + M.types().spell(F.Temporary->getType().getUnqualifiedType()) + "'";
  }

  void reportTemporary(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Fact &Bound = Flow.facts()[H.Use];
    std::string Holder = holderName(Bound.Borrower);
    Finding F = finding(Bound.Temporary->getBeginLoc(),
                        Holder + " borrows from " + temporary(Bound, M) + ", which ends with this statement");
    F.range(rangeOf(Bound.Temporary));
    F.note(NoteRole::Used, H.LaterLoc, Holder + " is used here, after the drop", rangeOf(H.LaterUse));
    F.help("keep the value in a variable of its own, and borrow from that");
    report(std::move(F), M);
  }

  void reportReturn(FunctionFlow &Flow, const FlowHazard &H, Model &M) {
    const Fact &Return = Flow.facts()[H.Use];
    if (saidOfUniqueValues(Return.At, M))
      return;
    const std::string Field = Return.Into ? "'" + Return.Into->getNameAsString() + "'" : "";
    auto Told = [&](const std::string &Of, const char *Ends) {
      const std::string Borrow = "a borrow of " + Of + ", which ends with this " + Ends;
      Finding F = finding(H.Loc, Return.Into ? Field + " keeps " + Borrow : Borrow + ", is returned");
      const auto *R = dyn_cast<ReturnStmt>(Return.At);
      F.range(rangeOf(R ? R->getRetValue() : Return.At));
      F.help(Return.Into ? "let " + Field + " own a value of its own, or borrow from something that outlives the object"
                         : "return the value itself, or borrow from something that the caller owns");
      return F;
    };
    if (Return.Temporary) {
      report(Told(temporary(Return, M), "statement"), M);
      return;
    }
    const clang::ValueDecl *D = Flow.places().rootDecl(H.Where);
    Finding F = Told("'" + D->getNameAsString() + "'", "function");
    if (H.Lent != NoId) {
      const Loan &Lent = Flow.facts().Loans[H.Lent];
      F.note(NoteRole::Borrowed, Lent.Loc, holderName(Lent.Holder) + " borrows " + quoted(Flow, Lent.Of) + " here",
             rangeOf(Lent.At));
    }
    F.note(NoteRole::Declared, D->getLocation(), "'" + D->getNameAsString() + "' is declared here");
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createDropWhileBorrowedRule(const RuleContext &C) {
  return std::make_unique<DropWhileBorrowedRule>(C);
}

} // namespace conure
