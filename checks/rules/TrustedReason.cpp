//===- TrustedReason.cpp - trusted-reason ---------------------------------===//
//
// CONURE_TRUSTED needs a reason; each use is shown at note level, so that what
// goes unchecked is never out of sight.
//
//===----------------------------------------------------------------------===//
#include "checks/rules/Rule.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

class TrustedReasonRule final : public Rule {
public:
  using Rule::Rule;

  void registerMatchers(MatchFinder &Finder) override {
    Finder.addMatcher(functionDecl(unless(isImplicit())).bind("decl"), this);
    Finder.addMatcher(cxxRecordDecl(unless(isImplicit())).bind("decl"), this);
  }

  void check(const MatchFinder::MatchResult &Result, Model &M) override {
    const auto *D = Result.Nodes.getNodeAs<NamedDecl>("decl");
    // One report for a function, at the declaration that carries the mark.
    bool Own = false;
    for (const auto *A : D->specific_attrs<AnnotateAttr>())
      Own |= A->getAnnotation().starts_with("conure::trusted") && !A->isInherited();
    if (!Own)
      return;
    std::optional<llvm::StringRef> Reason = trustedReason(D);
    if (!Reason)
      return;
    std::string Name = "'" + D->getNameAsString() + "'";
    if (Reason->trim().empty()) {
      report(finding(D->getLocation(), Name + " is trusted without a reason")
                 .help("say in CONURE_TRUSTED(\"…\") why its body need not be checked"),
             M);
      return;
    }
    Finding F = finding(D->getLocation(), Name + " is trusted, not checked: " + Reason->str());
    F.Level = Severity::Note;
    report(std::move(F), M);
  }
};

} // namespace

std::unique_ptr<Rule> createTrustedReasonRule(const RuleContext &C) { return std::make_unique<TrustedReasonRule>(C); }

} // namespace conure
