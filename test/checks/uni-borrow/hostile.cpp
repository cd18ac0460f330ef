// Traps: each line tries to keep an alias of a unique value.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
// flags: -std=c++23 -I runtime/include -w
#include <conure/conure.h>
#include <algorithm>
#include <any>
#include <coroutine>
#include <exception>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>
using namespace conure;

struct Node { int v = 0; std::unique_ptr<Node> next; };
struct Fluent {
  std::vector<Node> nodes; int n = 0;
  Fluent &add() { return *this; }
  Fluent *ptr() { return this; }
  Node &operator*() { return nodes[0]; }
  Node *operator&() { return &nodes[0]; }
  operator Node &() { return nodes[0]; }
  Node &operator,(int) { return nodes[0]; }
  friend Node &friendly(Fluent &f) { return f.nodes[0]; }
  template <class F> void visit(F f) { f(nodes[0]); }
  template <class F> decltype(auto) apply(F f) { return f(nodes[0]); }
  Fluent &operator=(int) { return *this; }
  std::shared_ptr<Node> shared() { return {}; }
  std::vector<Node *> ptrs() { return {}; }
  std::map<int, Node *> mp() { return {}; }
  std::vector<std::unique_ptr<Node>> take() { return {}; }
  Node &self(this Fluent &f) { return f.nodes[0]; }
};
uni<Fluent> mk();
Node *g;
void f1() {
  uni<Fluent> u = mk();
  auto a = &*u; // expect-error {{'operator&' cannot be called on the}} [uni-call]
  auto &b = **u; // expect-error {{'operator*' cannot be called on the}} [uni-call]
  Node &c = (*u, 1); // expect-error {{'operator,' cannot be called on the}} [uni-call]
  Node &d = friendly(*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  u->visit([](Node &x) { g = &x; });
  Node *loc = nullptr;
  u->visit([&](Node &x) { loc = &x; }); // expect-error {{'visit' cannot be called on the}} [uni-call]
  u->visit([p = &loc](Node &x) { *p = &x; }); // expect-error {{'visit' cannot be called on the}} [uni-call]
  auto &e = u->apply([](Node &x) -> Node & { return x; }); // expect-error {{'apply' cannot be called on the}} [uni-call]
  auto &h = (*u = 3); // expect-error {{'h' borrows '*u = 3', a}} [uni-borrow]
  for (auto p : u->ptrs()) {} // expect-error {{'ptrs' cannot be called on the}} [uni-call]
  auto [x, y] = std::pair(1, u->ptr()); // expect-error {{'ptr' cannot be called on the}} [uni-call]
  Fluent &i = u->add().add(); // expect-error {{'add' cannot be called on the}} [uni-call]
  auto j = std::views::all(u->nodes); // expect-error {{this argument borrows 'u->nodes', a part}} [uni-borrow]
  auto k = u->nodes | std::views::take(2); // expect-error {{'operator|' cannot be called on 'u->nodes'}} [uni-call]
  std::vector<Node> m;
  std::swap(u->nodes, m); // expect-error {{this argument borrows 'u->nodes', a part}} [uni-borrow]
  u->nodes.swap(m); // expect-error {{'swap' cannot be called on 'u->nodes'}} [uni-call]
  m.swap(u->nodes); // expect-error {{this argument borrows 'u->nodes', a part}} [uni-borrow]
  std::vector<Node> n2 = std::exchange(u->nodes, {});
  std::ranges::sort(u->nodes, {}, &Node::v); // harmless: see ranges.cpp of uni-call
  std::transform(u->nodes.begin(), u->nodes.end(), std::back_inserter(m), [](Node &q) { return Node{}; }); // expect-error {{'begin' cannot be called on 'u->nodes'}} [uni-call] expect-error {{'end' cannot be called on 'u->nodes'}} [uni-call]
  auto it = std::begin(u->nodes); // expect-error {{this argument borrows 'u->nodes', a part}} [uni-borrow]
  Node &q = u->self(); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  new (&m) std::vector<Node>(std::move(u->nodes));
  std::any an = &*u; // expect-error {{'operator&' cannot be called on the}} [uni-call]
  auto t = std::make_tuple(u->n, std::ref(u->n)); // expect-error {{this argument borrows 'u->n', a part}} [uni-borrow] expect-error {{this argument borrows 'u->n', a part}} [uni-borrow]
  std::stringstream ss; ss << u->n;
  std::function<int *()> fn = [&] { return &u->n; }; // expect-error {{this lambda captures a borrow of}} [uni-borrow] expect-error {{this return gives out a borrow}} [uni-borrow]
  const auto &tmp = Fluent(std::move(*u));
  int *pn = &(u->n += 2); // expect-error {{'pn' borrows 'u->n', a part of}} [uni-borrow]
  int &&rr = std::move(u->n); // expect-error {{'rr' borrows 'u->n', a part of}} [uni-borrow]
  int &r2 = const_cast<int &>(std::as_const(u->n)); // expect-error {{'r2' borrows 'u->n', a part of}} [uni-borrow]
}
struct Awaiter { bool await_ready() { return true; } void await_suspend(std::coroutine_handle<>) {} int await_resume() { return 0; } };
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
    std::suspend_always yield_value(Node *p) { g = p; return {}; }
    std::suspend_always yield_value(const std::string &p) { return {}; }
  };
};
Task coro(uni<Fluent> u) {
  co_yield &u->nodes[0]; // expect-error {{this argument borrows 'u->nodes[0]', a part}} [uni-borrow]
  Node &x = u->nodes[0]; // expect-error {{'x' borrows 'u->nodes[0]', a part of}} [uni-borrow]
}
struct Calm { std::vector<Node> nodes; int n = 0; };
uni<Calm> mkc();
template <class T> struct Ctr { T v; template <class U> Ctr(U &&u) : v(std::forward<U>(u)) {} };
void f2() {
  uni<Calm> u = mkc();
  Ctr<Calm*> c(&*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  Ctr<Calm &> d(*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  struct L { Calm &f; L(Calm &x) : f(x) {} };
  L l(*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  std::optional<std::reference_wrapper<Calm>> o = *u; // expect-error {{this argument borrows the unique value}} [uni-borrow]
  std::variant<int, Calm *> v = &*u; // expect-error {{this argument borrows the unique value}} [uni-borrow]
  auto p = std::unique_ptr<Calm, void (*)(Calm *)>(&*u, [](Calm *) {}); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  std::shared_ptr<Calm> sp(&*u, [](Calm *) {}); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  try { throw std::ref(*u); } catch (...) {} // expect-error {{this argument borrows the unique value}} [uni-borrow]
  std::exception_ptr ep = std::make_exception_ptr(&*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  static Calm *st = &*u; // expect-error {{'st' borrows the unique value 'u'}} [uni-borrow]
  thread_local auto &tl = *u; // expect-error {{'tl' borrows the unique value 'u'}} [uni-borrow]
  Calm *arr[2] = {nullptr, &*u}; // expect-error {{a borrow of the unique value}} [uni-borrow]
  std::list<Calm *> li; li.push_back(&*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  li.emplace_back(&*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  std::set<int *> s; s.insert(&u->n); // expect-error {{this argument borrows 'u->n', a part}} [uni-borrow]
  auto lam = [](Calm &f) -> Calm & { return f; };
  auto &r = lam(*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  Calm &&mv = static_cast<Calm &&>(*u); // expect-error {{'mv' borrows the unique value 'u'}} [uni-borrow]
  using F = Calm &;
  auto &cc = F(*u); // expect-error {{'cc' borrows the unique value 'u'}} [uni-borrow]
  auto &ter = true ? *u : throw 1; // expect-error {{'ter' borrows the unique value 'u'}} [uni-borrow]
  if (auto &q = *u; true) {} // expect-error {{'q' borrows the unique value 'u'}} [uni-borrow]
  switch (auto &q = u->n; q) {} // expect-error {{'q' borrows 'u->n', a part of}} [uni-borrow]
  while (auto *q = &u->n) { break; } // expect-error {{'q' borrows 'u->n', a part of}} [uni-borrow]
  for (auto &q = *u; false;) {} // expect-error {{'q' borrows the unique value 'u'}} [uni-borrow]
  auto pm = &Calm::n; int &z = (*u).*pm; // expect-error {{'z' borrows '(*u).*pm', a part of}} [uni-borrow]
  int &w = u.operator->()->n; // expect-error {{'w' borrows 'u.operator->()->n', a part of}} [uni-borrow]
  int &w2 = u.operator*().n; // expect-error {{'w2' borrows 'u.operator*().n', a part of}} [uni-borrow]
  asm volatile("" : : "r"(&*u)); // expect-error {{this use borrows the unique value}} [uni-borrow]
  __builtin_memcpy(&g, &u->n, 4);
  auto gen = [](auto &&...xs) { return std::forward_as_tuple(xs...); };
  auto tup = gen(*u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
}
