//===- UnitCheck.cpp ------------------------------------------------------===//
#include "tool/engine/UnitCheck.h"
#include "checks/model/Flow.h"
#include "checks/model/Index.h"
#include "checks/model/Scope.h"
#include "checks/rules/Rule.h"
#include "tool/engine/FindingCollector.h"
#include "tool/engine/Locations.h"
#include "tool/engine/ParseUnit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/Support/Timer.h"
#include <chrono>

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

double secondsSince(std::chrono::steady_clock::time_point Start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
}

/// All rules in one traversal of the user's declarations.
void runRules(ASTContext &Ctx, const UnitJob &Job, const CheckSettings &Settings, report::UnitResult &Out) {
  ModelCache Models(Settings.Config);
  FindingCollector Sink(Settings, Job, Out);
  Ctx.setTraversalScope(userDecls(Models.get(Ctx)));
  // Another unit's process may reach this one's functions.
  const bool UsesConure = Models.get(Ctx).usesConure() || !Settings.Config.IndexPath.empty();
  MatchFinder::MatchFinderOptions Options;
  llvm::StringMap<llvm::TimeRecord> Times;
  if (Settings.Profile)
    Options.CheckProfiling.emplace(Times);
  MatchFinder Finder(std::move(Options));
  std::vector<std::unique_ptr<Rule>> Rules;
  for (const std::string &Name : Settings.Rules)
    if (const RuleInfo *Info = findRule(Name); Info && (UsesConure || looksAtPlainCode(*Info))) {
      Rules.push_back(createRule({*Info, Models, Sink}));
      Rules.back()->registerMatchers(Finder);
    }
  if (!Models.indexError().empty()) {
    Out.Failed = true;
    Out.Notifications.push_back({report::Level::Error,
                                 "no-index",
                                 "the summaries of other units cannot be read: " + Models.indexError(),
                                 {},
                                 {},
                                 Job.File});
  }
  Sink.begin(Ctx);
  Finder.matchAST(Ctx);
  Sink.finish();
  for (const SkippedFunction &S : Models.get(Ctx).flow().skipped()) {
    Out.Skipped.push_back(S.Function->getQualifiedNameAsString());
    Out.Notifications.push_back({report::Level::Warning,
                                 S.Why == SkippedFunction::Reason::TooLarge ? "too-large" : "no-graph",
                                 S.message(),
                                 Locations(Ctx.getSourceManager(), Ctx.getLangOpts()).place(S.Function->getLocation()),
                                 {},
                                 Job.File});
  }
  if (Settings.Summarise && !Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get("conure")).empty())
    Out.Payload = indexUnit(Models.get(Ctx), "").toJson();
  for (const auto &Time : Times)
    Out.RuleSeconds[Time.first().str()] += Time.second.getProcessTime(); // other load on the machine is not the rule's
}

} // namespace

report::UnitResult checkUnit(const UnitJob &Job, const CheckSettings &Settings) {
  report::UnitResult Out;
  auto Start = std::chrono::steady_clock::now();
  parseUnit(Job, Settings.RecordInputs, Out, [&](ASTContext &Ctx) {
    auto Parsed = std::chrono::steady_clock::now();
    runRules(Ctx, Job, Settings, Out);
    Out.CheckSeconds = secondsSince(Parsed);
  });
  Out.ParseSeconds = secondsSince(Start) - Out.CheckSeconds;
  return Out;
}

} // namespace conure
