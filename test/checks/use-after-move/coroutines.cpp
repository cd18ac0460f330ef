// Coroutines, and what C++23 adds: deducing this, subscripts of several arguments, static operators, auto(x).
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
// flags: -std=c++23
#include <coroutine>
#include "../Inputs/parts.h"
template <class T> struct Gen { struct promise_type { Gen get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept; void unhandled_exception(); std::suspend_always yield_value(T); std::suspend_always yield_value(std::string &); void return_void(); }; };
struct Task { struct promise_type { Task get_return_object(); std::suspend_always initial_suspend(); std::suspend_always final_suspend() noexcept; void unhandled_exception(); void return_value(std::string); }; };
struct Wait { bool await_ready(); void await_suspend(std::coroutine_handle<>); int await_resume(); };
struct WaitText { bool await_ready(); void await_suspend(std::coroutine_handle<>); std::string await_resume(); };
Wait waitFor(std::string); WaitText text();
Gen<std::string> badYieldMoved(std::string s) { co_yield std::move(s); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
Gen<std::string> okYieldRefill(std::string s) { co_yield std::move(s); s = make(); look(s); }
Gen<int> badYieldLoop(std::string s) { for (;;) { take(std::move(s)); co_yield 1; } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
Task badAwaitMoved(std::string s) { co_await waitFor(std::move(s)); look(s); co_return make(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
Task okAwait(std::string s) { co_await waitFor(s); look(s); co_return std::move(s); }
Task badReturnAfter(std::string s) { take(std::move(s)); co_return s; } // expect-error {{'s' is used after it was moved}} [use-after-move]
Task badAwaitCond(std::string s) { if (co_await waitFor(make())) take(std::move(s)); look(s); co_return make(); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
Task okReturn(std::string s) { co_return s; }
Task badBorrowAwait(std::string s) { std::string_view v = s; take(std::move(s)); co_await waitFor(make()); lookv(v); co_return make(); } // expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
Task okBorrowAwait(std::string s) { std::string_view v = s; co_await waitFor(make()); lookv(v); co_return std::move(s); }
Gen<int> badDropAwait() { std::string_view v; { std::string s = make(); v = s; } co_yield 1; lookv(v); } // expect-error {{'s' is dropped at the end of its scope while 'v' borrows from it}} [drop-while-borrowed]
Task badTemporaryAwait() { std::string_view v = co_await text(); lookv(v); co_return make(); } // expect-error {{'v' borrows from a temporary 'std::string', which ends with this statement}} [drop-while-borrowed]
Task okTemporaryAwait() { std::string v = co_await text(); lookv(v); co_return make(); }
Gen<int> badClearYield(std::vector<int> v) { int &r = v[0]; v.clear(); co_yield 1; look(r); } // expect-error {{what 'v' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
Gen<int> okClearYield(std::vector<int> v) { int &r = v[0]; co_yield r; v.clear(); }
Task badTryAwait(std::string s) { try { co_await waitFor(std::move(s)); } catch (...) { look(s); } co_return make(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
Gen<std::string> okFresh() { for (;;) { std::string s = make(); co_yield std::move(s); } }
// deducing this
struct D { std::string n;
  void give(this D self) { take(std::move(self.n)); }
  void badGive(this D self) { take(std::move(self.n)); look(self.n); } // expect-error {{'self.n' is used after it was moved}} [use-after-move]
  void badRef(this D &self) { take(std::move(self.n)); look(self.n); } // expect-error {{'self.n' is used after it was moved}} [use-after-move]
  template <class S> auto &&get(this S &&self) { return std::forward<S>(self).n; }
  void lookAt() const;
  void eat(this D &&self);
};
void badByValueThis(D d) { std::move(d).give(); look(d.n); } // expect-error {{'d.n' is used after it was moved}} [use-after-move]
void badRvalueThis(D d) { std::move(d).eat(); d.lookAt(); } // expect-error {{'d' is used after it was moved}} [use-after-move]
void okCopyThis(D d) { d.give(); look(d.n); }
// multidimensional subscript
struct Grid { std::vector<std::string> cells; std::string &operator[](int x, int y) { return cells[x + y]; } int operator[](std::string, int); };
void badSubscriptArg(Grid g, std::string s) { look(g[std::move(s), 1]); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badGridMoved(Grid g) { auto h = std::move(g); look(g[1, 2]); (void)h; } // expect-error {{'g' is used after it was moved}} [use-after-move]
void okGrid(Grid g) { look(g[1, 2]); auto h = std::move(g); (void)h; }
void badGridBorrow(Grid g) { std::string &r = g[0, 0]; g.cells.clear(); look(r); } // expect-error {{what 'g.cells' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
struct SC { static void operator()(std::string) {} static int operator[](std::string) { return 1; } };
void badStaticCall(std::string s) { SC{}(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badStaticSubscript(std::string s) { look(SC{}[std::move(s)]); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okStaticCall(std::string s) { SC{}(s); look(s); }
void badStaticLambda(std::string s) { auto f = [](std::string x) static { take(std::move(x)); }; f(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badAutoCast(std::string s) { take(auto(std::move(s))); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okAutoCast(std::string s) { take(auto(s)); look(s); }
std::string_view badLocalReturn() { std::string s = make(); return std::string_view{s}; } // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
void okForInitTemp() { for (char c : std::string(make())) (void)c; }
void badAssume(std::string s) { take(std::move(s)); [[assume(true)]]; look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
