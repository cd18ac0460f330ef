//===- UniqueRule.h - The base of the rules on unique values --------------===//
//
// Defines UniqueRule, whose rules share one walk over a unit (checks/model/
// UniqueFacts.h) and each report the findings that carry their name. For the
// rules uni-*, recover-* and implicit-recover.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_RULES_UNIQUERULE_H
#define CONURE_CHECKS_RULES_UNIQUERULE_H

#include "checks/rules/Rule.h"

namespace conure {

class UniqueRule : public Rule {
public:
  using Rule::Rule;
  /// Matches whatever comes first in a unit: the walk itself is the model's.
  void registerMatchers(clang::ast_matchers::MatchFinder &Finder) override;

protected:
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result, Model &M) override;
  void finishUnit() override { Done = false; }

private:
  bool Done = false;
};

} // namespace conure

#endif
