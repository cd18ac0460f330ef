// RUN: %golden --expected %S/Expected/refused --no-compile %s
// What cannot be rewritten is reported with its reason, and the rest is rewritten.
#include <conure/conure.h>
#include <string>
using namespace conure;

#define CLASS(name) class CONURE_PROCESS name { public: CONURE_ASYNC void m(int) {} }
CLASS(ByMacro);

#define PARAMETERS (int a, int b)
#define SOME_INTS int a, int
#define TWICE(x) x x

class CONURE_PROCESS Refused {
 public:
  CONURE_ASYNC static void is_static(int) {}
  CONURE_ASYNC int returns(int a) { return a; }
  CONURE_ASYNC void reference(std::string &) {}
  CONURE_ASYNC void right(std::string &&) {}
  CONURE_ASYNC void rvalue_only(int) && {}
  CONURE_ASYNC void variadic(int, ...) {}
  CONURE_ASYNC void parameters_of_macro PARAMETERS { (void)a, (void)b; }
  CONURE_ASYNC void some_of_macro(SOME_INTS b) { (void)a, (void)b; }
  CONURE_ASYNC void directive(int a
#ifdef NEVER
                              , int b
#endif
  ) { (void)a; }
  template <class> CONURE_ASYNC void unnamed_type(int) {}
  CONURE_ASYNC void default_outside(int a);
  CONURE_ASYNC void fine(int) {}

 protected:
  CONURE_ASYNC void is_protected(int) {}

 private:
  CONURE_ASYNC void is_private(int) {}
};
void Refused::default_outside(int a = 3) { (void)a; }

template <class B> class CONURE_PROCESS Mixin : public B {
 public:
  CONURE_ASYNC void own(int) {}
};
template <class... Bs> class CONURE_PROCESS Many : public Bs... {
 public:
  CONURE_ASYNC void own(int) {}
};

class CONURE_PROCESS Base {
 public:
  CONURE_ASYNC void kept(int) {}
};
class CONURE_PROCESS Reopens : private Base {
 public:
  using Base::kept;
};

void local() {
  class CONURE_PROCESS CONURE_MAILBOX(4) Local { public: CONURE_ASYNC void m() {} };
}

class CONURE_PROCESS ByHand {
 public:
  CONURE_ASYNC void m() {}
  struct conure_proxy {};
};

class CONURE_PROCESS Top {
 public:
  CONURE_ASYNC void both() {}
  CONURE_ASYNC void again() {}
};
class CONURE_PROCESS Left : public virtual Top {};
class CONURE_PROCESS Right : public virtual Top {};
class CONURE_PROCESS Diamond : public Left, public Right {
 public:
  CONURE_ASYNC void own() {}
  CONURE_ASYNC void again() {}
};
