//===- UniBorrow.cpp - A second name for a unique value ===//
#include "checks/rules/UniqueRule.h"

namespace conure {

namespace {

class UniBorrowRule : public UniqueRule {
public:
  using UniqueRule::UniqueRule;
};

} // namespace

std::unique_ptr<Rule> createUniBorrowRule(const RuleContext &C) { return std::make_unique<UniBorrowRule>(C); }

} // namespace conure
