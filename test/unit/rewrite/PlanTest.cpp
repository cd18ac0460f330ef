// The planner: merging, refusing and ordering do not depend on the order in which units come.
#include "rewrite/Plan.h"
#include <algorithm>
#include <gtest/gtest.h>

using namespace conure::rewrite;

namespace {

Edit insertion(unsigned Offset, std::string Text, std::string Group) {
  Edit E;
  E.File = "/p/a.cpp";
  E.Offset = Offset;
  E.Text = std::move(Text);
  E.Group = std::move(Group);
  return E;
}
Edit replacement(unsigned Offset, unsigned Length, std::string Text, std::string Group) {
  Edit E = insertion(Offset, std::move(Text), std::move(Group));
  E.Length = Length;
  return E;
}
void wrap(Proposal &P, unsigned Begin, unsigned End, std::string Open, std::string Close, std::string Group) {
  Edit O = insertion(Begin, Open, Group), C = insertion(End, Close, Group);
  O.Kind = EditKind::Open;
  O.Partner = End;
  C.Kind = EditKind::Close;
  C.Partner = Begin;
  P.Edits.push_back(C);
  P.Edits.push_back(O);
}
Proposal proposal(std::string Unit, std::vector<Edit> Edits, uint64_t Hash = 1) {
  return {std::move(Unit), std::move(Edits), {}, {{"/p/a.cpp", Hash}}};
}
std::string apply(const Plan &P, const std::string &Text) { return applyEdits(Text, P.Edits.at("/p/a.cpp")); }

} // namespace

TEST(Plan, MakesEditsInOrderOfOffset) {
  Plan P = makePlan({proposal("u", {insertion(4, "D", "d"), replacement(1, 2, "bc", "b"), insertion(0, "<", "a")})});
  EXPECT_EQ(apply(P, "aBCd"), "<abcdD");
  EXPECT_TRUE(P.Refusals.empty());
}

TEST(Plan, MergesWhatUnitsAgreeOn) {
  Plan P = makePlan({proposal("u", {insertion(1, "x", "g")}), proposal("v", {insertion(1, "x", "g")})});
  EXPECT_EQ(apply(P, "ab"), "axb");
}

TEST(Plan, KeepsEqualTextsOfTwoGroups) {
  Plan P = makePlan({proposal("u", {insertion(1, "}", "g"), insertion(1, "}", "h")})});
  EXPECT_EQ(apply(P, "ab"), "a}}b");
}

TEST(Plan, RefusesAGroupThatUnitsReadDifferently) {
  Plan P = makePlan(
      {proposal("v", {insertion(1, "y", "g"), insertion(0, "k", "keep")}), proposal("u", {insertion(1, "x", "g")})});
  EXPECT_EQ(apply(P, "ab"), "kab");
  ASSERT_EQ(P.Refusals.size(), 1u);
  EXPECT_EQ(P.Refusals[0].Group, "g");
  EXPECT_EQ(P.Refusals[0].Why, "it reads differently in u and in v");
}

TEST(Plan, RefusesAGroupOfWhichAUnitHasOnlyAPart) {
  Plan P = makePlan(
      {proposal("u", {insertion(1, "x", "g"), insertion(2, "z", "g")}), proposal("v", {insertion(1, "x", "g")})});
  EXPECT_EQ(apply(P, "ab"), "ab");
  EXPECT_EQ(P.Refusals.size(), 1u);
}

TEST(Plan, RefusesBothGroupsOfACollisionByName) {
  Plan P = makePlan({proposal("u", {replacement(0, 3, "x", "g"), insertion(5, "far", "g")}),
                     proposal("v", {replacement(2, 2, "y", "h"), insertion(6, "!", "k")})});
  EXPECT_EQ(apply(P, "abcdef"), "abcdef!");
  ASSERT_EQ(P.Refusals.size(), 2u);
  EXPECT_EQ(P.Refusals[0].Group, "g");
  EXPECT_EQ(P.Refusals[0].Other, "h");
  EXPECT_EQ(P.Refusals[1].Group, "h");
  EXPECT_EQ(P.Refusals[1].Other, "g");
}

TEST(Plan, RefusesAnInsertionInsideReplacedText) {
  Plan P = makePlan({proposal("u", {replacement(0, 3, "x", "g"), insertion(1, "y", "h")})});
  EXPECT_EQ(apply(P, "abc"), "abc");
  EXPECT_EQ(P.Refusals.size(), 2u);
}

