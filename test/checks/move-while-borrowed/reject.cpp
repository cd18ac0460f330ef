// A value that is moved while a borrow of it is used later, or still in scope.
// rules: move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct Part {
  std::string name;
  int count = 0;
  const std::string &title() const { return name; }
};
struct CONURE_COUNTED Node {
  std::string text;
  void visit();
};
void take(std::string);
void take(std::vector<int>);
void take(Part);
void take(Node);
void take(std::optional<Part>);
void look(const std::string &);
void look(const char *);
void look(std::string_view);
void look(const Part &);
void look(int);
bool chance();

void reference(Part p) {
  Part &r = p; // expect-note {{'r' borrows 'p' here}}
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r); // expect-note {{'r' is used here, after the move}}
}
void constReference(Part p) {
  const Part &r = p;
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r);
}
void pointer(Part p) {
  Part *r = &p;
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(*r);
}
void reassignedPointer(Part p, Part q) {
  Part *r = &q;
  r = &p;
  take(std::move(q));
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(*r);
}
void partOfIt(Part p) {
  const std::string &name = p.name;
  take(std::move(p)); // expect-error {{'p' is moved while 'name' borrows a part of it}} [move-while-borrowed]
  look(name);
}
void viewOfString(std::string s) {
  std::string_view v = s;
  take(std::move(s)); // expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
  look(v);
}
void charactersOfString(std::string s) {
  const char *c = s.c_str();
  take(std::move(s)); // expect-error {{'s' is moved while 'c' borrows a part of it}} [move-while-borrowed]
  look(c);
}
void iteratorOfString(std::string s) {
  auto it = s.begin();
  take(std::move(s)); // expect-error {{'s' is moved while 'it' borrows a part of it}} [move-while-borrowed]
  look(*it);
}
void copyOfView(std::string s) {
  std::string_view v = s;
  std::string_view w = v.substr(1);
  take(std::move(s)); // expect-error {{'s' is moved while 'w' borrows a part of it}} [move-while-borrowed]
  look(w);
}
void storedBorrow(Part p) {
  conure::ref<Part> r = p;
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(*r);
}
void mutableBorrow(Part p) {
  conure::mut<Part> r(p);
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r->name);
}
void referenceWrapper(Part p) {
  auto r = std::ref(p);
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r.get());
}
void insideOptional(std::optional<Part> o) {
  Part &r = *o;
  take(std::move(o)); // expect-error {{'o' is moved while 'r' borrows a part of it}} [move-while-borrowed]
  look(r);
}
void returnedByMethod(Part p) {
  const std::string &t = p.title();
  take(std::move(p)); // expect-error {{'p' is moved while 't' borrows a part of it}} [move-while-borrowed]
  look(t);
}
void inLoop(std::vector<std::string> names) {
  for (std::string &each : names) {
    std::string_view v = each;
    take(std::move(each)); // expect-error {{'each' is moved while 'v' borrows a part of it}} [move-while-borrowed]
    look(v);
  }
}
void onOnePath(Part p, Part q) {
  Part *r = &q;
  if (chance())
    r = &p;
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows it}} [move-while-borrowed]
  look(*r);
}
void eitherArm(Part p, Part q) {
  Part &r = chance() ? p : q;
  take(std::move(q)); // expect-error {{'q' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r);
}
void countedInScope(Node n) {
  Node &r = n;
  r.visit();
  take(std::move(n)); // expect-error {{'n' is moved while 'r' borrows it}} [move-while-borrowed]
}
void partOfCounted(Node n) {
  std::string &text = n.text;
  look(text);
  take(std::move(n)); // expect-error {{'n' is moved while 'text' borrows a part of it}} [move-while-borrowed]
}
template <class T> void inTemplate(T value) {
  T &r = value;
  take(std::move(value)); // expect-error {{'value' is moved while 'r' borrows it}} [move-while-borrowed]
  look(r);
}
template void inTemplate<Part>(Part);
template void inTemplate<std::string>(std::string);

void inLambda() {
  auto f = [](std::string s) {
    std::string_view v = s;
    take(std::move(s)); // expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
    look(v);
  };
  f("x");
}
#define TAKE(x) take(std::move(x))
void inMacro(std::string s) {
  std::string_view v = s;
  TAKE(s); // expect-error {{'s' is moved while 'v' borrows a part of it}} [move-while-borrowed]
  look(v);
}
