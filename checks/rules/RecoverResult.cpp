//===- RecoverResult.cpp - A borrow given out by recover ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class RecoverResultRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createRecoverResultRule(const RuleContext &C) { return std::make_unique<RecoverResultRule>(C); }

} // namespace conure
