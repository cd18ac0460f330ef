// In profile adopt, where move-while-borrowed does not run, send-alias still looks at borrows.
// config: profile: adopt
// rules: all
#include <conure/conure.h>
#include <string>
#include <string_view>
using namespace conure;
class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
void look(std::string_view);
void take(std::string);
void sent(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(std::move(text)); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void moved(std::string text) { // a matter of this process alone
  std::string_view word = text;
  take(std::move(text));
  look(word);
}
