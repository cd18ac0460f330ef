// Inko's chapter on concurrency, the oldest text (docs/inko.md, "C"): each example and each rule that it states, in the
// text's order. docs/inko.md names each function.
// rules: all
#include <conure/conure.h>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

// "Processes are isolated from each other and don't share memory"
class CONURE_PROCESS Isolated {
public:
  CONURE_ASYNC void touch() { state += 1; }
  int peek() const { return state; }
  int state = 0;
};
void state_is_out_of_reach(process<Isolated> other) {
  int a = other->state;  // expect-error {{field 'state' of process 'Isolated' cannot be reached through a handle}} [process-access]
  int b = other->peek(); // expect-error {{'peek' of process 'Isolated' is not a message, so it cannot be reached}} [process-access]
}
int shared = 0;
class CONURE_PROCESS SharesNothing {
public:
  CONURE_ASYNC void count() { ++shared; } // expect-error {{'shared'}} [shared-state]
};

// "Communication between processes is done by sending messages, which look like regular method calls."
void messages_look_like_calls(process<Isolated> other) { other->touch(); }

// "Values passed with these messages have their ownership transferred to the receiving process."
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void take(uni<std::vector<int>> values) {}
};
void ownership_is_transferred(process<Receiver> to) {
  auto values = recover(std::vector{10, 20});
  to->take(std::move(values));
  values->push_back(30); // expect-error {{'values' is used after it was sent}} [use-after-move]
}

// class async Counter {}
class CONURE_PROCESS Empty {};
void spawning_an_empty_process() { auto empty = spawn<Empty>(); }

// class async Counter { let @value: Int }
struct CONURE_PROCESS Valued {
  int value;
};
void spawning_with_a_value_type() { auto valued = spawn<Valued>(0); }

// class async List { let @values: Array[Int] }; List { @values = recover [10, 20] }
struct CONURE_PROCESS List {
  std::vector<int> values;
};
void spawning_with_a_unique_value() { auto list = spawn<List>(recover(std::vector{10, 20})); }

// "Had we assigned it a regular array the program would not compile, because Array[Int] isn't sendable."
void spawning_with_an_array() {
  auto list = spawn<List>(std::vector{10, 20}); // expect-error {{a new process needs a sendable value for its field 'values', but this is a 'std::vector<int>', which is not sendable}} [spawn-argument]
}

// "A process is spawned by creating an instance of its class": by spawn, and in no other way.
void an_object_is_no_process() {
  Empty local; // expect-error {{an object of process class 'Empty' is made here, but only spawn makes processes}} [process-access]
}

// "The arguments and return type of an async method must be sendable"
class CONURE_PROCESS Arguments {
public:
  CONURE_ASYNC void value(int number, std::string text) {}
  CONURE_ASYNC void unique(uni<std::vector<int>> list) {}
  CONURE_ASYNC void owned(std::vector<int> list) {}            // expect-error {{parameter 'list' of message 'owned' is not sendable: its type is 'std::vector<int>'}} [async-signature]
  CONURE_ASYNC void immutable_borrow(const std::string &t) {}  // expect-error {{parameter 't' of message 'immutable_borrow' is a reference}} [async-signature]
  CONURE_ASYNC void mutable_borrow(std::vector<int> &list) {}  // expect-error {{parameter 'list' of message 'mutable_borrow' is a reference}} [async-signature]
  CONURE_ASYNC void pointer(std::vector<int> *list) {}         // expect-error {{parameter 'list' of message 'pointer' is not sendable}} [async-signature]
};
// "async methods can't specify return types, and thus can't return any values."
class CONURE_PROCESS Returns {
public:
  CONURE_ASYNC int number() { return 1; }        // expect-error {{message 'number' returns 'int'}} [async-signature]
  CONURE_ASYNC std::string text() { return ""; } // expect-error {{message 'text' returns 'std::string'}} [async-signature]
};
// "Channels can be used when one process needs the result of an async method of another process."
class CONURE_PROCESS Answers {
public:
  CONURE_ASYNC void number(channel<int> output) { output.send(1); }
};

// class async Example { fn async write(message: String) { … } }
class CONURE_PROCESS Example {
public:
  CONURE_ASYNC void write(std::string message) { std::puts(message.c_str()); }
};

// class async Counter, with increment and value; counter is asked through a channel.
class CONURE_PROCESS Counter {
public:
  explicit Counter(int value) : value_(value) {}
  CONURE_ASYNC void increment() { value_ += 1; }
  CONURE_ASYNC void value(channel<int> output) const { output.send(value_); }

private:
  int value_;
};
void sending_messages() {
  auto counter = spawn<Counter>(0);
  channel<int> output(1);
  counter->increment();
  counter->value(output);
  int value = output.receive();
}

// "Processes are value types, making it easy to share references to a process with other processes."
class CONURE_PROCESS Knows {
public:
  explicit Knows(process<Counter> counter) : counter_(counter) {}
  CONURE_ASYNC void replace(process<Counter> counter) { counter_ = counter; }

private:
  process<Counter> counter_;
};
void handles_are_values() {
  auto counter = spawn<Counter>(0);
  auto again = counter;
  auto knows = spawn<Knows>(counter);
  knows->replace(again);
  counter->increment();
}

// "Each program starts with a single process called "Main" … and must define the async method "main""
class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {}
};
CONURE_MAIN(Main)
