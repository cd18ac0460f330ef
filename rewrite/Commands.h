//===- Commands.h - The commands that build the tree ----------------------===//
//
// Defines TreeLayout, where things of the project are in the tree, and the
// translation of a unit's compile command to the tree. For the rewriter.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COMMANDS_H
#define CONURE_REWRITE_COMMANDS_H

#include "rewrite/Rewrite.h"
#include <set>
#include <string>

namespace conure::rewrite {

struct TreeLayout {
  std::string Root;                  ///< of the project, absolute, without a slash at its end
  std::string Out;                   ///< of the tree, likewise
  std::set<std::string> Files;       ///< of the project, that are in the tree
  std::vector<std::string> Wrappers; ///< of them, those with an #include_next
  bool NeedsRuntime = false;         ///< some file speaks of conure/rt.h
  bool NeedsCounts = false;          ///< … of conure/count.h
  bool NeedsContents = false;        ///< … of conure/changes.h

  /// A directory below the root, searched right behind its mirror, would be what #include_next finds next.
  bool wraps(const std::string &Dir) const;
  /// Sets the three by the names that \p Text uses: what is not included costs nothing to compile.
  void needFor(llvm::StringRef Text);

  bool holds(const std::string &Path) const; ///< Path is the root or below it
  std::string mirrored(const std::string &Path) const;
};

/// The command for the unit in the tree: files and include directories below
/// the root lead into the tree, and right after it to where they were, for what
/// is in no tree (files that only another compiler reads, or the build makes).
TreeCommand treeCommand(const clang::tooling::CompileCommand &Unit, const TreeLayout &Tree, const Options &Opts);

/// compile_commands.json.
std::string databaseText(const std::vector<TreeCommand> &Commands);

} // namespace conure::rewrite

#endif
