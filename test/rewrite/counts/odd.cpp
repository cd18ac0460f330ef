// RUN: %same %s
// Odd but right programs: rewritten they compile without a warning, and print the same.
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

class CONURE_COUNTED Node {
 public:
  explicit Node(int v = 0) : value(v) {}
  Node(const Node &) = default;
  Node(Node &&) = default;
  Node &operator=(const Node &) = default;
  Node &operator=(Node &&) = default;
  virtual ~Node() {}
  virtual int read() const { return value; }
  int value;
  std::unique_ptr<Node> *unused = nullptr;
};
void drop(std::unique_ptr<Node> &owner) { owner.reset(); }
static std::unique_ptr<Node> trash;
static void anything() { drop(trash); } // may drop: keeps guards in place

// CRTP
template <class D> struct Crtp { D &self() { return static_cast<D &>(*this); } int twice() { D &d = self(); anything(); return d.one() * 2; } };
class CONURE_COUNTED Curious : public Crtp<Curious> { public: Curious() {} int one() { anything(); return 1; } };
// multiple and virtual inheritance
class CONURE_COUNTED Left : public virtual Node { public: Left() : Node(3) {} int left = 1; };
class CONURE_COUNTED Right : public virtual Node { public: Right() : Node(4) {} int right = 2; };
class Bottom : public Left, public Right { public: Bottom() : Node(5) {} };
class CONURE_COUNTED Other { public: Other() {} virtual ~Other() {} int other = 7; };
class Both : public Node, public Other { public: Both() : Node(6) {} int read() const override { return 8; } };
// operators
class CONURE_COUNTED Vec {
 public:
  Vec(int x, int y) : x(x), y(y) {}
  Vec operator+(const Vec &o) const { anything(); return Vec(x + o.x, y + o.y); }
  Vec &operator+=(const Vec &o) { anything(); x += o.x; y += o.y; return *this; }
  friend bool operator==(const Vec &a, const Vec &b) { anything(); return a.x == b.x && a.y == b.y; }
  int &operator[](int i) { anything(); return i ? y : x; }
  explicit operator bool() const { return x || y; }
  operator int() const { return x; }
  Vec &operator++() { ++x; return *this; }
  Vec operator++(int) { Vec old = *this; ++x; return old; }
  friend Vec operator-(const Vec &v);
  int operator()(int k) const { anything(); return k * x; }
 private:
  int x, y;
};
Vec operator-(const Vec &v) { anything(); return Vec(-v.x, -v.y); }
// comparison
class CONURE_COUNTED Ordered { public: explicit Ordered(int v) : v_(v) {} auto operator<=>(const Ordered &o) const { anything(); return v_ <=> o.v_; } bool operator==(const Ordered &o) const { return v_ == o.v_; } private: int v_; };
// default comparison
class Plain { public: explicit Plain(int v) : v_(v) {} auto operator<=>(const Plain &) const = default; private: int v_; int w_ = 2; };
// constexpr / noexcept
constexpr int constant(int n) { int s = 0; std::array<int, 3> a{1, 2, 3}; for (int &x : a) s += x * n; return s; }
static_assert(constant(2) == 12);
int no_throw(const Node &n) noexcept { anything(); return n.value; }
static_assert(noexcept(no_throw(std::declval<Node &>())));
// nested classes, friend
class CONURE_COUNTED Outer {
 public:
  class Inner { public: explicit Inner(Outer &o) : o_(o) {} int get() const { anything(); return o_.secret_; } private: Outer &o_; friend class Outer; };
  Inner inner() { anything(); return Inner(*this); }
  friend int peek(Outer &o);
 private:
  int secret_ = 11;
};
int peek(Outer &o) { anything(); return o.secret_; }
// using-declarations, inherited constructors
class Derived : public Node { public: using Node::Node; using Node::value; using Base = Node; int read() const override { return Base::read() + 1; } };
// macros that expand to borrows
#define BORROW(n, from) Node &n = from
#define WITH(n, body) do { Node *p_ = &(n); anything(); body; } while (0)
int macros() { Node a(1); BORROW(b, a); anything(); int r = 0; WITH(b, r = p_->value); return r + b.value; }
// enable_if, concepts
template <class T, std::enable_if_t<std::is_base_of_v<Node, T>, int> = 0> int constrained(T &t) { anything(); return t.read(); }
template <class T, std::enable_if_t<!std::is_base_of_v<Node, T>, int> = 0> int constrained(T &) { return -1; }
template <class T> concept Readable = requires(const T &t) { { t.read() } -> std::same_as<int>; };
template <Readable T> int conceptual(const T &t) { anything(); return t.read(); }
int terse(const Readable auto &t) { anything(); return t.read(); }
// if-init, switch-init
int inits(std::vector<Node> &v) {
  int r = 0;
  if (Node &n = v[0]; n.value) { anything(); r += n.value; } else r -= n.value;
  if (Node *p = &v[1]; p && p->value) { anything(); r += p->value; }
  switch (Node &n = v[0]; n.value) { case 1: anything(); r += 10 + n.value; break; default: r += 20; }
  while (Node *p = r > 100 ? nullptr : &v[0]) { anything(); r += 50 + p->value; }
  for (Node *p = v.data(), *e = p + v.size(); p != e; ++p) { anything(); r += p->value; }
  for (std::size_t i = 0; Node &n : v) { anything(); r += n.value + static_cast<int>(i++); }
  return r;
}
// conditional yielding lvalues, comma
int choices(bool b) {
  Node x(1), y(2);
  Node &c = b ? x : y;
  anything();
  (b ? x : y).value = 9;
  Node &d = (anything(), y);
  Node *p = nullptr;
  (p = &x), anything();
  p = b ? &x : &y;
  Node *q = (p = &y, p);
  anything();
  return c.value * 100 + d.value * 10 + q->value + p->value;
}
// bit-fields, volatile, const, mutable members
class CONURE_COUNTED Bits { public: Bits() {} unsigned a : 3 = 5; unsigned b : 5 = 9; volatile int v = 3; const int c = 4; mutable int m = 5; int sum() const { anything(); m++; return static_cast<int>(a + b) + v + c + m; } };
// alignas, EBO, empty
struct Empty {};
class alignas(64) CONURE_COUNTED Aligned : Empty { public: Aligned() {} int x = 1; };
// bit_cast on an uncounted class, trivially copyable requirement
struct Pod { int a; float b; };
static_assert(std::is_trivially_copyable_v<Pod> && sizeof(Pod) == 8);
std::uint64_t cast(const Pod &p) { return std::bit_cast<std::uint64_t>(p); }
// lambdas in default arguments, recursion, variadic packs
int with_default(const Node &n, std::function<int(const Node &)> f = [](const Node &m) { anything(); return m.value * 2; }) { anything(); return f(n); }
template <class... T> int pack(const T &...t) { anything(); return (0 + ... + t.read()); }
template <class... T> int forwarded(T &&...t) { return pack(std::forward<T>(t)...); }
// returning references, chains
Node &identity(Node &n) { anything(); return n; }
const Node &smaller(const Node &a, const Node &b) { anything(); return a.value < b.value ? a : b; }
// member pointers
int member(Node &n, int Node::*m, int (Node::*f)() const) { anything(); return n.*m + (n.*f)(); }
// variant, tuple, visitors
int visit(std::variant<int, Node> &v) { return std::visit([](auto &x) -> int { anything(); if constexpr (requires { x.read(); }) return x.read(); else return x; }, v); }
int tuples() { std::tuple<Node, int> t{Node(4), 5}; auto &[n, i] = t; anything(); return n.value + i; }
// goto and labels, switch jumps
int jumps(int k) { Node a(k); int n = 0; again: Node *p = &a; anything(); n += p->value; if (++n < 5) goto again; switch (n) { case 0: { Node &r = a; anything(); n += r.value; break; } default: n++; } return n; }
// try function blocks, exceptions
int tries(Node &n) try { anything(); if (n.value > 2) throw n.value; return n.value; } catch (int &i) { return i * 2; } catch (const Node &m) { return m.value; }
// static locals and thread_local
int statics() { static Node n(3); Node &r = n; anything(); static thread_local int calls = 0; return r.value + ++calls; }
// unions left alone
union Either { int i; float f; };
int unions() { Either e; e.i = 5; int &r = e.i; anything(); return r; }
// operator new overloads, placement
class CONURE_COUNTED Pooled { public: Pooled() {} static void *operator new(std::size_t n) { return ::operator new(n); } static void operator delete(void *p) { ::operator delete(p); } int v = 6; };
// local classes and closures in classes
int local() { struct L { Node &n; int get() { anything(); return n.value; } }; Node n(7); L l{n}; auto f = [&n, &l] { return l.get() + n.value; }; anything(); return f(); }
// abstract, covariant
class CONURE_COUNTED Shape { public: Shape() {} virtual ~Shape() = default; virtual Shape *self() = 0; virtual int id() const = 0; };
class Circle final : public Shape { public: Circle *self() override { anything(); return this; } int id() const override { return 12; } };
// explicit object sizes
class CONURE_COUNTED Fixed { public: Fixed() {} char data[16] = {}; };
// deleted functions, explicit instantiation, specialisation
template <class T> class Box { public: explicit Box(T v) : v_(std::move(v)) {} T &get() { T &r = v_; anything(); return r; } T *ptr() { T *p = &v_; anything(); p = &v_; return p; } private: T v_; };
template class Box<int>;
template <> class Box<char> { public: explicit Box(char c) : c_(c) {} char &get() { return c_; } private: char c_; };
// dependent owner in a template
template <class T> int hold(std::unique_ptr<T> o) { T &r = *o; T *p = o.get(); const auto *q = p; auto *s = &r; anything(); return r.read() + p->read() + q->read() + s->read(); }
template <class T> int autos(T &t) { auto p = &t; anything(); auto &r = *p; auto &&u = r; decltype(auto) w = (r); anything(); return u.read() + w.read() + p->read(); }
// operations on temporaries
std::string joined(const char *a) { return std::string(a).append(1, '/'); }
int main() {
  Curious c; std::printf("%d\n", c.twice());
  Bottom b; Node &nb = b; Left *lb = &b; Right *rb = &b; anything(); std::printf("%d %d %d\n", nb.value, lb->left, rb->right + dynamic_cast<Bottom *>(lb)->value);
  Both both; Other *ob = &both; Node *bn = &both; anything(); std::printf("%d %d %d\n", ob->other, bn->read(), static_cast<Both *>(ob)->value);
  Vec v(1, 2), w(3, 4); v += w; Vec u = v + w; u[1] = 5; ++u; u++; std::printf("%d %d %d %d %d\n", u == v, u[0], u(2), static_cast<int>(-v), u ? 1 : 0);
  std::printf("%d %d\n", Ordered(1) < Ordered(2), Plain(1) == Plain(1));
  Node n(3); std::printf("%d\n", no_throw(n));
  Outer o; std::printf("%d %d\n", o.inner().get(), peek(o));
  Derived d(4); std::printf("%d %d %d\n", d.read(), constrained(d), constrained(o));
  std::printf("%d %d %d\n", macros(), conceptual(d), terse(n));
  std::vector<Node> vn; vn.emplace_back(1); vn.emplace_back(2); std::printf("%d\n", inits(vn));
  std::printf("%d %d\n", choices(true), choices(false));
  Bits bits; std::printf("%d\n", bits.sum());
  Aligned al; std::printf("%d %d\n", al.x, static_cast<int>(alignof(Aligned)));
  std::printf("%llu\n", static_cast<unsigned long long>(cast({1, 0})));
  std::printf("%d %d %d\n", with_default(n), pack(n, d), forwarded(n, d, n));
  std::printf("%d %d\n", identity(identity(n)).value, smaller(n, d).value);
  std::printf("%d\n", member(n, &Node::value, &Node::read));
  std::variant<int, Node> va = Node(5); std::printf("%d %d\n", visit(va), tuples());
  std::printf("%d %d %d %d %d\n", jumps(1), tries(n), statics(), unions(), local());
  auto pooled = std::make_unique<Pooled>(); Pooled *pp = pooled.get(); anything(); std::printf("%d\n", pp->v);
  Circle circle; Shape *shape = &circle; std::printf("%d\n", shape->self()->id());
  Fixed fixed; std::printf("%d\n", static_cast<int>(sizeof(fixed.data)));
  Box<Node> box(Node(8)); std::printf("%d %d %d\n", box.get().value, box.ptr()->value, Box<char>('a').get());
  std::printf("%s\n", joined("a").c_str());
  std::printf("%d %d\n", hold(std::make_unique<Node>(9)), autos(n));
}
