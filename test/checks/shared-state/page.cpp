// What docs/rules/shared-state.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <atomic>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>
using namespace conure;

namespace why {
int total = 0;

class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void increment() { ++total; } // expect-error {{process code uses 'total', a mutable global}} [shared-state]
};
}
class CONURE_PROCESS Total {
 public:
  CONURE_ASYNC void add(int by) { total_ += by; }
 private:
  int total_ = 0;
};
const int limit = 10;
const std::vector<int> primes{2, 3, 5};
std::atomic<int> hits{0};
class CONURE_SENDABLE LockFree {
 public:
  void push(int n) {}
};
LockFree queue;
int table[256];
CONURE_TRUSTED("filled before the first process runs") int known(int n) { return table[n]; } // expect-remark {{}} [trusted-reason]
class CONURE_PROCESS After {
 public:
  CONURE_ASYNC void run(process<Total> total) {
    total->add(limit + primes[0] + known(1));
    ++hits;
    queue.push(1);
  }
};
