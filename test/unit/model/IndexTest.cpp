// The index: what one unit is summarised to, and that merging does not depend on order, grouping or repetition.
#include "checks/model/Index.h"
#include "Parsed.h"
#include "checks/model/CallGraph.h"
#include "checks/model/Model.h"
#include "checks/model/ProcessCode.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <numeric>

using namespace conure;

namespace {

Index indexOf(llvm::StringRef Code) {
  Parsed Unit(Code.str());
  return indexUnit(Unit.model(), "");
}

/// Four units: a process, what it calls, what that calls, and an overrider.
std::vector<Index> parseUnits() {
  std::vector<Index> Out;
  Out.push_back(indexOf(R"(
    #include <conure/conure.h>
    int helper(int);
    struct Base { virtual void step(); virtual ~Base(); };
    class CONURE_PROCESS Counter {
     public:
      CONURE_ASYNC void run() { helper(1); }
      CONURE_ASYNC void dispatch() { make().step(); }
      CONURE_ASYNC void off() { conure::blocking([] { return helper2(); }); }
      static int helper2();
      Base &make();
    };
  )"));
  Out.push_back(indexOf("int deeper(int); int helper(int n) { return deeper(n); }"));
  Out.push_back(indexOf("int total; int deeper(int n) { return total += n; } int unrelated() { return total; }"));
  Out.push_back(indexOf(R"(
    struct Base { virtual void step(); virtual ~Base(); };
    int late();
    struct Derived : Base { void step() override { late(); } mutable int calls; };
    int late() { return 1; }
  )"));
  return Out;
}

/// What is left of a text: by a global, three units deep; by an overrider, in its object.
std::vector<Index> parseKeepers() {
  std::vector<Index> Out;
  Out.push_back(indexOf("struct Text {}; void two(int, const Text &); void one(const Text &t) { two(1, t); }"));
  Out.push_back(indexOf("struct Text {}; void three(const Text &); void two(int, const Text &t) { three(t); }"));
  Out.push_back(indexOf("struct Text {}; const Text *last; void three(const Text &t) { last = &t; }"));
  Out.push_back(indexOf(R"(
    struct Text {};
    struct Sink { virtual void see(const Text &); };
    struct Keeper : Sink { const Text *kept; void see(const Text &t) override { kept = &t; } };
    void show(Sink &to, const Text &t) { to.see(t); }
  )"));
  return Out;
}

const std::vector<Index> &units() {
  static const std::vector<Index> Units = parseUnits();
  return Units;
}

const std::vector<Index> &keepers() {
  static const std::vector<Index> Units = parseKeepers();
  return Units;
}

void mergesInAnyOrder(const std::vector<Index> &Units) {
  std::vector<int> Order(Units.size());
  std::iota(Order.begin(), Order.end(), 0);
  Index Straight;
  for (const Index &U : Units)
    Straight.merge(U);
  ASSERT_GT(Straight.functions().size(), 4u);
  do {
    Index Left; // ((a b) c) d
    for (int I : Order)
      Left.merge(Units[I]);
    EXPECT_TRUE(Left == Straight);
    Index Right; // a (b (c d)), each twice
    for (auto I = Order.rbegin(); I != Order.rend(); ++I) {
      Index Next = Units[*I];
      Next.merge(Right);
      Next.merge(Units[*I]);
      Right = Next;
    }
    EXPECT_TRUE(Right == Straight);
    EXPECT_EQ(Right.toJson(), Straight.toJson());
  } while (std::next_permutation(Order.begin(), Order.end()));
}

TEST(Index, MergeIsCommutativeAssociativeAndIdempotent) {
  mergesInAnyOrder(units());
  mergesInAnyOrder(keepers());
}

TEST(Index, ReadsWhatItWrites) {
  std::vector<Index> All = units();
  All.insert(All.end(), keepers().begin(), keepers().end());
  for (const Index &Unit : All) {
    std::string Error;
    std::optional<Index> Back = Index::fromJson(Unit.toJson(), Error);
    ASSERT_TRUE(Back) << Error;
    EXPECT_TRUE(*Back == Unit);
    EXPECT_EQ(Back->toJson(), Unit.toJson());
  }
}

TEST(Index, RefusesWhatIsNoIndex) {
  std::string Good = units()[1].toJson();
  for (std::string Bad :
       {std::string(""), std::string("{}"), std::string("[1]"), std::string("\"x\""),
        std::string("{\"conure-index\": 99}"), std::string("{\"conure-index\": 2, \"functions\": 3}"),
        std::string("{\"conure-index\": 2, \"functions\": [3]}"),
        std::string("{\"conure-index\": 2, \"functions\": [{\"key\": 1}]}"),
        std::string("{\"conure-index\": 2, \"functions\": [{\"key\": \"k\", \"calls\": [{}]}]}"),
        std::string("{\"conure-index\": 2, \"functions\": [{\"key\": \"k\", \"keeps\": [[0, -3]]}]}"),
        std::string("{\"conure-index\": 2, \"functions\": [{\"key\": \"k\", \"keeps\": [[0, -3, \"x\"]]}]}"),
        std::string("{\"conure-index\": 2, \"functions\": [{\"key\": \"k\", \"hands-on\": [[0]]}]}"),
        Good.substr(0, Good.size() / 2)}) {
    std::string Error;
    EXPECT_FALSE(Index::fromJson(Bad, Error)) << Bad;
    EXPECT_FALSE(Error.empty());
  }
}

/// By parameter, where the function called \p Name leaves it, with all that it calls.
std::vector<std::pair<int, int>> kept(const Index &I, llvm::StringRef Name, bool Hidden) {
  std::vector<std::pair<int, int>> Out;
  for (const auto &[Key, F] : I.functions())
    if (llvm::StringRef(Key).contains("@F@" + Name.str() + "#"))
      for (const Index::Keep &K : I.keeps(Key, Hidden))
        Out.emplace_back(K.From, K.Into);
  return Out;
}

TEST(Index, FollowsBorrowsThroughUnits) {
  using Places = std::vector<std::pair<int, int>>;
  Index All;
  for (const Index &U : keepers())
    All.merge(U);
  EXPECT_EQ(kept(All, "one", false), (Places{{0, Index::Elsewhere}}));
  EXPECT_EQ(kept(All, "two", false), (Places{{1, Index::Elsewhere}}));
  EXPECT_EQ(kept(All, "show", false), (Places{{1, Index::Elsewhere}})) << "an overrider may run";
  EXPECT_EQ(kept(All, "see", false), (Places{{0, Index::Object}})) << "Keeper::see";
  EXPECT_EQ(kept(All, "see", true), (Places{{0, Index::Elsewhere}})) << "Keeper::see";
  Index Gap;
  Gap.merge(keepers()[0]);
  Gap.merge(keepers()[2]);
  EXPECT_EQ(kept(Gap, "one", false), Places{}) << "without the unit between them";
}

bool isReached(const Index &I, llvm::StringRef Name, std::string *Root = nullptr, size_t *Steps = nullptr) {
  for (const auto &[Key, F] : I.functions())
    if (F.Names.count(Name.str()))
      if (const Index::Reached *R = I.reachedFunction(Key)) {
        if (Root)
          *Root = R->Root;
        if (Steps)
          *Steps = R->Path.size();
        return true;
      }
  return false;
}

TEST(Index, FollowsCallsThroughUnits) {
  Index All;
  for (const Index &U : units())
    All.merge(U);
  std::string Root;
  size_t Steps = 0;
  EXPECT_TRUE(isReached(All, "'deeper()'", &Root, &Steps));
  EXPECT_EQ(Root, "message 'Counter::run'");
  EXPECT_EQ(Steps, 2u);
  EXPECT_TRUE(isReached(All, "'late()'")) << "by an override in another unit";
  EXPECT_FALSE(isReached(All, "'unrelated()'"));
  // Without the middle unit nothing leads to the last.
  Index Gap;
  const std::vector<Index> &Units = units();
  Gap.merge(Units[0]);
  Gap.merge(Units[2]);
  EXPECT_FALSE(isReached(Gap, "'deeper()'"));
}

TEST(Index, TellsAnotherUnitWhatItReaches) {
  Index All;
  for (const Index &U : units())
    All.merge(U);
  Parsed Unit("int total; int deeper(int n) { return total += n; } int unrelated() { return total; }");
  CallGraph Graph(Unit.model());
  ProcessCode Alone(Unit.model(), Graph, nullptr);
  EXPECT_TRUE(Alone.bodies().empty());
  ProcessCode Together(Unit.model(), Graph, &All);
  ASSERT_EQ(Together.bodies().size(), 1u);
  EXPECT_EQ(Together.bodies()[0].Function->getNameAsString(), "deeper");
  EXPECT_EQ(Together.bodies()[0].Foreign.size(), 2u);
}

TEST(Index, RecordsWhatABodyTouches) {
  Index One = indexOf(
      "#include <mutex>\n int g; std::mutex m; void f(const int *p) { g = 1; m.lock(); *const_cast<int *>(p) = 1; }");
  bool Found = false;
  for (const auto &[Key, F] : One.functions())
    if (F.Names.count("'f()'")) {
      Found = true;
      ASSERT_EQ(F.Shared.size(), 1u);
      EXPECT_EQ(F.Shared.begin()->What, "g");
      EXPECT_EQ(F.Blocking.size(), 1u);
      EXPECT_EQ(F.Unsafe.size(), 1u);
    }
  EXPECT_TRUE(Found);
}

TEST(Index, KeepsFunctionsOfOneFileApart) {
  Parsed Unit("static int f() { return 1; } namespace { int g() { return f(); } } int h() { return g(); }");
  Index One = indexUnit(Unit.model(), "");
  int Internal = 0;
  for (const auto &[Key, F] : One.functions())
    for (const char *Name : {"'f()'", "'g()'", "'h()'"})
      if (F.Names.count(Name))
        Internal += llvm::StringRef(Key).contains('@') && llvm::StringRef(Key).ends_with("/input.cpp") ? 1 : 10;
  EXPECT_EQ(Internal, 12) << "f and g belong to their file, h to all";
}

} // namespace
