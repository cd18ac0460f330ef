// Borrow counts, as the rewriter injects them and as a person could.
#include <conure/changes.h>
#include <conure/count.h>
#include <gtest/gtest.h>

#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace rt = conure::rt;

struct Node {
  explicit Node(int v) : value(v) {}
  Node(Node &&) = default;
  Node(const Node &) = default;
  Node &operator=(const Node &) = default;
  Node &operator=(Node &&) = default;

  rt::count<Node> conure_count;
  int value;
};

struct Plain {
  int value = 0;
};

struct Linked { // a doubly linked list's node: the back pointer goes before the count of what it borrows is looked at
  rt::count<Linked> conure_count;
  std::unique_ptr<Linked> next;
  rt::borrowed<Linked> previous;
};

struct Derived : Node {
  using Node::Node;
};
struct Recounted : Node { // counts by itself as well
  using Node::Node;
  rt::count<Recounted> conure_count;
};

std::uint32_t borrows(const Node &n) { return n.conure_count.borrows(); }

TEST(Count, IsOneWord) {
  static_assert(sizeof(rt::count<Node>) == 8);
  static_assert(sizeof(rt::borrowed<Node>) == sizeof(Node *));
  static_assert(sizeof(rt::guard) == sizeof(void *));
  static_assert(std::is_nothrow_move_constructible_v<Node>);
}

TEST(Count, FollowsGuards) {
  Node n(1);
  EXPECT_EQ(borrows(n), 0u);
  {
    rt::guard a(n);
    rt::guard b = a;
    EXPECT_EQ(borrows(n), 2u);
    Node m(2);
    rt::guard c(m);
    c = a;
    EXPECT_EQ(borrows(m), 0u);
    EXPECT_EQ(borrows(n), 3u);
    c = static_cast<const rt::guard &>(c);
    EXPECT_EQ(borrows(n), 3u);
  }
  EXPECT_EQ(borrows(n), 0u);
}

TEST(Count, FollowsAPointerThatMoves) {
  Node a(1), b(2);
  Node *p = &a;
  rt::guard g(p);
  EXPECT_EQ(borrows(a), 1u);
  EXPECT_EQ(g.follow(p = &b)->value, 2);
  EXPECT_EQ(borrows(a) + 2 * borrows(b), 2u);
  g.follow(p = nullptr);
  EXPECT_EQ(borrows(b), 0u);
}

TEST(Count, FollowsPointerFields) {
  Node a(1), b(2);
  {
    rt::borrowed<Node> p = &a, q = p, r;
    EXPECT_EQ(borrows(a), 2u);
    r = &b;
    p = r;
    EXPECT_EQ(borrows(a), 1u);
    EXPECT_EQ(borrows(b), 2u);
    p = static_cast<const rt::borrowed<Node> &>(p);
    EXPECT_EQ(borrows(b), 2u);
    q = nullptr;
    EXPECT_EQ(borrows(a), 0u);
    auto moved = std::move(r);
    EXPECT_EQ(r.get(), &b) << "a pointer keeps its value when it is moved";
    EXPECT_EQ(borrows(b), 3u);
    rt::borrowed<Node> one(&a);
    swap(one, p);
    EXPECT_EQ(one.get(), &b);
    EXPECT_EQ(p.get(), &a);
    EXPECT_EQ(borrows(a), 1u);
    EXPECT_EQ(borrows(b), 3u);
    EXPECT_TRUE(one == &b && p && one != p);
  }
  EXPECT_EQ(borrows(a) + borrows(b), 0u);
}

TEST(Count, FollowsPointersInContainers) {
  Node a(1);
  std::vector<rt::borrowed<Node>> v(3, &a);
  EXPECT_EQ(borrows(a), 3u);
  for (int i = 0; i < 100; ++i)
    v.push_back(&a);
  v.erase(v.begin());
  EXPECT_EQ(borrows(a), 102u);
  std::map<int, rt::borrowed<const Node>> m;
  m[1] = &a;
  EXPECT_EQ(borrows(a), 103u);
  v.clear();
  m.clear();
  EXPECT_EQ(borrows(a), 0u);
}

TEST(Count, WalksAnArray) {
  std::vector<Node> nodes;
  for (int i = 0; i < 3; ++i)
    nodes.emplace_back(i);
  rt::borrowed<Node> p = nodes.data();
  EXPECT_EQ((p++)->value, 0);
  EXPECT_EQ((++p)->value, 2);
  p -= 1;
  EXPECT_EQ(borrows(nodes[0]) + borrows(nodes[2]), 0u);
  EXPECT_EQ(borrows(nodes[1]), 1u);
}

