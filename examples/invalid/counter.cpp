// The twin of ../counter.cpp that must be rejected: the answer goes into the
// sender's own variable, which both processes could touch at once.
#include <conure/conure.h>
#include <iostream>

using namespace conure;

class CONURE_PROCESS Counter {
public:
  explicit Counter(int value) : value_(value) {}

  CONURE_ASYNC void increment(int by) { value_ += by; }
  CONURE_ASYNC void value(int &out) const { out = value_; } // expect: async-signature

private:
  int value_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto counter = spawn<Counter>(0);
    int out = 0;
    counter->increment(2);
    counter->value(out);
    std::cout << out << '\n';
  }
};
CONURE_MAIN(Main)
