// Fields, elements, bases, what pointers own: moved and assigned by themselves.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
struct Inner { std::string a, b; };
struct Outer { Inner in; std::string c; };
void take(Inner); void take(Outer); void look(const Inner &); void look(const Outer &);
void fieldOfField(Outer o) { take(std::move(o.in)); look(o.c); look(o.in.a); } // expect-error {{'o.in.a' is used after it was moved}} [use-after-move]
void innerWholeAfterPart(Outer o) { take(std::move(o.in.a)); look(o.in.b); look(o.in); } // expect-error {{'o.in' is used after 'o.in.a' was moved}} [use-after-move]
void innerPartRestored(Outer o) { take(std::move(o.in.a)); o.in.a = "x"; look(o); }
void everyFieldRestored(Outer o) { take(std::move(o)); o.in = {}; o.c = ""; look(o); }
void wholeRestored(Outer o) { take(std::move(o)); o = {}; look(o.in); }
void wholeRestoredAfterPart(Outer o) { take(std::move(o.in)); o = Outer{}; look(o.in.a); }
void onlySomeFieldsRestored(Outer o) { take(std::move(o)); o.in = {}; look(o); } // expect-error {{'o' is used after it was moved}} [use-after-move]
void arrayParameter(std::string a[3]) { take(std::move(a[0])); look(a[1]); look(a[0]); } // expect-error {{'a[0]' is used after it was moved}} [use-after-move]
void arrayInLoop() { std::string a[3]; for (int i = 0; i < 3; ++i) { take(std::move(a[i])); } for (int i = 0; i < 3; ++i) a[i] = "x"; }
void arrayVariableIndex() { std::string a[3]; int i = number(); take(std::move(a[i])); look(a[i]); } // expect-error {{'a[i]' is used after it was moved}} [use-after-move]
void arrayOtherIndex() { std::string a[3]; int i = number(), j = number(); take(std::move(a[i])); look(a[j]); }
void arrayIndexChanged() { std::string a[3]; int i = number(); take(std::move(a[i])); i = number(); look(a[i]); }
void frontIsFirst(std::vector<std::string> v) { take(std::move(v.front())); look(v[0]); } // expect-error {{'v[0]' is used after it was moved}} [use-after-move]
void backPopped(std::vector<std::string> v) { take(std::move(v.back())); v.pop_back(); look(v.back()); }
void backTwice(std::vector<std::string> v) { take(std::move(v.back())); look(v.back()); } // expect-error {{'v.back()' is used after it was moved}} [use-after-move]
void mapElement(std::map<int, std::string> m) { take(std::move(m[1])); look(m[1]); } // expect-error {{is used after it was moved}} [use-after-move]
void mapOtherElement(std::map<int, std::string> m) { take(std::move(m.at(1))); look(m.at(2)); }
void iteratorContent(std::map<int, std::string> m) { auto it = m.find(1); take(std::move(it->second)); look(it->second); } // expect-error {{is used after it was moved}} [use-after-move]
void iteratorStepped(std::vector<std::string> v) { auto it = v.begin(); take(std::move(*it)); ++it; look(*it); }
void iteratorSame(std::vector<std::string> v) { auto it = v.begin(); take(std::move(*it)); look(*it); } // expect-error {{is used after it was moved}} [use-after-move]
void iteratorLoop(std::vector<std::string> v) { for (auto it = v.begin(); it != v.end(); ++it) take(std::move(*it)); }
void rangeElement(std::vector<std::string> v) { for (auto &s : v) { take(std::move(s)); look(s); } } // expect-error {{'s' is used after it was moved}} [use-after-move]
void behindPointer(Part *p) { take(std::move(*p)); p->use(); } // expect-error {{is used after it was moved}} [use-after-move]
void behindReference(Part &p) { take(std::move(p)); p.use(); } // expect-error {{'p' is used after it was moved}} [use-after-move]
void pointerReassigned(Part *p, Part *q) { take(std::move(*p)); p = q; p->use(); }
void pointerToMoved(Part p) { Part *q = &p; take(std::move(p)); q->use(); } // expect-error {{'p' is moved while 'q' borrows it}} [move-while-borrowed]
void rvalueReferenceNames(Part p) { auto &&r = std::move(p); look(p); take(std::move(r)); look(p); } // expect-error {{'p' is used after it was moved}} [use-after-move]
struct Self { std::string s; void m() { Self other = std::move(*this); look(s); } void n() { Self o = std::move(*this); *this = Self(); look(s);} }; // expect-error {{'s' is used after it was moved}} [use-after-move]
struct D : Part { std::string more; };
void take(D);
void baseOnly(D d) { take(static_cast<Part &&>(d)); look(d.more); look(d.name); } // expect-error {{'d.name' is used after it was moved}} [use-after-move]
void wholeTakesBase(D d) { take(std::move(d)); look(d.name); } // expect-error {{'d.name' is used after it was moved}} [use-after-move]
void baseReference(D d) { Part &p = d; take(std::move(d)); p.use(); } // expect-error {{'d' is moved while 'p' borrows a part of it}} [move-while-borrowed]
struct WithRef { std::string &r; };
void referenceField(WithRef w) { take(std::move(w.r)); look(w.r); } // expect-error {{is used after it was moved}} [use-after-move]
void pointerToPointer(std::unique_ptr<std::unique_ptr<Part>> p) { take(std::move(*p)); (*p)->use(); } // expect-error {{'*p' is used after it was moved}} [use-after-move]
void pointerInOptional(std::optional<std::unique_ptr<Part>> p) { take(std::move(*p)); (*p)->use(); } // expect-error {{'*p' is used after it was moved}} [use-after-move]
void pointerInPair(std::pair<std::unique_ptr<Part>, int> p) { take(std::move(p.first)); look(p.second); p.first->use(); } // expect-error {{'p.first' is used after it was moved}} [use-after-move]
void pointerInTuple(std::tuple<std::unique_ptr<Part>, int> t) { take(std::get<0>(std::move(t))); look(std::get<1>(t)); std::get<0>(t)->use(); } // expect-error {{is used after it was moved}} [use-after-move]
void pointerInVariant(std::variant<std::unique_ptr<Part>, int> v) { take(std::move(std::get<0>(v))); std::get<0>(v)->use(); } // expect-error {{is used after it was moved}} [use-after-move]
void pointerByGetIf(std::variant<std::unique_ptr<Part>, int> v) { if (auto *p = std::get_if<0>(&v)) { take(std::move(*p)); (*p)->use(); } } // expect-error {{is used after it was moved}} [use-after-move]
struct Ini { std::string a; std::string b; Ini(std::string x) : a(std::move(x)), b(x) {} }; // expect-error {{'x' is used after it was moved}} [use-after-move]
struct Ini2 { std::string a; std::size_t n; Ini2(std::string x) : a(std::move(x)), n(a.size()) {} };
struct Ini3 { std::size_t n; std::string a; Ini3(std::string x) : a(std::move(x)), n(x.size()) {} };
struct Ini4 : Part { std::string s; Ini4(Ini4 &&o) : Part(std::move(o)), s(o.name) {} }; // expect-error {{'o.name' is used after it was moved}} [use-after-move]
struct Ini5 { std::string s; Ini5(std::string a, int) : s(std::move(a)) {} Ini5(std::string a) : Ini5(std::move(a), a.size()) {} }; // expect-error {{}} [use-after-move]
struct Ini6 { std::string s; Ini6(std::string a) : s(std::move(a)) { look(a); } }; // expect-error {{'a' is used after it was moved}} [use-after-move]
struct Ini7 { std::string s = make(); std::string t; Ini7(Ini7 &&o) noexcept : s(std::move(o.s)), t(std::move(o.t)) { o.s.clear(); } };
union U { std::string s; U(); ~U(); };
void unionMember(U &u) { take(std::move(u.s)); look(u.s); } // expect-error {{is used after it was moved}} [use-after-move]
