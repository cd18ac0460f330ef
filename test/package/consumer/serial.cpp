// Annotated C++ as it is.
#include <conure/conure.h>

#include <iostream>

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() { std::cout << "serial\n"; }
};
CONURE_MAIN(Main)
