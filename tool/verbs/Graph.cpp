//===- Graph.cpp - conure graph -------------------------------------------===//
#include "tool/engine/Pool.h"
#include "tool/engine/UnitGraph.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Selection.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <iostream>

namespace conure {

namespace {

/// \p Dot drawn by Graphviz. Returns an exit status; Clean with the picture in \p Svg.
int draw(const std::string &Dot, std::string &Svg) {
  llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("dot");
  if (!Program)
    return fail(BadUsage, "'dot' was not found: install Debian's package graphviz, or take --format=dot");
  llvm::SmallString<128> In, Out;
  int Descriptor;
  if (llvm::sys::fs::createTemporaryFile("conure", "dot", Descriptor, In) ||
      llvm::sys::fs::createTemporaryFile("conure", "svg", Out))
    return fail(NotAnalysed, "cannot make a temporary file");
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << Dot;
  int Status = llvm::sys::ExecuteAndWait(*Program, {*Program, "-Tsvg", "-o", Out, In}, std::nullopt, {}, 60);
  auto Picture = llvm::MemoryBuffer::getFile(Out);
  if (Status == 0 && Picture)
    Svg = (*Picture)->getBuffer().str();
  llvm::sys::fs::remove(In);
  llvm::sys::fs::remove(Out);
  return Svg.empty() ? fail(NotAnalysed, "'dot' could not draw the graph (status " + std::to_string(Status) + ")")
                     : int(Clean);
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
