// A temporary ends with its statement: what borrows from it may not be used later.
// rules: drop-while-borrowed
#include "../Inputs/parts.h"
struct Doc {
  const std::vector<Part> &parts() const { return all; }
  std::vector<Part> all;
};
Doc makeDoc();
struct Reader {
  explicit Reader(std::string_view text) : text_(text) {}
  void run();

private:
  std::string_view text_;
};

void viewOfResult() {
  std::string_view v = make(); // expect-error {{'v' borrows from a temporary 'std::string', which ends with this statement}} [drop-while-borrowed]
  lookv(v); // expect-note {{'v' is used here, after the drop}}
}
void assignedLater() {
  std::string_view v;
  v = make(); // expect-error {{'v' borrows from a temporary 'std::string'}} [drop-while-borrowed]
  lookv(v);
}
void keptByObject() {
  Reader r(make()); // expect-error {{'r' borrows from a temporary 'std::string'}} [drop-while-borrowed]
  r.run();
}
void inContainer() {
  std::vector<std::string_view> all;
  all.push_back(make()); // expect-error {{'all' borrows from a temporary 'std::string'}} [drop-while-borrowed]
  lookv(all[0]);
}
void inField() {
  struct {
    std::string_view text;
  } a;
  a.text = make(); // expect-error {{'a' borrows from a temporary 'std::string'}} [drop-while-borrowed]
  lookv(a.text);
}
void ownedByTemporary() {
  Part &p = *makePart(); // expect-error {{'p' borrows from a temporary 'std::unique_ptr<Part>'}} [drop-while-borrowed]
  look(p);
}
void pairOfViews() {
  std::pair<std::string_view, int> p(make(), 1); // expect-error {{'p' borrows from a temporary 'std::string'}} [drop-while-borrowed]
  lookv(p.first);
}
std::string_view returned() {
  return make(); // expect-error {{a borrow of a temporary 'std::string', which ends with this statement, is returned}} [drop-while-borrowed]
}
template <class T> void inTemplate(T (*give)()) {
  std::span<const int> s = give(); // expect-error {{'s' borrows from a temporary 'std::vector<int>'}} [drop-while-borrowed]
  look(s[0]);
}
template void inTemplate<std::vector<int>>(std::vector<int> (*)());
void inLambda() {
  auto f = [] {
    const char *c = make().c_str(); // expect-error {{'c' borrows from a temporary 'std::string'}} [drop-while-borrowed]
    look(*c);
  };
  f();
}

// Accepted.
void notUsedLater() {
  std::string_view v = make();
  v = "x";
  lookv(v);
}
void extended() {
  const std::string &s = make();
  look(s);
}
void inOneStatement() {
  lookv(std::string_view(make()).substr(1));
}
void ownsIt() {
  std::vector<std::string> all;
  all.push_back(make());
  look(all[0]);
}
void copies() {
  std::string s(make().c_str());
  look(s);
}
void loopOverTemporary() {
  for (auto &s : std::vector<std::string>{"a"})
    look(s);
}
void rangeOfPart() {
  for (auto &p : makeDoc().parts()) // expect-error {{borrows from a temporary 'Doc'}} [drop-while-borrowed]
    look(p);
}
