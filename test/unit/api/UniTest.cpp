// uni<T>, recover and freeze: the same in both modes.
#include <conure/conure.h>
#include <gtest/gtest.h>

#include <array>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

using conure::freeze;
using conure::recover;
using conure::uni;

struct NoDefault {
  explicit NoDefault(int n) : n(n) {}
  int n;
  bool operator==(const NoDefault &) const = default;
};

struct MoveOnly {
  explicit MoveOnly(int n) : n(std::make_unique<int>(n)) {}
  std::unique_ptr<int> n;
};

struct Pinned { // neither copied nor moved
  explicit Pinned(int n) : n(n) {}
  Pinned(const Pinned &) = delete;
  Pinned &operator=(const Pinned &) = delete;
  int n;
};

struct Job { // callable without arguments, and still a value
  std::vector<int> work;
  int operator()() const { return static_cast<int>(work.size()); }
};

struct Shape {
  virtual ~Shape() = default;
  virtual int corners() const = 0;
};
struct Square final : Shape {
  int corners() const override { return 4; }
};

struct Tracked {
  explicit Tracked(int *copies, int *moves) : copies(copies), moves(moves) {}
  Tracked(const Tracked &o) : copies(o.copies), moves(o.moves) { ++*copies; }
  Tracked(Tracked &&o) noexcept : copies(o.copies), moves(o.moves) { ++*moves; }
  int *copies, *moves;
};

uni<std::vector<int>> implicit_local() {
  std::vector<int> v{1, 2};
  v.push_back(3);
  return v;
}
uni<NoDefault> implicit_temporary() { return NoDefault(7); }
uni<MoveOnly> implicit_move_only() {
  MoveOnly m(9);
  return m;
}
uni<std::string> implicit_parameter(std::string s) { return s; }
uni<std::string> from_uni_parameter(uni<std::string> s) { return s; }

TEST(Uni, CostsWhatItsValueCosts) {
  static_assert(sizeof(uni<std::vector<int>>) == sizeof(std::vector<int>));
  static_assert(sizeof(uni<char>) == 1);
  static_assert(alignof(uni<double>) == alignof(double));
  static_assert(std::is_nothrow_move_constructible_v<uni<std::string>>);
  static_assert(std::is_trivially_destructible_v<uni<int>>);
}

TEST(Uni, IsMoveOnly) {
  static_assert(!std::is_copy_constructible_v<uni<int>>);
  static_assert(!std::is_copy_assignable_v<uni<int>>);
  static_assert(std::is_nothrow_move_assignable_v<uni<std::string>>);
  static_assert(!std::is_default_constructible_v<uni<int>>);
}

TEST(Uni, OnlyAnRvalueConvertsToItsValue) {
  static_assert(std::is_convertible_v<uni<std::string>, std::string>);
  static_assert(!std::is_convertible_v<uni<std::string> &, std::string>);
  static_assert(!std::is_convertible_v<const uni<std::string> &, std::string>);
  uni<std::string> u = recover(std::string("a value too long for the small buffer of a string"));
  const char *characters = u->data();
  std::string s = std::move(u);
  EXPECT_EQ(s.data(), characters) << "converting copied the value";
  std::optional<std::string> o = recover(std::string("x"));
  EXPECT_EQ(o, "x");
  std::vector<int> parenthesised(recover(std::vector{1, 2, 3}));
  EXPECT_EQ(parenthesised, (std::vector{1, 2, 3}));
}

TEST(Uni, IsAReceiver) {
  auto u = recover(std::vector{10, 20});
  u->push_back(30);
  (*u)[0] = 11;
  u->at(1) = 21;
  const auto &c = u;
  EXPECT_EQ(c->size(), 3u);
  EXPECT_EQ((*c)[0] + (*c)[1], 32);
}

TEST(Uni, SwapsAndAssigns) {
  auto a = recover(std::string("a"));
  auto b = recover(std::string("b"));
  std::swap(a, b);
  EXPECT_EQ(*a, "b");
  swap(a, b);
  EXPECT_EQ(*a, "a");
  auto old = std::exchange(a, recover(std::string("new")));
  EXPECT_EQ(*old, "a");
  EXPECT_EQ(*a, "new");
}

TEST(Uni, LivesInContainers) {
  std::vector<uni<std::string>> v;
  v.push_back(recover(std::string("x")));
  v.emplace_back(std::string("y"));
  std::map<int, uni<std::vector<int>>> m;
  m.emplace(1, recover(std::vector{1}));
  std::optional<uni<std::string>> o = std::move(v.back());
  EXPECT_EQ(**o, "y");
  EXPECT_EQ(m.at(1)->size(), 1u);
}

