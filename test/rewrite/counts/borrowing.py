"""Random programs for oracle.py: an owner, a borrow in one of many forms, a drop, a use. `case(n, random)` gives a function
`static void case<n>()` and what it needs; HEAD stands before all of them."""

HEAD = r"""#include <conure/conure.h>
#include <any>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>
static int sum = 1;
static bool yes = std::getenv("CONURE_NOT_SET") == nullptr;
struct CONURE_COUNTED Part { explicit Part(int v) : v(v) {} Part(Part &&) = default; Part &operator=(Part &&) = default; int v; int read() const { return v; } };
struct Plain { int k = 4; std::string text = "a text that is long enough to be on the heap"; };
struct Other { virtual ~Other() {} int o = 9; };
struct CONURE_COUNTED Node {
  explicit Node(int v) : v(v), part(v) {}
  Node(Node &&) = default;
  Node &operator=(Node &&) = default;
  virtual ~Node() {}
  int read() const { return v; }
  template <class F> int with(F f) { f(); return v; }
  int call(const std::function<void()> &f) { f(); return v; }
  virtual int visit(const std::function<void()> &f) { f(); return v; }
  Node *self() { return this; }
  Part &inner() { return part; }
  int v;
  Part part;
  Part parts[2] = {Part(1), Part(2)};
  Plain plain;
  std::unique_ptr<Node> child;
  Node *peer = nullptr;
};
struct Leaf : Other, Node {
  explicit Leaf(int v) : Node(v) {}
  int visit(const std::function<void()> &f) override { f(); return v + o; }
};
struct Holder { explicit Holder(int v) : node(v) {} Node node; };
static std::unique_ptr<Node> grow(int v) { auto n = std::make_unique<Node>(v); n->child = std::make_unique<Node>(v + 1); return n; }
static int look(const Node &n) { return n.v; }
static int look(const Part &n) { return n.v; }
static int look(const Plain &n) { return n.k + int(n.text.size()) + n.text[0]; }
static int look(int n) { return n; }
static int look(const std::string &s) { return s.empty() ? 0 : s[0]; }
template <class T> static T *same(T *p) { return p; }
template <class T> static T &choose(T &a, T &b) { return yes ? a : b; }
template <class T> static void eat(T) {}
template <class T> struct Keep { T *at = nullptr; };
template <class T> class Bound { public: explicit Bound(T &t) : t(t) {} int get() const { return look(t); } T &t; };
struct NodeKeep { Node *at = nullptr; };
struct PartKeep { Part *at = nullptr; };
class NodeBound { public: explicit NodeBound(Node &n) : n(n) {} int get() const { return n.v; } private: Node &n; };
class PartBound { public: explicit PartBound(Part &n) : n(n) {} int get() const { return n.v; } private: Part &n; };
class NodeMut { public: explicit NodeMut(Node &n) : n(n) {} int get() const { return n->v; } private: conure::mut<Node> n; };
class PartMut { public: explicit PartMut(Part &n) : n(n) {} int get() const { return n->v; } private: conure::mut<Part> n; };
"""

