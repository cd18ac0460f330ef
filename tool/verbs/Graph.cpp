//===- Graph.cpp - conure graph -------------------------------------------===//
#include "tool/engine/Pool.h"
#include "tool/engine/Subprocess.h"
#include "tool/engine/UnitGraph.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Selection.h"
#include "llvm/Support/Program.h"
#include <iostream>

namespace conure {

namespace {

/// \p Dot drawn by Graphviz. Returns an exit status; Clean with the picture in \p Svg.
int draw(const std::string &Dot, std::string &Svg) {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("dot");
  if (!Program)
    return fail(BadUsage, "'dot' was not found: install Debian's package graphviz, or take --format=dot");
  TemporaryDirectory Scratch;
  const std::string In = Scratch.path() + "/graph.dot";
  if (Scratch.path().empty() || !writeOutput(In, Dot))
    return fail(NotAnalysed, "cannot make a temporary file");
  ProgramResult R = captureProgram({*Program, "-Tsvg", In}, "", /*WithErrors=*/false);
  if (R.Interrupted)
    return fail(128 + R.Interrupted, "interrupted; nothing was written");
  if (!R.Error.empty() || R.Status != 0 || R.Output.empty())
    return fail(NotAnalysed, "'dot' could not draw the graph (status " + std::to_string(R.Status) + ")");
  Svg = std::move(R.Output);
  return Clean;
}

} // namespace

int runGraphVerb(const GraphOptions &Options, const ToolContext &Context) {
  JobList List;
  if (int Status = selectJobs(Options.Units, Context, List))
    return Status;
  Configuration Config;
  std::vector<std::function<std::string()>> Tasks;
  for (const UnitJob &Job : List.Jobs)
    Tasks.push_back([&] {
      UnitGraph Unit = graphOfUnit(Job, Config);
      return Unit.Error.empty() ? Unit.Graph.serialized() : "!" + Unit.Error;
    });

  ProcessGraph Graph;
  bool Failed = !List.Problems.empty();
  for (const report::Notification &N : List.Problems)
    std::cerr << "conure: error: " << N.Message << '\n';
  auto Take = [&](unsigned Index, TaskResult Result) {
    bool Parsed = Result.Completed && !Result.Output.starts_with('!');
    if (Parsed && Graph.mergeSerialized(Result.Output))
      return;
    Failed = true;
    std::string Why =
        !Result.Completed ? (Result.TimedOut ? "gave up" : "the analysis crashed") : Result.Output.substr(1);
    std::cerr << "conure: error: " << List.Jobs[Index].File << ": " << Why << '\n';
  };
  PoolOptions Pool{jobCount(Options.Units), Options.Units.Timeout, progressBar(Options.Units.Quiet)};
  if (int Signal = runTasks(Tasks, Pool, Take))
    return fail(128 + Signal, "interrupted; nothing was written");
  if (Failed)
    return NotAnalysed; // half a graph would look like a whole one
  if (Graph.empty() && !Options.Units.Quiet)
    std::cerr << "conure: there is no process class in these files\n";

  std::string Text = Graph.toDot();
  if (Options.Format == "svg")
    if (int Status = draw(Graph.toDot(), Text))
      return Status;
  return writeOutput(Options.Output, Text) ? Clean : NotAnalysed;
}

} // namespace conure
