//===- Launcher.cpp - conure c++ -------------------------------------------===//
//
// A compiler launcher: the unit is rewritten beside its object and the command
// runs on the rewritten tree. What compiles no C++ runs as it is.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/PrecompiledHeaders.h"
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
  bool NamesLibraries = false; ///< the depfile is to name the system's headers, too
  std::vector<std::string> Sources;
  bool CompilesOne = false;  ///< -c and one C++ source
  bool CompilesMany = false; ///< several sources, or one that is linked by the same command
  bool Links = true;
};

/// Options of compiling, beside those looked at below, whose value is the next argument.
bool takesValue(llvm::StringRef Arg) {
  for (llvm::StringRef One :
       {"-MT", "-MQ", "-MF", "-include", "-imacros", "-isystem", "-iquote", "-idirafter", "-isysroot", "-I", "-D", "-U",
        "-Xclang", "-Xpreprocessor", "-Xassembler", "-arch", "-target", "-aux-info", "--param"})
    if (Arg == One)
      return true;
  return false;
}

Compilation inspect(const std::vector<std::string> &Command) {
  Compilation C;
  bool HasC = false, WritesDepfile = false, NamesLanguage = false;
  for (size_t I = 1; I < Command.size(); ++I) {
    llvm::StringRef Arg = Command[I];
    if (Arg == "-o" && I + 1 < Command.size())
      C.Object = Command[++I];
    else if (Arg == "-MF" && I + 1 < Command.size())
      C.Depfile = Command[++I];
    else if (Arg == "-x" || (Arg.starts_with("-x") && Arg.size() > 2)) {
      NamesLanguage = true; // holds for what follows, objects too
      I += Arg == "-x";
    } else if (takesValue(Arg))
      ++I;
    else if (Arg == "-c")
      HasC = true;
    else if (Arg == "-MD" || Arg == "-MMD") {
      WritesDepfile = true;
      C.NamesLibraries = Arg == "-MD";
    } else if (Arg == "-E" || Arg == "-S" || Arg == "-M" || Arg == "-MM" || Arg == "-fsyntax-only" ||
               Arg == "--version" || Arg == "-v" || Arg.starts_with("-print"))
      C.Links = false;
    else if (!Arg.starts_with("-") && isSource(Arg)) {
      C.Source = Arg.str();
      C.Sources.push_back(C.Source);
    }
  }
  if (WritesDepfile && C.Depfile.empty()) {
    llvm::SmallString<128> Name(C.Object.empty() ? llvm::sys::path::filename(C.Source) : llvm::StringRef(C.Object));
    llvm::sys::path::replace_extension(Name, ".d");
    C.Depfile = std::string(Name);
  }
  C.CompilesOne = HasC && C.Links && C.Sources.size() == 1;
  C.CompilesMany = !C.CompilesOne && C.Links && !C.Sources.empty() && !NamesLanguage && (!HasC || C.Object.empty());
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

void replaceAll(std::string &Text, const std::string &From, const std::string &To) {
  for (size_t At = 0; (At = Text.find(From, At)) != std::string::npos; At += To.size())
    Text.replace(At, From.size(), To);
}

/// The build must watch the user's files, not what was made of them, nor what is precompiled but what that is made of.
int nameUserFiles(const Compilation &C, const std::string &Tree, const std::string &Root,
                  const PrecompiledHeaders &Headers, const std::string &OwnHeaders) {
  const std::string Depfile = absolutePath(C.Depfile);
  auto Text = llvm::MemoryBuffer::getFile(Depfile);
  if (!Text)
    return Clean; // the compiler wrote none
  std::string Mended = (*Text)->getBuffer().str();
  replaceAll(Mended, makeText(Tree) + "/", makeText(Root) + "/");
  if (const std::string &Header = Headers.headerForCompiler(); !Header.empty()) {
    for (const char *Suffix : {".gch", ""})
      replaceAll(Mended, makeText(Header + Suffix), makeText(OwnHeaders + "/conure/rt.h"));
    std::string More;
    for (const std::string &File : Headers.inputsForCompiler())
      if (C.NamesLibraries || llvm::StringRef(File).contains("/conure/"))
        More += " " + makeText(File);
    if (size_t Colon = Mended.find(": "); Colon != std::string::npos)
      Mended.insert(Colon + 1, More);
  }
  return writeOutput(Depfile, Mended) ? Clean : NotAnalysed;
}

/// The command that compiles \p Source alone: nothing of linking, no other input, no name of the output.
std::vector<std::string> compileOnly(const std::vector<std::string> &Command, const std::string &Source) {
  const size_t First = launcherWords(Command) + 1;
  std::vector<std::string> Out(Command.begin(), Command.begin() + First);
  Out.insert(Out.end(), {"-c", Source});
  for (size_t I = First; I < Command.size(); ++I) {
    llvm::StringRef Arg = Command[I];
    if (Arg == "-o" || Arg == "-L" || Arg == "-l" || Arg == "-Xlinker" || Arg == "-T" || Arg == "-u")
      ++I;
    else if (takesValue(Arg) && I + 1 < Command.size()) {
      Out.insert(Out.end(), {Command[I], Command[I + 1]});
      ++I;
    } else if (Arg.starts_with("-") && Arg != "-c" && !Arg.starts_with("-l") && !Arg.starts_with("-L") &&
               !Arg.starts_with("-Wl,") && Arg != "-s" && Arg != "-shared" && Arg != "-static" && Arg != "-rdynamic")
      Out.push_back(Command[I]);
  }
  return Out;
}

/// One command that compiles several sources, or compiles and links: each unit by itself, as a build tool has it done,
/// and then the rest.
int compileEach(const Compilation &C, const LauncherOptions &Options, const ToolContext &Context) {
  TemporaryDirectory Objects;
  std::vector<std::string> Rest = Options.Command;
  for (size_t I = 0; I < C.Sources.size(); ++I) {
    LauncherOptions One = Options;
    One.Command = compileOnly(Options.Command, C.Sources[I]);
    if (C.Links) {
      const std::string Object =
          Objects.path() + "/" + std::to_string(I) + "-" + llvm::sys::path::stem(C.Sources[I]).str() + ".o";
      One.Command.insert(One.Command.end(), {"-o", Object});
      std::replace(Rest.begin(), Rest.end(), C.Sources[I], Object);
    }
    if (int Status = runLauncherVerb(One, Context))
      return Status;
  }
  if (!C.Links)
    return Clean;
  LauncherOptions Link = Options;
  Link.Command = std::move(Rest);
  return runLauncherVerb(Link, Context);
}

} // namespace

