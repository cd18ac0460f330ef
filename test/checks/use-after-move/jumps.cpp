// Jumps, handlers, short cuts, loops, closures and structured bindings, each wrong once and right once.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
// --- gotos, Duff's device
void badGotoBack(std::string s) {
again:
  take(std::move(s)); // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
  if (chance()) goto again;
}
void okGotoBackRefilled(std::string s) {
again:
  take(std::move(s));
  s = make();
  if (chance()) goto again;
}
void badGotoIntoUse(std::string s) {
  if (chance()) { take(std::move(s)); goto done; }
  s = "x";
done:
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}
void okGotoPastUse(std::string s) {
  if (chance()) { take(std::move(s)); goto done; }
  look(s);
done:;
}
void badDuff(std::vector<std::string> &out, std::string s, int n) {
  switch (n % 4) {
  case 0: do { out.push_back(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
  case 3: out.push_back(make());
  case 2: out.push_back(make());
  case 1: out.push_back(std::move(s));
          } while (--n > 0);
  }
}
void okDuff(std::vector<std::string> &out, std::string s, int n) {
  switch (n % 4) {
  case 0: do { s = make();
  case 3: out.push_back(s);
  case 2: out.push_back(s);
  case 1: out.push_back(std::move(s)); s = make();
          } while (--n > 0);
  }
}
void badSwitchFall(int i, std::string s) {
  switch (i) {
  case 1: take(std::move(s)); [[fallthrough]];
  case 2: look(s); break; // expect-error {{'s' is used after it may have been moved}} [use-after-move]
  default: break;
  }
}
void okSwitchBreak(int i, std::string s) {
  switch (i) {
  case 1: take(std::move(s)); break;
  case 2: look(s); break;
  default: take(std::move(s));
  }
}
void badSwitchNoDefault(int i, std::string s) {
  switch (i) { case 1: case 2: take(std::move(s)); }
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}
// --- exceptions
void badCatchUses(std::string s) {
  try { take(std::move(s)); } catch (...) { look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void okCatchRefills(std::string s) {
  try { take(std::move(s)); } catch (...) {}
  s = make();
  look(s);
}
void badCatchOnlyOneRefills(std::string s) {
  try { take(std::move(s)); s = make(); } catch (int) { s = make(); } catch (...) { }
  look(s); // expect-error {{'s' is used after it may have been moved}} [use-after-move]
}
void okCatchReturns(std::string s) {
  try { look(s); } catch (int) { take(std::move(s)); return; }
  look(s);
}
void okRethrow(std::string s) {
  try { chance(); } catch (...) { take(std::move(s)); throw; }
  look(s);
}
void badFunctionTry(std::string s) try { take(std::move(s)); } catch (...) { look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
// --- conditional, short cuts
void badTernaryOneSide(std::string s) { std::string t = chance() ? std::move(s) : make(); look(t); look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void okTernaryBothRefill(std::string s) { chance() ? take(std::move(s)) : (void)0; s = make(); look(s); }
void badAndRight(std::unique_ptr<Part> p) { if (chance() && (take(std::move(p)), true)) {} lookp(&*p); } // expect-error {{'p' is used after it may have been moved}} [use-after-move]
void okAndFalse(std::string s) { if (chance() && (take(std::move(s)), true)) return; else if (false) look(s); }
void badOrRight(std::string s) { bool b = chance() || (take(std::move(s)), true); look(s); (void)b; } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void okOrReturn(std::string s) { if (!chance() || (take(std::move(s)), chance())) return; }
void badComma(std::string s) { take(std::move(s)), look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okCommaFirst(std::string s) { look(s), take(std::move(s)); }
void badElvis(std::string s) { std::string &&r = chance() ? std::move(s) : make(); look(s); std::string t = std::move(r); look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
// --- loops
void badContinue(std::vector<std::string> in) { std::string s = make(); for (auto &x : in) { if (x.empty()) { take(std::move(s)); continue; } look(s); } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
void okContinueRefill(std::vector<std::string> in) { std::string s = make(); for (auto &x : in) { if (x.empty()) { take(std::move(s)); s = x; continue; } look(s); } }
void okBreak(std::vector<std::string> in) { std::string s = make(); for (auto &x : in) { if (x.empty()) { take(std::move(s)); break; } look(s); } }
void badAfterBreak(std::vector<std::string> in) { std::string s = make(); for (auto &x : in) { if (x.empty()) { take(std::move(s)); break; } look(s); } look(s); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void badForIncrement(std::string s) { for (; s.size() < 3; take(std::move(s))) {} } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void badWhileCond(std::string s) { while (s.size() < 3) take(std::move(s)); } // expect-error {{'s' is used after it may have been moved}} [use-after-move]
void badDoCond(std::string s) { do take(std::move(s)); while (s.empty()); } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
void okLoopDeclares() { for (int i = 0; i < 3; ++i) { std::string s = make(); take(std::move(s)); } }
void badStaticLoop(std::string s) { for (;;) { take(std::move(s)); if (chance()) return; } } // expect-error {{'s' is moved again in the next iteration of the loop}} [use-after-move]
void okInfinite(std::string s) { for (;;) { take(std::move(s)); return; } }
// --- lambdas
void badCapturedMoved(std::string s) { auto f = [&] { look(s); }; take(std::move(s)); f(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okCapturedBefore(std::string s) { auto f = [&] { look(s); }; f(); take(std::move(s)); }
void badInitCaptureMoved(std::string s) { auto f = [t = std::move(s)] { look(t); }; f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badLambdaMovesTwice(std::string s) { auto f = [&] { take(std::move(s)); }; f(); f(); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okLambdaRefills(std::string s) { auto f = [&] { take(std::move(s)); s = make(); }; f(); f(); look(s); }
void badImmediately(std::string s) { [&] { take(std::move(s)); }(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void badNested(std::string s) { auto f = [&] { auto g = [&] { take(std::move(s)); }; g(); }; f(); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void okCopyCaptured(std::string s) { auto f = [s] { look(s); }; take(std::move(s)); f(); }
// --- containers, bindings
void badRangeMovedInside(std::vector<std::string> v) { for (auto &x : v) { look(x); take(std::move(v)); } } // expect-error {{'v' is moved again in the next iteration of the loop}} [use-after-move]
void badBinding(std::pair<std::string, int> p) { auto &[a, b] = p; take(std::move(a)); look(p.first); (void)b; } // expect-error {{'p.first' is used after it was moved}} [use-after-move]
void okBindingCopy(std::pair<std::string, int> p) { auto [a, b] = p; take(std::move(a)); look(p.first); (void)b; }
void badBindingTwice(std::pair<std::string, int> p) { auto [a, b] = p; take(std::move(a)); look(a); (void)b; } // expect-error {{'a' is used after it was moved}} [use-after-move]
void badBindingTuple(std::tuple<std::string, std::string> t) { auto &[a, b] = t; take(std::move(a)); look(std::get<0>(t)); (void)b; } // expect-error {{'std::get<0>(t)' is used after it was moved}} [use-after-move]
void okBindingOther(std::tuple<std::string, std::string> t) { auto &[a, b] = t; take(std::move(a)); look(b); }
void badArrayBinding(std::string (&arr)[2]) { auto &[a, b] = arr; take(std::move(a)); look(arr[0]); (void)b; } // expect-error {{'arr[0]' is used after it was moved}} [use-after-move]
