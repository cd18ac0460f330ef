// Seed 000: processes, fields, messages; each of its examples, and what it says is rejected.
#include <conure/conure.h>
// rules: all
#include <string>
#include <vector>
using namespace conure;

class CONURE_PROCESS Empty {}; // class async Counter {}

// "While the field types don't have to be sendable, when creating an instance the assigned value must be sendable."
struct CONURE_PROCESS List {
  std::vector<int> values;
};
void spawning() {
  auto list = spawn<List>(recover(std::vector{10, 20}));
  auto invalid = spawn<List>(std::vector{10, 20}); // expect-error {{a new process needs a sendable value for its field 'values', but this is a 'std::vector<int>'}} [spawn-argument]
}

// "The arguments and return type of an async method must be sendable"; "async methods can't specify return types"
class CONURE_PROCESS Example {
public:
  CONURE_ASYNC void write(std::string message) const { last_ = message.size(); }
  CONURE_ASYNC void numbers(std::vector<int> list) {}    // expect-error {{parameter 'list' of message 'numbers' is not sendable}} [async-signature]
  CONURE_ASYNC void borrowed(const std::string &text) {} // expect-error {{is a reference}} [async-signature]
  CONURE_ASYNC int result() const { return 1; }          // expect-error {{message 'result' returns 'int'}} [async-signature]

private:
  mutable std::size_t last_ = 0;
};

class CONURE_PROCESS Counter {
public:
  explicit Counter(int value) : value_(value) {}
  CONURE_ASYNC void increment() { value_ += 1; }
  CONURE_ASYNC void value(channel<int> output) const { output.send(value_); }
  int peek() const { return value_; }

private:
  int value_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto counter = spawn<Counter>(0);
    channel<int> output(1);
    counter->increment();
    counter->increment();
    counter->value(output);
    int value = output.receive();
    // "Processes don't share memory": the state is out of reach.
    int stolen = counter->peek(); // expect-error {{'peek' of process 'Counter' is not a message}} [process-access]
    Counter local(1);             // expect-error {{an object of process class 'Counter' is made here}} [process-access]
    channel<int *> shared(1);     // expect-error {{'int *' is not sendable}} [channel-element]
    // "Processes are value types": handles are shared freely.
    auto again = counter;
    again->increment();
  }
};
CONURE_MAIN(Main)
