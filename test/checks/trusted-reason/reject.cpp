// Trust without a reason; and every use is shown.
#include <conure/conure.h>
using namespace conure;

CONURE_TRUSTED("") void empty() {}                       // expect-error {{'empty' is trusted without a reason}} [trusted-reason]
CONURE_TRUSTED("  ") void blank() {}                     // expect-error {{'blank' is trusted without a reason}} [trusted-reason]
CONURE_TRUSTED("reads a register") int good() { return 1; } // expect-remark {{'good' is trusted, not checked: reads a register}} [trusted-reason]
class CONURE_TRUSTED("") Class {};                       // expect-error {{'Class'}} [trusted-reason]
class CONURE_PROCESS Process {
public:
  CONURE_TRUSTED("") CONURE_ASYNC void message() {}      // expect-error {{'message'}} [trusted-reason]
  CONURE_TRUSTED("checked by hand") void helper() {}     // expect-remark {{checked by hand}} [trusted-reason]
  CONURE_TRUSTED("") Process() {}                        // expect-error {{'Process'}} [trusted-reason]
};
template <class T> CONURE_TRUSTED("") T twice(T t) { return t + t; } // expect-error {{'twice'}} [trusted-reason]
int two = twice(1);
double three = twice(1.5);
#define HANDMADE CONURE_TRUSTED("")
HANDMADE void macro() {}                                 // expect-error {{'macro'}} [trusted-reason]
CONURE_TRUSTED("") void declared();                      // expect-error {{'declared'}} [trusted-reason]
void declared() {}
namespace inner {
CONURE_TRUSTED("") static void hidden() {}               // expect-error {{'hidden'}} [trusted-reason]
}
struct Outer {
  struct Inner {
    CONURE_TRUSTED("") int operator()(int) { return 1; } // expect-error {{'operator()'}} [trusted-reason]
  };
};
// rules: trusted-reason