# Owners of a Node: declaration, an expression for it, its type, and what drops it.
MOVE = ["{{ auto taken = std::move({o}); sum += 1; }}", "eat(std::move({o}));"]
OWNERS = [
    ("auto {o} = grow({n});", "(*{o})", "std::unique_ptr<Node>",
     ["{o}.reset();", "{o} = grow(7);", "std::unique_ptr<Node> {o}e; std::swap({o}, {o}e); {o}e.reset();", "delete {o}.release();",
      "{o} = nullptr;", "std::exchange({o}, nullptr);"] + MOVE),
    ("auto {o} = std::make_unique<Leaf>({n});", "(*{o})", "std::unique_ptr<Leaf>", ["{o}.reset();", "{o} = std::make_unique<Leaf>(7);"] + MOVE),
    ("std::unique_ptr<Node> {o} = std::make_unique<Leaf>({n});", "(*{o})", "std::unique_ptr<Node>", ["{o}.reset();"] + MOVE),
    ("std::optional<Node> {o}(std::in_place, {n});", "(*{o})", "std::optional<Node>", ["{o}.reset();", "{o} = std::nullopt;", "{o}.emplace(7);", "{o} = Node(8);"]),
    ("std::vector<Node> {o}; {o}.emplace_back({n}); {o}.emplace_back(3);", "{o}[0]", "std::vector<Node>",
     ["{o}.clear();", "{o}.erase({o}.begin());", "{o}.push_back(Node(5));", "{o} = {{}};", "{o}.shrink_to_fit(), {o}.clear();",
      "{o}.insert({o}.begin(), Node(6));"] + MOVE),
    ("std::vector<std::unique_ptr<Node>> {o}; {o}.push_back(grow({n}));", "(*{o}[0])", "std::vector<std::unique_ptr<Node>>",
     ["{o}.clear();", "{o}.pop_back();", "{o}[0].reset();", "{o}.erase({o}.begin());", "{o}.front() = grow(3);"] + MOVE),
    ("std::map<int, Node> {o}; {o}.emplace(1, Node({n}));", "{o}.at(1)", "std::map<int, Node>",
     ["{o}.clear();", "{o}.erase(1);", "{o}.erase({o}.begin());", "auto {o}x = {o}.extract(1); (void){o}x.key(); {o}x = {{}};"] + MOVE),
    ("std::unordered_map<int, Node> {o}; {o}.emplace(1, Node({n}));", "{o}.at(1)", "std::unordered_map<int, Node>", ["{o}.clear();", "{o}.erase(1);"] + MOVE),
    ("std::deque<Node> {o}; {o}.emplace_back({n});", "{o}.front()", "std::deque<Node>", ["{o}.clear();", "{o}.pop_front();"] + MOVE),
    ("std::list<Node> {o}; {o}.emplace_back({n});", "{o}.back()", "std::list<Node>", ["{o}.clear();", "{o}.pop_back();", "{o}.remove_if([](const Node &x) {{ return x.v >= 0; }});"] + MOVE),
    ("auto {o} = std::make_unique<Holder>({n});", "{o}->node", "std::unique_ptr<Holder>", ["{o}.reset();", "{o} = std::make_unique<Holder>(2);"] + MOVE),
    ("auto {o} = std::make_shared<Node>({n});", "(*{o})", "std::shared_ptr<Node>", ["{o}.reset();", "{o} = std::make_shared<Node>(3);"] + MOVE),
    ("std::variant<int, Node> {o}(std::in_place_type<Node>, {n});", "std::get<1>({o})", "std::variant<int, Node>", ["{o} = 3;", "{o}.emplace<1>(5);", "{o}.emplace<0>(5);"]),
    ("std::unique_ptr<Node[]> {o}(new Node[2]{{Node({n}), Node(2)}});", "{o}[1]", "std::unique_ptr<Node[]>", ["{o}.reset();"] + MOVE),
    ("auto {o} = grow({n});", "(*{o}->child)", "std::unique_ptr<Node>", ["{o}.reset();", "{o}->child.reset();", "{o}->child = grow(1);"] + MOVE),
    ("Node *{o} = new Node({n});", "(*{o})", "Node *", ["delete {o};"]),
    ("auto {o} = std::make_pair(grow({n}), 1);", "(*{o}.first)", "std::pair<std::unique_ptr<Node>, int>", ["{o}.first.reset();", "{o} = {{}};"] + MOVE),
    ("auto {o} = std::make_tuple(1, grow({n}));", "(*std::get<1>({o}))", "std::tuple<int, std::unique_ptr<Node>>", ["std::get<1>({o}).reset();"] + MOVE),
    ("std::any {o} = std::make_shared<Node>({n});", "(**std::any_cast<std::shared_ptr<Node>>(&{o}))", "std::any", ["{o}.reset();", "{o} = 3;"]),
]
# What of the Node is borrowed: an expression, its type.
WHATS = [("{x}", "Node"), ("{x}", "Node"), ("{x}", "const Node"), ("{x}.part", "Part"), ("{x}.parts[1]", "Part"), ("{x}.plain", "Plain"),
         ("{x}.plain.k", "int"), ("{x}.v", "int"), ("{x}.plain.text", "std::string"), ("{x}.inner()", "Part"), ("(*{x}.self())", "Node"),
         ("static_cast<Node &>({x})", "Node")]
