// What docs/rules/redundant-borrow.md says, and how to mend it. See test/checks/pages.py.
// rules: redundant-borrow, async-signature
#include <conure/conure.h>
#include <string>
using namespace conure;

namespace before {
struct Job {
  ref<int> priority; // expect-warning {{'ref<int>' borrows an 'int', which is a value type}} [redundant-borrow]
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void run(Job job) {} // expect-error {{parameter 'job'}} [async-signature]
};
void run(process<Worker> worker) {
  int priority = 3;
  Job job{priority};
  worker->run(job);
}
ref<std::string> name(const std::string &s); // expect-warning {{}} [redundant-borrow]
struct Named {
  ref<std::string> name; // expect-warning {{}} [redundant-borrow]
};
void count(mut<int> total); // expect-warning {{}} [redundant-borrow]
}
namespace after {
struct Job {
  int priority;
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void run(Job job) {}
};
struct Named {
  std::string name;
};
int count(int total);
}
