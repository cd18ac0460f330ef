//===- Uninstrumented.cpp - What the rewriter could not rewrite -----------===//
//
// Names the rule for the manifest, the documentation and SARIF. It matches
// nothing: only rewriting knows what it had to leave alone, and reports it
// (rewrite/Rewrite.h, Result::Findings) under this name.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Rule.h"

namespace conure {

namespace {

class UninstrumentedRule final : public Rule {
public:
  using Rule::Rule;
  void registerMatchers(clang::ast_matchers::MatchFinder &) override {}

protected:
  void check(const clang::ast_matchers::MatchFinder::MatchResult &, Model &) override {}
};

} // namespace

std::unique_ptr<Rule> createUninstrumentedRule(const RuleContext &C) { return std::make_unique<UninstrumentedRule>(C); }

} // namespace conure