int runLauncherVerb(const LauncherOptions &Options, const ToolContext &Context) {
  if (Options.Command.empty())
    return fail(BadUsage, "conure c++ [options] [--] COMPILER ARGUMENTS...");
  Compilation C = inspect(Options.Command);
  if (C.CompilesMany)
    return compileEach(C, Options, Context);
  if (!C.CompilesOne) {
    if (C.Links && !C.Sources.empty()) { // -x would hold for the runtime's library, too
      std::fprintf(stderr,
                   "conure: warning: '%s' is compiled as it is, and runs serially: compile it by a command with -c\n",
                   C.Source.c_str());
      return execute(Options.Command, "");
    }
    std::vector<std::string> Command = Options.Command;
    if (C.Links && !Context.Tools.RuntimeLibrary.empty())
      for (const std::string &Flag : Context.Tools.linkFlags())
        Command.push_back(Flag);
    return execute(Command, "");
  }
  const std::string Here = absolutePath("."), Source = absolutePath(C.Source);
  FlagAdjuster Adjuster(Context.Tools);
  rewrite::Options Rewriter = rewriterOptions(Options.Rewrite, Context, Adjuster);
  PrecompiledHeaders Headers(Options.Precompiled.empty() ? "" : absolutePath(Options.Precompiled), Context.Tools);
  const bool Precompiles = !Options.Precompiled.empty();
  const auto Plain = Rewriter.AdjustForParse;
  if (Precompiles)
    Rewriter.AdjustForParse = [&](std::vector<std::string> Arguments) {
      return Headers.forParse(Adjuster.adjust(std::move(Arguments)), Here);
    };
  std::string Object = C.Object.empty() ? llvm::sys::path::stem(C.Source).str() + ".o" : C.Object;
  Rewriter.Out = absolutePath(Object + ".conure");
  Rewriter.KeepOutputs = true;
  Rewriter.LeaveMemory = true;
  Rewriter.Jobs = 1;
  std::optional<Index> Others;
  if (int Status = loadOthers(Options.Rewrite, Others))
    return Status;
  Rewriter.Others = Others ? &*Others : nullptr;
  int Signal = 0;
  const clang::tooling::CompileCommand Unit(Here, Source, Options.Command, Object);
  rewrite::Result Tree = rewriteInterruptibly({Unit}, Rewriter, Signal);
  if (!Signal && !Tree.ok() && Headers.usedForParse()) { // they may be what is wrong
    Rewriter.AdjustForParse = Plain;
    Tree = rewriteInterruptibly({Unit}, Rewriter, Signal);
    if (Tree.ok())
      Headers.forgetForParse();
  }
  if (Signal)
    return fail(128 + Signal, "interrupted; nothing was compiled");
  if (int Status = showRewrite(Tree, Options.Rewrite))
    return Status;
  std::vector<std::string> Command = Tree.Commands.at(0).Arguments;
  if (C.Object.empty()) // the object's name follows the user's file, not the rewritten one
    Command.insert(Command.end(), {"-o", Object});
  if (Precompiles)
    Command = Headers.forCompiler(std::move(Command), Tree.Commands.at(0).Directory);
  int Status = execute(Command, Tree.Commands.at(0).Directory);
  if (Status == 0 && !C.Depfile.empty())
    return nameUserFiles(C, Rewriter.Out, Tree.Root, Headers, Context.Tools.IncludeDir);
  return Status;
}

} // namespace conure