TEST(Count, FollowsTheHierarchy) {
  Derived d(1);
  rt::borrowed<Derived> p = &d;
  rt::borrowed<Node> q = p;
  EXPECT_EQ(borrows(d), 2u);
  Recounted r(1);
  rt::borrowed<Recounted> own = &r;
  rt::borrowed<Node> base = own;
  EXPECT_EQ(r.conure_count.borrows(), 1u);
  EXPECT_EQ(static_cast<Node &>(r).conure_count.borrows(), 1u);
}

TEST(Count, OfAPartIsThatOfItsOwner) {
  Node n(1);
  {
    rt::borrowed_part<int> part(&n.value, n);
    rt::borrowed_part<int> copy = part;
    *copy = 4;
    EXPECT_EQ(borrows(n), 2u);
    copy = nullptr;
    EXPECT_EQ(borrows(n), 1u);
  }
  EXPECT_EQ(n.value, 4);
  EXPECT_EQ(borrows(n), 0u);
}

TEST(Count, IsNotCopied) {
  Node a(1);
  rt::guard g(a);
  Node copy = a;
  EXPECT_EQ(borrows(copy), 0u);
  Node other(3);
  rt::guard h(other);
  other = a; // other's storage is still borrowed, once
  EXPECT_EQ(borrows(other), 1u);
  EXPECT_EQ(borrows(a), 1u);
}

TEST(Count, IgnoresWhatIsNotCounted) {
  Plain p;
  rt::guard g(p);
  rt::guard of_pointer(&p);
  rt::guard of_void(static_cast<void *>(&p));
  rt::borrowed<Plain> q = &p;
  rt::borrowed<void> v = &p;
  rt::borrowed<Plain> copy = q;
  EXPECT_EQ(copy.get(), &p);
  EXPECT_EQ(v.get(), &p);
}

TEST(Count, IsLookedAtAfterTheFieldsAreDropped) {
  auto first = std::make_unique<Linked>();
  first->next = std::make_unique<Linked>();
  first->next->previous = first.get();
  first->next->next = std::make_unique<Linked>();
  first->next->next->previous = first->next.get();
  EXPECT_EQ(first->conure_count.borrows(), 1u);
  first.reset();
}

#if __cplusplus > 201703L
TEST(Count, WorksInConstantExpressions) {
  struct Constant {
    rt::count<Constant> conure_count;
    int n = 3;
  };
  constexpr int n = Constant().n;
  static_assert(n == 3);
}
#endif

void drop_borrowed() {
  rt::borrowed<Node> outlives;
  Node n(1);
  outlives = &n;
}
void move_borrowed() {
  Node n(1);
  rt::guard g(n);
  Node moved = std::move(n);
}
void reset_borrowed() {
  std::optional<Node> n(std::in_place, 1);
  rt::guard g(*n), h(*n);
  n.reset();
}
void reallocate_borrowed() {
  std::vector<Node> v;
  v.emplace_back(1);
  rt::borrowed<Node> first = &v[0];
  v.reserve(100);
}

TEST(CountDeathTest, PanicsWithTheValueAndItsBorrows) {
  EXPECT_EXIT(drop_borrowed(), testing::ExitedWithCode(101), "panic: .*Node' was dropped while 1 borrow of it exists");
  EXPECT_EXIT(move_borrowed(), testing::ExitedWithCode(101), "Node' was moved while 1 borrow of it exists");
  EXPECT_EXIT(reset_borrowed(), testing::ExitedWithCode(101), "was dropped while 2 borrows of it exist");
  EXPECT_EXIT(reallocate_borrowed(), testing::ExitedWithCode(101), "was moved while 1 borrow");
  EXPECT_EXIT(reset_borrowed(), testing::ExitedWithCode(101), "created at");
}

#if CONURE_BORROW_PLACES
TEST(CountDeathTest, NamesThePlacesInADebugBuild) {
  EXPECT_EXIT(reset_borrowed(), testing::ExitedWithCode(101), "created at .*CountTest.cpp:[0-9]+ in ");
  EXPECT_EXIT(reset_borrowed(), testing::ExitedWithCode(101), "borrowed at .*CountTest.cpp:[0-9]+ in .*reset_borrowed");
  EXPECT_EXIT(drop_borrowed(), testing::ExitedWithCode(101), "borrowed at .*CountTest.cpp:[0-9]+ in .*drop_borrowed");
}
#endif

