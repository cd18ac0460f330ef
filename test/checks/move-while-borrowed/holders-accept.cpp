// Holders of borrows whose borrows end in time.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
struct Cursor { const Part *at = nullptr; int n = 0; };
struct Log { std::string_view prefix; void add(const std::string &line); void say(std::string_view); std::string text; };
std::string join(std::string_view, std::string_view);
std::size_t hash(std::string_view);
std::string_view known(int);
void countOnly(Part x) { Cursor c; c.at = &x; lookp(c.at); take(std::move(x)); look(c.n); }
void fieldGivenAnother(Part x, Part y) { Cursor c; c.at = &x; lookp(c.at); c.at = &y; take(std::move(x)); lookp(c.at); }
void wholeGivenAnother(Part x, Part y) { Cursor c{&x}; lookp(c.at); c = Cursor{&y}; take(std::move(x)); lookp(c.at); }
void sizeOnly(Part x) { std::vector<Part *> v; v.push_back(&x); take(std::move(x)); look(v.size()); v.clear(); }
void resultIsOwn(std::string s) { std::string j = join(s, "x"); take(std::move(s)); look(j); }
void numberOfView(std::string s) { auto h = hash(s); take(std::move(s)); look(int(h)); }
void viewOfNumber(std::string s) { auto v = known(int(s.size())); take(std::move(s)); lookv(v); }
void logKeepsNothing(std::string s) { Log log; log.add(s); take(std::move(s)); log.add("done"); }
void temporaryInExpression() { lookv(make()); look(make().size()); look(std::string_view(make()).size()); }
void temporaryCopied() { std::string s(std::string_view(make()).substr(1)); look(s); }
void temporaryExtended() { const std::string &s = make(); look(s); std::string &&t = make(); look(t); auto &&u = makePart(); u->use(); }
void literalView() { std::string_view v = "text"; lookv(v); const char *c = "x"; look(*c); }
void rangeOverTemporaryVector() { for (auto &s : std::vector<std::string>{"a", "b"}) look(s); }
void rangeOfPointers(std::vector<std::unique_ptr<Part>> all) { for (auto &p : all) { Part *q = p.get(); lookp(q); } }
void collectThenUse(std::vector<Part> &all) { std::vector<Part *> v; for (auto &p : all) v.push_back(&p); for (Part *p : v) p->use(); }
void mapOfViews(const std::vector<std::string> &names) { std::map<std::string_view, int> m; for (auto &n : names) m[n]++; look(m.size()); }
void sameScope() { Part x; std::vector<Part *> v; v.push_back(&x); lookp(v[0]); }
void ownerFirst() { Part x; { std::vector<Part *> v{&x}; lookp(v[0]); } take(std::move(x)); }
void poppedThenMoved(Part x) { std::vector<Part *> v; v.push_back(&x); lookp(v.back()); v.clear(); take(std::move(x)); v.push_back(nullptr); lookp(v[0]); }
std::vector<std::string_view> split(const std::string &s) { std::vector<std::string_view> v; v.push_back(s); return v; }
std::string_view firstWord(std::string_view s) { auto n = s.find(' '); return s.substr(0, n); }
std::string_view either(std::string_view a, std::string_view b) { return chance() ? a : b; }
const Part *pick(const std::vector<Part> &all) { for (auto &p : all) if (p.count) return &p; return nullptr; }
std::function<int()> counter() { int n = 0; return [n]() mutable { return ++n; }; }
auto byValue(Part p) { return [p = std::move(p)] { return p.count; }; }
std::pair<std::string, int> ownPair(std::string s) { return {s, 1}; }
std::optional<std::string> ownOptional(std::string s) { return s; }
std::unique_ptr<Part> ownPointer() { auto p = makePart(); Part *raw = p.get(); raw->use(); return p; }
Part *toCaller(std::vector<std::unique_ptr<Part>> &all) { auto p = makePart(); Part *raw = p.get(); all.push_back(std::move(p)); return raw; }
void comparator(std::vector<Part> v) { std::sort(v.begin(), v.end(), [&](const Part &a, const Part &b) { return a.count < b.count; }); take(std::move(v)); }
void callbackDone(std::string s) { std::function<void()> f = [&] { look(s); }; f(); take(std::move(s)); }
void callbackReplaced(std::string s) { std::function<void()> f = [&] { look(s); }; f(); f = [] {}; take(std::move(s)); f(); }
void optionalReset(Part x) { std::optional<Cursor> c = Cursor{&x}; lookp(c->at); c.reset(); take(std::move(x)); }
void listNodes(std::list<Part> l) { auto it = l.begin(); l.push_back({}); look(*it); }
void stringBuiltFromViews(std::string s) { std::string_view v = s; std::string t; t.append(v); t += v; take(std::move(s)); look(t); }
void intoStream(std::string s) { std::vector<char> bytes; bytes.insert(bytes.end(), s.begin(), s.end()); take(std::move(s)); look(bytes.size()); }
struct Owner { std::vector<Part> parts; Part &at(int i) { return parts[i]; } Part copy(int i) const { return parts[i]; } };
void take(Owner);
void copyOut(Owner o) { Part p = o.copy(0); take(std::move(o)); look(p); }
void heapPartStays(Owner o) { Part &p = o.at(0); take(std::move(o)); look(p); }
struct Tree { Tree *parent = nullptr; std::vector<std::unique_ptr<Tree>> kids; void adopt(std::unique_ptr<Tree> k) { k->parent = this; kids.push_back(std::move(k)); } };
void buildTree() { Tree root; auto k = std::make_unique<Tree>(); k->parent = &root; root.adopt(std::move(k)); }
void linked(std::unique_ptr<Tree> a) { Tree *last = a.get(); while (!last->kids.empty()) last = last->kids.back().get(); look(last->kids.size()); }
void argv(std::vector<std::string> args) { std::vector<const char *> raw; for (auto &a : args) raw.push_back(a.c_str()); raw.push_back(nullptr); lookp(reinterpret_cast<const Part *>(raw.data())); }
void minOfLvalues(Part a, Part b) { int x = a.count, y = b.count; const int &m = std::min(x, y); look(m); }
void minOfTemporary(int a) { int m = std::min(a, 3); look(m); auto n = std::max({1, 2, a}); look(n); }
void spanOfArray() { int a[3] = {}; std::span<int> s(a); look(s[0]); }
void initializerList() { std::initializer_list<int> l = {1, 2}; look(*l.begin()); for (std::string_view s : {"a", "b"}) lookv(s); }
void conditionalView(std::string s) { std::string_view v = s.empty() ? std::string_view("x") : s; lookv(v); }
void reference(const std::string &s) { const std::string &r = s.empty() ? s : s; look(r); }
