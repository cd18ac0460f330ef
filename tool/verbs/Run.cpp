//===- Run.cpp - conure run -----------------------------------------------===//
//
// check → rewrite → compile → link → run, in a directory that goes afterwards.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/Pool.h"
#include "tool/engine/Subprocess.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/RewriteCommon.h"
#include "tool/verbs/Selection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include <cstdio>
#include <unistd.h>

namespace conure {

namespace {

using clang::tooling::CompileCommand;

class RunVerb {
public:
  RunVerb(const RunOptions &Options, const ToolContext &Context) : Options(Options), Context(Context) {}

  int run() {
    if (Context.Tools.IncludeDir.empty() || Context.Tools.RuntimeLibrary.empty())
      return fail(BadUsage, "Conure's headers or libconure_runtime.a are not where this binary expects them; "
                            "'conure doctor' tells where it looks");
    if (Scratch.path().empty())
      return fail(NotAnalysed, "cannot make a temporary directory");
    if (int Status = unlessInterrupted(check()))
      return stopped("check", Status);
    rewrite::Result Tree;
    if (int Status = unlessInterrupted(rewrite(Tree)))
      return stopped("rewrite", Status);
    std::vector<std::string> Objects;
    if (int Status = unlessInterrupted(compile(Tree.Commands, Objects)))
      return stopped("compile", Status);
    std::string Program = Options.Keep.empty() ? Scratch.path() + "/program" : absolutePath(Options.Keep);
    if (int Status = unlessInterrupted(link(Objects, Program)))
      return stopped("link", Status);
    return execute(Program);
  }

private:
  const RunOptions &Options;
  const ToolContext &Context;
  TemporaryDirectory Scratch;
  const std::vector<std::string> Compiler = userCompiler();

  /// \p Status, or that of a signal that came meanwhile.
  int unlessInterrupted(int Status) const {
    const int Signal = Scratch.interrupted().Signal;
    return Signal ? 128 + Signal : Status;
  }

  int stopped(const char *Step, int Status) const {
    std::fprintf(stderr, "conure: stopped at step '%s'; nothing was run\n", Step);
    return Status;
  }

  void announce(const char *Step) const {
    if (!Options.Rewrite.Units.Quiet && isatty(STDERR_FILENO))
      std::fprintf(stderr, "\r\x1b[K[conure] %s%s", Step, *Step ? " …" : "");
  }

  int check() const {
    if (Options.NoCheck)
      return Clean;
    announce("check");
    CheckOptions Check = Options.Check;
    Check.Units = Options.Rewrite.Units;
    Check.ToStderr = Check.Units.Quiet = true; // stdout is the program's
    int Status = runCheckVerb(Check, Context);
    return Status;
  }

  int rewrite(rewrite::Result &Tree) const {
    announce("rewrite");
    std::vector<CompileCommand> Units;
    if (int Status = selectCommands(Options.Rewrite.Units, Compiler, Units, /*Tell=*/Options.NoCheck))
      return Status;
    FlagAdjuster Adjuster(Context.Tools);
    rewrite::Options Rewriter = rewriterOptions(Options.Rewrite, Context, Adjuster);
    Rewriter.Out = Scratch.path() + "/tree";
    std::optional<Index> Others;
    if (int Status = loadOthers(Options.Rewrite, Others))
      return Status;
    Rewriter.Others = Others ? &*Others : nullptr;
    int Signal = 0;
    Tree = rewriteInterruptibly(Units, Rewriter, Signal, [this] { llvm::sys::fs::remove_directories(Scratch.path()); });
    if (Signal)
      return 128 + Signal;
    announce("");
    return showRewrite(Tree, Options.Rewrite);
  }

  /// The compiler's command for one unit, with debug information so that panics name places.
  static std::vector<std::string> compileCommand(const rewrite::TreeCommand &C, const std::string &Object) {
    std::vector<std::string> Command;
    bool HasDebug = false;
    for (size_t I = 0; I < C.Arguments.size(); ++I) {
      if (C.Arguments[I] == "-o") {
        ++I;
        continue;
      }
      HasDebug |= llvm::StringRef(C.Arguments[I]).starts_with("-g");
      Command.push_back(C.Arguments[I]);
    }
    if (!HasDebug)
      Command.insert(Command.begin() + 1, "-g");
    Command.insert(Command.end(), {"-o", Object});
    return Command;
  }

  int compile(const std::vector<rewrite::TreeCommand> &Commands, std::vector<std::string> &Objects) const {
    announce("compile");
    std::vector<std::function<std::string()>> Tasks;
    for (size_t I = 0; I < Commands.size(); ++I) {
      Objects.push_back(Scratch.path() + "/" + std::to_string(I) + ".o");
      Tasks.push_back([&Commands, I, Object = Objects.back()] {
        ProgramResult R = captureProgram(compileCommand(Commands[I], Object), Commands[I].Directory, true);
        std::string Said =
            R.Error.empty() ? R.Output : "cannot run '" + Commands[I].Arguments[0] + "': " + R.Error + "\n";
        return std::to_string(R.Status) + "\n" + Said;
      });
    }
    std::vector<std::string> Said(Tasks.size());
    int Status = Clean;
    int Signal = runTasks(Tasks, {jobCount(Options.Rewrite.Units), 0, {}}, [&](unsigned I, TaskResult R) {
      auto [Code, Text] = llvm::StringRef(R.Output).split('\n');
      Said[I] = Text.str();
      if (!R.Completed || Code != "0")
        Status = NotAnalysed;
    });
    announce("");
    for (const std::string &Text : Said)
      std::fputs(Text.c_str(), stderr);
    return Signal ? 128 + Signal : Status;
  }

  int link(const std::vector<std::string> &Objects, const std::string &Program) const {
    announce("link");
    std::vector<std::string> Command = Compiler;
    Command.insert(Command.end(), Objects.begin(), Objects.end());
    Command.insert(Command.end(), {"-o", Program});
    Command.insert(Command.end(), Options.LinkArguments.begin(), Options.LinkArguments.end());
    for (const std::string &Flag : Context.Tools.linkFlags())
      Command.push_back(Flag);
    ProgramResult R = captureProgram(Command, "", true);
    announce("");
    std::fputs(R.Output.c_str(), stderr);
    if (!R.Error.empty())
      return fail(NotAnalysed, "cannot run '" + Command[0] + "': " + R.Error);
    return R.Interrupted ? 128 + R.Interrupted : R.Status == 0 ? Clean : NotAnalysed;
  }

  int execute(const std::string &Program) const {
    std::vector<std::string> Command{Program};
    Command.insert(Command.end(), Options.ProgramArguments.begin(), Options.ProgramArguments.end());
    ProgramResult R = runProgram(Command);
    if (!R.Error.empty())
      return fail(NotAnalysed, "cannot run '" + Program + "': " + R.Error);
    return R.Status;
  }
};

} // namespace

int runRunVerb(const RunOptions &Options, const ToolContext &Context) { return RunVerb(Options, Context).run(); }

} // namespace conure
