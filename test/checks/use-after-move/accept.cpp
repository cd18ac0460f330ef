// What looks like a use of a moved value and is none.
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

struct Part {
  std::string name;
  std::vector<int> numbers;
  int count = 0;
};
void take(std::string);
void take(std::vector<int>);
void take(Part);
void take(std::unique_ptr<Part>);
void look(const std::string &);
void look(const Part &);
void fill(std::string &);
void fillPointer(std::string *);
bool chance();

void assigned(std::string s) {
  take(std::move(s));
  s = "new";
  look(s);
}
void cleared(std::vector<int> v) {
  take(std::move(v));
  v.clear();
  v.push_back(1);
}
void assignedByMethod(std::string s) {
  take(std::move(s));
  s.assign("new");
  look(s);
}
void resetPointer(std::unique_ptr<Part> p) {
  take(std::move(p));
  p.reset(new Part);
  look(p->name);
}
void tied(std::string s, int i) {
  take(std::move(s));
  std::tie(s, i) = std::make_pair(std::string("x"), 1);
  look(s);
}
void filled(std::string s) {
  take(std::move(s));
  fill(s);
  look(s);
}
void filledThroughPointer(std::string s) {
  take(std::move(s));
  fillPointer(&s);
  look(s);
}
void readIn(std::string s) {
  take(std::move(s));
  std::cin >> s;
  look(s);
}
void swapped(std::string s, std::string t) {
  take(std::move(s));
  s.swap(t);
  look(s);
}
void exchanged(std::string s) {
  take(std::exchange(s, {}));
  look(s);
}
void passedThrough(std::string s) {
  auto id = [](std::string x) { return x; };
  s = id(std::move(s));
  look(s);
}
void nullTests(std::unique_ptr<Part> p) {
  take(std::move(p));
  if (p)
    return;
  if (!p || p == nullptr || p.get() == nullptr)
    return;
}
void scalars(int i) {
  int j = std::move(i);
  std::pair<int, int> p(i, j);
  auto q = std::move(p);
  (void)(p.first + q.second);
}
void copied(const std::string s) {
  std::string t = std::move(s); // a const value is copied
  look(s);
}
void onlyLooked(std::string s) {
  look(std::move(s)); // binds to const std::string &
  look(s);
}
void unevaluated(std::string s) {
  take(std::move(s));
  using T = decltype(s);
  (void)sizeof(s);
  static_assert(noexcept(s.size()));
  T t;
}
void discardedName(std::string s) {
  take(std::move(s));
  (void)s;
}
void siblings(Part p) {
  take(std::move(p.name));
  take(std::move(p.numbers));
  ++p.count;
}
void partRestored(Part p) {
  take(std::move(p.name));
  p.name = "new";
  look(p);
}
void everyPartRestored(Part p) {
  take(std::move(p));
  p.name = "new";
  p.numbers = {};
  look(p);
}
void restoredPartOfMoved(Part p) {
  take(std::move(p));
  p.name = "new";
  look(p.name);
}
void otherPath(std::string s) {
  if (chance()) {
    take(std::move(s));
    return;
  }
  look(s);
}
void otherBranch(std::string s) {
  if (chance())
    take(std::move(s));
  else
    look(s);
}
void eachIteration() {
  while (chance()) {
    std::string s = "x";
    take(std::move(s));
  }
}
void leavesLoop(std::string s) {
  for (;;) {
    if (chance()) {
      take(std::move(s));
      break;
    }
    look(s);
  }
}
void inSwitch(int i, std::string s) {
  switch (i) {
  case 1:
    take(std::move(s));
    break;
  case 2:
    look(s);
    break;
  default:
    take(std::move(s));
  }
}
void elements(std::vector<std::string> &v) {
  for (auto &e : v)
    take(std::move(e));
  for (unsigned i = 0; i < v.size(); ++i)
    take(std::move(v[i]));
}
void otherElement(std::vector<std::string> &v, unsigned i) {
  take(std::move(v[i]));
  ++i;
  look(v[i]);
}
void lastElement(std::vector<std::string> &v) {
  while (!v.empty()) {
    take(std::move(v.back()));
    v.pop_back();
  }
}
struct Node {
  int value;
  std::unique_ptr<Node> next;
};
void popList(std::unique_ptr<Node> head) {
  while (head)
    head = std::move(head->next);
}
int sequenced(std::unique_ptr<Node> p) {
  std::map<int, std::unique_ptr<Node>> m;
  m[p->value] = std::move(p); // the subscript is evaluated before the move
  return m.size();
}
void keyRead(std::vector<std::pair<int, std::unique_ptr<Node>>> &out, std::unique_ptr<Node> p) {
  out.emplace_back(p->value, std::move(p)); // both are references until the element is made
}
struct Base {
  Base() = default;
  Base(Base &&) = default;
  std::string base;
};
struct Derived : Base {
  Derived(Derived &&o) : Base(std::move(o)), own(std::move(o.own)) {} // the base takes its part only
  Derived &operator=(Derived &&o) {
    if (this != &o)
      own = std::move(o.own);
    return *this;
  }
  std::string own;
};
template <class T> T identity(T &&t) { return std::forward<T>(t); }
void forwardsLvalue(std::string s) {
  identity<std::string &>(s);
  look(s);
}
struct Lazy {
  std::string take() && { return std::move(text); }
  std::string text;
};
class Buffer {
public:
  void flush() {
    take(std::move(data_));
    start(); // may fill data_ again
    data_.push_back('x');
  }
  void start();
  std::string release() { return std::move(data_); }

private:
  std::string data_;
};
void tryEmplace(std::map<int, std::string> &m, std::string s) {
  if (!m.try_emplace(1, std::move(s)).second)
    look(s); // not moved if the key was there
}
void trySend(conure::channel<std::string> c, std::string s) {
  if (!c.try_send(std::move(s)))
    look(s);
}
void stableAddress(std::unique_ptr<Part> p, std::vector<std::unique_ptr<Part>> &all) {
  Part &part = *p;
  all.push_back(std::move(p));
  look(part.name); // where it lies has not changed
}
void algorithm(std::vector<std::string> &from, std::vector<std::string> &to) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
  from.clear();
}
std::string returned(std::string s) {
  if (chance())
    return std::move(s);
  return s;
}
