// Trust with a reason is shown, and silences what is inside: the body, not the
// signature, nor code beside it.
#include <conure/conure.h>
#include <string>
#include <vector>
using namespace conure;

class CONURE_PROCESS Counter {
public:
  CONURE_ASYNC void add(int) {}
  void ordinary() {}
};

CONURE_TRUSTED("a test of trust") void inside(process<Counter> p) { // expect-remark {{a test of trust}} [trusted-reason]
  p->ordinary();
  Counter local;
  channel<int *> c(1);
  auto lambda = [p] { p->ordinary(); };
  struct Local {
    void method(process<Counter> p) { p->ordinary(); }
  };
}
void outside(process<Counter> p) {
  p->ordinary(); // expect-error {{'ordinary' of process 'Counter' is not a message}} [process-access]
}
CONURE_TRUSTED("signatures are still checked") void signature(channel<int *> c) {} // expect-remark {{}} [trusted-reason] expect-error {{'int *'}} [channel-element]

class CONURE_PROCESS Half {
public:
  CONURE_TRUSTED("its body is trusted") CONURE_ASYNC void message(int *p) { Counter c; } // expect-remark {{}} [trusted-reason] expect-error {{'int *'}} [async-signature]
  CONURE_ASYNC void other() { Counter c; } // expect-error {{'Counter' is made here}} [process-access]
};
template <class T> CONURE_TRUSTED("every instantiation") void generic(T p) { p->ordinary(); } // expect-remark {{every instantiation}} [trusted-reason]
void use(process<Counter> p) { generic(p); }

CONURE_TRUSTED("the definition is trusted too") void late(process<Counter> p); // expect-remark {{}} [trusted-reason]
void late(process<Counter> p) { p->ordinary(); }

// Reasons in each place that can carry one.
CONURE_TRUSTED("a pure function of its arguments") int pure(int n) { return n + 1; } // expect-remark {{a pure function}} [trusted-reason]
struct Registers {
  CONURE_TRUSTED("the constructor maps memory once") Registers() { base = 0x1000; } // expect-remark {{maps memory once}} [trusted-reason]
  CONURE_TRUSTED("a static one") static int count() { return 1; } // expect-remark {{a static one}} [trusted-reason]
  CONURE_TRUSTED("an operator") int operator[](int n) const { return base + n; } // expect-remark {{an operator}} [trusted-reason]
  int base;
};
#define REVIEWED(why) CONURE_TRUSTED("reviewed: " why)
REVIEWED("by two") int by_a_macro(int n) { return n; } // expect-remark {{reviewed: by two}} [trusted-reason]
template <class T> struct Box {
  CONURE_TRUSTED("in a template") T get() const { return value; } // expect-remark {{in a template}} [trusted-reason]
  T value;
};
int uses_the_box() { return Box<int>{1}.get(); }
