#include <conure/conure.h>
int total;
class CONURE_PROCESS P {
 public:
  CONURE_ASYNC void a() { total = 1; } // NOLINT(conure-unsafe)
  // NOLINTNEXTLINE(conure-unsafe,conure-block*)
  CONURE_ASYNC void b() { total = 1; }
  // NOLINTBEGIN(conure-shared-state)
  CONURE_ASYNC void c() { total = 1; }
};
