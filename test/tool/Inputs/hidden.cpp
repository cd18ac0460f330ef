#include "shared.h"
class CONURE_PROCESS Hidden {
 public:
  CONURE_ASYNC void add() { total += 1; } // NOLINT(conure-shared-state): one process only writes here
};
