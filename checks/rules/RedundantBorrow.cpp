//===- RedundantBorrow.cpp - A ref or mut of a value type -----------------===//
//
// `ref<int>` borrows what could be copied: a value type is passed by copying it,
// and a borrow of one has to be counted and cannot be sent. A warning on the
// type as written, once for each place.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Rule.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

class RedundantBorrowRule : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    // As written: `ref<T>` in a template is no fault of the template.
    Finder.addMatcher(traverse(TK_IgnoreUnlessSpelledInSource, templateSpecializationTypeLoc().bind("type")), this);
  }

protected:
  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    const auto *Written = Result.Nodes.getNodeAs<TemplateSpecializationTypeLoc>("type");
    QualType T = Written->getType();
    if (T->isDependentType() || !M.isUserCode(Written->getBeginLoc()))
      return;
    std::optional<Builtin> B = builtinKind(T);
    if (B != Builtin::Ref && B != Builtin::Mut)
      return;
    QualType E = builtinElement(T, *B);
    if (E.isNull() || E->isDependentType() || !M.types().isValue(E))
      return;
    std::string Value = M.types().spell(E);
    Finding F = finding(Written->getBeginLoc(), "'" + M.types().spell(T) + "' borrows a '" + Value +
                                                    "', which is a value type: copy it instead");
    F.range(Written->getSourceRange());
    F.note(NoteRole::Reason, Written->getBeginLoc(),
           "a value is copied when it is passed on; a borrow of it is counted and cannot be sent");
    F.help(*B == Builtin::Ref ? "use '" + Value + "' itself"
                              : "return the new '" + Value + "', or keep it in a class of its own");
    if (*B == Builtin::Ref && Written->getNumArgs() == 1 && !Written->getBeginLoc().isMacroID()) {
      // Right where the borrow is only read; the reader decides.
      Fix Mend;
      Mend.Description = "use '" + Value + "'";
      Mend.Hints.push_back(FixItHint::CreateReplacement(Written->getSourceRange(), Value));
      F.fix(std::move(Mend));
    }
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createRedundantBorrowRule(const RuleContext &C) {
  return std::make_unique<RedundantBorrowRule>(C);
}

} // namespace conure
