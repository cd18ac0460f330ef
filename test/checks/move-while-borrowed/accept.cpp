// Moves that leave no live borrow behind, or leave its address as it was.
// rules: move-while-borrowed, use-after-move, drop-while-borrowed
#include <conure/conure.h>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct Part {
  std::string name;
  std::string other;
};
struct CONURE_COUNTED Node {
  std::string text;
  void visit();
};
void take(std::string);
void take(std::vector<int>);
void take(Part);
void take(Node);
void take(std::unique_ptr<Part>);
void take(std::vector<Part>) {} // sends nothing
void take(std::map<int, Part> all) { take(std::move(all[0])); }
void look(const std::string &);
void look(std::string_view);
void look(const Part &);
void look(int);
bool chance();

void lastUseBefore(Part p) {
  Part &r = p;
  look(r);
  take(std::move(p));
}
void viewUsedBefore(std::string s) {
  std::string_view v = s;
  look(v);
  take(std::move(s));
}
void heapStays(std::unique_ptr<Part> p) {
  Part &r = *p;
  take(std::move(p));
  look(r);
}
void rawPointerStays(std::unique_ptr<Part> p) {
  Part *r = p.get();
  take(std::move(p));
  look(*r);
}
void elementsStay(std::vector<Part> v) {
  Part &first = v.front();
  take(std::move(v));
  look(first);
}
void nodesStay(std::map<int, Part> m) {
  Part &first = m[1];
  take(std::move(m));
  look(first);
}
void siblingMoves(Part p) {
  std::string &other = p.other;
  take(std::move(p.name));
  look(other);
}
void throughTheBorrow(Part p) {
  Part &r = p;
  take(std::move(r));
}
void reboundBefore(Part p, Part q) {
  Part *r = &p;
  look(*r);
  r = &q;
  take(std::move(p));
  look(*r);
}
void reboundAfter(Part p, Part q) {
  Part *r = &p;
  look(*r);
  take(std::move(p));
  r = &q;
  look(*r);
}
void countedScopeEnds(Node n) {
  {
    Node &r = n;
    r.visit();
  }
  take(std::move(n));
}
void countedOnHeap(std::vector<Node> &all, Node n) {
  Node &first = all.front();
  all.push_back(std::move(n));
  (void)first;
}
void freshEachTime() {
  while (chance()) {
    std::string s = "x";
    std::string_view v = s;
    look(v);
    take(std::move(s));
  }
}
void copyIsNoBorrow(Part p) {
  auto copy = p;
  take(std::move(p));
  look(copy);
}
void valueFromBorrow(std::string s) {
  std::size_t size = std::string_view(s).size();
  take(std::move(s));
  look(int(size));
}
void otherPath(Part p) {
  Part &r = p;
  if (chance()) {
    take(std::move(p));
    return;
  }
  look(r);
}
struct Tree {
  Tree *parent;
  std::unique_ptr<Tree> left;
  Tree *up() { return parent; }
};
void takeTree(std::unique_ptr<Tree>);
void pointerOutOfIt(Tree t) {
  Tree *up = t.up(); // leads out of the value
  Tree moved = std::move(t);
  (void)up->left;
}