TEST(Contents, MayChangeWhenNothingIsBorrowed) {
  std::vector<int> v{1}, w{2};
  rt::changing<rt::op_push_back>(v, "v").changed.push_back(1);
  {
    rt::element_guard g(v);
    rt::element_guard copy = g, assigned;
    assigned = copy;
    rt::changing<rt::op_clear>(w, "w").changed.clear();
    g.release(), copy.release(), assigned.release();
    rt::changing<rt::op_push_back>(v, "v").changed.assign(100, 1);
  }
  rt::changing<rt::op_clear>(v, "v").changed.clear();
}

TEST(Contents, KeepWhatAChangeLeavesValid) {
  std::vector<int> v{1, 2, 3};
  v.reserve(10);
  rt::element_guard first(v, &v[0]);
  rt::changing<rt::op_push_back>(v, "v").changed.push_back(4);
  v.erase(rt::position<rt::op_erase>(v, "v", v.begin() + 1));
  std::map<std::string, int> m{{"a", 1}, {"b", 2}};
  rt::element_guard a(m, &m["a"]);
  auto it = m.begin();
  auto at = rt::element_guard::by(m, it);
  m.erase(rt::position<rt::op_erase>(m, "m", "b"));
  std::optional<std::string> o = "x";
  rt::element_guard value(o, &*o);
  rt::changing<rt::op_assignment>(*o, "*o").changed = "y"; // the string, which lies where the optional does
  rt::changing<rt::op_assignment>(o, "o").changed = "z";
}

TEST(Contents, GoWhereAVectorIsMoved) {
  std::vector<int> v{1}, w;
  rt::element_guard g(v, &v[0]);
  w = std::move(v);
  rt::changing<rt::op_clear>(v, "v").changed.clear();
  EXPECT_EXIT(rt::changing<rt::op_clear>(w, "w").changed.clear(), testing::ExitedWithCode(101), "'clear' of 'w'");
}

TEST(Contents, AnIterationBorrowsTheEndAndTheElementItIsAt) {
  std::list<int> l{1, 2, 3};
  auto g = rt::element_guard::over(l);
  l.erase(rt::position<rt::op_erase>(l, "l", l.begin())); // it is at none yet
  g.at(&l.back());
  l.erase(rt::position<rt::op_erase>(l, "l", l.begin()));
  EXPECT_EXIT(l.erase(rt::position<rt::op_erase>(l, "l", l.begin())), testing::ExitedWithCode(101), "'erase' of 'l'");
  std::vector<int> v{1, 2};
  v.reserve(9);
  auto over = rt::element_guard::over(v);
  EXPECT_EXIT(rt::changing<rt::op_push_back>(v, "v").changed.push_back(3), testing::ExitedWithCode(101),
              "'push_back' of 'v'");
  over.release();
  rt::changing<rt::op_push_back>(v, "v").changed.push_back(3);
}

// Guards may end in any order.
TEST(Contents, ForgetEachGuardByItself) {
  std::vector<int> v{1, 2, 3};
  auto a = std::make_unique<rt::element_guard>(v, &v[0]), b = std::make_unique<rt::element_guard>(v, &v[1]),
       c = std::make_unique<rt::element_guard>(v, &v[2]);
  b.reset();
  EXPECT_EXIT(rt::changing<rt::op_clear>(v, "v").changed.clear(), testing::ExitedWithCode(101), "while 2 borrows");
  a.reset();
  EXPECT_EXIT(rt::changing<rt::op_clear>(v, "v").changed.clear(), testing::ExitedWithCode(101), "while 1 borrow");
  c.reset();
  rt::changing<rt::op_clear>(v, "v").changed.clear();
}

CONURE_CONSTEXPR_DESTRUCTOR int in_a_constant() {
  std::vector<int> v;
  rt::changing<rt::op_push_back>(v, "v").changed.push_back(3);
  v.erase(rt::position<rt::op_erase>(v, "v", v.begin()));
  return static_cast<int>(v.size());
}

void push_while_borrowed() {
  std::vector<int> v{1};
  v.shrink_to_fit();
  int &x = v[0];
  rt::element_guard g(v, std::addressof(x));
  x = 2;
  rt::changing<rt::op_push_back>(v, "v").changed.push_back(3);
}

TEST(ContentsDeathTest, PanicsBeforeABorrowIsInvalidated) {
  EXPECT_EQ(in_a_constant(), 0);
  EXPECT_EXIT(
      push_while_borrowed(), testing::ExitedWithCode(101),
      "'push_back' of 'v', a value of type 'std::.*vector<int.* at .*CountTest.cpp:[0-9]+ in .*while 1 borrow of its "
      "elements exists\n  borrowed at .*CountTest.cpp:");
}

} // namespace
