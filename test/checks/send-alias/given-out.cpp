// Borrows that come out of methods, functions of the library, coroutines, and what is in types that cannot be seen into.
// rules: send-alias, move-while-borrowed, use-after-move
// flags: -std=c++23 -I runtime/include -w
#include <conure/conure.h>
#include <algorithm>
#include <any>
#include <coroutine>
#include <cstdlib>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
using namespace conure;

class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
using P = process<Printer>;
using S = std::string;
using V = std::string_view;
void look(V);
void look(int);

struct Box {
  S text;
  V view() const { return text; }
  const char *raw() const { return text.c_str(); }
  V unseen() const;
  std::size_t size() const;
  auto &self(this auto &me) { return me.text; }
  V shown(this const Box &me) { return me.text; }
};
const S &textOf(const Box &b) { return b.text; }
struct Parser {
  V first(const S &s) { return s; }
};

void method(P p, Box b) { V v = b.view(); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v' borrows}} [send-alias]
void rawMethod(P p, Box b) { auto v = b.raw(); p->print(std::move(b.text)); look(*v); } // expect-error {{'b.text' is sent while 'v' borrows}} [send-alias]
void methodUnseen(P p, Box b) { V v = b.unseen(); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v' may borrow}} [send-alias]
void explicitObject(P p, Box b) { auto &v = b.self(); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v'}} [send-alias]
void explicitObjectView(P p, Box b) { V v = b.shown(); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v'}} [send-alias]
void viewOfExplicit(P p, Box b) { V v = b.self(); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v'}} [send-alias]
void partByFunction(P p, Box b) { auto &v = textOf(b); p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v'}} [send-alias]
void partByPointer(P p, Box b) { auto m = &Box::text; S &v = b.*m; p->print(std::move(b.text)); look(v); } // expect-error {{'b.text' is sent while 'v'}} [send-alias]
void argumentOfMethod(P p, S s) { Parser q; V v = q.first(s); p->print(std::move(s)); look(v); } // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
void argumentOfClosure(P p, S s) { auto f = [](const auto &a) { return V(a); }; V v = f(s); p->print(std::move(s)); look(v); } // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
void split(P p, S s) { auto x = s | std::views::split(' '); p->print(std::move(s)); for (auto part : x) look(V(part.begin(), part.end())); } // expect-error {{'s' is sent while 'x' borrows}} [send-alias]
void partsOfSplit(P p, S s) { std::vector<V> x; for (auto part : s | std::views::split(' ')) x.push_back(V(part.begin(), part.end())); p->print(std::move(s)); look(x[0]); } // expect-error {{'s' is sent while 'x'}} [send-alias]
void counted(P p, S s) { auto x = std::views::counted(s.begin(), 2); p->print(std::move(s)); look(x.front()); } // expect-error {{'s' is sent while 'x' may borrow}} [send-alias]
void rangesFind(P p, S s) { auto x = std::ranges::find(s, 'a'); p->print(std::move(s)); look(*x); } // expect-error {{'s' is sent while 'x' may borrow}} [send-alias]
void rangesMinmax(P p, S s) { auto [a, b] = std::ranges::minmax_element(s); p->print(std::move(s)); look(*a); } // expect-error {{'s' is sent while}} [send-alias]
void pairOfIterators(P p, S s) { auto x = std::minmax_element(s.begin(), s.end()); p->print(std::move(s)); look(*x.first); } // expect-error {{'s' is sent while 'x'}} [send-alias]
void bytes(P p, S s) { auto x = std::as_bytes(std::span(s)); p->print(std::move(s)); look(int(x[0])); } // expect-error {{'s' is sent while 'x'}} [send-alias]
void applied(P p, S s) { auto y = std::apply([](const S &a) { return V(a); }, std::tie(s)); p->print(std::move(s)); look(y); } // expect-error {{'s' is sent while 'y'}} [send-alias]
void invoked(P p, S s) { auto y = std::invoke(&S::c_str, s); p->print(std::move(s)); look(*y); } // expect-error {{'s' is sent while 'y'}} [send-alias]
void visited(P p, S s) { auto y = std::visit([&](auto) { return V(s); }, std::variant<int>(1)); p->print(std::move(s)); look(y); } // expect-error {{'s' is sent while 'y'}} [send-alias]
void byC(P p, S s) { char *e; std::strtol(s.c_str(), &e, 10); p->print(std::move(s)); look(*e); } // expect-error {{'s' is sent while 'e'}} [send-alias]
void inAny(P p, S s) { std::any a = V(s); p->print(std::move(s)); look(std::any_cast<V>(a)); } // expect-error {{'s' is sent while 'a' borrows}} [send-alias]
void emplacedInAny(P p, S s) { std::any a; a.emplace<V>(s); p->print(std::move(s)); look(std::any_cast<V>(a)); } // expect-error {{'s' is sent while 'a' borrows}} [send-alias]
void inShared(P p, S s) { auto h = std::make_shared<V>(s); p->print(std::move(s)); look(*h); } // expect-error {{'s' is sent while 'h' borrows}} [send-alias]
void inSharedFunction(P p, S s) { auto f = std::make_shared<std::function<void()>>([&] { look(s); }); p->print(std::move(s)); (*f)(); } // expect-error {{'s' is sent while 'f' borrows}} [send-alias]
void inNode(P p, S s) { auto n = std::map<int, V>{{1, s}}; auto h = n.extract(1); p->print(std::move(s)); look(h.mapped()); } // expect-error {{'s' is sent while 'h'}} [send-alias]
void spliced(P p, S s) { std::list<V> a{s}, b; b.splice(b.begin(), a); p->print(std::move(s)); look(b.front()); } // expect-error {{'s' is sent while 'b'}} [send-alias]
void merged(P p, S s) { std::map<int, V> a{{1, s}}, b; b.merge(a); p->print(std::move(s)); look(b[1]); } // expect-error {{'s' is sent while 'b'}} [send-alias]
void backInserted(P p, S s) { std::vector<V> v; std::fill_n(std::back_inserter(v), 2, V(s)); p->print(std::move(s)); look(v[0]); } // expect-error {{'s' is sent while 'v'}} [send-alias]
void constructed(P p, S s) { V y; std::construct_at(&y, s); p->print(std::move(s)); look(y); } // expect-error {{'s' is sent while 'y'}} [send-alias]
void stream(P p, S s) { std::ostringstream o; o << s; V x = o.view(); p->print(std::move(o).str()); look(x); } // expect-error {{'o' is sent while 'x'}} [send-alias]
void valueOr(P p, std::optional<S> m) { V x = *m; p->print(std::move(m).value_or("")); look(x); } // expect-error {{'m' is sent while 'x' borrows}} [send-alias]

struct Task {
  struct promise_type {
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  void resume() { handle.resume(); }
};
Task byReference(const S &s) {
  look(s);
  co_return;
}
Task byView(V s);
void frame(P p, S s) { Task t = byReference(s); p->print(std::move(s)); t.resume(); } // expect-error {{'s' is sent while 't'}} [send-alias]
void frameUnseen(P p, S s) { Task t = byView(s); p->print(std::move(s)); t.resume(); } // expect-error {{'s' is sent while 't'}} [send-alias]
void frameOfClosure(P p, S s) {
  auto l = [&s]() -> Task {
    look(s);
    co_return;
  };
  Task t = l();
  p->print(std::move(s)); // expect-error {{'s' is sent while 't'}} [send-alias]
  t.resume();
}

// Accepted.
void sizeOfMethod(P p, Box b) { auto n = b.size(); p->print(std::move(b.text)); look(int(n)); }
void usedBefore(P p, Box b) { V v = b.unseen(); look(v); p->print(std::move(b.text)); }
void found(P p, S s) { bool any = std::ranges::find(s, 'a') != s.end(); p->print(std::move(s)); look(any); }
void counting(P p, S s) { auto n = std::ranges::count(s, 'a'); p->print(std::move(s)); look(int(n)); }
void anyValue(P p, S s) { std::any a = s.size(); p->print(std::move(s)); look(int(std::any_cast<std::size_t>(a))); }
void sharedCopy(P p, S s) { auto h = std::make_shared<S>(s); p->print(std::move(s)); look(*h); }
void splitCopies(P p, S s) { std::vector<S> x; for (auto part : s | std::views::split(' ')) x.emplace_back(part.begin(), part.end()); p->print(std::move(s)); look(x[0]); }
void searchedIn(P p, S s) { std::vector<V> all{"a"}; auto it = std::find(all.begin(), all.end(), "a"); p->print(std::move(s)); look(*it); }
void parsed(P p, S s) { int n = std::strtol(s.c_str(), nullptr, 10); p->print(std::move(s)); look(n); }
Task valueInFrame(S s) {
  look(s);
  co_return;
}
void frameWithCopy(P p, S s) { Task t = valueInFrame(s); p->print(std::move(s)); t.resume(); }
