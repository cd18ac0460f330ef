#include "shared.h"

class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void add(int by) { total += by; }
};
