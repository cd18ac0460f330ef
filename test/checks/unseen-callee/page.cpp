// What docs/rules/unseen-callee.md says: the program that would race, and how to mend it. (That an index or the table of known
// types mends it is shown in test/tool.) See test/checks/pages.py.
#include <conure/conure.h>
using namespace conure;

namespace before {
int lookup(int key);

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void run(int key) { result_ = lookup(key); } // expect-warning {{process code calls 'before::lookup()', whose body cannot be seen}} [unseen-callee]
  int result_ = 0;
};
}
namespace after {
CONURE_TRUSTED("re-entrant, see its manual") int lookup(int key); // expect-remark {{}} [trusted-reason]

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void run(int key) { result_ = lookup(key); }
  int result_ = 0;
};
}