# Where the borrow is kept. {y}: what is borrowed; {t}: its type; {drop}: what happens meanwhile; {o}, {ot}: the owner and its type.
# {c}: the number of the case.
KEEPS = [
    "{t} *p = &{y}; {drop} sum += look(*p);",
    "auto *p = &{y}; {drop} sum += look(*p);",
    "const {t} *p = std::addressof({y}); {drop} sum += look(*p);",
    "{t} *const p = &{y}; {drop} sum += look(*p);",
    "{t} &r = {y}; {drop} sum += look(r);",
    "const auto &r = {y}; {drop} sum += look(r);",
    "auto &&r = {y}; {drop} sum += look(r);",
    "decltype(auto) r = ({y}); {drop} sum += look(r);",
    "{t} *p = nullptr; if (yes) p = &{y}; {drop} sum += look(*p);",
    "{t} *p = &{y}, *q = p; p = nullptr; {drop} sum += look(*q);",
    "{t} *p = same(&{y}); {drop} sum += look(*p);",
    "{t} &r = choose({y}, {y}); {drop} sum += look(r);",
    "if ({t} *p = &{y}) {{ {drop} sum += look(*p); }}",
    "if ({t} &r = {y}; yes) {{ {drop} sum += look(r); }}",
    "if (auto *p = &{y}; p) {{ {drop} sum += look(*p); }}",
    "for ({t} *p = &{y}; p; p = nullptr) {{ {drop} sum += look(*p); }}",
    "{t} *p = &{y}; while (p) {{ {drop} sum += look(*p); p = nullptr; }}",
    "for (auto &r : std::span<{t}>(&{y}, 1)) {{ {drop} sum += look(r); }}",
    "for (auto *p : {{&{y}}}) {{ {drop} sum += look(*p); }}",
    "std::pair<{t} *, int> pr(&{y}, 1); auto &[p, k] = pr; {drop} sum += look(*p) + k;",
    "auto [p, k] = std::make_pair(&{y}, 1); {drop} sum += look(*p) + k;",
    "auto [p, k] = std::tuple<{t} &, int>({y}, 1); {drop} sum += look(p) + k;",
    "struct Two {{ {t} &a; int b; }}; Two two{{{y}, 1}}; auto &[a, b] = two; {drop} sum += look(a) + b;",
    "{t} &r = {y}; auto f = [&r] {{ sum += look(r); }}; {drop} f();",
    "{t} &r = {y}; std::function<void()> f = [&] {{ sum += look(r); }}; {drop} f();",
    "{t} *p = &{y}; std::function<void()> f = [p] {{ sum += look(*p); }}; p = nullptr; {drop} f();",
    "std::function<void()> f; {{ {t} *p = &{y}; f = [=] {{ sum += look(*p); }}; }} {drop} f();",
    "auto f = [&r = {y}] {{ sum += look(r); }}; {drop} f();",
    "auto f = [p = &{y}] {{ sum += look(*p); }}; {drop} f();",
    "std::vector<std::function<void()>> all; all.push_back([p = &{y}] {{ sum += look(*p); }}); {drop} all[0]();",
    "auto f = std::bind([]({t} *p) {{ sum += look(*p); }}, &{y}); {drop} f();",
    "auto f = [](auto &r, auto g) {{ g(); sum += look(r); }}; f({y}, [&] {{ {drop} }});",
    "struct Local {{ {t} *at; }}; Local l{{&{y}}}; {drop} sum += look(*l.at);",
    "struct Local {{ {t} *at = nullptr; }}; Local l; l.at = &{y}; {drop} sum += look(*l.at);",
    "Keep<{t}> k; k.at = &{y}; {drop} sum += look(*k.at);",
    "Bound<{t}> k({y}); {drop} sum += k.get();",
    "auto k = std::make_unique<Bound<{t}>>({y}); {drop} sum += k->get();",
    "std::vector<{t} *> all = {{&{y}}}; {drop} sum += look(*all[0]);",
    "std::vector<{t} *> all; all.push_back(&{y}); {drop} for (auto *p : all) sum += look(*p);",
    "std::array<{t} *, 2> all = {{&{y}, nullptr}}; {drop} sum += look(*all[0]);",
    "{t} *all[2] = {{&{y}, nullptr}}; {drop} sum += look(*all[0]);",
    "std::map<int, {t} *> all; all[1] = &{y}; {drop} sum += look(*all[1]);",
    "std::set<{t} *> all; all.insert(&{y}); {drop} sum += look(**all.begin());",
    "std::optional<{t} *> all = &{y}; {drop} sum += look(**all);",
    "std::unordered_map<int, {t} *> all; all.emplace(1, &{y}); {drop} sum += look(*all.at(1));",
    "std::deque<{t} *> all; all.push_back(&{y}); {drop} sum += look(*all.front());",
    "std::vector<std::reference_wrapper<{t}>> all; all.push_back({y}); {drop} sum += look(all[0].get());",
    "std::reference_wrapper<{t}> r({y}); {drop} sum += look(r.get());",
    "auto r = std::ref({y}); {drop} sum += look(r.get());",
    "std::vector<std::pair<int, {t} *>> all; all.emplace_back(1, &{y}); {drop} sum += look(*all[0].second);",
    "std::tuple<{t} *, int> all(&{y}, 1); {drop} sum += look(*std::get<0>(all));",
    "conure::mut<{t}> m({y}); {drop} sum += look(*m);",
    "std::vector<conure::mut<{t}>> m; m.emplace_back({y}); {drop} sum += look(*m[0]);",
    "auto &u = {o}; {t} *p = &{y}; (void)u; {drop} sum += look(*p);",
    "try {{ throw &{y}; }} catch ({t} *p) {{ {drop} sum += look(*p); }} catch (const {t} *p) {{ {drop} sum += look(*p); }}",
    "{t} *p = &{y}; {t} **pp = &p; {drop} sum += look(**pp);",
    "{t} *p; switch (sum ? 1 : 0) {{ case 1: p = &{y}; break; default: p = nullptr; }} {drop} sum += look(*p);",
    "static {t} *p; p = &{y}; {drop} sum += look(*p);",
    "{t} *p = yes ? &{y} : nullptr; {drop} sum += look(*p);",
    "{t} *p = (sum += 1, &{y}); {drop} sum += look(*p);",
    "void *v = (void *)&{y}; {t} *p = ({t} *)v; {drop} sum += look(*p);",
    "for ({t} *p = &{y}; [&] {{ {drop} return true; }}() && look(*p) + 1;) break;",
    "for ({t} *p = &{y}, *e = p; p; p = nullptr, [&] {{ {drop} }}(), sum += look(*e)) sum += 1;",
    "auto go = [&] {{ {drop} }}; {t} &r = {y}; go(); sum += look(r);",
    "try {{ {t} &r = {y}; {drop} throw look(r); }} catch (int n) {{ sum += n; }}",
    "{t} *p = nullptr; try {{ p = &{y}; throw 1; }} catch (int) {{ {drop} }} sum += look(*p);",
    "std::initializer_list<{t} *> list = {{&{y}}}; {drop} sum += look(**list.begin());",
    "{t} *p = &{y}; auto next = [p]() mutable {{ return look(*p); }}; {drop} sum += next();",
    "{t} *some[1]; some[0] = &{y}; {t} **end = some + 1; {drop} for (auto it = some; it != end; ++it) sum += look(**it);",
    "do {{ {t} &r = {y}; {drop} sum += look(r); }} while (!yes);",
    "{t} *p; {{ p = &{y}; }} {{ {drop} }} sum += look(*p);",
]
# Functions that are called with the owner and the borrow; {fn} is a name for them.
CALLS = [
    ("static void {fn}({ot} &{o}, {t} &r) {{ {drop} sum += look(r); }}", "{fn}({o}, {y});"),
    ("static void {fn}({ot} &{o}, {t} *p) {{ {drop} sum += look(*p); }}", "{fn}({o}, &{y});"),
    ("static void {fn}({ot} &{o}, const {t} &r) {{ if (yes) {{ {drop} }} sum += look(r); }}", "{fn}({o}, {y});"),
    ("template <class U> static void {fn}({ot} &{o}, U &r) {{ {drop} sum += look(r); }}", "{fn}({o}, {y});"),
    ("template <class U> static void {fn}({ot} &{o}, U &&r) {{ {drop} sum += look(r); }}", "{fn}({o}, {y});"),
    ("static void {fn}({ot} &{o}, auto *p) {{ {drop} sum += look(*p); }}", "{fn}({o}, &{y});"),
    ("template <class... U> static void {fn}({ot} &{o}, U &...r) {{ {drop} sum += (look(r) + ...); }}", "{fn}({o}, {y}, {y});"),
    ("static {t} *{fn}({ot} &{o}) {{ return &{y}; }}", "{t} *p = {fn}({o}); {drop} sum += look(*p);"),
    ("static {t} &{fn}({ot} &{o}) {{ return {y}; }}", "auto &r = {fn}({o}); {drop} sum += look(r);"),
    ("static auto {fn}({ot} &{o}) {{ return [p = &{y}] {{ return look(*p); }}; }}", "auto f = {fn}({o}); {drop} sum += f();"),
    ("static std::vector<{t} *> {fn}({ot} &{o}) {{ return {{&{y}}}; }}", "auto all = {fn}({o}); {drop} sum += look(*all[0]);"),
    ("struct {fn} {{ {ot} &{o}; {t} *at; void go() {{ {drop} sum += look(*at); }} }};", "{fn} s{{{o}, &{y}}}; s.go();"),
    ("struct {fn} {{ {ot} {o}; {t} *at = nullptr; explicit {fn}({ot} &&x) : {o}(std::move(x)) {{ at = &{y}; }} void go() {{ {drop} sum += look(*at); }} }};",
     "{fn} s(std::move({o})); s.go();"),
    ("struct {fn} {{ {ot} {o}; explicit {fn}({ot} &&x) : {o}(std::move(x)) {{}} {t} &get() {{ return {y}; }} void drop() {{ {drop} }} }};",
     "{fn} s(std::move({o})); {t} &r = s.get(); s.drop(); sum += look(r);"),
    ("static void {fn}a({ot} &{o}) {{ {drop} }} static void {fn}({ot} &{o}, {t} &r) {{ {fn}a({o}); sum += look(r); }}", "{fn}({o}, {y});"),
    ("static void {fn}a({ot} &{o}) {{ {drop} }}", "{t} &r = {y}; {fn}a({o}); sum += look(r);"),
    ("static void {fn}({ot} &{o}, {t} &&r) {{ {drop} sum += look(r); }}", "{fn}({o}, std::move({y}));"),
    ("static void {fn}({ot} {o}) {{ {t} *p = &{y}; {drop} sum += look(*p); }}", "{fn}(std::move({o}));"),
    ("struct {fn} {{ {t} &r; ~{fn}() {{ sum += look(r); }} }};", "{fn} last{{{y}}}; {drop}"),
    ("static {ot} &{fn}({ot} &{o}) {{ return {o}; }}", "auto &{o}2 = {o}; {t} &r = {y}; auto &same = {fn}({o}2); (void)same; {drop} sum += look(r);"),
    ("static void {fn}a({ot} &{o}) {{ {drop} }}", "{t} *p = &{y}; std::function<void()> g = [&] {{ {fn}a({o}); }}; g(); sum += look(*p);"),
]
# Of a Node only.
NODE = [
    "sum += {y}.with([&] {{ {drop} }});",
    "sum += {y}.call([&] {{ {drop} }});",
    "sum += {y}.visit([&] {{ {drop} }});",
    "Node *p = {y}.self(); {drop} sum += p->read();",
    "Node other(4); other.peer = &{y}; {drop} sum += other.peer->v;",
    "Node other(4); other.peer = {y}.self(); Node *q = other.peer; other.peer = nullptr; {drop} sum += q->v;",
    "NodeKeep k{{&{y}}}; {drop} sum += k.at->v;",
    "NodeBound k({y}); {drop} sum += k.get();",
    "NodeMut k({y}); {drop} sum += k.get();",
    "auto k = std::make_shared<NodeBound>({y}); {drop} sum += k->get();",
    "std::vector<NodeKeep> all; all.push_back({{&{y}}}); {drop} sum += all[0].at->v;",
    "std::optional<NodeMut> all; all.emplace({y}); {drop} sum += all->get();",
    "const Node *b = &{y}; if (auto *l = dynamic_cast<const Leaf *>(b)) {{ b = nullptr; {drop} sum += l->o; }}",
    "if (auto *l = dynamic_cast<Other *>(&{y})) {{ {drop} sum += l->o; }}",
    "int Node::*m = &Node::v; Node *p = &{y}; {drop} sum += p->*m;",
    "auto f = std::bind(&Node::read, &{y}); {drop} sum += f();",
    "auto f = std::mem_fn(&Node::read); Node &r = {y}; {drop} sum += f(r);",
    "std::function<int()> f = [self = {y}.self()] {{ return self->v; }}; {drop} sum += f();",
]

