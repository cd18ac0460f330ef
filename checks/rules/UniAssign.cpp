//===- UniAssign.cpp - Something unsendable stored in a unique value ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class UniAssignRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createUniAssignRule(const RuleContext &C) { return std::make_unique<UniAssignRule>(C); }

} // namespace conure
