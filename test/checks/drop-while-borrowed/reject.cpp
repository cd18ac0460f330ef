// A value that is certain to be dropped under a borrow.
// rules: drop-while-borrowed
#include <conure/conure.h>
#include <map>
#include <memory>
#include <optional>
#include <span>
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
bool chance();
std::string make();

void innerScope() {
  const Part *r = nullptr;
  {
    Part p; // expect-note {{'p' is declared here, in a scope that ends first}}
    r = &p; // expect-error {{'p' is dropped at the end of its scope while 'r' borrows it}} [drop-while-borrowed]
  }
  look(*r); // expect-note {{'r' is used here, after the drop}}
}
void viewOfInner() {
  std::string_view v;
  {
    std::string s = make();
    v = s; // expect-error {{'s' is dropped at the end of its scope while 'v' borrows from it}} [drop-while-borrowed]
  }
  look(v);
}
void eachIteration() {
  const std::string *last = nullptr;
  while (chance()) {
    if (last)
      look(*last);
    std::string s = make();
    last = &s; // expect-error {{'s' is dropped at the end of its scope while 'last' borrows it}} [drop-while-borrowed]
  }
}
void cleared(std::vector<int> v) {
  int &first = v.front();
  v.clear(); // expect-error {{what 'v' owns is dropped here while 'first' borrows from it}} [drop-while-borrowed]
  look(first);
}
void reset(std::unique_ptr<Part> p) {
  Part &r = *p;
  p.reset(); // expect-error {{what 'p' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
  look(r);
}
void assigned(std::unique_ptr<Part> p) {
  Part *r = p.get();
  p = std::make_unique<Part>(); // expect-error {{what 'p' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
  look(*r);
}
void nulled(std::unique_ptr<Part> p) {
  const std::string &name = p->name;
  p = nullptr; // expect-error {{what 'p' owns is dropped here while 'name' borrows from it}} [drop-while-borrowed]
  look(name);
}
void optionalReset(std::optional<Part> o) {
  Part &r = *o;
  o.reset(); // expect-error {{what 'o' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
  look(r);
}
void stringAssigned(std::string s) {
  std::string_view v = s;
  s = make(); // expect-error {{what 's' owns is dropped here while 'v' borrows from it}} [drop-while-borrowed]
  look(v);
}
void field(std::vector<std::vector<int>> &all) {
  struct Holder {
    std::vector<int> items;
  } h;
  auto it = h.items.begin();
  h.items.clear(); // expect-error {{what 'h.items' owns is dropped here while 'it' borrows from it}} [drop-while-borrowed]
  look(*it);
}
void grows() {
  std::vector<Part> v(1);
  Part &first = v.front();
  v.push_back({}); // expect-error {{'v' grows, which moves its elements, while 'first' borrows one of them}} [drop-while-borrowed]
  look(first);
}
void growsUnderIteration() {
  std::vector<int> v{1, 2};
  for (int each : v)
    v.push_back(each); // expect-error {{'v' grows, which moves its elements, while the loop over it borrows one of them}} [drop-while-borrowed]
}
void erasedIterator(std::map<int, int> m) {
  auto it = m.begin();
  m.erase(it); // expect-error {{what 'm' owns is dropped here while 'it' borrows from it}} [drop-while-borrowed]
  ++it;
}
std::string_view returnedView() {
  std::string s = make();
  return s; // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
}
const std::string &returnedReference(int i) {
  std::vector<std::string> all{make()};
  return all[i]; // expect-error {{a borrow of 'all', which ends with this function, is returned}} [drop-while-borrowed]
}
const Part *returnedPointer() {
  std::unique_ptr<Part> p = std::make_unique<Part>();
  Part *r = p.get();
  return r; // expect-error {{a borrow of 'p', which ends with this function, is returned}} [drop-while-borrowed]
}
std::string_view returnedParameter(std::string s) {
  std::string_view v = s;
  return v; // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
}
void countedStillInScope() {
  Node *r = nullptr;
  Node n;
  r = &n; // expect-error {{'n' is dropped at the end of its scope while 'r' borrows it}} [drop-while-borrowed]
  r->visit();
}
void countedReset(std::unique_ptr<Node> p) {
  Node &r = *p;
  r.visit();
  p.reset(); // expect-error {{what 'p' owns is dropped here while 'r' borrows from it}} [drop-while-borrowed]
}
template <class T> void inTemplate(std::vector<T> v) {
  T &first = v[0];
  v.clear(); // expect-error {{what 'v' owns is dropped here while 'first' borrows from it}} [drop-while-borrowed]
  look(first);
}
template void inTemplate<int>(std::vector<int>);
void inLambda() {
  auto f = [](std::vector<int> v) {
    auto it = v.begin();
    v.clear(); // expect-error {{what 'v' owns is dropped here while 'it' borrows from it}} [drop-while-borrowed]
    look(*it);
  };
  f({1});
}
void clearedInItsOwnLoop(std::vector<Part> v) {
  for (Part &p : v)
    if (p.name.empty())
      v.clear(); // expect-error {{what 'v' owns is dropped here while the loop over it borrows from it}} [drop-while-borrowed]
}
void optionalViewOfWhatEnds() {
  std::optional<std::string_view> v;
  {
    std::string s = "a";
    v = s; // expect-error {{'s' is dropped at the end of its scope while 'v' borrows from it}} [drop-while-borrowed]
  }
  look(*v);
}

// An element of a map that is erased by the key that it was named by.
namespace erased_by_key {
int constant() {
  std::map<int, int> m;
  int &x = m[1];
  m.erase(1); // expect-error {{what 'm' owns is dropped here while 'x' borrows from it}} [drop-while-borrowed]
  return x;
}
int byAt(std::map<int, int> m) {
  int &x = m.at(2);
  m.erase(2); // expect-error {{what 'm' owns is dropped here while 'x' borrows from it}} [drop-while-borrowed]
  return x;
}
int otherKey(std::map<int, int> m, int key) {
  int &x = m[1], &y = m[key];
  m.erase(2);
  return x + y;
}
int changedKey(std::map<int, int> m, int key) {
  int &x = m[key];
  ++key;
  m.erase(key);
  return x;
}
int usedBefore(std::map<int, int> m, int key) {
  int x = m[key];
  m.erase(key);
  return x;
}
}
