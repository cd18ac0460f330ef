//===- Driver.cpp - The rewriter without the tool around it ---------------===//
//
// For the tests of rewrite/: rewrites the files named, prints findings, one a
// line, and the root. With --compile CXX it also compiles each unit of the
// tree (-fsyntax-only).
//
//===----------------------------------------------------------------------===//
#include "rewrite/Rewrite.h"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

using namespace conure::rewrite;

int main(int Argc, char **Argv) {
  Options Opts;
  Opts.RuntimeInclude = CONURE_RUNTIME_INCLUDE;
  Opts.AdjustForParse = [](std::vector<std::string> Args) {
    Args.insert(Args.begin() + 1, {"-resource-dir", CONURE_RESOURCE_DIR});
    return Args;
  };
  std::vector<std::string> Files, Flags, Compilers;
  std::string Database;
  bool Reverse = false, Explain = false;
  for (int I = 1; I < Argc; ++I) {
    std::string Arg = Argv[I];
    auto Value = [&](const char *Name, std::string &Into) {
      if (Arg != Name || I + 1 == Argc)
        return false;
      Into = Argv[++I];
      return true;
    };
    std::string V;
    if (Value("--out", Opts.Out) || Value("--root", Opts.Root) || Value("-p", Database))
      continue;
    if (Value("--runtime", Opts.RuntimeInclude))
      continue;
    if (Value("--compile", V))
      Compilers.push_back(V);
    else if (Value("-j", V))
      Opts.Jobs = std::stoul(V);
    else if (Value("--count", V))
      Opts.Count = V == "none" ? CountPolicy::None : V == "project" ? CountPolicy::Project : CountPolicy::Annotated;
    else if (Arg == "--report")
      Opts.OnViolation = ViolationPolicy::Report;
    else if (Arg == "--no-elide")
      Opts.Elide = false;
    else if (Arg == "--no-preemption")
      Opts.Preemption = false;
    else if (Arg == "--explain")
      Opts.ExplainElision = Explain = true;
    else if (Arg == "--reverse")
      Reverse = true;
    else if (Arg == "--") {
      Flags.assign(Argv + I + 1, Argv + Argc);
      break;
    } else
      Files.push_back(Arg);
  }
  std::vector<clang::tooling::CompileCommand> Units;
  if (!Database.empty()) {
    std::string Error;
    auto All = clang::tooling::CompilationDatabase::loadFromDirectory(Database, Error);
    if (!All) {
      std::cerr << Error << '\n';
      return 2;
    }
    Units = All->getAllCompileCommands();
  }
  std::string Here = std::filesystem::current_path().string();
  for (const std::string &File : Files) {
    std::vector<std::string> Command = {"c++", "-std=c++20"};
    Command.insert(Command.end(), Flags.begin(), Flags.end());
    Command.insert(Command.end(), {"-c", File});
    Units.emplace_back(Here, File, Command, "");
  }
  if (Reverse)
    std::reverse(Units.begin(), Units.end());
  Result R = rewriteTree(Units, Opts);
  for (const FailedUnit &F : R.Failed)
    std::cout << F.Diagnostics;
  auto Show = [](const PlacedFinding &F, const char *Kind) {
    std::cout << F.At.File << ':' << F.At.Line << ':' << F.At.Column << ": " << Kind << ": " << F.Message << '\n';
    for (const PlacedNote &N : F.Notes)
      std::cout << "  " << N.At.File << ':' << N.At.Line << ": note: " << N.Message << '\n';
  };
  for (const PlacedFinding &F : R.Findings)
    Show(F, "uninstrumented");
  if (Explain)
    for (const PlacedFinding &F : R.Elisions)
      Show(F, "elision");
  if (!R.Error.empty()) {
    std::cout << "error: " << R.Error << '\n';
    return 3;
  }
  std::cout << "root: " << R.Root << "\nfiles: " << R.Stats.Files << " edits: " << R.Stats.Edits
            << " messages: " << R.Stats.Messages << " borrows: " << R.Stats.Borrows << " counted: " << R.Stats.Counted
            << " elided: " << R.Stats.Elided << '\n';
  int Status = 0;
  for (const std::string &Compiler : Compilers)
    for (const TreeCommand &C : R.Commands) {
      std::string Line = "cd '" + C.Directory + "' && " + Compiler;
      for (size_t I = 1; I < C.Arguments.size(); ++I)
        Line += " '" + C.Arguments[I] + "'";
      if (std::system((Line + " -fsyntax-only -Wall -Wextra -Wno-unused-parameter -Wno-unused-command-line-argument -Werror").c_str()) != 0) {
        std::cout << "does not compile: " << Line << '\n';
        Status = 1;
      }
    }
  return Status;
}
