//===- Index.cpp - conure index -------------------------------------------===//
#include "checks/model/Index.h"
#include "checks/model/IndexSources.h"
#include "checks/model/Model.h"
#include "checks/model/Scope.h"
#include "rewrite/IndexFacts.h"
#include "rewrite/Rewrite.h"
#include "tool/engine/CheckRun.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Selection.h"

namespace conure {

namespace {

/// Shows on stderr why units failed; the number of those that did.
unsigned showFailures(const std::vector<report::UnitResult> &Units, const std::vector<report::Notification> &Problems) {
  report::Results All = report::merge(Units);
  All.Notifications.insert(All.Notifications.end(), Problems.begin(), Problems.end());
  report::Sources Text;
  report::Invocation How{{}, absolutePath("."), CONURE_VERSION, "", 0};
  report::Report Shown{All, Text, {}, How};
  Shown.Summary = false;
  std::fputs(formatText(Shown).c_str(), stderr);
  return unsigned(All.FailedUnits.size() + Problems.size());
}

} // namespace

int runIndexVerb(const IndexOptions &Options, const ToolContext &Context) {
  JobList List;
  if (int Status = selectJobs(Options.Units, Context, List))
    return Status;
  ProjectConfig Config; // its known types say what calls do
  CheckOptions Defaults;
  Defaults.Units = Options.Units;
  if (int Status = configure(Defaults, Config))
    return Status;
  const std::string Base = absolutePath("."), Root = absolutePath(Options.Root);
  for (UnitJob &Job : List.Jobs)
    Job.UsersBelow = Root;
  PoolOptions Pool{jobCount(Options.Units), Options.Units.Timeout, progressBar(Options.Units.Quiet)};
  CheckOutcome Outcome = analyseUnits(List.Jobs, Pool, [&](clang::ASTContext &Ctx) {
    ModelCache Models(Config.Checks);
    Model &M = Models.get(Ctx);
    Ctx.setTraversalScope(userDecls(M));
    Index One = indexUnit(M, Base);
    for (Index::Fact Fact : rewrite::factsOfUnit(Ctx, M, Config.Checks)) {
      if (std::string *File = rewrite::fileOf(Fact))
        if (llvm::StringRef Name = belowBase(*File, Base); !Name.empty())
          *File = Name.str();
      One.Rewriting.insert(std::move(Fact));
    }
    return One.toJson();
  });
  if (Outcome.Signal)
    return fail(128 + Outcome.Signal, "interrupted; nothing was written");
  unsigned Failed = showFailures(Outcome.Units, List.Problems);
  Index All;
  for (const report::UnitResult &U : Outcome.Units) {
    std::string Error;
    if (U.Failed)
      continue;
    if (auto One = Index::fromJson(U.Payload, Error))
      All.merge(*One);
    else
      return fail(NotAnalysed, "the summary of '" + U.Unit + "' cannot be read back: " + Error);
  }
  if (Failed) // half an index would let calls look harmless
    return fail(NotAnalysed, "no index was written: " + std::to_string(Failed) + " of " +
                                 std::to_string(Outcome.Units.size() + List.Problems.size()) + " units failed");
  if (!writeOutput(Options.Output, All.toJson()))
    return NotAnalysed;
  if (!Options.Units.Quiet && Options.Output != "-")
    writeOutput("", "conure: " + std::to_string(Outcome.Units.size()) + " units, " +
                        std::to_string(All.functions().size()) + " functions in '" + Options.Output + "'\n");
  return Clean;
}

} // namespace conure
