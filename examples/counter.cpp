// A process that counts. `increment` and `value` are messages; the answer comes
// back through a channel.
#include <conure/conure.h>
#include <iostream>

using namespace conure;

class CONURE_PROCESS Counter {
public:
  explicit Counter(int value) : value_(value) {}

  CONURE_ASYNC void increment(int by) { value_ += by; }
  CONURE_ASYNC void value(channel<int> out) const { out.send(value_); }

private:
  int value_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto counter = spawn<Counter>(0);
    channel<int> out(1);

    counter->increment(1);
    counter->increment(2);
    counter->value(out);
    std::cout << out.receive() << '\n'; // suspends this process, not the thread
  }
};
CONURE_MAIN(Main)
