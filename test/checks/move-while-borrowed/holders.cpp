// Borrows that are held in fields, containers, views, pairs, bindings, and of temporaries.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void pointerInVector(Part x) { std::vector<Part *> v; v.push_back(&x); take(std::move(x)); lookp(v[0]); } // expect-error {{'x' is moved while 'v' borrows it}} [move-while-borrowed]
struct S { Part &r; };
void referenceField(Part x) { S s{x}; take(std::move(x)); look(s.r); } // expect-error {{'x' is moved while 's' borrows it}} [move-while-borrowed]
struct P { const Part *p = nullptr; };
void pointerFieldAssigned(Part x) { P s; s.p = &x; take(std::move(x)); lookp(s.p); } // expect-error {{'x' is moved while 's' borrows it}} [move-while-borrowed]
struct View { const Part *p; View(const Part &q) : p(&q) {} };
View makeView(const Part &);
void viewByConstructor(Part x) { View v(x); take(std::move(x)); lookp(v.p); } // expect-error {{'x' is moved while 'v' borrows it}} [move-while-borrowed]
void viewByFunction(Part x) { auto v = makeView(x); take(std::move(x)); lookp(v.p); } // expect-error {{'x' is moved while 'v' borrows it}} [move-while-borrowed]
std::string_view trim(std::string_view s);
void viewThroughFunction(std::string s) { auto v = trim(s); take(std::move(s)); lookv(v); } // expect-error {{'s' is moved while 'v' borrows}} [move-while-borrowed]
void spanOfArray(std::array<int, 3> a) { std::span<int> s = a; auto b = std::move(a); look(s[0]); }
void spanOfVectorMoves(std::vector<int> a) { std::span<int> s = a; take(std::move(a)); look(s[0]); }
void spanOfCleared(std::vector<int> a) { std::span<int> s = a; a.clear(); look(s[0]); } // expect-error {{what 'a' owns is dropped here while 's' borrows from it}} [drop-while-borrowed]
void viewInVector(std::string s) { std::vector<std::string_view> v; v.emplace_back(s); take(std::move(s)); lookv(v[0]); } // expect-error {{'s' is moved while 'v' borrows}} [move-while-borrowed]
void pointerInMap(Part x) { std::map<int, Part *> m; m[1] = &x; take(std::move(x)); lookp(m[1]); } // expect-error {{'x' is moved while 'm' borrows it}} [move-while-borrowed]
void wrapperInOptional(Part x) { std::optional<std::reference_wrapper<Part>> o = x; take(std::move(x)); look(o->get()); } // expect-error {{'x' is moved while 'o' borrows it}} [move-while-borrowed]
void pointerInPair(Part x) { std::pair<Part *, int> p(&x, 1); take(std::move(x)); lookp(p.first); } // expect-error {{'x' is moved while 'p' borrows it}} [move-while-borrowed]
void pointerInBinding(Part x) { auto [p, n] = std::pair<Part *, int>(&x, 1); take(std::move(x)); lookp(p); } // expect-error {{'x' is moved while}} [move-while-borrowed]
void pointerInStdArray(Part x) { std::array<Part *, 1> a{&x}; take(std::move(x)); lookp(a[0]); } // expect-error {{'x' is moved while 'a' borrows it}} [move-while-borrowed]
void pointerInArray(Part x) { Part *a[1] = {&x}; take(std::move(x)); lookp(a[0]); } // expect-error {{'x' is moved while 'a' borrows it}} [move-while-borrowed]
void tupleOfReferences(Part x) { auto t = std::tie(x.name); take(std::move(x)); look(std::get<0>(t)); } // expect-error {{'x' is moved while 't' borrows}} [move-while-borrowed]
Part makeP();
void lifetimeExtended() { auto &&r = makeP().name; look(r); }
const Part &same(const Part &p);
const Part &sameBound(const Part &p [[clang::lifetimebound]]);
void boundToTemporary() { const Part &r = sameBound(makeP()); look(r); } // expect-error {{}} [drop-while-borrowed]
void viewOfTemporary() { std::string_view v = make(); lookv(v); } // expect-error {{}} [drop-while-borrowed]
void viewOfPartOfTemporary() { std::string_view v = make().substr(1); lookv(v); } // expect-error {{}} [drop-while-borrowed]
void charactersOfTemporary() { const char *c = make().c_str(); look(*c); } // expect-error {{}} [drop-while-borrowed]
void rangeOverViewOfTemporary() { for (char c : std::string_view(make())) look(c); }
std::vector<Part> makeMany();
void rangeOverTemporary() { for (auto &p : makeMany()) look(p); }
struct Doc { const std::vector<Part> &parts() const { return ps; } std::vector<Part> ps; };
Doc makeDoc();
void rangeOverPartOfTemporary() { for (auto &p : makeDoc().parts()) look(p); } // expect-error {{}} [drop-while-borrowed]
void contentOfTemporary() { Part &p = *makePart(); look(p); } // expect-error {{}} [drop-while-borrowed]
void pointerFromTemporary() { Part *p = makePart().get(); lookp(p); } // expect-error {{}} [drop-while-borrowed]
void innerInVector() { std::vector<Part *> v; { Part x; v.push_back(&x); } lookp(v[0]); } // expect-error {{'x' is dropped at the end of its scope while 'v' borrows it}} [drop-while-borrowed]
void innerInField() { P p; { Part x; p.p = &x; } lookp(p.p); } // expect-error {{'x' is dropped at the end of its scope while 'p' borrows it}} [drop-while-borrowed]
void fieldReassigned() { P p; { Part x; p.p = &x; } p.p = nullptr; lookp(p.p); }
void clearedVector(Part x) { std::vector<Part *> v; v.push_back(&x); lookp(v[0]); v.clear(); take(std::move(x)); look(v.size()); }
void lastUseBeforeMove(Part x) { std::vector<Part *> v; v.push_back(&x); lookp(v[0]); take(std::move(x)); }
void copiesInVector(Part x, Part y) { std::vector<Part> v; v.push_back(x); take(std::move(x)); look(v[0]); }
P stored(Part x) { P p{&x}; return p; } // expect-error {{a borrow of 'x'}} [drop-while-borrowed]
std::vector<std::string_view> views(std::string s) { std::vector<std::string_view> v; v.push_back(s); return v; } // expect-error {{a borrow of 's'}} [drop-while-borrowed]
std::pair<std::string_view, int> pairOf(std::string s) { return {s, 1}; } // expect-error {{a borrow of 's'}} [drop-while-borrowed]
std::optional<std::string_view> opt(std::string s) { return s; } // expect-error {{a borrow of 's'}} [drop-while-borrowed]
S refOf(Part p) { return S{p}; } // expect-error {{a borrow of 'p'}} [drop-while-borrowed]
View viewOf(Part p) { return View(p); } // expect-error {{a borrow of 'p'}} [drop-while-borrowed]
std::string copyOf(std::string s) { std::string_view v = s; return std::string(v); }
std::vector<int> copyAll(std::vector<int> v) { auto b = v.begin(); return std::vector<int>(b, v.end()); }
void valueFromView(std::string s) { auto n = s.size(); auto c = s[0]; take(std::move(s)); look(n); look(c); }
void numberFromPointer(Part x) { Part *p = &x; std::size_t h = reinterpret_cast<std::size_t>(p); take(std::move(x)); look(h); }
void foundInView(std::string s) { std::string_view v(s); auto it = std::find(v.begin(), v.end(), 'c'); take(std::move(s)); look(*it); } // expect-error {{'s' is moved while 'it' borrows}} [move-while-borrowed]
void foundInString(std::string s) { auto it = std::find(s.begin(), s.end(), 'c'); take(std::move(s)); look(*it); } // expect-error {{'s' is moved while 'it' borrows}} [move-while-borrowed]
void foundInVector(std::vector<int> v) { auto it = std::find(v.begin(), v.end(), 1); v.clear(); look(*it); } // expect-error {{what 'v' owns is dropped here while 'it' borrows from it}} [drop-while-borrowed]
void sameReference(Part x) { const Part &r = same(x); take(std::move(x)); look(r); } // expect-error {{'x' is moved while 'r' borrows it}} [move-while-borrowed]
void copiedWrapper(Part x) { auto r = std::ref(x); auto c = r; take(std::move(x)); look(c.get()); } // expect-error {{'x' is moved while 'c' borrows it}} [move-while-borrowed]
struct Iter { Part *at; Iter &operator++(); Part &operator*() const { return *at; } };
struct Coll { Part parts[3]; Iter begin() { return {parts}; } Iter end(); };
void take(Coll);
void ownIterator(Coll c) { auto it = c.begin(); take(std::move(c)); look(*it); } // expect-error {{'c' is moved while 'it' borrows}} [move-while-borrowed]
void viewInAnonymousClass(std::string s) { struct { std::string_view v; } a{s}; take(std::move(s)); lookv(a.v); } // expect-error {{'s' is moved while 'a' borrows}} [move-while-borrowed]
class Parser { std::string_view in_; public: explicit Parser(std::string_view in) : in_(in) {} void run(); };
void viewKeptByClass(std::string s) { Parser p(s); take(std::move(s)); p.run(); } // expect-error {{'s' is moved while 'p' borrows}} [move-while-borrowed]
void keptButDone(std::string s) { Parser p(s); p.run(); take(std::move(s)); }
class Lexer { std::string in_; public: explicit Lexer(const std::string &in) : in_(in) {} void run(); };
void copiedByClass(std::string s) { Lexer p(s); take(std::move(s)); p.run(); }
void keptTemporary() { Parser p(make()); p.run(); } // expect-error {{}} [drop-while-borrowed]
