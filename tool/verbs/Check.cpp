//===- Check.cpp - conure check -------------------------------------------===//
#include "checks/model/Index.h"
#include "tool/engine/CheckRun.h"
#include "tool/engine/CrossUnit.h"
#include "tool/engine/RecordingFileSystem.h"
#include "tool/report/BaselineFile.h"
#include "tool/report/Filters.h"
#include "tool/report/Fixes.h"
#include "tool/verbs/Diff.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Selection.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Regex.h"
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <unistd.h>

using llvm::StringRef;

namespace conure {

namespace {

std::function<bool(const std::string &)> headerFilter(const ProjectConfig &Config, std::string &Error) {
  auto Compile = [&](const std::optional<std::string> &Pattern) -> std::shared_ptr<llvm::Regex> {
    if (!Pattern || Pattern->empty())
      return nullptr;
    auto R = std::make_shared<llvm::Regex>(*Pattern);
    if (std::string Why; !R->isValid(Why))
      Error = "'" + *Pattern + "' is no regular expression: " + Why;
    return R;
  };
  auto In = Compile(Config.HeaderFilter), Not = Compile(Config.ExcludeHeaderFilter);
  if (!In && !Not)
    return {};
  return [In, Not](const std::string &File) { return (!In || In->match(File)) && !(Not && Not->match(File)); };
}

std::optional<report::Level> failLevel(const ProjectConfig &Config) {
  std::string Name = Config.FailOn.value_or("error");
  if (Name == "never")
    return std::nullopt;
  return Name == "note" ? report::Level::Note : Name == "warning" ? report::Level::Warning : report::Level::Error;
}

std::string timingTable(const report::Results &All, size_t Parses) {
  std::vector<std::pair<double, std::string>> Rows;
  for (auto &[Rule, Seconds] : All.RuleSeconds)
    Rows.push_back({Seconds, Rule});
  std::sort(Rows.rbegin(), Rows.rend());
  std::string Text = "  seconds  rule\n";
  char Line[128];
  auto Row = [&](double Seconds, const char *Name) {
    std::snprintf(Line, sizeof Line, "%9.3f  %s\n", Seconds, Name);
    Text += Line;
  };
  for (auto &[Seconds, Rule] : Rows)
    Row(Seconds, Rule.c_str());
  Row(All.CheckSeconds, "(all rules)");
  Row(All.ParseSeconds, "(parsing)");
  return Text + "  " + std::to_string(Parses) + " parsed, " + std::to_string(All.Cached) + " from the cache\n";
}

class CheckVerb {
public:
  CheckVerb(const CheckOptions &Options, const ToolContext &Context) : Options(Options), Context(Context) {}

  int run() {
    if (int Status = prepare())
      return Status;
    if (Options.VerifyConfig)
      return verify();
    if (Options.ListChecks)
      return listChecks();
    if (Settings.Rules.empty() && !Options.Checks.empty())
      return fail(BadUsage, "no rule is enabled");
    JobList List;
    if (int Status = selectJobs(Options.Units, Context, List))
      return Status;
    PoolOptions Pool{jobCount(Options.Units), Options.Units.Timeout, progressBar(Options.Units.Quiet)};
    CacheMaker MakeCache = [&](const CheckSettings &S) -> std::optional<UnitCache> {
      if (Options.Cache.empty())
        return std::nullopt;
      return std::optional<UnitCache>(std::in_place, absolutePath(Options.Cache), S, toolIdentity());
    };
    if (auto Cache = MakeCache(Settings); Cache && !Cache->error().empty())
      return fail(BadUsage, Cache->error());
    CheckOutcome Outcome = checkTogether(List.Jobs, Settings, Pool, MakeCache);
    if (Outcome.Signal)
      return fail(128 + Outcome.Signal, "interrupted; nothing was written");
    for (report::Notification &N : List.Problems) {
      report::UnitResult Missing;
      Missing.Unit = N.Unit;
      Missing.Failed = true;
      Missing.Notifications.push_back(std::move(N));
      Outcome.Units.push_back(std::move(Missing));
    }
    if (!StaleIndex.empty() && !Outcome.Units.empty())
      Outcome.Units.front().Notifications.push_back({report::Level::Warning, "stale-index", StaleIndex, {}, {}, ""});
    Parses = Outcome.Parses;
    report::Results All = report::merge(std::move(Outcome.Units));
    All.Files.merge(Outcome.Files);
    int Status = show(std::move(All));
    if (!Options.Depfile.empty() && Status < BadUsage && !writeOutput(Options.Depfile, depfileText(Outcome.Inputs)))
      return NotAnalysed;
    return Status;
  }

private:
  const CheckOptions &Options;
  const ToolContext &Context;
  ProjectConfig Config;
  CheckSettings Settings;
  size_t Parses = 0;
  std::string StaleIndex;