TEST(Uni, UniqueOwnerOfADerivedObjectBecomesOneOfItsBase) {
  uni<std::unique_ptr<Square>> square = recover(std::make_unique<Square>());
  uni<std::unique_ptr<Shape>> shape = std::move(square);
  EXPECT_EQ((*shape)->corners(), 4);
  static_assert(!std::is_convertible_v<uni<std::unique_ptr<Shape>>, uni<std::unique_ptr<Square>>>);
  static_assert(!std::is_convertible_v<uni<std::string>, uni<std::string_view>>, "that would dangle");
}

TEST(ImplicitRecover, AFunctionMayReturnItsValue) {
  EXPECT_EQ(*implicit_local(), (std::vector{1, 2, 3}));
  EXPECT_EQ(implicit_temporary()->n, 7);
  EXPECT_EQ(*implicit_move_only()->n, 9);
  EXPECT_EQ(*implicit_parameter("p"), "p");
  EXPECT_EQ(*from_uni_parameter(recover(std::string("q"))), "q");
}

TEST(Recover, MakesAnExpressionUnique) {
  auto u = recover(NoDefault(3));
  static_assert(std::same_as<decltype(u), uni<NoDefault>>);
  EXPECT_EQ(u->n, 3);
  const std::vector<int> outside{1, 2};
  auto copy = recover(outside);
  static_assert(std::same_as<decltype(copy), uni<std::vector<int>>>);
  EXPECT_EQ(outside.size(), copy->size());
}

TEST(Recover, RunsABody) {
  int seen = 0;
  auto u = recover([&] {
    std::vector<int> v;
    v.push_back(++seen);
    return v;
  });
  static_assert(std::same_as<decltype(u), uni<std::vector<int>>>);
  EXPECT_EQ(seen, 1);
  auto counting = recover([n = 4]() mutable { return ++n; });
  static_assert(std::same_as<decltype(counting), uni<int>>);
  EXPECT_EQ(*counting, 5);
  auto throwing_or_not = recover([]() noexcept -> long { return 5; });
  static_assert(std::same_as<decltype(throwing_or_not), uni<long>>);
}

TEST(Recover, NestsAndRunsInTemplates) {
  auto make = []<class T>(T value) { return recover([&] { return std::vector<T>{value}; }); };
  auto u = make(3);
  static_assert(std::same_as<decltype(u), uni<std::vector<int>>>);
  auto outer = recover([] {
    auto inner = recover([] { return std::string("in"); });
    return std::make_pair(std::string(std::move(inner)), 1);
  });
  EXPECT_EQ(outer->first, "in");
}

TEST(Recover, GivesTheValueBack) {
  auto u = recover(std::vector{1});
  auto v = recover(std::move(u));
  static_assert(std::same_as<decltype(v), std::vector<int>>);
  auto again = recover(std::move(v));
  auto w = recover([&] { return std::move(again); });
  static_assert(std::same_as<decltype(w), std::vector<int>>);
  EXPECT_EQ(w.size(), 1u);
}

template <class U>
concept recoverable = requires(U &&u) { recover(std::forward<U>(u)); };
template <class U>
concept freezable = requires(U &&u) { freeze(std::forward<U>(u)); };

TEST(Recover, WantsTheUniqueValueMoved) {
  static_assert(recoverable<uni<int>>);
  static_assert(!recoverable<uni<int> &>);
  static_assert(!recoverable<const uni<int> &>);
  static_assert(freezable<uni<int>>);
  static_assert(!freezable<uni<int> &>);
}

TEST(Recover, DoesNotCallAFunctor) {
  auto u = recover(Job{{1, 2, 3}});
  static_assert(std::same_as<decltype(u), uni<Job>>);
  EXPECT_EQ((*u)(), 3);
  std::vector jobs{Job{}};
  auto more = recover(std::move(jobs));
  static_assert(std::same_as<decltype(more), uni<std::vector<Job>>>);
  struct Local {
    int operator()() const { return 1; }
  };
  auto local = [] { return recover(Local{}); }();
  static_assert(std::same_as<decltype(local), uni<Local>>);
}

TEST(Recover, MakesTheResultInPlace) {
  auto u = recover([] { return Pinned(5); });
  EXPECT_EQ(u->n, 5);
  int copies = 0, moves = 0;
  [[maybe_unused]] auto t = recover([&] { return Tracked(&copies, &moves); });
  EXPECT_EQ(copies + moves, 0);
  [[maybe_unused]] auto from_value = recover(Tracked(&copies, &moves));
  EXPECT_EQ(copies, 0);
  EXPECT_EQ(moves, 1);
}

TEST(Freeze, SharesWhatWasUnique) {
  auto u = recover(std::vector{1, 2});
  const int *elements = u->data();
  std::shared_ptr<const std::vector<int>> f = freeze(std::move(u));
  EXPECT_EQ(f->data(), elements) << "freezing copied the value";
  EXPECT_EQ(freeze(recover(NoDefault(2)))->n, 2);
  EXPECT_EQ(*freeze(recover(MoveOnly(2)))->n, 2);
}

} // namespace
