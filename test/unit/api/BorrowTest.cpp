// ref<T> and mut<T>: borrows to store.
#include <conure/conure.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace {

using conure::mut;
using conure::ref;

struct Node { // T is incomplete where the field stands
  explicit Node(int value) : value(value) {}
  int value;
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
  std::vector<ref<Node>> watched;
};

struct Base {
  virtual ~Base() = default;
  virtual int id() const { return 1; }
};
struct Derived : Base {
  int id() const override { return 2; }
};

int length(const std::string &s) { return static_cast<int>(s.size()); }
void extend(std::string &s) { s += "!"; }

TEST(Borrow, ReadsAndWrites) {
  std::string s = "ab";
  mut<std::string> m = s;
  ref<std::string> r = s;
  m->push_back('c');
  EXPECT_EQ(r->size(), 3u);
  *m += "d";
  EXPECT_EQ(*r, "abcd");
  extend(m);
  EXPECT_EQ(length(r), 5);
  EXPECT_EQ(length(m), 5);
}

TEST(Borrow, CanBorrowAnother) {
  int a = 1, b = 2;
  mut<int> m = a;
  m = b;
  *m = 5;
  EXPECT_EQ(a, 1);
  EXPECT_EQ(b, 5);
  ref<int> r = a;
  r = m;
  EXPECT_EQ(*r, 5);
}

TEST(Borrow, ConvertsOnlyTowardsLess) {
  static_assert(std::is_convertible_v<mut<int>, ref<int>>);
  static_assert(!std::is_constructible_v<mut<int>, ref<int>>);
  static_assert(!std::is_constructible_v<mut<int>, const int &>);
  static_assert(std::is_convertible_v<mut<Derived>, mut<Base>>);
  static_assert(std::is_convertible_v<mut<Derived>, ref<Base>>);
  static_assert(std::is_convertible_v<ref<Derived>, ref<Base>>);
  static_assert(!std::is_constructible_v<mut<Derived>, mut<Base>>);
  Derived d;
  ref<Base> r = d;
  mut<Base> m = d;
  EXPECT_EQ(r->id() + m->id(), 4);
}

TEST(Borrow, RefusesTemporariesAndNull) {
  static_assert(!std::is_constructible_v<ref<int>, int>);
  static_assert(!std::is_constructible_v<mut<int>, int>);
  static_assert(!std::is_constructible_v<ref<std::string>, const char *>);
  static_assert(!std::is_default_constructible_v<ref<int>>);
  static_assert(!std::is_constructible_v<ref<int>, std::nullptr_t>);
}

TEST(Borrow, IsDeduced) {
  int n = 0;
  const int c = 1;
  mut m = n;
  ref r = n;
  ref s = c;
  ref t = m;
  static_assert(std::same_as<decltype(m), mut<int>>);
  static_assert(std::same_as<decltype(r), ref<int>>);
  static_assert(std::same_as<decltype(s), ref<int>>);
  static_assert(std::same_as<decltype(t), ref<int>>);
  EXPECT_EQ(&*t, &n);
}

TEST(Borrow, StandsInFieldsOfTheClassItBorrows) {
  auto first = std::make_unique<Node>(1);
  first->next = std::make_unique<Node>(2);
  first->next->previous = *first;
  first->watched.push_back(*first->next);
  (*first->next->previous)->value = 7;
  EXPECT_EQ(first->value, 7);
  EXPECT_EQ(first->watched.front()->value, 2);
  first->next->previous.reset();
  first->watched.clear();
}

} // namespace
