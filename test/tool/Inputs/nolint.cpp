#include <conure/conure.h>
int total;
#define TOUCH total = 1
class CONURE_PROCESS P {
 public:
  CONURE_ASYNC void a() { total = 1; } // NOLINT
  CONURE_ASYNC void b() { total = 1; } // NOLINT(conure-shared-state): known
  CONURE_ASYNC void c() { total = 1; } // NOLINT(other-check, conure-*)
  // NOLINTNEXTLINE(conure-shared-state)
  CONURE_ASYNC void d() { total = 1; }
  // NOLINTBEGIN(conure-shared-state)
  CONURE_ASYNC void e() { total = 1; }
  CONURE_ASYNC void f() { total = 1; }
  // NOLINTEND(conure-shared-state)
  CONURE_ASYNC void g() { TOUCH; } // NOLINT(conure-shared-state)
  CONURE_ASYNC void h() {} // NOLINT(conure-shared-state)
  CONURE_ASYNC void i() {} // NOLINT(bugprone-use-after-move)
};
