// What docs/rules/trusted-reason.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
// rules: trusted-reason, shared-state, async-signature
#include <conure/conure.h>
using namespace conure;

int hits = 0;
CONURE_TRUSTED("") void count() { ++hits; } // expect-error {{'count' is trusted without a reason}} [trusted-reason]
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void work() { count(); }
};
void run(process<Worker> a, process<Worker> b) {
  a->work();
  b->work();
}
// - Say why
CONURE_TRUSTED("the library locks around each call, see its manual, section 4") void locked() { ++hits; } // expect-remark {{the library locks}} [trusted-reason]
// - Make it smaller
CONURE_TRUSTED("set before the first process runs") int start() { return hits; } // expect-remark {{}} [trusted-reason]
class CONURE_PROCESS Smaller {
 public:
  CONURE_ASYNC void work() { n_ += start(); }
  int n_ = 0;
};
// - Do without
class CONURE_SENDABLE Hits {
 public:
  void add() {}
};
Hits shared;
class CONURE_PROCESS Without {
 public:
  CONURE_ASYNC void work() { shared.add(); }
};
