// NOLINT comments work as clang-tidy's do, in both.
#include <conure/conure.h>
using namespace conure;

class CONURE_PROCESS Quiet {
public:
  CONURE_ASYNC void a(int *p); // NOLINT(conure-async-signature)
  CONURE_ASYNC void b(int *p); // NOLINT
  CONURE_ASYNC void c(int *p); // NOLINT(conure-*): a reason
  // NOLINTNEXTLINE(conure-async-signature)
  CONURE_ASYNC void d(int *p);
  // NOLINTBEGIN(conure-async-signature)
  CONURE_ASYNC void e(int *p);
  CONURE_ASYNC void f(int *p);
  // NOLINTEND(conure-async-signature)
  CONURE_ASYNC void g(int *p); // NOLINT(conure-uni-call) expect-error {{parameter 'p' of message 'g'}} [async-signature]
  CONURE_ASYNC void h(int *p); // expect-error {{parameter 'p' of message 'h'}} [async-signature]
};
