// Ways to borrow a unique value by features of C++20 that other tests seldom use.
#include <conure/conure.h>
#include <algorithm>
#include <any>
#include <array>
#include <coroutine>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
using namespace conure;
struct Node { int v = 0; std::string s; std::unique_ptr<Node> next; Node *back = nullptr; Node &self() { return *this; } int get() const { return v; } void set(int x) { v = x; } };
class CONURE_PROCESS Sink { public: CONURE_ASYNC void node(uni<Node> n) {} CONURE_ASYNC void text(std::string s) {} CONURE_ASYNC void nums(uni<std::vector<int>> v) {} CONURE_ASYNC void opt(std::optional<std::string> s) {} CONURE_ASYNC void frozen(std::shared_ptr<const std::string> s) {} };
void look(std::string_view); void look(int);
void h01(uni<Node> u) { [&x = *u] { x.v = 1; }(); } // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
void h02(uni<std::vector<int>> u) { for (int &x : *u | std::views::take(2)) x = 1; } // expect-error {{'operator|' cannot be called on the unique value 'u'}} [uni-call]
void h03(uni<std::variant<int, std::string>> u) { std::visit([](auto &x) { (void)&x; }, *u); }
void h04(uni<Node> u) { auto &&[v, s, n, b] = *u; v = 1; } // expect-error {{this structured binding borrows the unique value 'u'}} [uni-borrow]
void h05(uni<Node> u) { std::invoke(&Node::set, *u, 1); } // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
void h06(uni<Node> u) { int Node::*m = &Node::v; int &r = (*u).*m; r = 1; } // expect-error {{'r' borrows '(*u).*m', a part of the unique value 'u'}} [uni-borrow]
void h08(uni<std::vector<int>> u) { auto s = std::span(*u); s[0] = 1; } // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
void h09(uni<Node> u) { auto t = std::tie(u->v, u->s); std::get<0>(t) = 1; } // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow] // expect-error {{this argument borrows 'u->s', a part of the unique value 'u'}} [uni-borrow]
void h10(uni<Node> u) { auto t = std::forward_as_tuple(*u); (void)t; } // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
Node *h11(uni<Node> u) { return std::addressof(*u); } // expect-error {{this return gives out a borrow of the unique value 'u'}} [uni-borrow]
void h12(uni<Node> u) { if (Node *p = &*u; p) p->v = 1; } // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
void h13(uni<Node> u) { switch (auto &x = u->v; x) { default: x = 2; } } // expect-error {{'x' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
template <class... A> void drop(A &&...a) { ((void)&a, ...); }
void h14(uni<Node> u) { drop(u->v, u->s); } // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow] // expect-error {{this argument borrows 'u->s', a part of the unique value 'u'}} [uni-borrow]
void h15(uni<Node> u) { Node *p = nullptr; p = (look(1), &*u); p->v = 1; } // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
void h16(uni<Node> u) { auto f = [p = &u->v] { *p = 1; }; f(); } // expect-error {{this lambda captures a borrow of 'u->v', a part of the uniqu}} [uni-borrow]
struct Hold { Node &n; int x = n.v; };
void h17(uni<Node> u) { Hold h{*u}; (void)h; } // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
void h18(uni<Node> u) { Hold h(*u); (void)h; } // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
template <class D> struct Crtp { D &me() { return static_cast<D &>(*this); } };
struct Thing : Crtp<Thing> { int v = 0; std::vector<Thing *> all; };
void h19(uni<Thing> u) { Thing &t = u->me(); t.v = 1; } // expect-error {{'me' cannot be called on the unique value 'u'}} [uni-call]
struct Conv { int v = 0; operator int &() { return v; } operator Conv *() { return this; } };
void h20(uni<Conv> u) { int &r = *u; r = 1; } // expect-error {{'r' borrows '*u', a part of the unique value 'u'}} [uni-borrow]
void h21(uni<Conv> u) { Conv *p = *u; p->v = 1; } // expect-error {{'operator Conv *' cannot be called on the unique value 'u'}} [uni-call]
struct Arrow { Node *n; Node *operator->() { return n; } };
void h22(uni<Node> u) { Arrow a{&*u}; a->v = 1; } // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
bool h23(uni<Node> u) { return noexcept(u->self()) && sizeof(*u) > 1; }
void h24(uni<Node> u) { decltype(auto) r = (u->v); r = 2; } // expect-error {{'r' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
void h26(uni<std::map<int, std::string>> u) { if (auto it = u->find(1); it != u->end()) look(it->second); } // expect-error {{'find' cannot be called on the unique value 'u'}} [uni-call]
void h27(uni<Node> u) { try { throw &*u; } catch (Node *p) { p->v = 1; } } // expect-error {{this throws a borrow of the unique value 'u'}} [uni-borrow]
void h28(uni<Node> u) { Node *p; p = new (&*u) Node(); p->v = 1; } // expect-error {{this use borrows the unique value 'u'}} [uni-borrow]
void h29(uni<std::vector<int>> u) { auto r = *u | std::views::transform([](int x) { return x; }); for (int x : r) look(x); } // expect-error {{'operator|' cannot be called on the unique value 'u'}} [uni-call]
void h30(uni<std::array<int, 3>> u) { auto &[a, b, c] = *u; a = 1; } // expect-error {{this structured binding borrows the unique value 'u'}} [uni-borrow]
void h31(uni<Node> u) { std::function<void()> f = std::bind_front(&Node::set, std::ref(*u), 1); f(); } // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
void h32(uni<Node> u) { static Node *p = &*u; p->v = 1; } // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
void h33(uni<std::vector<int>> u) { std::ranges::sort(*u); }
void h34(uni<Node> u) { goto l; l: auto *p = &u->v; *p = 1; } // expect-error {{'p' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
