// Moves and uses that macros make: told where the macro is used.
// Note that Inputs/templated.h has findings of its own, which headers.cpp expects.
// expect-error@Inputs/templated.h:12 {{'s' is used after it was moved}} [use-after-move]
// expect-error@Inputs/templated.h:22 {{'name_' is used after it was moved}} [use-after-move]
#include "Inputs/templated.h"
#include <conure/conure.h>

void moveInMacro(std::string s) {
  takeText(MOVE(s));
  lookText(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void bothInMacro(std::string s) {
  MOVE_AND_LOOK(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void lookAfterMacro(std::string s) {
  LOOK_AND_MOVE(s);
  lookText(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void macroTwice(std::string s) {
  LOOK_AND_MOVE(s);
  LOOK_AND_MOVE(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
void macroOnce(std::string s) { LOOK_AND_MOVE(s); }
void restoredBetween(std::string s) {
  LOOK_AND_MOVE(s);
  s = "x";
  LOOK_AND_MOVE(s);
}
void otherVariable(std::string s, std::string t) {
  takeText(MOVE(s));
  lookText(t);
}
