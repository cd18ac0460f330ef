// Functions in headers are checked through a file that includes them: told once, at their place in the header.
#include "Inputs/templated.h"
#include <conure/conure.h>

// expect-error@Inputs/templated.h:12 {{'s' is used after it was moved}} [use-after-move]
// expect-error@Inputs/templated.h:16 {{'value' is used after it was moved}} [use-after-move]
// expect-error@Inputs/templated.h:22 {{'name_' is used after it was moved}} [use-after-move]
void uses(std::string s) {
  inlineFunction(s);
  inHeader(s);
}
std::size_t InHeader::give2() {
  takeText(std::move(name_));
  return name_.size(); // expect-error {{'name_' is used after it was moved}} [use-after-move]
}