  int prepare() {
    if (int Status = configure(Options, Config))
      return Status;
    Settings.Config = Config.Checks;
    Settings.Rules = selectRules(Config.Checks, Options.Checks);
    Settings.Profile = Options.Timing;
    Settings.RecordInputs = !Options.Cache.empty() || !Options.Depfile.empty();
    Settings.FilterText = Config.HeaderFilter.value_or("") + "\n" + Config.ExcludeHeaderFilter.value_or("");
    std::string Error;
    if (const std::string &File = Settings.Config.IndexPath; !File.empty()) {
      std::optional<Index> Others = Index::load(File, Error);
      if (!Others)
        return fail(BadUsage, "cannot use the index: " + Error); // without it calls would look harmless
      StaleIndex = staleIndexText(File, *Others);
    }
    Settings.HeaderFilter = headerFilter(Config, Error);
    return Error.empty() ? int(Clean) : fail(BadUsage, Error);
  }

  /// What is the same for the same answers: the bytes of this tool (not their date, so that machines can share a
  /// cache), its Clang, and what of the environment the driver reads.
  std::string toolIdentity() const {
    std::string Text = std::string(CONURE_VERSION) + "\n" + clang::getClangFullVersion() + "\n";
    if (auto Binary = llvm::MemoryBuffer::getFile(Context.Tools.Binary, /*IsText=*/false, false))
      Text += inputHash((*Binary)->getBuffer()) + "\n";
    for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "COMPILER_PATH", "CCC_OVERRIDE_OPTIONS"})
      if (const char *Value = std::getenv(Name))
        Text += std::string(Name) + "=" + Value + "\n";
    return Text;
  }

  /// A make rule: the output depends on every file that was read.
  std::string depfileText(const std::set<std::string> &Inputs) const {
    auto Escaped = [](const std::string &File) {
      std::string Out;
      for (char C : File) {
        if (C == ' ' || C == '#')
          Out += '\\';
        if (C == '$')
          Out += '$';
        Out += C;
      }
      return Out;
    };
    const std::string &Target = !Options.Output.empty() ? Options.Output : Options.Sarif;
    std::string Text = Escaped(Target.empty() ? "conure" : Target) + ":";
    for (const std::string &File : Inputs)
      Text += " \\\n  " + Escaped(File);
    return Text + "\n";
  }

  /// What the options leave of the findings. Returns an exit status.
  int filter(report::Results &All, report::Sources &Text) const {
    if (!Options.LineFilter.empty())
      if (std::string Error = report::applyLineFilter(All, Options.LineFilter); !Error.empty())
        return fail(BadUsage, Error);
    if (!Options.Diff.empty()) {
      report::LineSets Lines;
      if (std::string Error = changedLines(Options.Diff, Lines); !Error.empty())
        return fail(BadUsage, "--diff: " + Error);
      report::keepLines(All, Lines);
    }
    if (Options.Baseline.empty())
      return Clean;
    auto Old = llvm::MemoryBuffer::getFile(Options.Baseline);
    std::string Error =
        Old ? report::applyBaseline(All, (*Old)->getBuffer().str(), Text, absolutePath(".")) : Old.getError().message();
    return Error.empty() ? int(Clean) : fail(BadUsage, "cannot use '" + Options.Baseline + "' as a baseline: " + Error);
  }

