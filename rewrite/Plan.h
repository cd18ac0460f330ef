//===- Plan.h - Which of the proposed edits are made ----------------------===//
//
// Defines Plan, the edits of each file after the proposals of all units were
// merged, and what was refused and why. For the rewriter; knows no Clang.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_PLAN_H
#define CONURE_REWRITE_PLAN_H

#include "rewrite/Edit.h"
#include "rewrite/Pointers.h"
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace conure::rewrite {

/// A unit's objection to a group, whoever proposes it: a reason for which the
/// rewritten program would not compile or count wrongly there.
struct Veto {
  std::string Group;
  std::string Why;
  std::string File; ///< where the reason is
  unsigned Line = 0;
};

/// What one unit wants: its edits, and the content of the files it read.
struct Proposal {
  std::string Unit;
  std::vector<Edit> Edits;
  std::vector<Veto> Vetoes;
  std::map<std::string, uint64_t> Files; ///< absolute path → contentHash
  PointerFacts Pointers;
};

struct Refusal {
  std::string Group;
  std::string Other; ///< the group it collides with, or empty
  std::string Why;   ///< "edits the same text as …"
  Edit First;        ///< of the group
};

struct Plan {
  /// Each file of any unit, with its edits in the order of editBefore().
  std::map<std::string, std::vector<Edit>> Edits;
  std::map<std::string, uint64_t> Hashes;
  std::vector<Refusal> Refusals; ///< sorted by file, offset and group
  /// Files that two units read with different content: the tree would mix two
  /// states of the project, so nothing may be written.
  std::vector<std::string> Changed;
};

uint64_t contentHash(const char *Data, size_t Size);
inline uint64_t contentHash(const std::string &S) { return contentHash(S.data(), S.size()); }

/// Merges \p Proposals. The result does not depend on their order. A group is
/// refused when a unit vetoes it, when two units that edit the same file for it
/// disagree how, when what it would count may own (Pointers.h), and when it
/// collides with another group, which is then refused too.
Plan makePlan(const std::vector<Proposal> &Proposals);

/// \p Content with \p Edits (of one file, in order) made.
std::string applyEdits(const std::string &Content, const std::vector<Edit> &Edits);

} // namespace conure::rewrite

#endif
