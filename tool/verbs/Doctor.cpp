//===- Doctor.cpp - conure doctor -----------------------------------------===//
//
// Says what the tool found of itself and of the project, and what is wrong.
//
//===----------------------------------------------------------------------===//
#include "tool/engine/CheckRun.h"
#include "tool/engine/Subprocess.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/RewriteCommon.h"
#include "tool/verbs/Selection.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FileSystem.h"

namespace conure {

namespace {

class Doctor {
public:
  Doctor(const DoctorOptions &Options, const ToolContext &Context) : Options(Options), Context(Context) {}

  int run() {
    tool();
    builtins();
    plugin();
    compiler();
    configuration();
    database();
    Text += Problems ? "\nconure: " + std::to_string(Problems) + (Problems == 1 ? " problem\n" : " problems\n")
                     : "\nconure: all is well\n";
    return writeOutput("", Text) ? (Problems ? FindingsFound : Clean) : NotAnalysed;
  }

private:
  const DoctorOptions &Options;
  const ToolContext &Context;
  std::string Text;
  unsigned Problems = 0;

  void line(const char *What, const std::string &Found) {
    Text += std::string("  ") + What + std::string(22 - std::string_view(What).size(), ' ') + Found + "\n";
  }
  void problem(const char *What, const std::string &Found, const std::string &Help) {
    ++Problems;
    line(What, "PROBLEM: " + Found);
    Text += std::string(24, ' ') + "help: " + Help + "\n";
  }
  void found(const char *What, const std::string &Path, const std::string &Help) {
    if (Path.empty())
      problem(What, "not found", Help);
    else
      line(What, Path);
  }

  void tool() {
    const Toolchain &T = Context.Tools;
    line("conure", std::string(CONURE_VERSION) + ", " + T.Binary);
    line("built with", clang::getClangFullVersion());
    found("headers", T.IncludeDir, "set CONURE_INCLUDE_DIR to the directory that holds conure/conure.h");
    found("runtime library", T.RuntimeLibrary,
          "it lies in ../lib beside the binary's directory; 'conure run' needs it");
    found("built-in headers", T.ResourceDir,
          "install libclang-common-" CLANG_VERSION_MAJOR_STRING "-dev, or set CONURE_RESOURCE_DIR");
  }

  /// A small unit goes the whole way: what fails here fails for every file.
  void builtins() {
    TemporaryDirectory Scratch;
    std::string File = Scratch.path() + "/probe.cpp";
    if (Scratch.path().empty() ||
        !writeOutput(File, "#include <conure/conure.h>\n#include <stddef.h>\n#include <vector>\n"))
      return problem("parsing", "no temporary file can be written", "look at TMPDIR");
    FlagAdjuster Adjuster(Context.Tools);
    UnitJob Job{File, Scratch.path(), Adjuster.adjust({"clang++", "-std=c++20", "-c", File}), {}};
    CheckOutcome Outcome = checkUnits({Job}, {}, {1, 120, {}});
    const report::UnitResult &U = Outcome.Units.at(0);
    if (!U.Failed)
      return line("parsing", "a file with conure/conure.h and <vector> is parsed");
    problem("parsing", U.Notifications.empty() ? "failed" : U.Notifications.front().Message,
            "the C++ library's headers (libstdc++-12-dev, or with g++) and Clang's own must be there");
  }

  void plugin() {
    if (Context.Tools.Plugin.empty())
      return line("clang-tidy plugin", "not built or not installed (ConureTidy.so)");
    for (std::string Name : {"clang-tidy-" CLANG_VERSION_MAJOR_STRING, "clang-tidy"}) {
      ProgramResult R =
          captureProgram({Name, "-load", Context.Tools.Plugin, "--checks=-*,conure-*", "--list-checks"}, "", true);
      if (!R.Error.empty())
        continue;
      if (R.Status == 0 && R.Output.find("conure-") != std::string::npos)
        return line("clang-tidy plugin", Context.Tools.Plugin + ", loads into " + Name);
      return problem("clang-tidy plugin", Name + " does not take it: " + R.Output.substr(0, R.Output.find('\n')),
                     "the plugin and clang-tidy must be of one version: use clang-tidy-" CLANG_VERSION_MAJOR_STRING);
    }
    line("clang-tidy plugin", Context.Tools.Plugin + " (no clang-tidy found to load it into)");
  }

  void compiler() {
    std::vector<std::string> Command = userCompiler();
    Command.push_back("--version");
    ProgramResult R = captureProgram(Command, "", true);
    if (!R.Error.empty() || R.Status != 0)
      return problem("compiler", "'" + Command[0] + "' cannot be run", "install g++, or set CXX");
    line("compiler", R.Output.substr(0, R.Output.find('\n')));
  }

  void configuration() {
    std::string File = findConfigFile(absolutePath("."));
    if (File.empty())
      return line("configuration", "no .conure.yaml: the defaults hold");
    ProjectConfig Config;
    std::string Errors = readConfigFile(File, Config);
    if (Errors.empty())
      line("configuration", File);
    else
      problem("configuration", Errors.substr(0, Errors.find('\n')), "see 'conure check --verify-config'");
  }

  void database() {
    UnitRequest Request;
    Request.Database = Options.Database;
    if (Request.Database.empty())
      for (const char *Candidate : {"compile_commands.json", "build/compile_commands.json"})
        if (Request.Database.empty() && llvm::sys::fs::exists(Candidate))
          Request.Database = Candidate;
    if (Request.Database.empty())
      return line("compile database", "none here (-p DIR): files are parsed with -std=c++20");
    UnitSelection S = findUnits(Request);
    if (!S.Error.empty())
      return problem("compile database", S.Error, "CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    line("compile database", S.DatabaseFile + ", " + std::to_string(S.Commands.size()) + " C++ units");
    for (const report::Notification &N : S.Problems)
      problem("compile database", N.Message, "build, or configure again");
    std::set<std::string> Dropped;
    for (const clang::tooling::CompileCommand &C : S.Commands)
      FlagAdjuster(Context.Tools).adjust(C.CommandLine, &Dropped);
    std::string List;
    for (const std::string &Flag : Dropped)
      List += (List.empty() ? "" : " ") + Flag;
    line("flags dropped", List.empty() ? "none" : List + " (this Clang does not know them)");
  }
};

} // namespace

int runDoctorVerb(const DoctorOptions &Options, const ToolContext &Context) { return Doctor(Options, Context).run(); }

} // namespace conure
