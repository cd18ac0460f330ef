//===- SharedBitsTest.cpp - Sets that share their branches ----------------===//
//
// Compares SharedBits with std::set under random changes, copies and joins, in
// sizes from one leaf to several levels.
//
//===----------------------------------------------------------------------===//
#include "checks/model/SharedBits.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <iterator>
#include <random>
#include <set>
#include <vector>

using conure::SharedBits;

namespace {

std::set<unsigned> contents(const SharedBits &Bits) {
  std::set<unsigned> Out;
  unsigned Last = 0;
  Bits.forEach([&](unsigned Bit) {
    EXPECT_TRUE(Out.empty() || Bit > Last) << "numbers come in rising order";
    Last = Bit;
    Out.insert(Bit);
  });
  return Out;
}

TEST(SharedBits, DoesWhatASetDoes) {
  std::mt19937 Random(7);
  for (unsigned Size : {1u, 64u, 256u, 257u, 2048u, 2049u, 40000u}) {
    std::vector<SharedBits> Bits(6, SharedBits(Size));
    std::vector<std::set<unsigned>> Sets(6);
    auto Pick = [&](unsigned Below) { return unsigned(Random() % Below); };
    for (unsigned Round = 0; Round < 3000; ++Round) {
      const unsigned A = Pick(6), B = Pick(6), Bit = Pick(4) ? Pick(Size) : Size - 1;
      std::set<unsigned> Expected;
      switch (Pick(7)) {
      case 0:
        Bits[A] = Bits[B];
        Sets[A] = Sets[B];
        break;
      case 1:
        std::set_intersection(Sets[A].begin(), Sets[A].end(), Sets[B].begin(), Sets[B].end(),
                              std::inserter(Expected, Expected.end()));
        EXPECT_EQ(Bits[A].intersect(Bits[B]), Expected != Sets[A]);
        Sets[A] = Expected;
        break;
      case 2:
        std::set_union(Sets[A].begin(), Sets[A].end(), Sets[B].begin(), Sets[B].end(),
                       std::inserter(Expected, Expected.end()));
        EXPECT_EQ(Bits[A].unite(Bits[B]), Expected != Sets[A]);
        Sets[A] = Expected;
        break;
      case 3:
        Bits[A].reset(Sets[A].empty() ? Bit : *Sets[A].begin());
        Sets[A].erase(Sets[A].empty() ? Bit : *Sets[A].begin());
        break;
      default:
        Bits[A].set(Bit);
        Sets[A].insert(Bit);
      }
      EXPECT_EQ(Bits[A].none(), Sets[A].empty());
      EXPECT_EQ(Bits[A].test(Bit), Sets[A].count(Bit) == 1);
    }
    for (unsigned I = 0; I < 6; ++I)
      EXPECT_EQ(contents(Bits[I]), Sets[I]) << Size;
    std::set<unsigned> Both, Found;
    std::set_intersection(Sets[0].begin(), Sets[0].end(), Sets[1].begin(), Sets[1].end(),
                          std::inserter(Both, Both.end()));
    Bits[0].forEachCommon(Bits[1], [&](unsigned Bit) { Found.insert(Bit); });
    EXPECT_EQ(Found, Both);
  }
}

TEST(SharedBits, AChangeLeavesCopiesAlone) {
  SharedBits A(5000);
  A.set(3);
  A.set(4999);
  SharedBits B = A;
  B.reset(3);
  B.set(700);
  EXPECT_EQ(contents(A), (std::set<unsigned>{3, 4999}));
  EXPECT_EQ(contents(B), (std::set<unsigned>{700, 4999}));
  A.reset(3);
  A.reset(4999);
  EXPECT_TRUE(A.none());
}

} // namespace
