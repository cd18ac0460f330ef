// Loops, switches, exceptions, jumps, conditional operators.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
void continueSkips(std::string s) {
  for (int i = 0; i < 3; ++i) {
    if (chance()) continue;
    take(std::move(s));
    break;
  }
}
void continueKeeps(std::string s) {
  for (int i = 0; i < 3; ++i) {
    look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
    if (chance()) { take(std::move(s)); continue; }
    s = "x";
  }
}
void reinitAtEnd(std::string s) {
  for (;;) { take(std::move(s)); if (chance()) return; s = make(); }
}
void reinitInIncrement(std::string s) {
  for (; chance(); s = make()) take(std::move(s));
}
void doWhile(std::string s) {
  do { take(std::move(s)); } while (s.empty()); // expect-error {{'s' is moved again}} [use-after-move]
}
void fallthrough(int i, std::string s) {
  switch (i) {
  case 0: take(std::move(s));
  default: look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
  }
}
void tryRestores(std::string s) {
  try { take(std::move(s)); } catch (...) { s = "x"; look(s); return; }
}
void tryAfter(std::string s) {
  try { take(std::move(s)); throw 1; } catch (int) {}
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void nestedTry(std::string s) {
  try { try { take(std::move(s)); } catch (int) { throw; } } catch (...) {
    look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
  }
}
void conditional(std::string s, std::string t) {
  take(chance() ? std::move(s) : std::move(t));
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
  look(t); // expect-error {{'t' is used after it may have been moved}} [use-after-move]
}
void conditionalInside(std::string s, std::string t) {
  take(std::move(chance() ? s : t));
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}
void comma(std::string s) {
  (take(std::move(s)), look(s)); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void commaOk(std::string s) { (look(s), take(std::move(s))); }
void condMoveCondition(std::string s) {
  if (auto t = std::move(s); !t.empty()) look(t);
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void deadCode(std::string s) {
  take(std::move(s));
  return;
  look(s);
}
[[noreturn]] void die();
void noreturnPath(std::string s) {
  if (chance()) { take(std::move(s)); die(); }
  look(s);
}
void panicPath(std::string s) {
  if (chance()) { take(std::move(s)); conure::panic("x"); }
  look(s);
}
void gotoOut(std::string s) {
  for (;;) { take(std::move(s)); goto out; }
out:
  look(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void gotoSkips(std::string s) {
  if (chance()) goto out;
  take(std::move(s));
  return;
out:
  look(s);
}
void rangeForMoved(std::vector<std::string> v) {
  for (auto &s : v) take(std::move(s));
  for (auto &s : v) s = make();
}
void rangeForOfMoved(std::vector<int> v) {
  take(std::move(v));
  for (int i : v) look(i); // expect-error {{'v' is used after it was moved}} [use-after-move]
}
void moveInRangeFor(std::vector<int> v) {
  for (int i : v) { look(i); take(std::move(v)); break; }
}
void moveInRangeForBad(std::vector<int> v) {
  for (int i : v) { // the iterators go on
    look(i); take(std::move(v)); // expect-error {{'v' is moved again in the next iteration of the loop}} [use-after-move]
  }
}
void ifConsteval(std::string s) {
  if constexpr (sizeof(int) == 4) take(std::move(s)); else look(s);
}
void caseInit(int i, std::string s) {
  switch (auto t = std::move(s); i) { case 1: look(t); break; default: look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void loopLocal(std::vector<std::string> &out) {
  std::string line;
  while (chance()) { line += "x"; out.push_back(std::move(line)); line.clear(); }
}
void loopLocalBad(std::vector<std::string> &out) {
  std::string line;
  while (chance()) { line += "x"; // expect-error {{}} [use-after-move]
   out.push_back(std::move(line)); }
}
void elvis(std::unique_ptr<Part> p) {
  auto q = chance() ? std::move(p) : nullptr;
  p->use(); // expect-error {{'p' is used after it may have been moved}} [use-after-move]
}
void shortOr(std::string s) {
  bool b = chance() || (take(std::move(s)), true);
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}
void moveThenLogical(std::string s) {
  auto f = [](std::string) { return true; };
  if (f(std::move(s)) && !s.empty()) {} // expect-error {{'s' is used after it was moved}} [use-after-move]
}
