// Immutable pointers without a mutable twin.
#include <conure/conure.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

using Table = std::vector<std::string>;
using Frozen = std::shared_ptr<const Table>;
struct Node {
  Node *next;
};
struct Base {
  virtual ~Base() = default;
};
struct Derived : Base {};
void take(Frozen f);
Frozen give();

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main(channel<Frozen> out, uni<Table> u) {
    Frozen a = freeze(std::move(u));
    Frozen b = std::make_shared<Table>(3, "x");       // fresh
    Frozen c = std::make_shared<const Table>();
    Frozen d = a;                                      // a copy of another
    Frozen e = give();
    Frozen f;
    Frozen g = nullptr;
    f = std::make_shared<Table>();
    f = b;
    f.reset();
    f.reset(new Table());
    Frozen h(new Table());
    Frozen i = std::make_unique<Table>();
    out.send(a);
    out.send(std::make_shared<Table>());
    take(std::move(d));
    std::vector<Frozen> many{a, b};
    many.push_back(std::make_shared<Table>());
    many.emplace_back(a);
    many.emplace_back(std::make_shared<Table>());
    std::vector<Frozen> copy(many.begin(), many.end());
    std::map<int, Frozen> map{{1, a}};
    map.emplace(2, b);
    std::optional<Frozen> maybe = a;
    Frozen j = out.try_receive().value_or(a);
    Frozen k = many.empty() ? a : b;
    swap(f, h);
    // Not a value in the first place, so that nobody can send it:
    auto node = std::make_shared<Node>();
    std::shared_ptr<const Node> readonly = node;
    auto derived = std::make_shared<Derived>();
    std::shared_ptr<const Base> base = derived;
    std::shared_ptr<Base> mutable_base = derived;
  }
};
std::shared_ptr<const std::string> make() { return std::make_shared<std::string>("x"); }
template <class T> std::shared_ptr<const T> copy(const T &t) { return std::make_shared<const T>(t); }
auto copied = copy(1);
Frozen with_deleter(int n) { return Frozen(new Table, [n](const Table *t) { delete t; }); }
// rules: frozen-alias

// Weak pointers to frozen objects, fresh objects of derived classes, storage.
#include <new>
void weak_of_frozen(std::shared_ptr<const std::string> s) {
  std::weak_ptr<const std::string> w = s;
  if (auto p = w.lock()) {
    channel<std::shared_ptr<const std::string>> c(1);
    c.send(p);
  }
  std::shared_ptr<const std::string> q(w);
}
struct Bs {
  int v = 0;
};
struct Dr : Bs {
  std::string name;
};
void weak_of_fresh_derived() {
  std::shared_ptr<const Bs> p = std::make_shared<const Dr>();
  std::shared_ptr<const Bs> q = std::make_shared<Dr>();
  std::weak_ptr<const Bs> w = p;
}
struct Nd {
  Nd *p;
};
void mutable_weak_is_left_alone(std::shared_ptr<Nd> s) {
  std::weak_ptr<const Nd> w = s;
  std::weak_ptr<Nd> v = s;
}
template <class T> struct Slot {
  alignas(T) std::byte raw[sizeof(T)];
  T *get() { return std::launder(reinterpret_cast<T *>(raw)); }
};
void storage_cast(Slot<std::shared_ptr<const int>> &s) { (void)*s.get(); }
/// What is moved in is a local variable's, with no borrow of it left.
struct Snapshots {
  Table table;
  Frozen copy() const { return std::make_shared<const Table>(table); }
  Frozen local(Table t) {
    t.push_back("a");
    std::string &first = t[0];
    first += "b";
    return std::make_shared<const Table>(std::move(t));
  }
  Frozen converted() {
    Table t{"a"};
    Frozen f = std::make_shared<Table>(std::move(t));
    return f;
  }
  std::shared_ptr<Table> unfrozen() { return std::make_shared<Table>(std::move(table)); }
};
