//===- IndexFactsTest.cpp - What the rewriter leaves in an index ----------===//
#include "rewrite/IndexFacts.h"
#include <gtest/gtest.h>

using namespace conure;
using namespace conure::rewrite;

namespace {

Proposal example() {
  Proposal P;
  P.Pointers.Flows = {{"f#0", "g#0"}, {"g#0", "h#0"}};
  P.Pointers.Ends = {{"h#0", "it is deleted (h.cpp:1)"}};
  P.Pointers.Computed = {{"end", "it is computed (f.cpp:2)"}};
  P.Pointers.Compared = {{"end", "begin"}};
  P.Pointers.Taken = {{"k#0", {"k", "it is given to 'k'"}}};
  P.Pointers.Bodies = {"f", "g"};
  P.Vetoes = {{"class C", "it is packed", "c.h", 7}};
  return P;
}

TEST(IndexFacts, GiveBackWhatWasLeft) {
  Proposal P = example(), Q = proposalOf(factsOf(P));
  EXPECT_EQ(P.Pointers.Flows, Q.Pointers.Flows);
  EXPECT_EQ(P.Pointers.Ends, Q.Pointers.Ends);
  EXPECT_EQ(P.Pointers.Computed, Q.Pointers.Computed);
  EXPECT_EQ(P.Pointers.Compared, Q.Pointers.Compared);
  EXPECT_EQ(P.Pointers.Taken, Q.Pointers.Taken);
  EXPECT_EQ(P.Pointers.Bodies, Q.Pointers.Bodies);
  ASSERT_EQ(Q.Vetoes.size(), 1u);
  EXPECT_EQ(Q.Vetoes[0].Group, "class C");
  EXPECT_EQ(Q.Vetoes[0].Line, 7u);
  EXPECT_EQ(factsOf(Q), factsOf(P));
}

TEST(IndexFacts, OfAnotherUnitDecideWhatMayPointPastAnEnd) {
  Proposal Mine;
  Mine.Pointers.Groups = {
      {"begin", "borrow 'begin'"}, {"f#0", "borrow 'p'"}, {"k#0", "borrow 'q'"}, {"far", "borrow 'far'"}};
  Mine.Pointers.merge(proposalOf(factsOf(example())).Pointers);
  auto Reasons = Mine.Pointers.owners();
  EXPECT_EQ(Reasons["borrow 'begin'"], "it is computed (f.cpp:2)");
  EXPECT_EQ(Reasons["borrow 'p'"], "it is deleted (h.cpp:1)");
  EXPECT_EQ(Reasons["borrow 'q'"], "it is given to 'k'");
  EXPECT_FALSE(Reasons.count("borrow 'far'"));
}

} // namespace
