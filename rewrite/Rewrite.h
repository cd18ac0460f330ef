//===- Rewrite.h - From annotated C++ to a tree that any compiler builds --===//
//
// Defines Rewriter, the one entry point of this folder, with its Options and
// its Result. For the verbs of the tool (`conure rewrite`, `run`, `c++`). A
// rewriter parses each unit, lets the passes propose edits, plans them and
// emits a tree. It prints nothing and never leaves a half-written tree.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_REWRITE_H
#define CONURE_REWRITE_REWRITE_H

#include "checks/model/Configuration.h"
#include "checks/model/Index.h"
#include "clang/Tooling/CompilationDatabase.h"
#include <functional>
#include <string>
#include <vector>

namespace conure::rewrite {

class DropFacts;

/// Which classes carry a count (language.md §5).
enum class CountPolicy { None, Annotated, Project };
/// What the program does when a counted value goes while it is borrowed.
enum class ViolationPolicy { Panic, Report };

/// The compiler arguments to parse with, made from those to build with.
using ArgumentsAdjuster = std::function<std::vector<std::string>(std::vector<std::string> Arguments)>;

struct Options {
  /// Files below are rewritten or copied; all others stay where they are.
  /// Empty: the deepest directory with all units and the user's headers that
  /// lie in the same repository (or beside the units) as they.
  std::string Root;
  /// The tree. Made anew in one step; files that did not change keep their
  /// time. Refused if it exists and is not such a tree, or holds the root.
  std::string Out;
  /// `runtime/include`: never rewritten, added to each command.
  std::string RuntimeInclude;
  /// Makes a command fit for Clang (built-in headers, flags of other
  /// compilers dropped). What only concerns outputs is dropped anyway.
  ArgumentsAdjuster AdjustForParse;
  /// The standard, as in 17 or 20, that a command is compiled in which names none; 0 if nobody knows. Without it: 17.
  std::function<unsigned(const std::vector<std::string> &Command)> OwnStandard;
  CountPolicy Count = CountPolicy::Annotated;
  ViolationPolicy OnViolation = ViolationPolicy::Panic;
  bool Elide = true;
  /// Fill Result::Elisions.
  bool ExplainElision = false;
  bool Preemption = true;
  /// Leave directory and outputs (-o, -MF …) of the commands as they are, for
  /// a compiler launcher. Otherwise outputs below the root go into the tree.
  bool KeepOutputs = false;
  /// The process ends soon after the run: what was parsed is not taken apart piece by piece.
  bool LeaveMemory = false;
  unsigned Jobs = 1;
  Configuration Checks;
  /// What other units are like, made by `conure index`; it must outlive the run. With KeepOutputs and without it,
  /// decisions that all units must agree on are made by what each of them sees.
  const Index *Others = nullptr;
  const DropFacts *OthersDrop = nullptr; ///< what they drop; set by the rewriter itself
  bool seesAll() const { return !KeepOutputs || Others; }
  bool OnlyUnit = false; ///< there is one unit: what it has no process for is of no use; set by the rewriter itself
  /// Asked before each file is written; false: the run ends with what was there before.
  std::function<bool()> MayWrite;
  /// Called after each unit, from any thread but never from two at once.
  std::function<void(const std::string &File, unsigned Done, unsigned Of)> Progress;
};

struct Place {
  std::string File; ///< absolute; empty: no place
  unsigned Line = 0;
  unsigned Column = 0;
};

struct PlacedNote {
  NoteRole Role = NoteRole::Reason;
  Place At;
  std::string Message;
};

/// A Finding whose places outlive the unit it was found in. Sorted by place,
/// without duplicates, the same for any order of units and any Jobs.
struct PlacedFinding {
  std::string Rule; ///< "uninstrumented"
  Severity Level = Severity::Warning;
  Place At;
  std::string Message;
  std::vector<PlacedNote> Notes;
};

/// What it takes to build a unit of the tree.
struct TreeCommand {
  std::string Original; ///< absolute path of the user's file
  std::string File;     ///< absolute path of the rewritten file
  std::string Directory;
  std::vector<std::string> Arguments; ///< the compiler first, as the user wrote it
  std::string Output;                 ///< absolute; empty if the command names none
};

/// A unit that could not be parsed; its diagnostics as Clang shows them.
struct FailedUnit {
  std::string File;
  std::string Diagnostics;
};

struct Statistics {
  unsigned Units = 0;
  unsigned Files = 0; ///< in the tree
  unsigned Edits = 0;
  unsigned Messages = 0; ///< these two are sums over units: a header's count once each
  unsigned Preemptions = 0;
  unsigned Borrows = 0; ///< of counted values; each is one of the next three
  unsigned Counted = 0;
  unsigned Elided = 0;
  unsigned Uninstrumented = 0;
  unsigned LeftAlone = 0; ///< classes without a count under CountPolicy::Project
};

struct Result {
  /// Empty if the tree was written. Otherwise nothing was.
  std::string Error;
  std::vector<FailedUnit> Failed;
  std::vector<PlacedFinding> Findings;
  /// With ExplainElision: for each borrow of a counted value why it is counted or not.
  std::vector<PlacedFinding> Elisions;
  std::vector<TreeCommand> Commands; ///< also in <Out>/compile_commands.json
  std::vector<std::string> Files;    ///< of the tree, absolute, sorted
  std::string Root;                  ///< the root that was used
  Statistics Stats;
  bool ok() const { return Error.empty() && Failed.empty(); }
};

/// Rewrites \p Units, one compile command each (Clang's form: directory, file,
/// arguments with the compiler first), as they are in the compile database.
Result rewriteTree(const std::vector<clang::tooling::CompileCommand> &Units, const Options &Opts);

/// What the rewriter must know of a unit when it rewrites others, for Index::Rewriting.
std::set<Index::Fact> factsOfUnit(clang::ASTContext &Ctx, Model &M, const Configuration &Checks);

} // namespace conure::rewrite

#endif
