// Library calls, containers, unions, arrays, *this, order of operands: each way a value goes, and comes back.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include <new>
#include "../Inputs/parts.h"
void badExchange(std::string s, std::string t) { std::string old = std::exchange(s, std::move(t)); look(s); look(t); look(old); } // expect-error {{'t' is used after it was moved}} [use-after-move]
void okExchange(std::string s) { take(std::exchange(s, make())); look(s); }
void okExchangeEmpty(std::string s) { take(std::move(s)); std::string old = std::exchange(s, {}); } // expect-error {{'s' is moved again after it was moved}} [use-after-move]
void badSwapped(std::string s, std::string t) { take(std::move(s)); std::swap(s, t); look(t); } // expect-error {{'t' is used after it was moved}} [use-after-move]
void okSwapped(std::string s, std::string t) { take(std::move(s)); std::swap(s, t); look(s); }
void badMemberSwap(std::string s, std::string t) { take(std::move(s)); t.swap(s); look(t); } // expect-error {{'t' is used after it was moved}} [use-after-move]
void okTie(std::string s, int i) { take(std::move(s)); std::tie(s, i) = std::make_tuple(make(), 1); look(s); }
void okTieIgnore(std::string s) { take(std::move(s)); std::tie(s, std::ignore) = std::make_tuple(make(), 1); look(s); }
void badIgnore(std::string s) { std::ignore = std::string(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okIgnoreMoveName(std::string s) { std::ignore = s; look(s); }
void okTryEmplace(std::map<int, std::string> m, std::string s) { if (!m.try_emplace(1, std::move(s)).second) look(s); }
void badInsert(std::map<int, std::string> m, std::string s) { m.insert({1, std::move(s)}); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badEmplace(std::map<int, std::string> m, std::string s) { m.emplace(1, std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badInsertOrAssign(std::map<int, std::string> m, std::string s) { m.insert_or_assign(1, std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okPlacement(std::string s) { std::string *p = &s; p->~basic_string(); new (&s) std::string("x"); look(s); }
void okPlacementAfterMove(std::string s) { take(std::move(s)); s.~basic_string(); new (&s) std::string("x"); look(s); }
void okConstructAt(std::string s) { take(std::move(s)); std::destroy_at(&s); std::construct_at(&s, "x"); look(s); }
struct U { union { std::string a; int b; }; U() : a() {} ~U() {} };
void badUnion(U &u) { take(std::move(u.a)); look(u.a); } // expect-error {{'u..a' is used after it was moved}} [use-after-move]
void okUnionRefilled(U &u) { take(std::move(u.a)); u.a = make(); look(u.a); }
void badArrayIndex(std::string (&a)[4], int i) { take(std::move(a[i])); look(a[i]); } // expect-error {{'a[i]' is used after it was moved}} [use-after-move]
void okArrayIndexChanges(std::string (&a)[4], int i) { take(std::move(a[i])); ++i; look(a[i]); }
void badStdArrayIndex(std::array<std::string, 4> &a, int i) { take(std::move(a[i])); look(a[i]); } // expect-error {{'a[i]' is used after it was moved}} [use-after-move]
void badStdArrayGet(std::array<std::string, 4> &a) { take(std::move(std::get<1>(a))); look(a[1]); } // expect-error {{'a[1]' is used after it was moved}} [use-after-move]
void badConstantIndex(std::string (&a)[4]) { take(std::move(a[2])); look(a[1 + 1]); } // expect-error {{'a[2]' is used after it was moved}} [use-after-move]
void okConstantIndex(std::string (&a)[4]) { take(std::move(a[2])); look(a[1]); }
void badWholeArray(std::array<std::string, 2> a) { take(std::move(a[0])); std::array<std::string, 2> b = a; (void)b; } // expect-error {{'a' is used after 'a[0]' was moved}} [use-after-move]
struct Self { std::string n; std::vector<int> v;
  Self give() { return std::move(*this); }
  void bad() { Self o = std::move(*this); look(n); } // expect-error {{'n' is used after it was moved}} [use-after-move]
  void badParts() { std::string s = std::move(n); Self o = *this; look(s); } // expect-error {{'*this' is used after 'n' was moved}} [use-after-move]
  void ok() { Self o = std::move(*this); *this = Self{}; look(n); }
  void rv() &&; void cr() const &;
};
void badRvalueMethod(Self s) { std::move(s).rv(); s.cr(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okConstMethodOnMove(std::string s) { std::move(s).size(); look(s); }
void okUnevaluated(std::string s) { (void)sizeof(std::string(std::move(s))); static_assert(noexcept(std::string(std::move(s)))); using T = decltype(take(std::move(s))); look(s); }
void okTypeid(Part p) { (void)sizeof(Part{std::move(p)}); look(p); }
template <bool B> void constexprIf(std::string s) { if constexpr (B) take(std::move(s)); else look(s); if constexpr (!B) look(s); }
template void constexprIf<true>(std::string); template void constexprIf<false>(std::string);
template <bool B> void badConstexprIf(std::string s) { if constexpr (B) take(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
template void badConstexprIf<true>(std::string);
void badForward(std::string s) { auto f = [](auto &&x) { take(std::forward<decltype(x)>(x)); }; f(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okForwardLvalue(std::string s) { auto f = [](auto &&x) { look(std::forward<decltype(x)>(x)); }; f(s); look(s); }
void badRvalueRef(std::string s) { std::string &&r = std::move(s); take(std::move(r)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okRvalueRefOnly(std::string s) { std::string &&r = std::move(s); look(r); look(s); }
void badStaticCast(std::string s) { take(static_cast<std::string &&>(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badCCast(std::string s) { take((std::string &&)s); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badReturnUse(std::string s, std::string &out) { auto f = [&]() -> std::string { return std::move(s); }; out = f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
std::string okReturn(std::string s) { if (chance()) return s; look(s); return std::move(s); }
void badArgOrder(std::unique_ptr<Part> p) { auto g = [](const Part &, std::unique_ptr<Part>) {}; g(*p, std::move(p)); } // expect-error {{'p' is used and moved in one expression, and nothing says which comes first}} [use-after-move]
void badTwice(std::string s) { auto g = [](std::string, std::string) {}; g(std::move(s), std::move(s)); } // expect-error {{'s' is moved again after it was moved}} [use-after-move]
void okBraced(std::string s) { struct P { std::size_t n; std::string s; }; P p{s.size(), std::move(s)}; (void)p; }
void badBraced(std::string s) { struct P { std::string s; std::size_t n; }; P p{std::move(s), s.size()}; (void)p; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badShift(std::string s) { auto f = [](std::string x) -> std::string { return x; }; std::string r = f(std::move(s)) + s; look(r); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badAssignOrder(std::map<std::string, std::string> m, std::string s) { m[std::move(s)] = s; look(m.begin()->second); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badIfInit(std::string s) { if (std::string t = std::move(s); t.empty()) look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okIfInitRefill(std::string s) { if (std::string t = std::move(s); t.empty()) s = t; else s = "x"; look(s); }
void badSwitchInit(std::string s) { switch (std::string t = std::move(s); t.size()) { case 0: look(s); break; default:; } } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badOptional(std::optional<std::string> o) { std::string t = *std::move(o); look(*o); look(t); } // expect-error {{'*o' is used after it was moved}} [use-after-move]
void badOptionalValue(std::optional<std::string> o) { std::string t = std::move(o).value(); look(o.value()); look(t); } // expect-error {{'*o' is used after it was moved}} [use-after-move]
void okOptionalEmplace(std::optional<std::string> o) { std::string t = std::move(*o); o.emplace("x"); look(*o); look(t); }
void badVariant(std::variant<std::string, int> v) { take(std::get<std::string>(std::move(v))); look(std::get<std::string>(v)); } // expect-error {{'std::get<0>(v)' is used after it was moved}} [use-after-move]
void badAny(std::function<void()> f) { auto g = std::move(f); f(); g(); } // expect-error {{'f' is used after it was moved}} [use-after-move]
void badVectorBack(std::vector<std::string> v) { take(std::move(v.back())); look(v.back()); } // expect-error {{'v.back()' is used after it was moved}} [use-after-move]
void okVectorBackPop(std::vector<std::string> v) { take(std::move(v.back())); v.pop_back(); look(v.back()); }
void badPointer(std::string s) { std::string *p = &s; take(std::move(*p)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badPointerParam(std::string *p) { take(std::move(*p)); look(*p); } // expect-error {{'*p' is used after it was moved}} [use-after-move]
void okPointerReassigned(std::string *p, std::string *q) { take(std::move(*p)); p = q; look(*p); }
void badAliasRef(std::string s) { std::string &r = s; take(std::move(s)); look(r); } // expect-error {{'s' is moved while 'r' borrows it}} [move-while-borrowed]
struct Pt { std::string x, y; };
void badPartial(Pt p) { take(std::move(p.x)); Pt q = p; look(q.x); } // expect-error {{'p' is used after 'p.x' was moved}} [use-after-move]
void okPartial(Pt p) { take(std::move(p.x)); look(p.y); p.x = "x"; Pt q = p; look(q.x); }
void badPartialDestructured(Pt p) { auto &[x, y] = p; take(std::move(x)); look(y); look(p.x); } // expect-error {{'p.x' is used after it was moved}} [use-after-move]
void badDefaultArg(std::string s) { struct A { static void f(std::string a, int = 0) {} }; A::f(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badNewExpr(std::string s) { auto *p = new std::string(std::move(s)); look(s); delete p; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badMakeUnique(std::string s) { auto p = std::make_unique<std::string>(std::move(s)); look(s); look(*p); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badThrow(std::string s) { try { throw std::string(std::move(s)); } catch (std::string &t) { look(s); } } // expect-error {{'s' is used after it was moved}} [use-after-move]
