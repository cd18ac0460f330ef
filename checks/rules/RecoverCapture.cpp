//===- RecoverCapture.cpp - An outside variable misused in recover ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class RecoverCaptureRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createRecoverCaptureRule(const RuleContext &C) { return std::make_unique<RecoverCaptureRule>(C); }

} // namespace conure