TEST(Plan, AllowsAnInsertionAtEitherEndOfReplacedText) {
  Plan P = makePlan({proposal("u", {replacement(1, 1, "x", "g"), insertion(1, "<", "h"), insertion(2, ">", "h")})});
  EXPECT_EQ(apply(P, "abc"), "a<x>c");
}

TEST(Plan, SeesACollisionWithALongReplacementPastAShortOne) {
  Plan P = makePlan({proposal("u", {replacement(0, 9, "x", "g"), replacement(9, 1, "", "free"), insertion(8, "y", "h"),
                                    replacement(1, 1, "z", "k")})});
  EXPECT_EQ(apply(P, "abcdefghij"), "abcdefghi");
  EXPECT_EQ(P.Refusals.size(), 4u); // g-h, h-g, g-k, k-g
}

TEST(Plan, NestsWraps) {
  Proposal P = proposal("u", {});
  wrap(P, 0, 6, "(", ")", "outer");
  wrap(P, 0, 3, "[", "]", "first");
  wrap(P, 3, 6, "{", "}", "second");
  wrap(P, 3, 6, "<", ">", "twin of second");
  EXPECT_EQ(apply(makePlan({P}), "abcdef"), "([abc]{<def>})");
}

TEST(Plan, DoesNotDependOnTheOrderOfUnitsOrEdits) {
  std::vector<Proposal> All = {
      proposal("u", {insertion(1, "x", "g"), replacement(2, 2, "R", "r"), insertion(6, "e", "e")}),
      proposal("v", {insertion(3, "in", "bad"), insertion(1, "x", "g"), insertion(1, "w", "h")}),
      proposal("w", {insertion(6, "e", "e"), insertion(6, "other", "dispute")}),
      proposal("x", {insertion(6, "another", "dispute")})};
  std::sort(All.begin(), All.end(), [](const auto &A, const auto &B) { return A.Unit < B.Unit; });
  std::string First;
  std::vector<std::string> FirstRefusals;
  do {
    for (Proposal &P : All)
      std::reverse(P.Edits.begin(), P.Edits.end());
    Plan P = makePlan(All);
    std::string Text = apply(P, "abcdef");
    std::vector<std::string> Refusals;
    for (const Refusal &R : P.Refusals)
      Refusals.push_back(R.Group + ": " + R.Why);
    if (First.empty()) {
      First = Text;
      FirstRefusals = Refusals;
    }
    EXPECT_EQ(Text, First);
    EXPECT_EQ(Refusals, FirstRefusals);
  } while (std::next_permutation(All.begin(), All.end(), [](const auto &A, const auto &B) { return A.Unit < B.Unit; }));
  EXPECT_EQ(FirstRefusals.size(), 3u);
}

TEST(Plan, LetsAGroupReachIntoFilesThatOnlySomeUnitsRead) {
  Edit InB = insertion(0, "b", "g"), InC = insertion(0, "c", "g");
  InB.File = "/p/b.cpp";
  InC.File = "/p/c.cpp";
  Plan P = makePlan({proposal("u", {insertion(1, "x", "g"), InB}), proposal("v", {insertion(1, "x", "g"), InC})});
  EXPECT_TRUE(P.Refusals.empty());
  EXPECT_EQ(P.Edits.at("/p/b.cpp").size() + P.Edits.at("/p/c.cpp").size() + P.Edits.at("/p/a.cpp").size(), 3u);
}

TEST(Plan, RefusesWhatAnyUnitVetoes) {
  Proposal Objects = proposal("v", {});
  Objects.Vetoes.push_back({"g", "it is measured", "/p/v.cpp", 7});
  Objects.Vetoes.push_back({"nobody's", "of no matter", "/p/v.cpp", 8});
  Plan P = makePlan({proposal("u", {insertion(1, "x", "g"), insertion(2, "y", "h")}), Objects});
  EXPECT_EQ(apply(P, "abc"), "abyc");
  ASSERT_EQ(P.Refusals.size(), 1u);
  EXPECT_EQ(P.Refusals[0].Why, "it is measured (/p/v.cpp:7)");
}

TEST(Plan, NamesFilesThatChangedBetweenUnits) {
  Plan P = makePlan({proposal("u", {}, 1), proposal("v", {}, 2), proposal("w", {}, 2)});
  ASSERT_EQ(P.Changed.size(), 1u);
  EXPECT_EQ(P.Changed[0], "/p/a.cpp");
}
