// Borrows that end in time, and drops that cannot be proved.
// rules: drop-while-borrowed, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct Part {
  std::string name;
};
struct CONURE_COUNTED Node {
  std::unique_ptr<Node> next;
  void visit();
};
void look(int);
void look(const Part &);
void look(std::string_view);
void keep(std::unique_ptr<Part>);
bool chance();
std::string make();

void usedBefore(std::vector<int> v) {
  int &first = v.front();
  look(first);
  v.clear();
}
void sameScope() {
  Part p;
  Part *r = &p;
  look(*r);
}
void borrowerInside() {
  Part p;
  {
    Part &r = p;
    look(r);
  }
  look(p);
}
void reserved() {
  std::vector<Part> v;
  v.reserve(2);
  v.push_back({});
  Part &first = v.front();
  v.push_back({});
  look(first);
}
void listGrows() {
  std::list<Part> l(1);
  Part &first = l.front();
  l.push_back({});
  look(first);
}
void mapGrows(std::map<int, Part> m) {
  Part &first = m[1];
  m.emplace(2, Part{});
  look(first);
}
void parameterGrows(std::vector<Part> &v) {
  Part &first = v.front(); // the caller may have made room
  v.push_back({});
  look(first);
}
void eraseInLoop(std::map<int, int> &m) {
  for (auto it = m.begin(); it != m.end();) {
    if (chance())
      it = m.erase(it);
    else
      ++it;
  }
}
void released(std::unique_ptr<Part> p) {
  Part &r = *p;
  Part *raw = p.release();
  look(r);
  delete raw;
}
Part *releasedToCaller() {
  auto p = std::make_unique<Part>();
  Part *raw = p.get();
  p.release();
  return raw;
}
void movedAway(std::vector<std::unique_ptr<Part>> &all) {
  Part *r = nullptr;
  {
    auto p = std::make_unique<Part>();
    r = p.get();
    all.push_back(std::move(p));
  }
  look(*r);
}
void onOnePath(std::unique_ptr<Part> p) {
  Part other;
  Part *r = &other;
  if (chance())
    r = p.get();
  if (chance())
    p.reset(); // perhaps nobody borrows from it now
  look(*r);
}
void shared(std::shared_ptr<Part> p) {
  Part &r = *p;
  keep(nullptr);
  p.reset(); // another owner may keep it
  look(r);
}
void behindRawPointer(Part *p) {
  const std::string &name = p->name;
  p = nullptr;
  look(name);
}
void sameAddress(Part p) {
  std::string &name = p.name;
  p = Part{}; // assigned in place
  look(name);
}
void engagedStays(std::optional<Part> o) {
  Part &r = *o;
  o = Part{};
  look(r);
}
struct Chain {
  std::unique_ptr<Chain> next;
  int value;
};
int walk(const Chain &head) {
  int sum = 0;
  for (const Chain *c = &head; c; c = c->next.get())
    sum += c->value;
  return sum;
}
void popFront(std::unique_ptr<Chain> head) {
  while (head) {
    Chain &first = *head;
    look(first.value);
    head = std::move(head->next);
  }
}
const std::string &fromParameter(const std::string &s) { return s; }
std::string_view fromReference(const std::string &s) {
  std::string_view v = s;
  return v;
}
class Store {
public:
  const Part &first() const { return parts_.front(); }
  Part *find(int i) {
    Part &p = parts_[i];
    return &p;
  }

private:
  std::vector<Part> parts_;
};
const char *literal() {
  const char *text = "text";
  return text;
}
std::string_view fromStatic() {
  static const std::string s = "text";
  return s;
}
void countedScopeEnds(std::unique_ptr<Node> p) {
  {
    Node &r = *p;
    r.visit();
  }
  p.reset();
}
void countedOwnerFirst() {
  Node n;
  Node *r = &n;
  r->visit();
}
void clearedOnTheWayOut(std::vector<Part> v) {
  for (Part &p : v)
    if (p.name.empty()) {
      v.clear();
      break;
    }
  for (Part &p : v) {
    v.clear();
    return;
  }
}
// What a class makes of an argument keeps no borrow of it, if its constructor does not.
namespace converted {
struct Tree {
  int value;
  std::vector<Tree *> children;
  void push(Tree &child) { children.push_back(&child); }
};
struct Node {
  Tree *tree;
  template <class T> explicit Node(const T &from) : tree(make(int(from))) {}
  template <class T> void push(const T &value) { tree->push(*Node(value).tree); }
  static Tree *make(int value);
};
int filled() {
  Node all(1);
  all.push(1.5);
  all.push('x');
  return all.tree->value;
}
}
