//===- Launcher.cpp - conure c++ -------------------------------------------===//
//
// A compiler launcher: the unit is rewritten beside its object and the command
// runs on the rewritten tree. What compiles no C++ runs as it is.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/Subprocess.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/RewriteCommon.h"
#include "tool/verbs/Selection.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

namespace conure {

namespace {

struct Compilation {
  std::string Source, Object, Depfile;
  bool CompilesOne = false; ///< -c and one C++ source
  bool Links = true;
};

Compilation inspect(const std::vector<std::string> &Command) {
  Compilation C;
  unsigned Sources = 0;
  bool HasC = false, WritesDepfile = false;
  for (size_t I = 1; I < Command.size(); ++I) {
    llvm::StringRef Arg = Command[I];
    if (Arg == "-o" && I + 1 < Command.size())
      C.Object = Command[++I];
    else if (Arg == "-MF" && I + 1 < Command.size())
      C.Depfile = Command[++I];
    else if (Arg == "-MT" || Arg == "-MQ" || Arg == "-x" || Arg == "-include" || Arg == "-isystem" || Arg == "-I" ||
             Arg == "-D" || Arg == "-Xclang")
      ++I;
    else if (Arg == "-c")
      HasC = true;
    else if (Arg == "-MD" || Arg == "-MMD")
      WritesDepfile = true;
    else if (Arg == "-E" || Arg == "-S" || Arg == "-M" || Arg == "-MM" || Arg == "-fsyntax-only" ||
             Arg == "--version" || Arg == "-v" || Arg.starts_with("-print"))
      C.Links = false;
    else if (!Arg.starts_with("-") && isSource(Arg)) {
      ++Sources;
      C.Source = Arg.str();
    }
  }
  if (WritesDepfile && C.Depfile.empty()) {
    llvm::SmallString<128> Name(C.Object.empty() ? llvm::sys::path::filename(C.Source) : llvm::StringRef(C.Object));
    llvm::sys::path::replace_extension(Name, ".d");
    C.Depfile = std::string(Name);
  }
  C.CompilesOne = HasC && C.Links && Sources == 1;
  C.Links &= !HasC && Command.size() > 1;
  return C;
}

int execute(const std::vector<std::string> &Command, const std::string &Directory) {
  ProgramResult R = runProgram(Command, Directory);
  if (!R.Error.empty())
    return fail(127, "cannot run '" + Command[0] + "': " + R.Error);
  return R.Interrupted && R.Status ? 128 + R.Interrupted : R.Status; // some compilers end with 1 then
}

/// As compilers write a path into a depfile.
std::string makeText(const std::string &Path) {
  std::string Out;
  for (char C : Path) {
    if (C == ' ' || C == '#')
      Out += '\\';
    if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

/// The build must watch the user's files, not what was made of them.
int nameUserFiles(const std::string &Depfile, const std::string &Tree, const std::string &Root) {
  auto Text = llvm::MemoryBuffer::getFile(Depfile);
  if (!Text)
    return Clean; // the compiler wrote none
  std::string Mended = (*Text)->getBuffer().str();
  const std::string From = makeText(Tree) + "/", To = makeText(Root) + "/";
  for (size_t At = 0; (At = Mended.find(From, At)) != std::string::npos; At += To.size())
    Mended.replace(At, From.size(), To);
  return writeOutput(Depfile, Mended) ? Clean : NotAnalysed;
}

} // namespace

int runLauncherVerb(const LauncherOptions &Options, const ToolContext &Context) {
  if (Options.Command.empty())
    return fail(BadUsage, "conure c++ [options] [--] COMPILER ARGUMENTS...");
  Compilation C = inspect(Options.Command);
  if (!C.CompilesOne) {
    std::vector<std::string> Command = Options.Command;
    if (C.Links && !Context.Tools.RuntimeLibrary.empty())
      for (const std::string &Flag : Context.Tools.linkFlags())
        Command.push_back(Flag);
    return execute(Command, "");
  }
  const std::string Here = absolutePath("."), Source = absolutePath(C.Source);
  FlagAdjuster Adjuster(Context.Tools);
  rewrite::Options Rewriter = rewriterOptions(Options.Rewrite, Context, Adjuster);
  std::string Object = C.Object.empty() ? llvm::sys::path::stem(C.Source).str() + ".o" : C.Object;
  Rewriter.Out = absolutePath(Object + ".conure");
  Rewriter.KeepOutputs = true;
  Rewriter.Jobs = 1;
  std::optional<Index> Others;
  if (int Status = loadOthers(Options.Rewrite, Others))
    return Status;
  Rewriter.Others = Others ? &*Others : nullptr;
  int Signal = 0;
  rewrite::Result Tree =
      rewriteInterruptibly({clang::tooling::CompileCommand(Here, Source, Options.Command, Object)}, Rewriter, Signal);
  if (Signal)
    return fail(128 + Signal, "interrupted; nothing was compiled");
  if (int Status = showRewrite(Tree, Options.Rewrite))
    return Status;
  std::vector<std::string> Command = Tree.Commands.at(0).Arguments;
  if (C.Object.empty()) // the object's name follows the user's file, not the rewritten one
    Command.insert(Command.end(), {"-o", Object});
  int Status = execute(Command, Tree.Commands.at(0).Directory);
  if (Status == 0 && !C.Depfile.empty())
    return nameUserFiles(absolutePath(C.Depfile), Rewriter.Out, Tree.Root);
  return Status;
}

} // namespace conure
