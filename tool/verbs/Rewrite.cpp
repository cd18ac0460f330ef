//===- Rewrite.cpp - conure rewrite ---------------------------------------===//
#include "rewrite/IndexFacts.h"
#include "rewrite/Standard.h"
#include "tool/engine/Interrupts.h"
#include "tool/engine/Subprocess.h"
#include "tool/report/Format.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/RewriteCommon.h"
#include "tool/verbs/Selection.h"
#include <cstdio>
#include <cstdlib>
#include <map>
#include <unistd.h>

namespace conure {

namespace {

report::Place placeOf(const rewrite::Place &P) {
  if (P.File.empty())
    return {};
  return {P.File, P.Line, P.Column, {P.Line, P.Column, P.Line, P.Column, 0, 0}};
}

report::Level levelOf(Severity S) {
  return S == Severity::Error     ? report::Level::Error
         : S == Severity::Warning ? report::Level::Warning
                                  : report::Level::Note;
}

report::Finding findingOf(const rewrite::PlacedFinding &P) {
  report::Finding F;
  F.Rule = P.Rule;
  F.Severity = levelOf(P.Level);
  F.Message = P.Message;
  F.Where = placeOf(P.At);
  for (const rewrite::PlacedNote &N : P.Notes)
    F.Notes.push_back({N.Role == NoteRole::Help ? report::Role::Help : report::Role::Reason, placeOf(N.At), N.Message});
  return F;
}

std::string textOf(const std::vector<rewrite::PlacedFinding> &Findings) {
  report::Results All;
  for (const rewrite::PlacedFinding &P : Findings)
    All.Findings.push_back(findingOf(P));
  report::Sources Text;
  report::Invocation How{{}, absolutePath("."), CONURE_VERSION, "", 0};
  report::Report Shown{All, Text, {}, How};
  Shown.Summary = false;
  Shown.Color = isatty(STDERR_FILENO) && useColor("auto");
  return formatText(Shown);
}

} // namespace

std::vector<std::string> userCompiler() {
  const char *Cxx = std::getenv("CXX");
  std::vector<std::string> Words = splitCommand(Cxx ? Cxx : "");
  return Words.empty() ? std::vector<std::string>{"c++"} : Words;
}

int selectCommands(const UnitOptions &Options, const std::vector<std::string> &Compiler,
                   std::vector<clang::tooling::CompileCommand> &Out, bool Tell) {
  UnitSelection Selected = findUnits({Options.Files, Options.Database, Options.Flags, true, Compiler});
  if (!Selected.Error.empty())
    return fail(BadUsage, Selected.Error);
  for (const report::Notification &N : Selected.Problems)
    fail(NotAnalysed, N.Message);
  if (!Selected.Problems.empty())
    return NotAnalysed;
  if (Tell)
    tellRemarks(Selected, Options.Quiet);
  Out = std::move(Selected.Commands);
  for (clang::tooling::CompileCommand &C : Out)
    C.CommandLine.insert(C.CommandLine.end(), Options.ExtraArgs.begin(), Options.ExtraArgs.end());
  return Clean;
}

namespace {

/// What \p Compiler says of itself when no `-std=` is given.
unsigned ownStandard(const std::string &Compiler, int &Signal) {
  const ProgramResult Run = captureProgram({Compiler, "-x", "c++", "-E", "-dM", "/dev/null"}, "", false);
  Signal = Run.Interrupted;
  llvm::StringRef Macros(Run.Output);
  constexpr llvm::StringLiteral Name = "#define __cplusplus ";
  const size_t At = Macros.find(Name);
  unsigned Date = 0;
  if (Run.Status != 0 || At == llvm::StringRef::npos || Macros.substr(At + Name.size()).consumeInteger(10, Date))
    return 0;
  return Date <= 199711   ? 3
         : Date <= 201103 ? 11
         : Date <= 201402 ? 14
         : Date <= 201703 ? 17
         : Date <= 202002 ? 20
                          : 23;
}

} // namespace

rewrite::Options rewriterOptions(const RewriteOptions &Options, const ToolContext &Context,
                                 const FlagAdjuster &Adjuster) {
  rewrite::Options Out;
  Out.Root = Options.Root.empty() ? "" : absolutePath(Options.Root);
  Out.Out = Options.Out.empty() ? "" : absolutePath(Options.Out);
  Out.RuntimeInclude = Context.Tools.IncludeDir;
  Out.AdjustForParse = [&Adjuster](std::vector<std::string> Arguments) {
    return Adjuster.adjust(std::move(Arguments));
  };
  Out.Count = Options.Count == "none"      ? rewrite::CountPolicy::None
              : Options.Count == "project" ? rewrite::CountPolicy::Project
                                           : rewrite::CountPolicy::Annotated;
  Out.OnViolation =
      Options.OnViolation == "report" ? rewrite::ViolationPolicy::Report : rewrite::ViolationPolicy::Panic;
  Out.Elide = Options.Elide != "none";
  Out.ExplainElision = Options.ExplainElision;
  Out.Jobs = jobCount(Options.Units);
  return Out;
}

namespace {

void makeFilesAbsolute(Index &Of) {
  std::set<Index::Fact> Facts; // a launcher's directory may be another than the index's: it keeps the short name
  for (Index::Fact F : Of.Rewriting) {
    if (std::string *File = rewrite::fileOf(F); File && access(absolutePath(*File).c_str(), F_OK) == 0)
      *File = absolutePath(*File);
    Facts.insert(std::move(F));
  }
  Of.Rewriting = std::move(Facts);
}

} // namespace

int loadOthers(const RewriteOptions &Options, std::optional<Index> &Into) {
  if (Options.Index.empty())
    return Clean;
  std::string Error;
  Into = Index::load(Options.Index, Error);
  if (!Into)
    return fail(BadUsage, Error);
  makeFilesAbsolute(*Into);
  return Clean;
}

rewrite::Result rewriteInterruptibly(const std::vector<clang::tooling::CompileCommand> &Units, rewrite::Options Options,
                                     int &Signal, std::function<void()> CleanUp) {
  // Asked before the guard is there: a signal is for the compiler, too, while it runs.
  std::map<std::string, unsigned> Standards;
  auto Compiler = [](const std::vector<std::string> &Command) {
    const size_t At = launcherWords(Command);
    return At < Command.size() ? Command[At] : "";
  };
  for (const clang::tooling::CompileCommand &C : Units)
    if (rewrite::namedStandard(C.CommandLine) == 0)
      if (auto [It, New] = Standards.try_emplace(Compiler(C.CommandLine), 0); New && !It->first.empty())
        if (It->second = ownStandard(It->first, Signal); Signal) {
          rewrite::Result Stopped;
          Stopped.Error = "interrupted";
          return Stopped;
        }
  Options.OwnStandard = [&](const std::vector<std::string> &Command) { return Standards[Compiler(Command)]; };
  Interruptible Guard(std::move(CleanUp));
  Options.MayWrite = [&Guard] { return Guard.mayWrite(); };
  rewrite::Result Result = rewriteTree(Units, Options);
  Signal = Guard.signal();
  return Result;
}

int showRewrite(const rewrite::Result &Result, const RewriteOptions &Options) {
  for (const rewrite::FailedUnit &U : Result.Failed)
    std::fputs(U.Diagnostics.c_str(), stderr);
  if (!Options.Units.Quiet)
    std::fputs(textOf(Result.Findings).c_str(), stderr);
  std::fputs(textOf(Result.Elisions).c_str(), stderr);
  if (!Result.Error.empty())
    return fail(NotAnalysed, Result.Error);
  for (const rewrite::FailedUnit &U : Result.Failed)
    fail(NotAnalysed, "'" + U.File + "' could not be parsed");
  return Result.ok() ? Clean : NotAnalysed;
}

int runRewriteVerb(const RewriteOptions &Options, const ToolContext &Context) {
  if (Options.Out.empty())
    return fail(BadUsage, "say where the rewritten tree goes: --out DIR");
  std::vector<clang::tooling::CompileCommand> Units;
  if (int Status = selectCommands(Options.Units, userCompiler(), Units, /*Tell=*/true))
    return Status;
  FlagAdjuster Adjuster(Context.Tools);
  Adjuster.Before = Options.Units.ExtraArgsBefore;
  rewrite::Options Rewriter = rewriterOptions(Options, Context, Adjuster);
  std::optional<Index> Others;
  if (int Status = loadOthers(Options, Others))
    return Status;
  if (std::string Stale = Others ? staleIndexText(Options.Index, *Others) : ""; !Stale.empty())
    std::fputs(("conure: warning: " + Stale + "\n").c_str(), stderr);
  // What one unit drops decides which counts another can do without. Files that are named may be a part of a program.
  const bool AllUnits = Options.Units.Files.empty() && Units.size() > 1;
  if (!Others && AllUnits && !Options.NoIndex && Rewriter.Elide && Rewriter.Count != rewrite::CountPolicy::None) {
    if (int Status = indexInMemory(Options, Context, Others))
      return Status;
    if (Others)
      makeFilesAbsolute(*Others);
  }
  Rewriter.Others = Others ? &*Others : nullptr;
  int Signal = 0;
  rewrite::Result Result = rewriteInterruptibly(Units, std::move(Rewriter), Signal);
  if (Signal)
    return fail(128 + Signal,
                Result.ok() ? "interrupted when the tree was written" : "interrupted; what was there before is there");
  if (int Status = showRewrite(Result, Options))
    return Status;
  if (Options.Units.Quiet)
    return Clean;
  const rewrite::Statistics &S = Result.Stats;
  char Line[256];
  std::snprintf(
      Line, sizeof Line,
      "conure: %u units, %u files, %u edits: %u messages, %u preemption points; borrows: %u counted, %u elided, "
      "%u uninstrumented\n",
      S.Units, S.Files, S.Edits, S.Messages, S.Preemptions, S.Counted, S.Elided, S.Uninstrumented);
  std::string Text = Line;
  if (S.LeftAlone)
    Text.insert(Text.size() - 1, "; " + std::to_string(S.LeftAlone) + " classes left alone");
  return writeOutput("", Text) ? Clean : NotAnalysed;
}

} // namespace conure
