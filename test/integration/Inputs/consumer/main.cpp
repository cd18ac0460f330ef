#include "counter.h"
#include <iostream>

class CONURE_PROCESS Main {
 public:
  CONURE_ASYNC void main() {
    auto counter = conure::spawn<Counter>();
    conure::channel<int> out(1);
    counter->add(40);
    counter->add(2);
    counter->value(out);
    std::cout << "counted " << out.receive() << '\n';
  }
};
CONURE_MAIN(Main)