# Containers whose elements are not counted: declaration, type, element, its expression, and what changes it. Not: what dies
# as somebody else's after a move (docs/limits.md).
TEXT = '"a text that does not fit into a string\'s own memory {n}"'
CONTAINERS = [
    ("std::vector<int> {o} = {{{n}, 2, 3}};", "std::vector<int>", "int", "{o}[0]",
     ["{o}.push_back(4); {o}.push_back(5);", "{o}.clear(); {o}.shrink_to_fit();", "{o} = std::vector<int>(50);", "{o}.reserve(100);", "{o}.assign(60, 1);", "{o}.insert({o}.begin(), 9);",
      "{o}.resize(90);", "std::vector<int>().swap({o});", "{o}.erase({o}.begin(), {o}.end()); {o}.shrink_to_fit();"]),
    ("std::string {o} = " + TEXT + ";", "std::string", "char", "{o}[0]",
     ["{o} += {o} + {o};", "{o} = {o} + \"a longer text than before by far, and so it is\";", "{o}.append(300, 'x');", "{o}.reserve(500);", "std::string().swap({o});",
      "{o}.clear(); {o}.shrink_to_fit();", "std::string {o}w; std::swap({o}, {o}w); {o}w.append(300, 'y');", "std::string {o}w = std::move({o}); {o}w.append(300, 'z');"]),
    ("std::deque<int> {o} = {{{n}, 2, 3}};", "std::deque<int>", "int", "{o}[0]", ["{o}.clear(); {o}.shrink_to_fit();", "{o} = {{}}; {o}.shrink_to_fit();", "std::deque<int>().swap({o});", "std::deque<int> {o}w; {o}.swap({o}w); {o}w.clear(); {o}w.shrink_to_fit();", "auto {o}w = std::move({o}); {o}w.clear(); {o}w.shrink_to_fit();"]),
    ("std::map<int, int> {o} = {{{{1, {n}}}}};", "std::map<int, int>", "int", "{o}[1]", ["{o}.clear();", "{o}.erase(1);", "{o} = {{}};", "std::map<int, int> {o}w; std::swap({o}, {o}w); {o}w.erase(1);", "auto {o}w = std::move({o}); {o}w.clear();", "std::map<int, int> {o}w; {o}w.merge({o}); {o}w.clear();",
      "std::map<int, int> {o}w; {o}w.insert({o}.extract(1)); {o}w.erase({o}w.begin());"]),
    ("std::unordered_map<int, int> {o} = {{{{1, {n}}}}};", "std::unordered_map<int, int>", "int", "{o}.at(1)", ["{o}.clear();", "{o}.erase(1);", "std::erase_if({o}, [](auto &) {{ return true; }});", "std::unordered_map<int, int> {o}w; {o}w.swap({o}); {o}w.clear();", "auto {o}w = std::exchange({o}, {{}}); {o}w.erase(1);"]),
    ("std::optional<std::string> {o} = " + TEXT + ";", "std::optional<std::string>", "std::string", "(*{o})", ["{o}.reset();", "{o} = std::nullopt;"]),
    ("auto {o} = std::make_unique<int>({n});", "std::unique_ptr<int>", "int", "(*{o})", ["{o}.reset();", "{o} = std::make_unique<int>(4);", "{o} = nullptr;"]),
    ("std::vector<std::string> {o} = {{" + TEXT + ", \"b\"}};", "std::vector<std::string>", "std::string", "{o}[0]", ["{o}.push_back(\"x\");", "{o}.clear();", "{o} = {{}};", "{o}.pop_back(); {o}.pop_back();"]),
    ("std::list<int> {o} = {{{n}, 2}};", "std::list<int>", "int", "{o}.front()", ["{o}.clear();", "{o}.pop_front();", "{o}.erase({o}.begin());", "{o} = {{}};", "std::list<int> {o}w; {o}w.splice({o}w.begin(), {o}); {o}w.clear();", "std::list<int> {o}w; std::swap({o}w, {o}); {o}w.pop_front();",
      "std::list<int> {o}w = std::move({o}); {o}w.clear();"]),
    ("std::set<int> {o} = {{{n}, 200}};", "std::set<int>", "const int", "(*{o}.begin())", ["{o}.clear();", "{o}.erase({o}.begin());", "{o} = {{}};"]),
    ("struct {o}S {{ std::vector<int> in = {{{n}, 2}}; }}; {o}S {o};", "", "int", "{o}.in[0]", ["{o}.in.push_back(3);", "auto {o}w = std::move({o}); {o}w.in.push_back(3);", "{o} = {o}S(); {o}.in.shrink_to_fit();", "{o}.in.clear(); {o}.in.shrink_to_fit();"]),
    ("auto {o} = std::make_unique<Plain>();", "std::unique_ptr<Plain>", "std::string", "{o}->text", ["{o}.reset();", "{o} = std::make_unique<Plain>();"]),
    ("auto {o} = std::make_unique<std::vector<int>>(2, {n});", "std::unique_ptr<std::vector<int>>", "int", "(*{o})[0]", ["{o}.reset();", "{o}->push_back(4);", "{o}->clear(); {o}->shrink_to_fit();", "{o} = nullptr;"]),
    ("std::vector<std::vector<int>> {o} = {{{{{n}, 2}}}};", "std::vector<std::vector<int>>", "int", "{o}[0][0]", ["{o}.clear();", "{o}[0].push_back(4);", "{o} = {{}};", "{o}[0] = std::vector<int>(90);"]),
    ("std::optional<std::vector<int>> {o} = std::vector<int>{{{n}, 2}};", "std::optional<std::vector<int>>", "int", "(*{o})[0]", ["{o}.reset();", "{o}->push_back(4);"]),
    ("auto {o} = std::make_unique<std::map<int, std::string>>(); (*{o})[1] = " + TEXT + ";", "std::unique_ptr<std::map<int, std::string>>", "std::string", "{o}->at(1)", ["{o}.reset();", "{o}->clear();", "{o}->erase(1);"]),
]
ELEMENT = [
    "for (auto &&r : {whole}) {{ {drop} sum += look(r); }}",
    "auto it = {whole}.begin(); {drop} sum += look(*it);",
    "auto it = {whole}.begin(), e = {whole}.end(); for (; it != e; ++it) {{ {drop} sum += look(*it); break; }}",
    "struct Local {{ decltype({whole}.begin()) at; }}; Local l{{{whole}.begin()}}; {drop} sum += look(*l.at);",
    "std::vector<decltype({whole}.begin())> all = {{{whole}.begin()}}; {drop} sum += look(*all[0]);",
    "std::function<void()> f = [it = {whole}.begin()] {{ sum += look(*it); }}; {drop} f();",
]
VIEWS = [
    "std::string_view s = {o}; {drop} sum += s[0];",
    "const char *s = {o}.c_str(); {drop} sum += s[0];",
    "struct Local {{ std::string_view s; }}; Local l{{{o}}}; {drop} sum += l.s[0];",
    "std::vector<std::string_view> all = {{{o}}}; {drop} sum += all[0][0];",
    "std::map<std::string_view, int> all; all[{o}] = 1; {drop} sum += all.begin()->first[0];",
    "auto f = [s = std::string_view({o})] {{ sum += s[0]; }}; {drop} f();",
]
SPANS = [
    "std::span<int> s = {o}; {drop} sum += s[0];",
    "int *s = {o}.data(); {drop} sum += s[0];",
    "struct Local {{ std::span<int> s; }}; Local l{{{o}}}; {drop} sum += l.s[0];",
]


