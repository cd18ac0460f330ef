//===- CommandLine.cpp ----------------------------------------------------===//
//
// llvm::cl is global across all that is linked in, so the options are CLI11's.
// What follows `--` is cut off first: compiler flags, or the program's arguments.
//
//===----------------------------------------------------------------------===//
#include "tool/cli/CommandLine.h"
#include "tool/cli/Manual.h"
#include "tool/report/Format.h"
#include "tool/verbs/Verbs.h"
#include "clang/Basic/Version.h"
#include <CLI/CLI.hpp>
#include <iostream>

namespace conure {

namespace {

const std::vector<std::string> Levels{"error", "warning", "note", "never"};

std::vector<std::string> formatNames() {
  std::vector<std::string> Names;
  for (const report::Format &F : report::formats())
    Names.push_back(F.Name);
  return Names;
}

/// Everything the command line can say, and the verb it chose.
class CommandLine {
public:
  CommandLine() : App("Inko's memory and concurrency model for annotated C++20", "conure") {
    App.require_subcommand(1);
    App.set_version_flag("--version", std::string("conure " CONURE_VERSION " (Clang " CLANG_VERSION_STRING ")"));
    App.footer("Exit status: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration, 3 some file could "
               "not be analysed, 4 no compile database although one was asked for.");
    App.failure_message(CLI::FailureMessage::simple);
    addCheck();
    addRewrite();
    addRun();
    addExplain();
    addReport();
    addGraph();
    addLauncher();
    addFileVerbs();
    addIndex();
    CLI::App &V =
        *App.add_subcommand("doctor", "Say what is found of Conure, Clang and the project, and what is wrong");
    V.add_option("-p", Doctor.Database, "Compile database to look at")->type_name("DIR");
    CLI::App &Shell = *App.add_subcommand("completion", "Write a completion script for a shell");
    Shell.add_option("SHELL", CompletionShell, "bash, zsh or fish")
        ->check(CLI::IsMember(std::vector<std::string>{"bash", "zsh", "fish"}))
        ->required();
    App.add_subcommand("man", "Write the manual page");
  }

  int run(int Argc, char **Argv) {
    ToolContext Context{findToolchain(Argv[0]), {Argv, Argv + Argc}};
    int Cut = 1;
    while (Cut < Argc && std::string_view(Argv[Cut]) != "--")
      ++Cut;
    std::optional<std::vector<std::string>> Rest;
    if (Cut < Argc)
      Rest.emplace(Argv + Cut + 1, Argv + Argc);
    try {
      App.parse(Cut, Argv);
    } catch (const CLI::ParseError &E) {
      return App.exit(E) == 0 ? Clean : BadUsage;
    }
    return dispatch(Context, std::move(Rest));
  }

private:
  CLI::App App;
  CheckOptions Check;
  RewriteOptions Rewrite;
  RunOptions Run;
  ExplainOptions Explain;
  ReportOptions Report;
  GraphOptions Graph;
  LauncherOptions Launcher;
  DoctorOptions Doctor;
  IndexOptions Index;
  MergeOptions Merge;
  BaselineOptions Baseline;
  std::string CompletionShell;

  void addUnits(CLI::App &Verb, UnitOptions &U) {
    Verb.add_option("FILE", U.Files, "Sources, or headers (checked through a source that includes them)");
    Verb.add_option("-p", U.Database, "Compile database: compile_commands.json or the directory that holds it")
        ->type_name("DIR");
    Verb.add_option("-j,--jobs", U.Jobs, "Units analysed at once, each in a process of its own (default: the cores)")
        ->type_name("N");
    Verb.add_option("--extra-arg", U.ExtraArgs, "Compiler flag added at the end of each command")
        ->type_name("FLAG")
        ->allow_extra_args(false);
    Verb.add_option("--extra-arg-before", U.ExtraArgsBefore, "Compiler flag added at the start of each command")
        ->type_name("FLAG")
        ->allow_extra_args(false);
    Verb.add_option("--timeout", U.Timeout, "Give a unit up after so many seconds; 0: never (default: 600)")
        ->type_name("SECONDS");
    Verb.add_flag("--quiet", U.Quiet, "No progress, no summary, no notes about trusted code");
  }

