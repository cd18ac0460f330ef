// Traps: each line tries to keep an alias of what recover, or a return, makes unique.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>
#include <cstring>
using namespace conure;
struct Node { int v = 0; std::unique_ptr<Node> next; Node *prev = nullptr; };
struct Plain { int v = 0; std::vector<int> d; std::unique_ptr<Plain> next; };
struct Derived : uni<Plain> { using uni<Plain>::uni; Plain &leak() { return **this; } }; // expect-error {{this return gives out a borrow}} [uni-borrow]
struct Wrap { uni<Plain> u; Plain &get() { return *u; } uni<Plain> Wrap::*pm = &Wrap::u; }; // expect-error {{this return gives out a borrow}} [uni-borrow] expect-error {{a borrow of the unique value}} [uni-borrow]
Plain make(const Plain &);
void bytes(uni<Node> u) {
  Node *p;
  std::memcpy(&p, &u->prev, sizeof p); // expect-error {{this argument borrows 'u->prev', a part}} [uni-borrow]
  std::memcpy(&p, &*u, sizeof p); // expect-error {{this argument borrows the unique value}} [uni-borrow]
  alignas(uni<Node>) char raw[sizeof(uni<Node>)];
  std::memcpy(raw, &u, sizeof u); // expect-error {{this argument borrows the unique value}} [uni-borrow]
}
uni<std::vector<int>> t1(std::vector<int *> &out) { std::vector<int> v{1}; std::transform(v.begin(), v.end(), std::back_inserter(out), [](int &x) { return &x; }); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<int>> t2(std::vector<int *> &out) { std::vector<int> v{1}; std::for_each(v.begin(), v.end(), [&](int &x) { out.push_back(&x); }); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::map<int, Plain>> t3(Plain *&out) { std::map<int, Plain> m; for (auto &[k, p] : m) out = &p; return m; } // expect-error {{moving 'm', which is declared outside}} [recover-capture]
uni<std::vector<int>> t4(std::function<void()> &f) { std::vector<int> v{1}; f = [&] { v[0] = 2; }; return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<int>> t5(int **o) { std::vector<int> v{1}; auto it = v.begin(); auto it2 = it; *o = &*it2; return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<int>> t6(int **o) { std::vector<int> v{1}; auto &r = v; int *p = r.data(); *o = p; return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<Plain> t7(Plain *&o) { Plain p; o = p.next.get(); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
uni<Plain> t8(Plain &src) { Plain p; p.next = std::move(src.next); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
uni<Plain> t9(Plain &src) { Plain p = std::move(src); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
uni<Plain> t10(Plain &src) { Plain p; std::swap(p, src); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
uni<std::vector<Plain>> t11(std::vector<Plain> &src) { std::vector<Plain> p; p.swap(src); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
uni<std::vector<Plain>> t12(std::vector<Plain> &src) { std::vector<Plain> p; src.swap(p); return p; } // expect-error {{moving 'p', which is declared outside}} [recover-capture]
struct Reg { std::vector<int> *last = nullptr; void note(std::vector<int> &v) { last = &v; } };
uni<std::vector<int>> t13(Reg &r) { std::vector<int> v{1}; r.note(v); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<int>> t14(Reg &r) { std::vector<int> v{1}; auto l = [&] { r.note(v); }; l(); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<int>> t15() { static std::vector<int> v{1}; return v; }
uni<std::vector<int>> t16() { std::vector<int> v{1}; throw &v; return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<std::unique_ptr<Plain>>> t17(std::vector<std::unique_ptr<Plain>> &src) { std::vector<std::unique_ptr<Plain>> v; std::move(src.begin(), src.end(), std::back_inserter(v)); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<std::unique_ptr<Plain>>> t18(std::vector<std::unique_ptr<Plain>> &src) { std::vector<std::unique_ptr<Plain>> v(std::make_move_iterator(src.begin()), std::make_move_iterator(src.end())); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
uni<std::vector<std::unique_ptr<Plain>>> t19(std::vector<std::unique_ptr<Plain>> &src) { std::vector<std::unique_ptr<Plain>> v; for (auto &p : src) v.push_back(std::move(p)); return v; } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
auto r1(std::vector<std::unique_ptr<Plain>> &src) { return recover([&] { std::vector<std::unique_ptr<Plain>> v; v.push_back(std::move(src[0])); return v; }); } // expect-error {{this argument borrows 'src[0]', a part}} [recover-capture]
auto r2(std::vector<std::unique_ptr<Plain>> &src) { return recover([&] { auto p = std::move(src.back()); return p; }); } // expect-error {{moving 'src.back()', a part of 'src'}} [recover-capture]
auto r3(Plain &src) { return recover([&] { Plain p; std::swap(p, src); return p; }); } // expect-error {{this argument borrows 'src', which is}} [recover-capture]
auto r4(Plain &src) { return recover([&] { return std::exchange(src.next, nullptr); }); } // expect-error {{moving 'src.next', a part of 'src'}} [recover-capture]
auto r5(std::map<int, Plain> &src) { return recover(src.extract(1)); } // expect-error {{'extract' cannot be called on 'src'}} [recover-capture]
auto r6(std::optional<Plain> &o) { return recover(std::move(*o)); } // expect-error {{moving '*o', a part of 'o'}} [recover-capture]
auto r7(std::optional<uni<Plain>> &o) { return recover(std::move(*o)); }
auto r8(std::vector<uni<Plain>> &o) { return recover([&] { Plain p = std::move(o[0]); return p; }); }
auto r9(Plain &p) { return recover([&, q = &p] { return Plain{q->v, {}, std::move(q->next)}; }); } // expect-error {{this lambda captures a borrow of}} [recover-capture]
auto r10(Plain *p) { return recover([=] { return Plain{p->v, {}, std::move(p->next)}; }); } // expect-error {{moving 'p->next', a part of 'p'}} [recover-capture]
auto r11(std::vector<Plain> v) { return recover([v = std::move(v)]() mutable { return std::move(v); }); } // expect-error {{moving 'v', which is declared outside}} [recover-capture]
template <class... T> auto r12(T... xs) { return recover([... ys = std::move(xs)]() mutable { return std::tuple<T...>(std::move(ys)...); }); } // expect-error {{moving 'xs', which is declared outside}} [recover-capture]
auto use12() { return r12(Plain{}, 1); }
auto r13(Plain &p) { auto get = [&]() -> std::unique_ptr<Plain> { return std::move(p.next); }; return recover(get()); } // expect-error {{'operator()' cannot be called on 'get'}} [recover-capture]
auto r14(Plain &p) { auto get = [&]() -> Plain { return std::move(p); }; return recover([&] { return get(); }); } // expect-error {{'operator()' cannot be called on 'get'}} [recover-capture]
auto r15(std::function<std::unique_ptr<Plain>()> f) { return recover(f()); } // expect-error {{'operator()' cannot be called on 'f'}} [recover-capture]
auto r16(Plain &p) { struct F { Plain &p; std::unique_ptr<Plain> operator()() { return std::move(p.next); } }; return recover(F{p}()); } // expect-error {{a borrow of 'p', which is}} [recover-capture]
struct S {
  std::unique_ptr<Plain> part; std::vector<int> nums; Plain own;
  uni<S> copy() const;
  std::unique_ptr<Plain> take() { return std::move(part); }
  auto a() { return recover(take()); } // expect-error {{'take' cannot be called on 'this'}} [recover-capture]
  auto b() { return recover([this] { return take(); }); } // expect-error {{'take' cannot be called on 'this'}} [recover-capture]
  auto c() { return recover(std::move(this->part)); } // expect-error {{moving 'part', which is declared outside}} [recover-capture]
  auto d() { return recover(std::move(nums)); } // expect-error {{moving 'nums', which is declared outside}} [recover-capture]
  auto e() { return recover([self = this] { return self->take(); }); } // expect-error {{this lambda captures a borrow of}} [recover-capture]
  auto f() { return recover([&] { auto g = [this] { return take(); }; return g(); }); } // expect-error {{this lambda captures a borrow of}} [recover-capture]
  auto h() { auto &me = *this; return recover(me.take()); } // expect-error {{'take' cannot be called on 'me'}} [recover-capture]
  uni<std::vector<int>> i() { return nums; }
  uni<std::vector<int>> j() { return std::move(nums); } // expect-error {{moving 'nums', which is declared outside}} [recover-capture]
  uni<Plain> k() { return std::move(own); } // expect-error {{moving 'own', which is declared outside}} [recover-capture]
  uni<std::unique_ptr<Plain>> l() { return take(); } // expect-error {{'take' cannot be called on 'this'}} [recover-capture]
};
int &global_ref();
auto q1(int n) { return recover([&]() { int &r = n; return std::vector<int>{r}; }); }
auto q2(const std::string &s) { return recover([&] { std::string_view v = s; return std::vector<std::string_view>{v}; }); } // expect-error {{'operator basic_string_view' cannot be called on}} [recover-capture]
auto q3(std::string s) { return recover([&] { return [&s] { return s; }; }); } // expect-error {{the result of this recover is}} [recover-result]
auto q4(std::string s) { return recover([&] { std::function<std::string()> f = [&s] { return s; }; return std::vector<std::function<std::string()>>{f}; }); } // expect-error {{this lambda captures a borrow of}} [recover-capture]
auto q5(std::shared_ptr<Plain> p) { return recover([&] { return p; }); } // expect-error {{copying 'p', which is declared outside}} [recover-capture]
auto q6(std::shared_ptr<const int> p) { return recover([&] { return std::vector<std::shared_ptr<const int>>{p}; }); }
auto q7(Node &n) { return recover([&] { Node m; m.prev = &n; return m; }); } // expect-error {{a borrow of 'n', which is}} [recover-capture]
auto q8(Node &n) { return recover([&] { Node m; m.prev = n.prev; return m; }); } // expect-error {{a borrow of 'n.prev', a part}} [recover-capture]
auto q9(Node &n) { return recover([&] { Node m; m.next = std::make_unique<Node>(); n.prev = m.next.get(); return m; }); } // expect-error {{assigning a 'Node *', which is not}} [recover-capture]
auto q10(std::vector<Node *> &v) { return recover([&] { auto m = std::make_unique<Node>(); v.insert(v.end(), m.get()); return m; }); } // expect-error {{'insert' cannot be called on 'v'}} [recover-capture] expect-error {{'end' cannot be called on 'v'}} [recover-capture]
auto q11(std::vector<Node *> &v) { return recover([&] { auto m = std::make_unique<Node>(); v[0] = m.get(); return m; }); } // expect-error {{assigning a 'Node *', which is not}} [recover-capture]
auto q12(Node **slot) { return recover([&] { auto m = std::make_unique<Node>(); *slot = m.get(); return m; }); } // expect-error {{assigning a 'Node *', which is not}} [recover-capture]
