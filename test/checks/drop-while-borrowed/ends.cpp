// Every way a borrowed value ends or moves, and every way its borrow is held.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
#define BORROW(r, x) auto &r = x
#define TAKE(x) take(std::move(x))
#define WITH_VIEW(v, s) for (std::string_view v = s; !v.empty(); v = {})
void badMacroMove(std::string s) { TAKE(s); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badMacroBorrow(Part p) { BORROW(r, p.name); TAKE(p); look(r); } // expect-error {{'p' is moved while 'r' borrows a part of it}} [move-while-borrowed]
void okMacroBorrow(Part p) { BORROW(r, p.name); look(r); TAKE(p); }
void badMacroDrop(std::vector<int> v) { BORROW(r, v[0]); v.clear(); look(r); } // expect-error {{what 'v' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void badLoopView(std::string s) { WITH_VIEW(v, s) { take(std::move(s)); lookv(v); } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move] expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
void badInner() { const int *p; { int i = 3; p = &i; } look(*p); } // expect-error {{'i' is dropped at the end of its scope while 'p' borrows it}} [drop-while-borrowed]
void okPushBefore(std::vector<std::string> v) { auto &r = v.front(); look(r); v.push_back("x"); }
void okInsertIterResult(std::vector<int> v) { auto it = v.begin(); it = v.insert(it, 1); look(*it); }
void badEraseIter(std::vector<int> v) { auto it = v.begin(); v.erase(it); look(*it); } // expect-error {{what 'v' owns is dropped here while 'it' borrows from it}} [drop-while-borrowed]
void okEraseIter(std::vector<int> v) { for (auto it = v.begin(); it != v.end();) it = *it ? v.erase(it) : it + 1; }
void okDequeRef(std::deque<int> d) { int &r = d.front(); d.push_back(1); look(r); }
void badDequeClear(std::deque<int> d) { int &r = d.front(); d.clear(); look(r); } // expect-error {{what 'd' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void badReset(std::unique_ptr<Part> p) { Part &r = *p; p.reset(); r.use(); } // expect-error {{what 'p' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void badNullptr(std::unique_ptr<Part> p) { auto *r = p.get(); p = nullptr; r->use(); } // expect-error {{what 'p' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void okRelease(std::unique_ptr<Part> p) { auto *r = p.get(); p.release(); r->use(); }
void badOptional(std::optional<Part> o) { Part &r = *o; o.reset(); r.use(); } // expect-error {{what 'o' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void badOptionalNull(std::optional<Part> o) { auto &r = o->name; o = std::nullopt; look(r); } // expect-error {{what 'o' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void badMapClear(std::map<int, Part> m) { Part &r = m[1]; m.clear(); r.use(); } // expect-error {{what 'm' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
void okMapInsert(std::map<int, Part> m) { Part &r = m[1]; m[2]; r.use(); }
void badSubspan(std::vector<int> v) { auto s = std::span(v).subspan(1); v.clear(); look(s[0]); } // expect-error {{what 'v' owns is dropped here while 's' borrows from it}} [drop-while-borrowed]
void badSubstr(std::string s) { auto v = std::string_view(s).substr(1); take(std::move(s)); lookv(v); } // expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
void badCond(std::string s, std::string t) { std::string_view v = chance() ? s : t; take(std::move(t)); lookv(v); } // expect-error {{'t' is moved while 'v' borrows a part of it}} [move-while-borrowed]
void badStructView() { struct V { std::string_view v; }; V x; { std::string s = make(); x.v = s; } lookv(x.v); } // expect-error {{'s' is dropped at the end of its scope while 'x' borrows from it}} [drop-while-borrowed]
void badPairView() { std::pair<std::string_view, int> x; { std::string s = make(); x.first = s; } lookv(x.first); } // expect-error {{'s' is dropped at the end of its scope while 'x' borrows from it}} [drop-while-borrowed]
void badVectorOfViews() { std::vector<std::string_view> x; { std::string s = make(); x.push_back(s); } lookv(x[0]); } // expect-error {{'s' is dropped at the end of its scope while 'x' borrows from it}} [drop-while-borrowed]
void badLambdaOut() { std::function<void()> f; { std::string s = make(); f = [&s] { look(s); }; } f(); } // expect-error {{'s' is dropped at the end of its scope while 'f' borrows it}} [drop-while-borrowed]
void badLambdaRet(std::string s) { auto f = [&s] { return std::string_view(s); }; auto v = f(); take(std::move(s)); lookv(v); } // expect-error {{'s' is moved while 'v' borrows it}} [move-while-borrowed]
auto badReturnLambda() { std::string s = make(); return [&s] { look(s); }; } // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
auto okReturnLambda() { std::string s = make(); return [s] { look(s); }; }
const std::string &badReturnRef() { std::string s = make(); return s; } // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
const std::string &badReturnTernary(const std::string &a) { std::string s = make(); return chance() ? a : s; } // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
const int *badReturnPtr() { int i = 1; const int *p = &i; return p; } // expect-error {{a borrow of 'i', which ends with this function, is returned}} [drop-while-borrowed]
std::string_view badReturnSubstr(std::string s) { return std::string_view(s).substr(1); } // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
std::string_view okReturnParam(const std::string &s) { return std::string_view(s).substr(1); }
std::string_view badTemp() { std::string_view v = make(); return v; } // expect-error {{'v' borrows from a temporary 'std::string', which ends with this statement}} [drop-while-borrowed]
void badTempMethod() { auto &n = makePart()->name; look(n); } // expect-error {{'n' borrows from a temporary 'std::unique_ptr<Part>', which ends with this statement}} [drop-while-borrowed]
void okTempCopy() { auto n = makePart()->name; look(n); }
void badRangeTemp() { for (auto &n : makePart()->numbers) look(n); } // expect-error {{the loop over it borrows from a temporary 'std::unique_ptr<Part>', which ends with this statement}} [drop-while-borrowed]
void badMinTemp(int i) { const int &m = std::min(i, 3 + i); look(m); } // expect-error {{'m' borrows from a temporary 'int', which ends with this statement}} [drop-while-borrowed]
void badBoundTemp() { std::string_view v = make() + "x"; lookv(v); } // expect-error {{'v' borrows from a temporary 'std::string', which ends with this statement}} [drop-while-borrowed]
void badBindings(Part p) { auto &[n, v, c] = p; take(std::move(p)); look(n); } // expect-error {{'p' is moved while the structured binding borrows it}} [move-while-borrowed]
void badStaticScope() { std::string_view v; for (int i = 0; i < 2; ++i) { if (i) lookv(v); std::string s = make(); v = s; } } // expect-error {{'s' is dropped at the end of its scope while 'v' borrows from it}} [drop-while-borrowed]
void badGotoDrop() { const std::string *p = nullptr; again: if (p) look(*p); { std::string s = make(); p = &s; if (chance()) goto again; } } // expect-error {{'s' is dropped at the end of its scope while 'p' borrows it}} [drop-while-borrowed]
void badSwitchDrop(int i) { const int *p = nullptr; switch (i) { case 1: { int k = 1; p = &k; break; } default: return; } look(*p); } // expect-error {{'k' is dropped at the end of its scope while 'p' borrows it}} [drop-while-borrowed]
void badCatchDrop() { std::string_view v; try { std::string s = make(); v = s; take(make()); } catch (...) { } lookv(v); } // expect-error {{'s' is dropped at the end of its scope while 'v' borrows from it}} [drop-while-borrowed]
void badUniquePtrMove(std::unique_ptr<Part> p) { auto &r = p; take(std::move(p)); r->use(); } // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
void okUniquePtrHeap(std::unique_ptr<Part> p, std::vector<std::unique_ptr<Part>> &all) { Part &r = *p; all.push_back(std::move(p)); r.use(); }
void badArrayElem() { const int *p; { int a[3] = {}; p = a + 1; } look(*p); } // expect-error {{'a' is dropped at the end of its scope while 'p' borrows it}} [drop-while-borrowed]
void badStdArray() { const int *p; { std::array<int, 3> a{}; p = &a[1]; } look(*p); } // expect-error {{'a' is dropped at the end of its scope while 'p' borrows from it}} [drop-while-borrowed]
void badBase() { struct B { int i; }; struct C : B {}; const B *b; { C c; b = &c; } look(b->i); } // expect-error {{'c' is dropped at the end of its scope while 'b' borrows it}} [drop-while-borrowed]
void badExchangePtr(std::string s, std::string t) { std::string *a = &s; std::string *b = std::exchange(a, &t); take(std::move(s)); look(*b); } // expect-error {{'s' is moved while 'b' borrows it}} [move-while-borrowed]
std::span<int> badSpanOfReturned() { std::vector<int> v{1}; return v; } // expect-error {{a borrow of 'v', which ends with this function, is returned}} [drop-while-borrowed]
std::vector<int> okReturned() { std::vector<int> v{1}; return v; }
std::optional<std::vector<int>> okReturnedInside() { std::vector<int> v{1}; return v; }