  int verify() const {
    std::string Where = Config.File.empty() ? "no .conure.yaml was found: the defaults hold" : Config.File + " is good";
    std::string Line = "conure: " + Where + "; " + std::to_string(Settings.Rules.size()) + " rules are enabled\n";
    return writeOutput("", Line) ? Clean : NotAnalysed;
  }

  int listChecks() const {
    std::string Text = "Enabled checks:\n";
    for (const std::string &R : Settings.Rules)
      Text += "    conure-" + R + "\n";
    return writeOutput("", Text) ? Clean : NotAnalysed;
  }

  /// 3 before 1: what was not analysed is not known to be clean.
  int statusOf(const report::Results &All) const {
    if (!All.FailedUnits.empty())
      return NotAnalysed;
    std::optional<report::Level> Least = failLevel(Config);
    for (const report::Finding &F : All.Findings)
      if (Least && !F.Hidden && F.Severity >= *Least &&
          (F.State == report::Baseline::None || F.State == report::Baseline::New))
        return FindingsFound;
    return Clean;
  }

  int show(report::Results All) {
    for (report::Finding &F : All.Findings)
      if (F.Severity == report::Level::Warning && namesRule(Options.WarningsAsErrors, F.Rule, false))
        F.Severity = report::Level::Error;
    if (!Options.UnusedNolint)
      All.UnusedNolints.clear();
    report::Sources Text;
    if (int Status = filter(All, Text))
      return Status;
    std::vector<report::RuleDescription> Rules = describeRules();
    report::Invocation How{Context.Arguments, absolutePath("."), CONURE_VERSION, Options.Category, statusOf(All)};
    report::Report Shown{All, Text, Rules, How};
    Shown.Summary = Shown.Notes = !Options.Units.Quiet;
    if (!write(Shown) || !applyFixes(Shown))
      return NotAnalysed;
    if (Options.Timing)
      std::fputs(timingTable(All, Parses).c_str(), stderr);
    return How.ExitStatus;
  }

  bool applyFixes(const report::Report &Shown) const {
    if (!Options.ExportFixes.empty() && !writeOutput(Options.ExportFixes, exportFixes(Shown)))
      return false;
    if (!Options.Fix)
      return true;
    report::FixPlan Plan = planFixes(Shown);
    for (const std::string &Why : Plan.Refused)
      std::fprintf(stderr, "conure: %s\n", Why.c_str());
    for (auto &[File, Text] : Plan.Contents)
      if (!writeOutput(File, Text))
        return false;
    if (Plan.Applied && !Options.Units.Quiet)
      std::fprintf(stderr, "conure: applied %u %s in %zu %s\n", Plan.Applied, Plan.Applied == 1 ? "fix" : "fixes",
                   Plan.Contents.size(), Plan.Contents.size() == 1 ? "file" : "files");
    return true;
  }

  bool write(report::Report &Shown) const {
    if (!Options.Sarif.empty() && !writeOutput(Options.Sarif, formatSarif(Shown)))
      return false;
    if (Options.ToStderr) {
      Shown.Color = isatty(STDERR_FILENO) && useColor(Options.Color);
      std::fputs(formatText(Shown).c_str(), stderr);
      return true;
    }
    bool ToFile = !Options.Output.empty() && Options.Output != "-";
    Shown.Color = !ToFile && useColor(Options.Color);
    if (!writeOutput(Options.Output, report::findFormat(Options.Format)->Write(Shown)))
      return false;
    // A report in a file would leave the terminal silent: one line says what came of it.
    return !ToFile || Options.Units.Quiet || writeOutput("", summaryLine(Shown) + "\n");
  }
};

} // namespace

int runCheckVerb(const CheckOptions &Options, const ToolContext &Context) { return CheckVerb(Options, Context).run(); }

} // namespace conure
