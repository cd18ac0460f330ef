// What docs/rules/process-access.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
using namespace conure;

namespace why {
class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void add(int by) { value += by; }
  int value = 0;
};
void run(process<Counter> c) {
  c->add(1);
  std::cout << c->value; // expect-error {{field 'value' of process 'Counter' cannot be reached}} [process-access]
}
}
class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void get(promise<int> p) { std::move(p).set(value); }
  CONURE_ASYNC void reset(int to) { value = to; }
  void hidden(const std::string &text) {}
  CONURE_ASYNC void named(std::string text) {}
  CONURE_ASYNC void hand_out(channel<process<Counter>> out) { out.send(self(*this)); }
  int value = 0;
};
void before(process<Counter> c) {
  c->hidden("text");                       // expect-error {{'hidden' of process 'Counter' is not a message}} [process-access]
  Counter object;                          // expect-error {{only spawn makes processes}} [process-access]
  auto heap = std::make_unique<Counter>(); // expect-error {{only spawn makes processes}} [process-access]
}
struct HoldsBefore {
  Counter c; // expect-error {{field 'c' holds an object of process class}} [process-access]
};
void after(process<Counter> c) {
  // - Read through a message that answers
  int value = ask(c, &Counter::get).get();
  // - An ordinary method that others need
  c->named("text");
  // - Counter c;
  process<Counter> made = spawn<Counter>();
  // - A handle to yourself
  channel<process<Counter>> out(1);
  c->hand_out(out);
}
struct HoldsAfter {
  process<Counter> c = spawn<Counter>();
};
