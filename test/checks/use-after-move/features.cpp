// Moves and uses by features of C++20 that other tests seldom use.
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <thread>
#include <variant>
#include <vector>
using namespace conure;
void look(int); void look(std::string_view);
struct Node { int v = 0; std::string s; std::vector<int> n; Node *back = nullptr; };
class CONURE_PROCESS Sink { public: CONURE_ASYNC void node(uni<Node> n) {} CONURE_ASYNC void text(std::string s) {} int state = 0; int plain() { return state; } static int count; friend int peek(Sink &s) { return s.state; } };
void h01(std::string s) { auto f = [t = std::move(s)] { return [u = t] { return u; }; }; look(s); (void)f; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h02(std::string s) { (void)std::exchange(s, {}); look(s); }
void h03(std::vector<std::string> v) { auto w = std::move(v) ; for (auto &x : v) look(x); } // expect-error {{'v' is used after it was moved}} [use-after-move]
void h04(std::string s) { std::apply([](std::string a) { look(a); }, std::tuple(std::move(s))); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h05(std::string s, bool b) { if (b) goto out; look(std::string(std::move(s))); out: look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void h06(std::string s) { try { auto t = std::move(s); throw 1; } catch (int) { look(s); } } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h07(std::string s) try { auto t = std::move(s); throw 1; } catch (int) { }
template <class... A> void eat(A... a) { (look(a), ...); }
template <class... A> void h08(A... a) { (eat(std::move(a)), ...); (look(a), ...); } // expect-error {{'a' is used after it was moved}} [use-after-move]
template void h08(std::string, std::string);
void h09(std::optional<std::string> o) { auto s = *std::move(o); look(*o); } // expect-error {{'*o' is used after it was moved}} [use-after-move]
void h10(std::variant<int, std::string> o) { auto s = std::get<1>(std::move(o)); look(std::get<1>(o)); } // expect-error {{'std::get<1>(o)' is used after it was moved}} [use-after-move]
void h11(std::unique_ptr<Node> o) { auto p = std::move(o); look(o->v); } // expect-error {{'o' is used after it was moved}} [use-after-move]
void h12(std::unique_ptr<Node> o) { auto p = std::move(o); if (o) look(o->v); }
void h13(std::pair<std::string, int> p) { auto [a, b] = std::move(p); look(p.first); } // expect-error {{'p.first' is used after it was moved}} [use-after-move]
void h14(std::string s) { auto f = [&s]() mutable { return std::move(s); }; auto t = f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h15(std::string s) { for (int i = 0; i < 2; ++i) { look(std::string(std::move(s))); } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
void h16(std::string s) { std::string t; (t = std::move(s), look(s)); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h17(std::string s) { bool b = (look(std::string(std::move(s))), true) && s.empty(); (void)b; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h18(uni<Node> u, process<Sink> k) { k->node(std::move(u)); if (noexcept(u->v)) look(1); }
void h19(std::string s) { auto t = std::forward<std::string>(s); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void h20(std::string s) { std::string &&r = std::move(s); look(s); (void)r; }
struct B1 { std::string s; B1(std::string x) : s(std::move(x)) { } }; struct D1 : B1 { using B1::B1; };
void h21(std::string s) { D1 d(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
struct M { std::string a, b; M(std::string x) : a(std::move(x)), b(x) {} }; void h22(M); // expect-error {{'x' is used after it was moved}} [use-after-move]