  void addCheck() {
    CLI::App &V = *App.add_subcommand("check", "Check annotated C++ and report what breaks a rule");
    V.footer("conure check [options] FILE... [-- compiler flags]\nconure check [options] -p DIR [FILE...]");
    addUnits(V, Check.Units);
    V.add_flag("--require-database", Check.Units.RequireDatabase,
               "Exit with status 4 if no compile database is found, instead of using default flags");
    V.add_option("--shard", Check.Units.Shard, "Check only every N-th unit, from the I-th")->type_name("I/N");
    V.add_option("--checks", Check.Checks, "Globs of rules to run; '-' in front takes away")->type_name("GLOBS");
    V.add_option("--warnings-as-errors", Check.WarningsAsErrors, "Globs of rules whose warnings are errors")
        ->type_name("GLOBS");
    V.add_option("--header-filter", Check.HeaderFilter, "Report only in headers whose path matches")
        ->type_name("REGEX");
    V.add_option("--exclude-header-filter", Check.ExcludeHeaderFilter, "Report nothing in headers whose path matches")
        ->type_name("REGEX");
    V.add_option("--line-filter", Check.LineFilter,
                 "Report only on these lines: [{\"name\":\"a.cpp\",\"lines\":[[1,9]]}]")
        ->type_name("JSON");
    V.add_option("--config-file", Check.ConfigFile, "Configuration (default: the nearest .conure.yaml)")
        ->type_name("FILE");
    V.add_option("--profile", Check.Profile, "adopt, default or strict")
        ->check(CLI::IsMember(std::vector<std::string>{"adopt", "default", "strict"}));
    V.add_option("--fail-on", Check.FailOn, "Least severity that gives exit status 1 (default: error)")
        ->check(CLI::IsMember(Levels));
    V.add_option("--index", Check.Index, "Summaries of other units, made by 'conure index'")->type_name("FILE");
    V.add_option("--format", Check.Format, "Form of the output")->check(CLI::IsMember(formatNames()));
    V.add_option("-o,--output", Check.Output, "Where the output goes (default: stdout)")->type_name("FILE");
    V.add_option("--sarif", Check.Sarif, "Write SARIF as well")->type_name("FILE");
    V.add_option("--category", Check.Category, "automationDetails.id of SARIF, to tell several runs apart");
    V.add_option("--use-color", Check.Color, "auto, always or never")
        ->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}));
    V.add_option("--diff", Check.Diff, "Report only on lines changed since a revision of git")->type_name("REV");
    V.add_option("--baseline", Check.Baseline, "Report only what this SARIF log has not")->type_name("FILE");
    V.add_option("--cache", Check.Cache, "Keep results there and use those of units that did not change")
        ->type_name("DIR");
    V.add_option("--depfile", Check.Depfile, "Write what was read, as a rule of make")->type_name("FILE");
    V.add_flag("--fix", Check.Fix, "Apply the fixes that are certain");
    V.add_option("--export-fixes", Check.ExportFixes, "Write the fixes for clang-apply-replacements")
        ->type_name("FILE");
    V.add_flag("--list-checks", Check.ListChecks, "List the rules that would run");
    V.add_flag("--verify-config", Check.VerifyConfig, "Read the configuration, report mistakes in it, and stop");
    V.add_flag("--unused-nolint", Check.UnusedNolint, "Report NOLINT comments for conure rules that hide nothing");
    V.add_flag("--timing", Check.Timing, "Show the time each rule took on stderr");
  }

  void addPolicies(CLI::App &V, RewriteOptions &R) {
    V.add_option("--root", R.Root, "Only files below are rewritten (default: what holds all units)")->type_name("DIR");
    V.add_option("--count", R.Count, "Which classes carry a borrow count: annotated, project or none")
        ->check(CLI::IsMember(std::vector<std::string>{"annotated", "project", "none"}));
    V.add_option("--on-violation", R.OnViolation, "When a borrowed value goes: panic or report")
        ->check(CLI::IsMember(std::vector<std::string>{"panic", "report"}));
    V.add_option("--elide", R.Elide, "Leave out counts that cannot matter: safe or none")
        ->check(CLI::IsMember(std::vector<std::string>{"safe", "none"}));
    V.add_option("--index", R.Index, "What the project's other units are like, made by 'conure index'")
        ->type_name("FILE");
    V.add_flag("--explain-elision", R.ExplainElision, "Say of each borrow why it is counted or not");
  }

  void addRewrite() {
    CLI::App &V = *App.add_subcommand("rewrite", "Write a tree in which messages, counts and preemption are plain C++");
    V.footer(
        "conure rewrite --out DIR [options] FILE... [-- compiler flags]\nconure rewrite --out DIR [options] -p DIR");
    addUnits(V, Rewrite.Units);
    V.add_option("--out", Rewrite.Out, "The tree; replaced as a whole")->type_name("DIR")->required();
    addPolicies(V, Rewrite);
    V.add_flag("--no-index", Rewrite.NoIndex,
               "Do not look first at what all units drop: a call into another unit may then drop anything");
  }

  void addRun() {
    CLI::App &V = *App.add_subcommand("run", "Check, rewrite, compile ($CXX, else c++), link and run a program");
    V.footer("conure run [options] FILE... [-- program arguments]\nThe status is the program's.");
    addUnits(V, Run.Rewrite.Units);
    addPolicies(V, Run.Rewrite);
    V.add_flag("--no-check", Run.NoCheck, "Run it whatever the rules say");
    V.add_option("-o", Run.Keep, "Leave the program there")->type_name("FILE");
    V.add_option("--link-arg", Run.LinkArguments, "Argument for the linker's command")
        ->type_name("ARG")
        ->allow_extra_args(false);
  }

  void addExplain() {
    CLI::App &V = *App.add_subcommand("explain", "Tell about a rule: what, why, how to mend it");
    V.add_option("RULE", Explain.Rule, "Its name, with or without 'conure-'; without one: a list of all");
  }

  void addReport() {
    CLI::App &V = *App.add_subcommand("report", "Make a page to read from SARIF files");
    V.add_option("SARIF", Report.Files, "Results of 'conure check --format=sarif', or of any other tool")->required();
    V.add_option("--html", Report.Html, "The page, one file that needs no other")->type_name("FILE")->required();
    V.add_option("--source-root", Report.SourceRoot,
                 "What relative paths in the SARIF files are relative to (default: .)")
        ->type_name("DIR");
    V.add_option("--graph", Report.Graph, "A picture made by 'conure graph --format=svg', to show in the page")
        ->type_name("SVG");
  }

  void addGraph() {
    CLI::App &V = *App.add_subcommand("graph", "Draw the processes, the messages between them and what crosses");
    V.footer("conure graph [options] FILE... [-- compiler flags]\nconure graph [options] -p DIR [FILE...]");
    addUnits(V, Graph.Units);
    V.add_option("-o,--output", Graph.Output, "Where the graph goes (default: stdout)")->type_name("FILE");
    V.add_option("--format", Graph.Format, "dot, or svg (drawn by Graphviz)")
        ->check(CLI::IsMember(std::vector<std::string>{"dot", "svg"}));
  }

  void addLauncher() {
    CLI::App &V = *App.add_subcommand("c++", "Run a compiler's command on the rewritten source (a compiler launcher)");
    V.prefix_command();
    addPolicies(V, Launcher.Rewrite);
    V.add_flag("--quiet", Launcher.Rewrite.Units.Quiet, "No remarks on what cannot be instrumented");
    V.add_option("--precompiled", Launcher.Precompiled,
                 "Precompile the headers that every rewritten unit includes, and keep them there")
        ->type_name("DIR");
  }

  void addFileVerbs() {
    CLI::App &M = *App.add_subcommand("merge", "Join SARIF logs, or indexes");
    M.add_option("FILE", Merge.Files, "What is joined; the order does not matter")->required();
    M.add_option("-o,--output", Merge.Output, "Where it goes (default: stdout)")->type_name("FILE");
    CLI::App &B = *App.add_subcommand("baseline", "Make a baseline of a SARIF log, small enough to keep in a project");
    B.add_option("FILE", Baseline.Input, "Written by conure check --format=sarif")->required();
    B.add_option("-o,--output", Baseline.Output, "Where it goes (default: conure-baseline.sarif)")->type_name("FILE");
  }

  void addIndex() {
    CLI::App &I = *App.add_subcommand("index", "Summarise units, so that each can be checked knowing the others");
    addUnits(I, Index.Units);
    I.add_option("--shard", Index.Units.Shard, "Summarise only every N-th unit, from the I-th")->type_name("I/N");
    I.add_option("-o,--output", Index.Output, "Where it goes (default: conure-index.json)")->type_name("FILE");
    I.add_option("--root", Index.Root, "Headers below are the project's, by -isystem, too (default: here)")
        ->type_name("DIR");
  }

  int dispatch(const ToolContext &Context, std::optional<std::vector<std::string>> Rest) {
    if (App.got_subcommand("check")) {
      Check.Units.Flags = std::move(Rest);
      return runCheckVerb(Check, Context);
    }
    if (App.got_subcommand("rewrite")) {
      Rewrite.Units.Flags = std::move(Rest);
      return runRewriteVerb(Rewrite, Context);
    }
    if (App.got_subcommand("run")) {
      Run.ProgramArguments = Rest.value_or(std::vector<std::string>());
      return runRunVerb(Run, Context);
    }
    if (App.got_subcommand("report"))
      return runReportVerb(Report, Context);
    if (App.got_subcommand("graph")) {
      Graph.Units.Flags = std::move(Rest);
      return runGraphVerb(Graph, Context);
    }
    if (CLI::App *V = App.get_subcommand("c++"); V->parsed()) {
      Launcher.Command = V->remaining();
      if (Rest)
        Launcher.Command.insert(Launcher.Command.end(), Rest->begin(), Rest->end());
      return runLauncherVerb(Launcher, Context);
    }
    if (App.got_subcommand("index")) {
      Index.Units.Flags = std::move(Rest);
      return runIndexVerb(Index, Context);
    }
    return dispatchRest(Context);
  }

  int dispatchRest(const ToolContext &Context) {
    if (App.got_subcommand("merge"))
      return runMergeVerb(Merge, Context);
    if (App.got_subcommand("baseline"))
      return runBaselineVerb(Baseline, Context);
    if (App.got_subcommand("doctor"))
      return runDoctorVerb(Doctor, Context);
    if (App.got_subcommand("completion")) {
      std::cout << completionScript(App, CompletionShell);
      return Clean;
    }
    if (App.got_subcommand("man")) {
      std::cout << manualPage(App);
      return Clean;
    }
    return runExplainVerb(Explain, Context);
  }
};

} // namespace

int runCommandLine(int Argc, char **Argv) { return CommandLine().run(Argc, Argv); }

} // namespace conure
