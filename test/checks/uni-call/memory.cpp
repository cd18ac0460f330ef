// What is moved into a unique value takes its memory along, and a mutable borrow lets it be swapped in: borrows of it
// would then reach into what is sent away.
// rules: uni-call uni-borrow uni-assign recover-capture recover-result
#include <conure/conure.h>
#include <istream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>
using namespace conure;
struct Part { int v; std::string s; };
struct Box {
  std::string s;
  std::vector<int> n;
  void set(std::string to) { s = std::move(to); }
  void sink(std::string &&to) { s = std::move(to); }
  void swap_it(std::string &with) { s.swap(with); }
  void steal(std::vector<int> &from) { n = std::move(from); }
  void hand_on(std::vector<int> &from) { steal(from); }
  void keep(std::vector<int> &from) { auto &alias = from; alias.swap(n); }
  void captures(std::vector<int> &from) { [&] { n.swap(from); }(); }
  void unseen(std::vector<int> &from);
  void fill(std::vector<int> &out) const { out = n; }
  int read(std::vector<int> &out) { out.clear(); for (int x : n) out.push_back(x); out = n; return int(out.size()); }
  bool line(std::string &out) { out.assign(s); out += "\n"; return out.empty(); }
  void passes_on(std::vector<int> &out) { helper(out); }
  void helper(std::vector<int> &out) { out.resize(3); out[0] = n.empty() ? 0 : n[0]; }
  void numbers(int *out, int &count) { *out = count = 1; }
  void foreign(std::set<int> &out);
};
uni<Box> box();

struct Owner {
  std::string name;
  std::vector<std::string> names;
  static inline std::string shared = "x";
  void fields(std::string &ref, Part *p) {
    uni<Box> u = box();
    u->set(std::move(name));               // expect-error {{'set' cannot be called on the unique value 'u'}} [uni-call]
    u->sink(std::move(ref));               // expect-error {{'sink' cannot be called on}} [uni-call]
    u->set(std::exchange(name, ""));       // expect-error {{'set' cannot be called on}} [uni-call]
    u->set(std::move(p->s));               // expect-error {{'set' cannot be called on}} [uni-call]
    u->set(std::move(names[0]));           // expect-error {{'set' cannot be called on}} [uni-call]
    u->set(std::move(this->name));         // expect-error {{'set' cannot be called on}} [uni-call]
    std::string stop = std::move(name);
    u->set(std::move(stop));               // expect-error {{'set' cannot be called on}} [uni-call]
    u->s = std::move(ref);                 // expect-error {{what the reference 'ref' refers to is moved into 'u->s'}} [uni-assign]
    u->s = std::move(name);                // expect-error {{field 'name' is moved into 'u->s'}} [uni-assign]
    u->s = std::exchange(p->s, "");        // expect-error {{is moved into 'u->s'}} [uni-assign]
    u->s.append(std::move(name));          // expect-error {{'append' cannot be called on}} [uni-call]
    auto lambda = [&] { u = box(); };      // expect-error {{captures a borrow of the unique value}} [uni-borrow]
    u->set(name);
    u->s = ref;
    u->s = p->s + name;
  }
};
void mutable_borrows(std::vector<int> v, std::string t, std::multimap<int, int> m) {
  uni<Box> u = box();
  u->swap_it(t);                           // expect-error {{'swap_it' cannot be called on}} [uni-call]
  u->steal(v);                             // expect-error {{'steal' cannot be called on}} [uni-call]
  u->hand_on(v);                           // expect-error {{'hand_on' cannot be called on}} [uni-call]
  u->keep(v);                              // expect-error {{'keep' cannot be called on}} [uni-call]
  u->captures(v);                          // expect-error {{'captures' cannot be called on}} [uni-call]
  u->unseen(v);                            // expect-error {{'unseen' cannot be called on}} [uni-call]
  u->n.swap(v);                            // expect-error {{'swap' cannot be called on 'u->n'}} [uni-call]
  std::swap(u->s, t);                      // expect-error {{this argument borrows 'u->s'}} [uni-borrow]
  t.swap(u->s);                            // expect-error {{this argument borrows 'u->s'}} [uni-borrow]
  uni<std::map<int, int>> nodes = recover(std::map<int, int>{});
  nodes->merge(m);                         // expect-error {{'merge' cannot be called on}} [uni-call]
}
// A borrow that the value holds of a part keeps that part in it.
struct Pointed { std::string s; const char *at = nullptr; };
void parts(uni<Pointed> p) {
  std::string s = std::move(p->s);         // expect-error {{moving 'p->s', a part of the unique value 'p'}} [uni-borrow]
}

// Exceptions leave a method as results do.
struct Thrower {
  std::vector<int> v;
  void self() { throw this; }
  void data() { throw v.data(); }
  static void fail(int *p) { throw p; }
  void by_helper() { fail(v.data()); }
  void text() { throw "text"; }
  void standard() { throw std::runtime_error("x"); }
  void number() { throw 3; }
  void never() noexcept { try { fail(v.data()); } catch (...) {} }
};
void thrown(uni<Thrower> u) {
  u->self();                               // expect-error {{'self' cannot be called on}} [uni-call]
  u->data();                               // expect-error {{'data' cannot be called on}} [uni-call]
  u->by_helper();                          // expect-error {{'by_helper' cannot be called on}} [uni-call]
  u->text();
  u->standard();
  u->number();
  u->never();
}

// Objects that may be of a derived class, and bases that know theirs.
struct Open { virtual void see(const std::string &) const {} virtual void keep(const std::string &) {} virtual int size() const { return 0; } virtual ~Open() = default; };
struct Derived : Open { mutable const std::string *k = nullptr; void see(const std::string &s) const override { k = &s; } };
struct Closed final { virtual ~Closed() = default; virtual void see(const std::string &) const {} };
template <class T> struct Crtp { void see(const std::string &s) const { static_cast<const T *>(this)->k = &s; } };
struct Known : Crtp<Known> { mutable const std::string *k = nullptr; };
void derived(uni<std::unique_ptr<Open>> o, uni<std::unique_ptr<Closed>> c, uni<Known> k, std::string text) {
  (*o)->see(text);                         // expect-error {{'see' cannot be called on}} [uni-call]
  (*o)->keep(text);                        // expect-error {{'keep' cannot be called on}} [uni-call]
  k->see(text);                            // expect-error {{'see' cannot be called on}} [uni-call]
  (*o)->see("text");
  (*o)->keep(std::string(text));
  int n = (*o)->size();
  (*c)->see(text);
}
auto outside(const Open &o, Open &m) {
  return recover([&] {
    std::string s;
    o.see(s);                              // expect-error {{'see' cannot be called on 'o'}} [recover-capture]
    m.keep(s);                             // expect-error {{'keep' cannot be called on 'm'}} [recover-capture]
    m.keep("x");
    return s + std::to_string(o.size());
  });
}

void accepted(std::string by_value, std::set<int> other) {
  uni<Box> u = box(), w = box();
  std::string local = "x";
  u->set(std::move(local));
  u->set(std::move(by_value));
  u->set(std::string("made here"));
  u->set(std::move(w->s));
  u->s = std::move(w->s);
  std::string t;
  std::vector<int> v;
  u->fill(v);
  int n = u->read(v) + u->line(t);
  u->passes_on(v);
  u->numbers(&n, n);
  u->foreign(other);
  std::string out = std::exchange(u->s, "");
  std::swap(n, n);
  uni<std::istringstream> in = recover(std::istringstream("a b"));
  *in >> t;
}
