//===- Selection.cpp ------------------------------------------------------===//
#include "tool/verbs/Selection.h"
#include "checks/rules/Rule.h"
#include "tool/engine/Nolint.h"
#include "tool/project/Flags.h"
#include "tool/verbs/Output.h"
#include "llvm/Support/Path.h"
#include <cstdio>
#include <thread>

using llvm::StringRef;

namespace conure {

int configure(const CheckOptions &Options, ProjectConfig &Config) {
  std::string File = Options.ConfigFile;
  if (File.empty())
    File = findConfigFile(absolutePath("."));
  if (File.empty() && !Options.Units.Files.empty())
    File = findConfigFile(llvm::sys::path::parent_path(absolutePath(Options.Units.Files.front())).str());
  if (!File.empty())
    if (std::string Errors = readConfigFile(absolutePath(File), Config); !Errors.empty()) {
      std::fputs(Errors.c_str(), stderr);
      return BadUsage;
    }
  if (!Options.Profile.empty())
    Config.Checks.Level = Options.Profile == "adopt"    ? Profile::Adopt
                          : Options.Profile == "strict" ? Profile::Strict
                                                        : Profile::Default;
  if (Config.Checks.Level == Profile::Strict)
    Config.Checks.StrictMoveWhileBorrowed = true;
  if (!Options.HeaderFilter.empty())
    Config.HeaderFilter = Options.HeaderFilter;
  if (!Options.ExcludeHeaderFilter.empty())
    Config.ExcludeHeaderFilter = Options.ExcludeHeaderFilter;
  if (!Options.FailOn.empty())
    Config.FailOn = Options.FailOn;
  if (!Options.Index.empty())
    Config.Checks.IndexPath = absolutePath(Options.Index);
  return Clean;
}

std::string staleIndexText(StringRef Name, const Index &Made) {
  const std::vector<std::string> Changed = Made.changedSources(absolutePath("."));
  if (Changed.empty())
    return "";
  std::string Text = "the index '" + Name.str() + "' is older than '" + Changed.front() + "'";
  if (Changed.size() > 1)
    Text += " and " + std::to_string(Changed.size() - 1) + (Changed.size() == 2 ? " other file" : " other files");
  return Text + "; what changed there is not seen from other units: run 'conure index' again";
}

bool namesRule(const std::string &List, StringRef Rule, bool Otherwise) {
  const std::string Full = "conure-" + Rule.str();
  bool Named = Otherwise;
  for (StringRef Glob : splitGlobs(List)) {
    bool Positive = !Glob.consume_front("-");
    std::vector<std::string> One{Glob.str()};
    if (matchesGlobs(One, Full) || matchesGlobs(One, Rule))
      Named = Positive;
  }
  return Named;
}

std::vector<std::string> selectRules(const Configuration &Config, const std::string &Globs) {
  std::vector<std::string> Out;
  for (const RuleInfo &Info : allRules()) {
    bool Enabled = Config.Level != Profile::Adopt || Info.InAdopt;
    if (auto It = Config.RuleEnabled.find(Info.Name); It != Config.RuleEnabled.end())
      Enabled = It->second;
    if (namesRule(Globs, Info.Name, Enabled))
      Out.push_back(Info.Name.str());
  }
  return Out;
}

unsigned jobCount(const UnitOptions &Options) {
  return Options.Jobs ? Options.Jobs : std::max(1u, std::thread::hardware_concurrency());
}

namespace {

/// Keeps every N-th job, from the I-th: "I/N" with 1 <= I <= N.
bool applyShard(const std::string &Shard, std::vector<UnitJob> &Jobs) {
  auto [First, Second] = StringRef(Shard).split('/');
  unsigned I = 0, N = 0;
  if (First.getAsInteger(10, I) || Second.getAsInteger(10, N) || I < 1 || I > N)
    return false;
  std::vector<UnitJob> Kept;
  for (size_t J = I - 1; J < Jobs.size(); J += N)
    Kept.push_back(std::move(Jobs[J]));
  Jobs = std::move(Kept);
  return true;
}

} // namespace

void tellRemarks(const UnitSelection &Selected, bool Quiet) {
  for (const UnitRemark &Remark : Selected.Remarks)
    if (Remark.Guess || !Quiet)
      std::fprintf(stderr, "conure: %s: %s\n", Remark.Guess ? "warning" : "note", Remark.Message.c_str());
}

int selectJobs(const UnitOptions &Options, const ToolContext &Context, JobList &Out) {
  UnitSelection Selected = findUnits({Options.Files, Options.Database, Options.Flags, true, {"clang++"}});
  if (!Selected.Error.empty()) {
    fail(BadUsage, Selected.Error);
    if (StringRef(Selected.Error).contains("compile"))
      std::fputs("  help: CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON; for make use 'bear -- make'\n",
                 stderr);
    return BadUsage;
  }
  if (Options.RequireDatabase && Selected.DatabaseFile.empty() && !Options.Flags) {
    fail(NoDatabase, "no compile database was found, so the files' flags are not known");
    std::fputs("  help: build with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, give -p DIR, or write a compile_flags.txt\n",
               stderr);
    return NoDatabase;
  }
  tellRemarks(Selected, Options.Quiet);
  FlagAdjuster Adjuster(Context.Tools);
  Adjuster.Before = Options.ExtraArgsBefore;
  Adjuster.After = Options.ExtraArgs;
  std::set<std::string> Dropped;
  for (size_t I = 0; I < Selected.Commands.size(); ++I) {
    const clang::tooling::CompileCommand &C = Selected.Commands[I];
    Out.Jobs.push_back(
        {C.Filename, absolutePath(C.Directory), Adjuster.adjust(C.CommandLine, &Dropped), Selected.HeadersOf[I]});
  }
  Out.Dropped.assign(Dropped.begin(), Dropped.end());
  Out.Problems = std::move(Selected.Problems);
  if (!Options.Shard.empty() && !applyShard(Options.Shard, Out.Jobs))
    return fail(BadUsage, "--shard takes I/N with 1 <= I <= N, not '" + Options.Shard + "'");
  return Clean;
}

std::vector<report::RuleDescription> describeRules() {
  auto LevelOf = [](Severity S) {
    return S == Severity::Error     ? report::Level::Error
           : S == Severity::Warning ? report::Level::Warning
                                    : report::Level::Note;
  };
  constexpr const char *Groups[] = {"processes", "unique values", "recover", "ownership", "isolation"};
  std::vector<report::RuleDescription> Out;
  for (const RuleInfo &I : allRules())
    Out.push_back({I.Name.str(), I.Summary.str(), Groups[int(I.Group)], I.Cwe.str(), I.Page.str(),
                   LevelOf(I.DefaultSeverity), I.InAdopt});
  return Out;
}

} // namespace conure
