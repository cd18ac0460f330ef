//===- Index.cpp - conure index -------------------------------------------===//
#include "checks/model/Index.h"
#include "checks/model/IndexSources.h"
#include "checks/model/Model.h"
#include "checks/model/Scope.h"
#include "rewrite/IndexFacts.h"
#include "rewrite/Rewrite.h"
#include "tool/engine/CheckRun.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/RewriteCommon.h"
#include "tool/verbs/Selection.h"
#include "llvm/ADT/STLExtras.h"

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

/// The summary of each unit, or of none if they cannot be chosen: then an exit status.
int summarise(const UnitOptions &Options, const std::string &Root, const ToolContext &Context, JobList &List,
              CheckOutcome &Outcome) {
  if (int Status = selectJobs(Options, Context, List))
    return Status;
  ProjectConfig Config; // its known types say what calls do
  CheckOptions Defaults;
  Defaults.Units = Options;
  if (int Status = configure(Defaults, Config))
    return Status;
  const std::string Base = absolutePath(".");
  for (UnitJob &Job : List.Jobs)
    Job.UsersBelow = absolutePath(Root);
  PoolOptions Pool{jobCount(Options), Options.Timeout, progressBar(Options.Quiet)};
  Outcome = analyseUnits(List.Jobs, Pool, [&](clang::ASTContext &Ctx) {
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
  return Clean;
}

/// False: a summary cannot be read back, and \p Error says so.
bool join(const CheckOutcome &Outcome, Index &All, std::string &Error) {
  for (const report::UnitResult &U : Outcome.Units) {
    if (U.Failed)
      continue;
    std::string Why;
    auto One = Index::fromJson(U.Payload, Why);
    if (!One) {
      Error = "the summary of '" + U.Unit + "' cannot be read back: " + Why;
      return false;
    }
    All.merge(*One);
  }
  return true;
}

} // namespace

int indexInMemory(const RewriteOptions &Options, const ToolContext &Context, std::optional<Index> &Into) {
  JobList List;
  CheckOutcome Outcome;
  if (int Status = summarise(Options.Units, Options.Root.empty() ? "." : Options.Root, Context, List, Outcome))
    return Status;
  if (Outcome.Signal)
    return fail(128 + Outcome.Signal, "interrupted; what was there before is there");
  const bool Whole =
      List.Problems.empty() && llvm::none_of(Outcome.Units, [](const report::UnitResult &U) { return U.Failed; });
  Index All;
  std::string Error;
  if (!Whole) // half an index would let calls look harmless; whoever parses the unit next says what is wrong with it
    return Clean;
  if (!join(Outcome, All, Error))
    return fail(NotAnalysed, Error);
  Into = std::move(All);
  return Clean;
}

int runIndexVerb(const IndexOptions &Options, const ToolContext &Context) {
  JobList List;
  CheckOutcome Outcome;
  if (int Status = summarise(Options.Units, Options.Root, Context, List, Outcome))
    return Status;
  if (Outcome.Signal)
    return fail(128 + Outcome.Signal, "interrupted; nothing was written");
  unsigned Failed = showFailures(Outcome.Units, List.Problems);
  Index All;
  if (std::string Error; !join(Outcome, All, Error))
    return fail(NotAnalysed, Error);
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
