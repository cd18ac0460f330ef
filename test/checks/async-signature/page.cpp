// What docs/rules/async-signature.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

namespace why {
class CONURE_PROCESS Log {
 public:
  CONURE_ASYNC void write(const std::string& line) { text_ += line; } // expect-error {{parameter 'line' of message 'write' is a reference}} [async-signature]
 private:
  std::string text_;
};
void run(process<Log> log) {
  std::string line = "a";
  log->write(line);
  line += "b";
}
}
struct Settings {
  Settings(std::string n) : name(n) {}
  Settings(const Settings &other) : name(other.name) {}
  std::string name;
};
class CONURE_PROCESS Before {
 public:
  CONURE_ASYNC void value(const std::string& text) {}              // expect-error {{is a reference}} [async-signature]
  CONURE_ASYNC void characters(std::string_view view) {}           // expect-error {{parameter 'view'}} [async-signature]
  CONURE_ASYNC void literal(const char* text) {}                   // expect-error {{parameter 'text'}} [async-signature]
  CONURE_ASYNC void store(std::vector<int> numbers) {}             // expect-error {{parameter 'numbers'}} [async-signature]
  CONURE_ASYNC void owner(std::unique_ptr<int> pointer) {}         // expect-error {{parameter 'pointer'}} [async-signature]
  CONURE_ASYNC void settings(Settings s) {}                        // expect-error {{parameter 's'}} [async-signature]
  CONURE_ASYNC void shared(std::shared_ptr<std::string> text) {}   // expect-error {{parameter 'text'}} [async-signature]
  CONURE_ASYNC int value() { return 1; }                           // expect-error {{returns 'int'}} [async-signature]
  CONURE_ASYNC void next(Before* process) {}                       // expect-error {{parameter 'process'}} [async-signature]
};
struct CONURE_VALUE Copied {
  Copied(std::string n) : name(n) {}
  Copied(const Copied &other) : name(other.name) {}
  std::string name;
};
class CONURE_PROCESS After {
 public:
  // - A value: take it by value
  CONURE_ASYNC void value(std::string text) {}
  // - Characters that are only viewed
  CONURE_ASYNC void characters(std::string view) {}
  CONURE_ASYNC void literal(std::string text) {}
  // - An owned type
  CONURE_ASYNC void store(uni<std::vector<int>> numbers) {}
  CONURE_ASYNC void owner(uni<std::unique_ptr<int>> pointer) {}
  // - A class whose copies share nothing
  CONURE_ASYNC void settings(Copied s) {}
  // - Shared and never changed
  CONURE_ASYNC void shared(std::shared_ptr<const std::string> text) {}
  // - A result
  CONURE_ASYNC void value(promise<int> answer) { std::move(answer).set(1); }
  CONURE_ASYNC void result(channel<int> answer) { answer.send(1); }
  // - A pointer to a process
  CONURE_ASYNC void next(process<After> process) {}
};
class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void value(promise<int> answer) { std::move(answer).set(1); }
};
void senders(process<After> log, process<Counter> counter) {
  log->store(recover(std::vector{1, 2}));
  log->owner(recover(std::make_unique<int>(1)));
  log->shared(freeze(recover(std::string("text"))));
  auto answer = ask(counter, &Counter::value);
  int n = std::move(answer).get();
}
