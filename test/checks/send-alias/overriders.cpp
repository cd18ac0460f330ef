// Borrows that whoever is called keeps where the types of the caller show no place: overriders in their objects, functions that
// are called on the way, constructors, places that a function gives out.
// rules: send-alias, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
using P = process<Printer>;
using S = std::string;
using V = std::string_view;

struct Sink {
  virtual ~Sink() = default;
  virtual void see(const S &) = 0;
  virtual void copy(const S &) = 0;
  virtual V part(const S &) const { return "none"; }
  virtual void into(const S &, V &out) const { out = "none"; }
  virtual void same(const S &) {}
};
struct Keeper : Sink {
  const S *kept = nullptr;
  std::vector<S> copies;
  void see(const S &s) override { kept = &s; } // expect-note {{'Keeper::see' may keep it}}
  void copy(const S &s) override { copies.push_back(s); }
  V part(const S &s) const override { return s; }
  void into(const S &s, V &out) const override { out = s; }
};
struct Unseen : Sink {
  void see(const S &) override;
  void same(const S &) override; // it has a place
  V view;
};
void show(Sink &to, const S &s) { to.see(s); }
void showAll(const std::vector<std::unique_ptr<Sink>> &to, const S &s) {
  for (const auto &each : to)
    show(*each, s);
}
struct Shower {
  Shower(Sink &to, const S &s) { to.see(s); }
};
struct DerivedShower : Shower {
  DerivedShower(Sink &to, const S &s) : Shower(to, s) {}
};
Sink &operator<<(Sink &to, const S &s) {
  to.see(s);
  return to;
}

void overrider(P p, S s, Sink &to) {
  to.see(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside of this function may borrow}} [send-alias]
}
void behindFunction(P p, S s, Sink &to) {
  show(to, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void behindLoop(P p, S s, const std::vector<std::unique_ptr<Sink>> &to) {
  showAll(to, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void behindConstructor(P p, S s, Sink &to) {
  Shower shown(to, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void behindBase(P p, S s, Sink &to) {
  DerivedShower{to, s};
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void behindOperator(P p, S s, Sink &to) {
  to << s;
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void behindClosure(P p, S s, Sink &to) {
  auto f = [&](const S &x) { to.see(x); };
  f(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void withoutBody(P p, S s, Sink &to) {
  to.same(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
std::size_t result(P p, S s, Sink &to) {
  V v = to.part(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v'}} [send-alias]
  return v.size();
}
std::size_t output(P p, S s, Sink &to) {
  V v;
  to.into(s, v);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v'}} [send-alias]
  return v.size();
}

struct Board {
  V note;
  std::unique_ptr<V> own = std::make_unique<V>();
  std::shared_ptr<V> shared = std::make_shared<V>();
};
V &place(Board &b);
V *slot();
void put(const S &s) { *slot() = s; }
void choose(Board &a, Board &b, bool first, const S &s) { (first ? a : b).note = s; }
struct Writer {
  explicit Writer(V &out, const S &s) { out = s; }
};
void shared(const Board &b, const S &s) { *b.shared = s; }
struct Desk {
  Board board;
  void own(const S &s) { *board.own = s; }
  void all(const S &s) { *board.shared = s; }
};

void givenOut(P p, S s) {
  put(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
void oneOfTwo(P p, S s, Board &a, Board &b) {
  choose(a, b, true, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}
std::size_t byConstructor(P p, S s) {
  V v;
  Writer{v, s};
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v'}} [send-alias]
  return v.size();
}
void sharedWithOthers(P p, S s) {
  std::shared_ptr<V> other;
  {
    Desk desk;
    desk.all(s);
    other = desk.board.shared;
  }
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
}

// What a method's pointer leads to is its object's own, or somebody else's.
struct Window {
  V *out;
  void put(const S &s) { *out = s; }
  void at(const S &s) { out[0] = s; }
};
std::size_t behindPointer(P p, S s, V &out) {
  {
    Window w{&out};
    w.put(s);
  }
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
  return out.size();
}
std::size_t behindSubscript(P p, S s, V &out) {
  {
    Window w{&out};
    w.at(s);
  }
  p->print(std::move(s)); // expect-error {{'s' is sent while something outside}} [send-alias]
  return out.size();
}
struct Table {
  std::map<int, V> names;
  std::vector<V> all;
  std::unique_ptr<V> own;
  V one, some[3];
  void byIterator(const S &s) {
    auto it = names.find(1);
    it->second = s;
  }
  void byPointer(const S &s) {
    V *to = &one;
    *to = s;
  }
  void byArray(const S &s) {
    V *to = some;
    to[1] = s;
  }
  void byReference(const S &s) {
    for (V &each : all)
      each = s;
  }
  void byOwner(const S &s) {
    V *to = own.get();
    *to = s;
  }
};
std::size_t byIterator(P p, S s) {
  Table t;
  t.byIterator(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 't'}} [send-alias]
  return t.names.size();
}
std::size_t byPointer(P p, S s) {
  Table t;
  t.byPointer(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 't'}} [send-alias]
  return t.one.size();
}
std::size_t byArray(P p, S s) {
  Table t;
  t.byArray(s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 't'}} [send-alias]
  return t.some[1].size();
}

// Functions that call each other, with their arguments changed about.
void odd(const S &a, const S &b, int n);
void even(const S &a, const S &b, int n) {
  if (n > 0)
    odd(b, a, n - 1);
}
void odd(const S &a, const S &b, int n) {
  if (n > 0)
    return even(a, b, n - 1);
  *slot() = a;
}
void inACircle(P p, S a, S b) {
  even(a, b, 3);
  p->print(std::move(a)); // expect-error {{'a' is sent while something outside}} [send-alias]
  p->print(std::move(b)); // expect-error {{'b' is sent while something outside}} [send-alias]
}

// Accepted.
void copied(P p, S s, Sink &to) {
  to.copy(s);
  p->print(std::move(s));
}
struct Last final : Sink {
  void see(const S &s) override { size = s.size(); }
  void copy(const S &) override {}
  std::size_t size = 0;
};
void exactClass(P p, S s, Last &to) {
  to.see(s);
  p->print(std::move(s));
}
void ownVariable(P p, S s) {
  Sink *none = nullptr;
  Last last;
  last.see(s);
  (none ? *none : last).copy(s);
  p->print(std::move(s));
}
void ownedByTheObject(P p, S s) {
  {
    Desk desk;
    desk.own(s);
  }
  p->print(std::move(s));
}
void ownParts(P p, S s) {
  {
    Table t;
    t.byIterator(s);
    t.byPointer(s);
    t.byArray(s);
    t.byReference(s);
    t.byOwner(s);
  }
  p->print(std::move(s));
}
void before(P p, S s, Sink &to) {
  p->print(s);
  to.see(s);
}
void constructorThatReads(P p, S s) {
  struct Length {
    explicit Length(const S &s) : length(s.size()) {}
    std::size_t length;
  } length(s);
  p->print(std::move(s));
}
