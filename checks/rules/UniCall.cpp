//===- UniCall.cpp - A method that a unique value does not offer ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class UniCallRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createUniCallRule(const RuleContext &C) { return std::make_unique<UniCallRule>(C); }

} // namespace conure
