// What docs/rules/send-alias.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
// rules: send-alias, use-after-move, async-signature, uni-borrow, uni-call, shared-state, drop-while-borrowed
#include <conure/conure.h>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
using namespace conure;

class CONURE_PROCESS Printer {
 public:
  CONURE_ASYNC void print(std::string text) {}
  CONURE_ASYNC void take(uni<std::string> text) {}
};
namespace why {
class CONURE_PROCESS Editor {
 public:
  CONURE_ASYNC void publish(process<Printer> p) {
    p->print(std::move(text_)); // expect-error {{field 'text_' is moved into a message}} [send-alias]
    // expect-error@-1 {{field 'text_' is moved out of the process and not refilled}} [use-after-move]
    std::cout << word_;
  }
  std::string text_ = "a long enough text";
  std::string_view word_ = text_;
};
}
void local(process<Printer> p) {
  std::string text = "a long enough text";
  std::string_view word = text;
  p->print(std::move(text)); // expect-error {{'text'}} [send-alias]
  std::cout << word;
}
std::string take(std::string &from);
void given(process<Printer> p) {
  std::string text = "a long enough text";
  std::string_view word = text;
  p->print(take(text)); // expect-error {{'take' may move the memory of 'text'}} [send-alias]
  std::cout << word;
}
class CONURE_PROCESS Mended {
 public:
  // - Send a copy: p->print(text_)
  CONURE_ASYNC void copy(process<Printer> p) { p->print(text_); }
  // - Hold what is to be handed over
  CONURE_ASYNC void unique(process<Printer> p) { p->take(std::exchange(unique_, recover(std::string()))); }
  // - Build the text where it is sent
  CONURE_ASYNC void built(process<Printer> p) {
    std::string text = "a long enough text";
    p->print(std::move(text));
  }
  std::string text_ = "a long enough text";
  uni<std::string> unique_ = recover(std::string("a long enough text"));
};
