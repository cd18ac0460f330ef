//===- IndexFacts.h - What one unit tells the rewriting of others ----------===//
//
// Defines the words that the rewriter leaves in an Index (Index::Rewriting),
// and what it makes of them: a proposal without edits for the plan, and the
// functions that may drop, for Drops.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_INDEXFACTS_H
#define CONURE_REWRITE_INDEXFACTS_H

#include "checks/model/Index.h"
#include "rewrite/Plan.h"
#include <map>
#include <set>

namespace conure::rewrite {

/// "flow" FROM TO · "end" NODE WHY · "taken" NODE FUNCTION WHY · "computed" NODE WHY
/// · "compared" A B · "body" FUNCTION · "veto" GROUP WHY FILE LINE
std::set<Index::Fact> factsOf(const Proposal &P);
/// The file that \p F names, to be made relative where it is written and absolute where it is read; null if there is
/// none.
std::string *fileOf(Index::Fact &F);
Proposal proposalOf(const std::set<Index::Fact> &Facts);

/// "effects" FUNCTION · "calls" FUNCTION CALLEE · "drops" FUNCTION CLASS WHY: what the functions of any unit may drop.
/// A class is told by its key, "*" is any. What is dropped through a base ("drop of BASE") and what is called through
/// one
/// ("virtual METHOD") are functions, too: each unit tells of the classes that it knows.
class DropFacts {
public:
  explicit DropFacts(const std::set<Index::Fact> &Facts);
  /// Why \p Function may drop a value of class \p Class, or of any if it is empty; null if it is known and does not.
  const std::string *mayDrop(const std::string &Function, const std::string &Class) const;

private:
  using Id = unsigned;
  Id idOf(const std::string &Name);
  std::map<std::string, Id> Ids; ///< of functions and classes; 0 is "*"
  std::set<Id> Known;
  std::map<Id, std::map<Id, Id>> Dropping; ///< function → class → why
  std::vector<std::string> Reasons;
};

} // namespace conure::rewrite

#endif