def indent(text):
    return "  " + text


def case(number, random):
    names = {"o": "o", "n": number % 90 + 1, "c": number, "fn": f"fn{number}"}
    pick = random.choice
    if random.random() < 0.6:
        decl, x, owner_type, drops = pick(OWNERS)
        what, kind = pick(WHATS)
        names["t"], names["ot"] = kind, owner_type
        names["y"] = what.format(x=x.format(**names))
        forms = [(None, one) for one in KEEPS] + CALLS * 2
        if kind == "Node":
            forms += [(None, one) for one in NODE] * 2
    else:
        decl, owner_type, kind, x, drops = pick(CONTAINERS)
        names["t"], names["ot"], names["y"] = kind, owner_type, x.format(**names)
        forms = [(None, one) for one in KEEPS] + (CALLS * 2 if owner_type else [])
        whole = {"std::unique_ptr": None, "std::optional<std::string>": None, "": None}
        if owner_type.startswith(("std::vector<int>", "std::string", "std::deque", "std::list", "std::set", "std::vector<std::string>")):
            names["whole"] = "o"
            forms += [(None, one) for one in ELEMENT] * 3
        if owner_type in ("std::unique_ptr<std::vector<int>>", "std::optional<std::vector<int>>"):
            names["whole"] = "(*o)"
            forms += [(None, one) for one in ELEMENT] * 2
        if owner_type == "std::string":
            forms += [(None, one) for one in VIEWS] * 3
        if owner_type == "std::vector<int>":
            forms += [(None, one) for one in SPANS] * 3
    before, keep = pick(forms)
    drop = pick(drops).format(**names)
    if random.random() < 0.12:
        drop = ""
    elif random.random() < 0.2:
        drop = "if (yes) { " + drop + " }"
    elif random.random() < 0.1:
        drop = "[&] { " + drop + " }();"
    names["drop"] = drop
    if random.random() < 0.08:  # the owner ends first
        keep = pick(["{t} *p = nullptr; {{ {decl} p = &{y}; sum += look(*p); }} sum += look(*p);",
                     "{t} *p = nullptr; for (int i = 0; i < 2; ++i) {{ if (p) sum += look(*p); {decl} p = &{y}; }}",
                     "{t} *p = nullptr; while (true) {{ {decl} p = &{y}; if (yes) break; }} sum += look(*p);",
                     "{t} *p = nullptr; {{ {decl} p = &{y}; sum += look(*p); p = nullptr; }} sum += p == nullptr;"])
        names["decl"] = decl.format(**names)
        return f"static void case{number}() {{\n  {keep.format(**names)}\n}}"
    text = (before.format(**names) + "\n") if before else ""
    return text + f"static void case{number}() {{\n  {decl.format(**names)}\n  {keep.format(**names)}\n}}"
