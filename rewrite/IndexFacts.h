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

namespace conure::rewrite {

/// "flow" FROM TO · "end" NODE WHY · "taken" NODE FUNCTION WHY · "computed" NODE WHY
/// · "compared" A B · "body" FUNCTION · "veto" GROUP WHY FILE LINE
std::set<Index::Fact> factsOf(const Proposal &P);
Proposal proposalOf(const std::set<Index::Fact> &Facts);

/// "calls" FUNCTION CALLEE · "drops" FUNCTION WHY: which functions of any unit
/// may drop a counted value.
class DropFacts {
public:
  explicit DropFacts(const std::set<Index::Fact> &Facts);
  /// Why \p Function may drop; null if it is known and does not.
  const std::string *mayDrop(const std::string &Function) const;

private:
  std::set<std::string> Known;
  std::map<std::string, std::string> Dropping;
  std::string Unseen = "its code is in no unit of the index";
};

} // namespace conure::rewrite

#endif
