//===- Options.h - What a command line asked for --------------------------===//
//
// Defines one struct a verb: the values of its options and operands. Filled by
// cli/, read by verbs/.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_OPTIONS_H
#define CONURE_TOOL_VERBS_OPTIONS_H

#include <optional>
#include <string>
#include <vector>

namespace conure {

/// A command line's status: docs in `man conure`.
enum ExitStatus { Clean = 0, FindingsFound = 1, BadUsage = 2, NotAnalysed = 3, NoDatabase = 4 };

/// Which units, and how to parse them.
struct UnitOptions {
  std::vector<std::string> Files;
  std::string Database;
  std::optional<std::vector<std::string>> Flags; ///< after `--`
  std::vector<std::string> ExtraArgs, ExtraArgsBefore;
  bool RequireDatabase = false;
  unsigned Jobs = 0; ///< 0: one a core
  unsigned Timeout = 600;
  std::string Shard; ///< I/N
  bool Quiet = false;
};

struct CheckOptions {
  UnitOptions Units;
  std::string Checks, WarningsAsErrors;
  std::string HeaderFilter, ExcludeHeaderFilter;
  std::string LineFilter, Diff;
  std::string ConfigFile, Profile, Index, FailOn;
  std::string Format = "text", Output, Sarif, Category;
  std::string Color = "auto";
  std::string Baseline, Cache, Depfile, ExportFixes;
  bool ToStderr = false; ///< for `run`, whose stdout is the program's
  bool Fix = false, ListChecks = false, VerifyConfig = false, Timing = false, UnusedNolint = false;
};

struct RewriteOptions {
  UnitOptions Units;
  std::string Out, Root, Count = "annotated", OnViolation = "panic", Elide = "safe", Index;
  bool NoIndex = false; ///< `rewrite` makes none of its own
  bool ExplainElision = false;
};

struct RunOptions {
  CheckOptions Check;
  RewriteOptions Rewrite;
  std::vector<std::string> ProgramArguments;
  std::vector<std::string> LinkArguments;
  std::string Keep; ///< -o: the program is left there
  bool NoCheck = false;
};

/// conure c++: the options before the compiler's command.
struct LauncherOptions {
  RewriteOptions Rewrite;
  std::string Precompiled; ///< a directory; empty: none
  std::vector<std::string> Command;
};

struct DoctorOptions {
  std::string Database;
};

struct ExplainOptions {
  std::string Rule;
};

struct IndexOptions {
  UnitOptions Units;
  std::string Output = "conure-index.json", Root = ".";
};

struct MergeOptions {
  std::vector<std::string> Files;
  std::string Output;
};

struct BaselineOptions {
  std::string Input, Output = "conure-baseline.sarif";
};

struct ReportOptions {
  std::vector<std::string> Files;
  std::string Html, SourceRoot = ".", Graph;
};

struct GraphOptions {
  UnitOptions Units;
  std::string Output, Format = "dot";
};

} // namespace conure

#endif
