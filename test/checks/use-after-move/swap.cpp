// A swap carries the moved state over to the other side.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void memberSwap(std::string s, std::string t) {
  take(std::move(s));
  s.swap(t);
  look(s);
  look(t); // expect-error {{'t' is used after it was moved}} [use-after-move]
}
void freeSwap(std::string s, std::string t) {
  take(std::move(s));
  std::swap(s, t);
  look(s);
  look(t); // expect-error {{'t' is used after it was moved}} [use-after-move]
}
void adlSwap(std::unique_ptr<Part> s, std::unique_ptr<Part> t) {
  take(std::move(s));
  using std::swap;
  swap(s, t);
  s->use();
  t->use(); // expect-error {{'t' is used after it was moved}} [use-after-move]
}
void swapBack(std::string s, std::string t) {
  take(std::move(s));
  std::swap(s, t);
  std::swap(s, t);
  look(t);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void swapWithTemp(std::vector<int> v) {
  take(std::move(v));
  std::vector<int>().swap(v);
  look(v);
}
void exchangeOut(std::string s, std::string t) {
  t = std::exchange(s, {});
  look(s); look(t);
}
void exchangeMoved(std::string s) {
  take(std::move(s));
  take(std::exchange(s, "x")); // expect-error {{'s' is moved again after it was moved}} [use-after-move]
}
void swapBothOk(std::string s, std::string t) { std::swap(s, t); look(s); look(t); }
void swapInLoop(std::string s) {
  std::string t;
  while (chance()) { std::swap(s, t); look(s); take(std::move(t)); t = "x"; }
}
void swapLoopBad(std::string s, std::string t) {
  while (chance()) { 
    look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
    take(std::move(t)); std::swap(s, t); }
}
void swapParts(Part p, std::string s) {
  take(std::move(p.name));
  std::swap(p.name, s);
  look(p);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void swapUni(conure::uni<std::string> a, conure::uni<std::string> b) {
  auto c = std::move(a);
  std::swap(a, b);
  auto d = std::move(a);
  auto e = std::move(b); // expect-error {{'b' is moved again after it was moved}} [use-after-move]
}
void iterSwap(std::vector<std::string> v) {
  take(std::move(v[0]));
  std::swap(v[0], v[1]);
  look(v[0]);
  look(v[1]); // expect-error {{'v[1]' is used after it was moved}} [use-after-move]
}
