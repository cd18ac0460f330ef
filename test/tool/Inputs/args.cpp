#include <conure/conure.h>
#include <cstdlib>
#include <iostream>

class CONURE_PROCESS Main {
 public:
  CONURE_ASYNC void main() {
    for (const auto& each : conure::arguments())
      std::cout << each << ' ';
    std::cout << std::endl;
    std::_Exit(42);
  }
};
CONURE_MAIN(Main)
