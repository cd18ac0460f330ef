//===- UnitRule.h - The base of rules that look at a unit as a whole ------===//
//
// Defines UnitRule, a Rule that is asked once a unit, not once a match. For the
// isolation rules, whose findings come from the call graph.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_RULES_UNITRULE_H
#define CONURE_CHECKS_RULES_UNITRULE_H

#include "checks/model/ProcessCode.h"
#include "checks/rules/Rule.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace conure {

class UnitRule : public Rule {
public:
  using Rule::Rule;
  void registerMatchers(clang::ast_matchers::MatchFinder &Finder) final;

protected:
  virtual void checkUnit(Model &M) = 0;
  void finishUnit() override { Done = false; }

  /// Calls \p Visit with each body of process code that is not a library's,
  /// and what it does itself.
  static void forEachBody(Model &M, llvm::function_ref<void(const ReachedBody &, const BodyFacts &)> Visit);

private:
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result, Model &M) final;

  bool Done = false;
};

} // namespace conure

#endif
