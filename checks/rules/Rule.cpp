//===- Rule.cpp - The base of every rule, and the manifest ----------------===//
#include "checks/rules/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

// One factory a rule, defined beside the rule.
#define CONURE_RULE(NAME, CLASS, SEVERITY, GROUP, ADOPT, CWE, SUMMARY)                                                 \
  std::unique_ptr<Rule> create##CLASS(const RuleContext &C);
#include "checks/rules/Rules.def"
#undef CONURE_RULE

namespace {

struct Page {
  llvm::StringLiteral Name;
  llvm::StringLiteral Text;
};

constexpr Page Pages[] = {
#include "RulePages.inc"
    {"", ""},
};

[[maybe_unused]] llvm::StringRef pageOf(llvm::StringRef Name) {
  for (const Page &P : Pages)
    if (P.Name == Name)
      return P.Text;
  return "";
}

struct Manifest {
  std::vector<RuleInfo> Infos;
  std::vector<std::unique_ptr<Rule> (*)(const RuleContext &)> Factories;
};

const Manifest &manifest() {
  static const Manifest M = [] {
    Manifest Made;
#define CONURE_RULE(NAME, CLASS, SEVERITY, GROUP, ADOPT, CWE, SUMMARY)                                                 \
  Made.Infos.push_back({NAME, SUMMARY, Severity::SEVERITY, RuleGroup::GROUP, ADOPT, CWE, pageOf(NAME)});               \
  Made.Factories.push_back(create##CLASS);
#include "checks/rules/Rules.def"
#undef CONURE_RULE
    return Made;
  }();
  return M;
}

} // namespace

Rule::~Rule() = default;

void Rule::run(const MatchFinder::MatchResult &Result) { check(Result, C.Models.get(*Result.Context)); }

void Rule::onEndOfTranslationUnit() { finishUnit(); }

void Rule::report(Finding F, Model &M) {
  if (M.isUserCode(F.Loc) && !M.isTrustedPlace(F.Loc))
    C.Sink.report(std::move(F), M.sources());
}

llvm::ArrayRef<RuleInfo> allRules() { return manifest().Infos; }

const RuleInfo *findRule(llvm::StringRef Name) {
  const auto *It = llvm::find_if(allRules(), [&](const RuleInfo &I) { return I.Name == Name; });
  return It == allRules().end() ? nullptr : It;
}

bool looksAtPlainCode(const RuleInfo &Info) {
  return Info.Group == RuleGroup::Ownership && Info.Name != "redundant-borrow";
}

std::optional<Severity> severityOf(const RuleInfo &Info, const Configuration &Config) {
  if (auto It = Config.RuleEnabled.find(Info.Name); It != Config.RuleEnabled.end()) {
    if (!It->second)
      return std::nullopt;
  } else if (Config.Level == Profile::Adopt && !Info.InAdopt) {
    return std::nullopt;
  }
  if (auto It = Config.RuleSeverity.find(Info.Name); It != Config.RuleSeverity.end())
    return It->second;
  if (Config.Level == Profile::Strict && Info.DefaultSeverity == Severity::Warning)
    return Severity::Error;
  return Info.DefaultSeverity;
}

std::unique_ptr<Rule> createRule(const RuleContext &C) {
  for (auto [Index, Info] : llvm::enumerate(allRules()))
    if (Info.Name == C.Info.Name)
      return manifest().Factories[Index](C);
  return nullptr;
}

} // namespace conure
