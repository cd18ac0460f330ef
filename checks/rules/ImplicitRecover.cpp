//===- ImplicitRecover.cpp - A T that becomes a uni<T> unasked ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class ImplicitRecoverRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createImplicitRecoverRule(const RuleContext &C) {
  return std::make_unique<ImplicitRecoverRule>(C);
}

} // namespace conure
