// Programs that a user would write without a second thought: each must be accepted, under every rule whose findings are
// errors. A heading names what each shows.
#include <conure/conure.h>
#include <any>
#include <array>
#include <deque>
#include <functional>
#include <iostream>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>
using namespace conure;
#include <algorithm>
#include <atomic>
#include <chrono>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <numeric>
#include <queue>
#include <random>
#include <regex>
#include <sstream>
#include <thread>
#include <unordered_set>
using namespace conure;
namespace fs = std::filesystem;
struct Plain { int v = 0; std::string s; std::vector<int> n; void add(int x) { n.push_back(x); } void name(const std::string &x) { s = x; } const std::string &get() const { return s; } std::size_t size() const { return n.size(); } };
struct Tree { int key; std::unique_ptr<Tree> left, right; explicit Tree(int k) : key(k) {} void insert(int k) { auto &c = k < key ? left : right; if (c) c->insert(k); else c = std::make_unique<Tree>(k); } int depth() const { return 1 + std::max(left ? left->depth() : 0, right ? right->depth() : 0); } };
struct LNode { int v; LNode *prev = nullptr; std::unique_ptr<LNode> next; };
class CONURE_PROCESS Sink { public: CONURE_ASYNC void take(uni<Plain> p) { v += p->v; } CONURE_ASYNC void tree(uni<std::unique_ptr<Tree>> t) { v = (*t)->depth(); } CONURE_ASYNC void num(int) {} CONURE_ASYNC void str(std::string s) { last = std::move(s); } CONURE_ASYNC void vec(uni<std::vector<int>> p) {} private: int v = 0; std::string last; };
// == tree in recover
uni<std::unique_ptr<Tree>> g_tree(const std::vector<int> &ks) { return recover([&] { auto t = std::make_unique<Tree>(0); for (int k : ks) t->insert(k); return t; }); }
// == doubly linked list in recover
auto g_list(int n) { return recover([n] { auto head = std::make_unique<LNode>(LNode{0}); LNode *at = head.get(); for (int i = 1; i < n; ++i) { at->next = std::make_unique<LNode>(LNode{i, at}); at = at->next.get(); } return head; }); }
// == graph with raw pointers into own nodes
struct GNode { int id; std::vector<GNode *> edges; }; struct Graph { std::vector<std::unique_ptr<GNode>> nodes; };
auto g_graph(int n) { return recover([n] { Graph g; for (int i = 0; i < n; ++i) g.nodes.push_back(std::make_unique<GNode>(GNode{i, {}})); for (int i = 0; i + 1 < n; ++i) g.nodes[i]->edges.push_back(g.nodes[i + 1].get()); return g; }); }
// == map of vectors
auto g_map(const std::string &text) { return recover([&] { std::map<std::string, std::vector<int>> m; std::istringstream in(text); std::string w; int i = 0; while (in >> w) m[w].push_back(i++); return m; }); }
// == word count w/ unordered map
auto g_wc(std::string text) { return recover([&] { std::unordered_map<std::string, int> m; std::string word; for (char c : text) { if (c == ' ') { ++m[word]; word.clear(); } else word += c; } return m; }); }
// == strings
void g_str(process<Sink> s) { std::string t = "a"; t += "b"; s->str(t); s->str(t + "c"); s->str("literal"); s->str(std::to_string(4)); s->str(std::string(3, 'x')); s->str(t.substr(0, 1)); }
// == uni methods
void g_uni(process<Sink> s) { auto u = recover(Plain{}); u->add(1); u->v = 4; u->v++; u->name("x"); u->n.push_back(3); u->n[0] = 2; u->s += "tail"; u->s = std::string("x"); int k = u->v + static_cast<int>(u->size()); u->v = k; s->take(std::move(u)); }
// == uni sum loop
int g_sum(uni<std::vector<int>> u) { int sum = 0; for (int x : *u) sum += x; for (std::size_t i = 0; i < u->size(); ++i) sum += (*u)[i] + u->at(i); return sum; }
// == recover a uni to sort with lambda
uni<std::vector<int>> g_sorted(uni<std::vector<int>> u) { return recover([&] { std::vector<int> v = recover(std::move(u)); std::sort(v.begin(), v.end(), [](int a, int b) { return a > b; }); v.erase(std::unique(v.begin(), v.end()), v.end()); return v; }); }
// == optional uni
std::optional<uni<Plain>> g_opt(bool b) { if (!b) return std::nullopt; return recover(Plain{}); }
void g_opt_use(process<Sink> s) { if (auto o = g_opt(true)) s->take(std::move(*o)); auto q = g_opt(false); if (q.has_value()) { (*q)->v = 1; s->take(std::move(q.value())); } q.reset(); }
// == vector of uni drained by index
void g_vec2(process<Sink> s) { std::vector<uni<Plain>> v; v.push_back(recover(Plain{1})); while (!v.empty()) { s->take(std::move(v.back())); v.pop_back(); } }
// == deque pop pattern
void g_deq(process<Sink> s) { std::deque<uni<Plain>> q; q.push_back(recover(Plain{1})); uni<Plain> u = std::move(q.front()); q.pop_front(); s->take(std::move(u)); }
// == map of uni extract
void g_mapuni(process<Sink> s) { std::map<int, uni<Plain>> m; m.emplace(1, recover(Plain{})); m.insert_or_assign(2, recover(Plain{})); auto it = m.size(); if (m.contains(1)) { s->take(std::move(m.at(1))); m.erase(1); } }
// == uni field moved out and replaced
class CONURE_PROCESS Batch { uni<std::vector<int>> items = recover(std::vector<int>{}); process<Sink> out; public: explicit Batch(process<Sink> o) : out(o) {} CONURE_ASYNC void add(int x) { items->push_back(x); if (items->size() >= 10) flush(); } CONURE_ASYNC void flush() { out->vec(std::exchange(items, recover(std::vector<int>{}))); } CONURE_ASYNC void swap_it() { auto full = std::move(items); items = recover(std::vector<int>{}); out->vec(std::move(full)); } };
// == value classes
struct CONURE_VALUE Money { static constexpr int scale = 100; static const int base; long cents = 0; std::string currency = "EUR"; std::optional<int> note; friend Money operator+(Money a, const Money &b) { a.cents += b.cents; return a; } bool operator==(const Money &) const = default; };
class CONURE_PROCESS Bank { std::map<std::string, Money> all; public: CONURE_ASYNC void put(std::string who, Money m) { all[who] = all[who] + m; } CONURE_ASYNC void get(promise<Money> p, std::string who) { std::move(p).set(all[who]); } };
void g_bank(process<Bank> b) { b->put("x", Money{5}); auto f = ask(b, &Bank::get, "x"); auto m = std::move(f).get(); b->put("y", m); }
// == trivially copyable struct, enum, array
enum class Color { red, blue }; struct Pt { float x, y; Color c; std::array<int, 3> a; };
class CONURE_PROCESS Draw { public: CONURE_ASYNC void pt(Pt p, Color c, std::array<Pt, 2> two, std::pair<int, std::string> pr, std::tuple<int, double> t, std::optional<Pt> o, std::variant<int, std::string> v, std::chrono::milliseconds ms, std::filesystem::path path) {} };
void g_draw(process<Draw> d) { d->pt(Pt{}, Color::red, {}, {1, "a"}, {1, 2.0}, std::nullopt, "x", std::chrono::seconds(1), "/tmp"); }
// == const globals
const int limit = 10; constexpr double pi = 3.14; const std::string greeting = "hi"; const std::vector<std::string> words{"a", "b"}; constexpr std::string_view sv = "text"; const std::map<std::string, int> table{{"a", 1}}; constexpr std::array primes{2, 3, 5}; const char *const cstr = "abc"; inline constexpr int inl = 3; static const std::unordered_set<std::string> set{"x"}; const std::regex re("a+");
class CONURE_PROCESS Consts { public: CONURE_ASYNC void m() { int x = limit + inl + primes[1]; std::string s = greeting + words[0] + std::string(sv) + cstr; if (auto it = table.find("a"); it != table.end()) x += it->second; x += set.count("x"); bool b = std::regex_match(s, re); double d = pi; } };
// == function-local const statics
class CONURE_PROCESS Locals { public: CONURE_ASYNC void m(std::string k) { static const std::map<std::string, int> t{{"a", 1}}; static constexpr int n[] = {1, 2}; static const std::string p = "x"; auto it = t.find(k); int v = n[0]; std::string q = p; } };
// == logging helpers
void log_line(std::string_view where, const std::string &what) { std::cerr << where << ": " << what << '\n'; }
template <class... T> void logf(const T &...t) { std::ostringstream o; (o << ... << t); std::clog << o.str() << std::endl; }
class CONURE_PROCESS Logs { std::string name = "n"; public: CONURE_ASYNC void m(int x) { log_line("here", name); logf("x=", x, ' ', name); std::cout << "x " << x << '\n'; } };
// == logging process
class CONURE_PROCESS Logger { std::vector<std::string> lines; public: CONURE_ASYNC void write(std::string l) { lines.push_back(std::move(l)); } };
// == local algorithms in process
class CONURE_PROCESS Algo { std::vector<int> v{3, 1, 2}; std::map<std::string, std::vector<int>> idx; public: CONURE_ASYNC void m() { std::sort(v.begin(), v.end(), [](int a, int b) { return a < b; }); int t = std::accumulate(v.begin(), v.end(), 0); auto [lo, hi] = std::minmax_element(v.begin(), v.end()); std::ranges::sort(v); auto even = v | std::views::filter([](int x) { return x % 2 == 0; }); for (int x : even) t += x; for (auto &[k, l] : idx) l.push_back(t); auto it = std::find_if(v.begin(), v.end(), [t](int x) { return x > t; }); if (it != v.end()) *it = 1; std::transform(v.begin(), v.end(), v.begin(), [&](int x) { return x * t; }); int *p = v.data(); auto &r = v[0]; r = *p; } };
// == own fields by reference between methods
class CONURE_PROCESS Refs { struct Acc { int n = 0; std::vector<std::string> h; }; std::map<int, Acc> accs; Acc &find(int i) { return accs[i]; } static void bump(Acc &a) { ++a.n; } public: CONURE_ASYNC void m(int i) { Acc &a = find(i); bump(a); auto *p = &a; p->h.push_back("x"); auto f = [this, &a] { a.n += static_cast<int>(accs.size()); }; f(); std::function<void()> g = f; g(); } };
// == shared_ptr local to a process
class CONURE_PROCESS Shp { std::shared_ptr<Plain> p = std::make_shared<Plain>(); std::weak_ptr<Plain> w; public: CONURE_ASYNC void m() { auto q = p; w = q; if (auto l = w.lock()) l->v++; } };
// == freeze and share
class CONURE_PROCESS Reader { std::shared_ptr<const std::map<std::string, int>> cfg; public: explicit Reader(std::shared_ptr<const std::map<std::string, int>> c) : cfg(std::move(c)) {} CONURE_ASYNC void get(promise<int> p, std::string k) { auto it = cfg->find(k); std::move(p).set(it == cfg->end() ? 0 : it->second); } };
void g_freeze() { auto cfg = freeze(recover(std::map<std::string, int>{{"a", 1}})); auto r1 = spawn<Reader>(cfg); auto r2 = spawn<Reader>(cfg); auto f = ask(r1, &Reader::get, "a"); int v = std::move(f).get(); }
// == make_shared const
void g_mks() { std::shared_ptr<const std::vector<int>> p = std::make_shared<const std::vector<int>>(3, 1); std::shared_ptr<const std::vector<int>> q = std::make_shared<std::vector<int>>(3, 1); channel<std::shared_ptr<const std::vector<int>>> c(2); c.send(p); c.send(q); auto r = c.receive(); }
// == atomics
std::atomic<int> counter{0}; std::atomic_flag flag;
class CONURE_PROCESS At { public: CONURE_ASYNC void m() { counter++; counter.fetch_add(1, std::memory_order_relaxed); flag.test_and_set(); } };
// == channels
void g_ch() { channel<int> c(4); c.send(1); int x = c.receive(); channel<uni<Plain>> d(1); d.send(recover(Plain{})); auto p = d.receive(); p->add(1); channel<channel<int>> cc(1); cc.send(c); channel<process<Sink>> cp(1); channel<std::variant<int, std::string, uni<Plain>>> cv(1); cv.send(recover(Plain{})); }
// == templates process
template <class T> class CONURE_PROCESS Store { std::vector<T> all; public: CONURE_ASYNC void put(T t) { all.push_back(std::move(t)); } CONURE_ASYNC void count(promise<std::size_t> p) const { std::move(p).set(all.size()); } };
void g_tmpl() { auto a = spawn<Store<int>>(); a->put(1); auto b = spawn<Store<std::string>>(); b->put("x"); auto c = spawn<Store<uni<Plain>>>(); c->put(recover(Plain{})); auto f = ask(a, &Store<int>::count); }
// == template helper for sending
template <class P, class... A> void tell(process<P> p, void (P::*m)(A...), A... a) { (*&p).operator->(); }
// == generic helper templates over uni
template <class T> uni<std::vector<T>> g_filled(std::size_t n, T v) { return recover([&] { return std::vector<T>(n, v); }); }
void g_fill_use(process<Sink> s) { s->vec(g_filled<int>(3, 1)); auto w = g_filled<std::string>(2, "x"); }
// == return implicit recover
uni<std::vector<int>> g_impl(int n) { std::vector<int> v; for (int i = 0; i < n; ++i) v.push_back(i); return v; }
uni<Plain> g_impl2() { Plain p; p.add(1); p.name("n"); return p; }
uni<std::string> g_impl3() { return std::string("x"); }
uni<std::unique_ptr<Tree>> g_impl4() { auto t = std::make_unique<Tree>(1); t->insert(2); return t; }
// == copies in recover
auto g_copy(const Plain &p, const std::vector<std::string> &w) { return recover([&] { Plain q = p; q.n = p.n; std::vector<std::string> all = w; all.push_back(q.s); return all; }); }
// == recover reading outer sizes/strings
auto g_read(const std::vector<std::string> &w, int n) { return recover([&] { std::vector<std::string> r; r.reserve(w.size()); for (std::string x : w) r.push_back(x + std::to_string(n)); return r; }); }
// == recover this fields
class CONURE_PROCESS Rec { std::vector<int> data; std::string name; int n = 0; public: CONURE_ASYNC void m(process<Sink> s) { s->vec(recover(data)); s->take(recover([&] { Plain p; p.s = name; p.v = n; p.n = data; return p; })); auto snap = recover([this] { std::vector<int> c = data; std::sort(c.begin(), c.end()); return c; }); s->vec(std::move(snap)); } };
// == nested recover
auto g_nest() { return recover([] { std::vector<uni<Plain>> v; v.push_back(recover(Plain{})); return v; }); }
// == recover merges unis
uni<std::vector<int>> g_merge(uni<std::vector<int>> a, uni<std::vector<int>> b) { return recover([&] { std::vector<int> x = std::move(a), y = std::move(b); x.insert(x.end(), y.begin(), y.end()); return x; }); }
// == file reading in recover
auto g_file(const std::string &path) { return recover([&] { std::ifstream in(path); std::vector<std::string> l; for (std::string s; std::getline(in, s);) l.push_back(s); return l; }); }
// == parse helper by value
struct Config { std::map<std::string, std::string> kv; int port = 0; }; Config parse(const std::string &t) { Config c; c.kv["a"] = t; return c; }
auto g_parse(std::string t) { return recover(parse(t)); }
auto g_parse2(const std::string &t) { return recover([&] { Config c = parse(t); c.port = 80; return c; }); }
// == random
class CONURE_PROCESS Rnd { std::mt19937 gen{42}; public: CONURE_ASYNC void m(promise<int> p) { std::uniform_int_distribution<int> d(1, 6); std::move(p).set(d(gen)); } };
// == timers/chrono
class CONURE_PROCESS Tm { std::chrono::steady_clock::time_point t0 = std::chrono::steady_clock::now(); public: CONURE_ASYNC void m() { auto dt = std::chrono::steady_clock::now() - t0; sleep_for(std::chrono::milliseconds(1)); auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(dt).count(); } };
// == blocking
class CONURE_PROCESS Bl { std::string path; public: CONURE_ASYNC void m() { auto text = blocking([p = path] { std::ifstream in(p); return std::string(std::istreambuf_iterator<char>(in), {}); }); } };
// == self and ordinary calls
class CONURE_PROCESS Slf { int n = 0; void help(const std::string &s) { n += s.size(); } public: CONURE_ASYNC void m(int i) { if (i) self(*this)->m(i - 1); help("x"); std::string loc = "abc"; help(loc); } };
// == inheritance of processes
class CONURE_PROCESS Shape { public: virtual ~Shape() = default; CONURE_ASYNC virtual void area(promise<double> p) { std::move(p).set(0); } }; class CONURE_PROCESS Sq final : public Shape { double s; public: explicit Sq(double s) : s(s) {} CONURE_ASYNC void area(promise<double> p) override { std::move(p).set(s * s); } };
void g_inh() { std::vector<process<Shape>> v; v.push_back(spawn<Sq>(2.0)); for (auto &p : v) { auto f = ask(p, &Shape::area); } }
// == state machine w/ variant and visit
struct Idle {}; struct Busy { int job; std::string who; }; template <class... T> struct over : T... { using T::operator()...; }; template <class... T> over(T...) -> over<T...>;
class CONURE_PROCESS Mach { std::variant<Idle, Busy> st; public: CONURE_ASYNC void m() { std::visit(over{[&](Idle &) { st = Busy{1, "x"}; }, [&](Busy &b) { b.job++; }}, st); } };
// == callbacks kept in process
class CONURE_PROCESS Cb { std::vector<std::function<void(int)>> subs; int t = 0; public: CONURE_ASYNC void m() { subs.push_back([this](int x) { t += x; }); for (auto &f : subs) f(1); } };
// == polymorphic local hierarchy
struct Animal { virtual ~Animal() = default; virtual std::string noise() const = 0; virtual void feed(const std::string &what) {} }; struct Dog final : Animal { std::string noise() const override { return "w"; } };
class CONURE_PROCESS Zoo { std::vector<std::unique_ptr<Animal>> all; public: CONURE_ASYNC void m() { all.push_back(std::make_unique<Dog>()); for (auto &a : all) { std::cout << a->noise(); a->feed("x"); } } };
// == uni<unique_ptr<Animal>>
auto g_animal() { return recover([] { std::unique_ptr<Animal> a = std::make_unique<Dog>(); return a; }); }
void g_animal_use(uni<std::unique_ptr<Animal>> a) { std::string n = (*a)->noise(); (*a)->feed("bone"); }
// == swap unis
void g_swap(uni<Plain> a, uni<Plain> b) { std::swap(a, b); swap(a, b); a = std::move(b); }
// == uni in struct and class returning it
struct Job { int id; uni<std::vector<int>> data; }; Job g_job() { return Job{1, recover(std::vector{1})}; } class CONURE_PROCESS Wk { public: CONURE_ASYNC void run(int id, uni<std::vector<int>> d) {} }; void g_job_use(process<Wk> w) { Job j = g_job(); w->run(j.id, std::move(j.data)); }
// == builder w/ uni by value
uni<Plain> with_name(uni<Plain> p, std::string n) { p->s = std::move(n); return p; } uni<Plain> g_build() { return with_name(with_name(recover(Plain{}), "a"), "b"); }
// == priority queue etc in process
class CONURE_PROCESS Pq { std::priority_queue<int> q; std::queue<std::string> w; std::unordered_map<std::string, std::vector<std::pair<int, std::string>>> m; public: CONURE_ASYNC void m1(int x) { q.push(x); while (!q.empty()) q.pop(); w.push("x"); m["k"].emplace_back(1, "a"); } };
// == string building of uni
void g_ustr(channel<uni<std::string>> c) { auto s = recover(std::string("a")); s->append("bc"); *s += "d"; s->push_back('e'); std::size_t n = s->size(); char ch = (*s)[0]; if (s->empty()) return; c.send(std::move(s)); }
// == uni map
void g_umap() { auto m = recover(std::map<std::string, int>{}); (*m)["a"] = 1; m->insert({"b", 2}); m->emplace("c", 3); m->erase("a"); std::size_t n = m->count("b"); if (m->contains("c")) n++; int v = m->at("c"); }
// == uni vec of strings
void g_uvs(std::string o) { auto m = recover(std::vector<std::string>{}); m->push_back("a"); m->push_back(o); m->emplace_back("x"); m->push_back(std::move(o)); std::string f = m->front(); (*m)[0] = "z"; m->at(0) += "y"; m->clear(); }
// == json-ish recursive value
struct Json { std::variant<std::nullptr_t, double, std::string, std::vector<Json>, std::map<std::string, Json>> v; }; Json g_jparse(const std::string &t, std::size_t &at) { Json j; if (at < t.size()) { std::vector<Json> a; a.push_back(g_jparse(t, ++at)); j.v = std::move(a); } return j; } auto g_json(std::string t) { return recover([&] { std::size_t at = 0; return g_jparse(t, at); }); }
// == constexpr functions & lambdas
constexpr int sq(int x) { return x * x; } constexpr auto cube = [](int x) { return x * x * x; }; class CONURE_PROCESS Cx { public: CONURE_ASYNC void m(int x) { int y = sq(x) + cube(x); } };
// == exceptions
class CONURE_PROCESS Ex { public: CONURE_ASYNC void m(std::string s) { try { int v = std::stoi(s); if (v < 0) throw std::runtime_error("neg"); } catch (const std::exception &e) { std::cerr << e.what(); } } };
// == throw in recover
auto g_throw(int n) { return recover([n] { if (n < 0) throw std::invalid_argument("n"); return std::vector<int>(n); }); }
// == uni with return in middle
std::optional<int> g_mid(uni<Plain> p) { if (p->v == 0) return std::nullopt; return p->v; }
// == const char* local tables
const char *name_of(Color c) { switch (c) { case Color::red: return "red"; default: return "blue"; } } class CONURE_PROCESS Nm { public: CONURE_ASYNC void m(Color c) { std::string s = name_of(c); std::cout << name_of(c); } };
// == to_chars, charconv buffers
class CONURE_PROCESS Tc { public: CONURE_ASYNC void m(int x) { char b[32]; auto [e, ec] = std::to_chars(b, b + 32, x); std::string s(b, e); } };
// == unique_ptr field swapping
class CONURE_PROCESS Up { std::unique_ptr<Tree> t; public: CONURE_ASYNC void m(uni<std::unique_ptr<Tree>> n) { t = std::move(n); if (t) t->insert(3); } };
// == uni borrowed in own method by for
class CONURE_PROCESS Hold { uni<Plain> p = recover(Plain{}); public: CONURE_ASYNC void m(int x) { p->add(x); int s = 0; for (int y : p->n) s += y; p->v = s; } CONURE_ASYNC void out(process<Sink> k) { k->take(std::exchange(p, recover(Plain{}))); } };
