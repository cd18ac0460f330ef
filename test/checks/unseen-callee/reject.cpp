#include <conure/conure.h>
#include "Inputs/other.h"
#include <algorithm>
#include <functional>
#include <memory>
#include <vector>
using namespace conure;

int far_away(int); // expect-note {{'far_away()' is declared here}}
int seen(int n) {
  return far_away(n); // expect-warning {{process code calls 'far_away()', whose body cannot be seen here}} [unseen-callee]
  // expect-note@+22 {{'seen()' is called here, in message 'Caller::direct'}}
}
int defaulted(int n = other::Engine::count()) { // expect-warning {{'Engine::count'}} [unseen-callee]
  return n;
}
struct Holds {
  other::Engine engine; 
};
template <class T> T uses(T t) {
  return other::convert(t); // expect-warning {{'other::convert()'}} [unseen-callee]
}
int as_callback(int);
struct Local {
  bool operator<(const Local &) const;
};
struct Hidden : other::Interface {
  void call() override;
};

class CONURE_PROCESS Caller {
public:
  CONURE_ASYNC void direct() {
    seen(1);
    seen(2);
    other::compute(1);      // expect-warning {{'other::compute()'}} [unseen-callee]
    c_function(1);          // expect-warning {{'c_function()'}} [unseen-callee]
    defaulted();
    uses(1);
    uses(2.0);
    auto f = &as_callback;  // expect-warning {{'as_callback()'}} [unseen-callee]
  }
  CONURE_ASYNC void methods() {
    other::Engine e;        // expect-warning {{the constructor of 'Engine'}} [unseen-callee]
    e.run();                // expect-warning {{'Engine::run'}} [unseen-callee]
    e.tick();               // expect-warning {{'Engine::tick'}} [unseen-callee]
    if (e == e)             // expect-warning {{'Engine::operator=='}} [unseen-callee]
      return;
    int n = e;              // expect-warning {{'Engine::operator int'}} [unseen-callee]
  }
  CONURE_ASYNC void through_the_library() {
    std::vector<Local> v;
    std::sort(v.begin(), v.end()); // expect-warning {{'Local::operator<'}} [unseen-callee]
  }
  CONURE_ASYNC void through_an_interface() {
    auto h = make();
    h->call();              // expect-warning {{'Hidden::call'}} [unseen-callee]
  }

private:
  std::unique_ptr<other::Interface> make() { return std::make_unique<Hidden>(); }
};
void outside() {
  int elsewhere(int);
  auto u = recover(std::vector<int>{elsewhere(1)}); // expect-warning {{'elsewhere()'}} [unseen-callee]
}
class CONURE_PROCESS MoreCallers {
public:
  CONURE_ASYNC void in_a_loop() {
    int in_the_loop(int);
    for (int i = 0; i < 2; ++i)
      in_the_loop(i); // expect-warning {{'in_the_loop()'}} [unseen-callee]
  }
  CONURE_ASYNC void in_a_lambda() {
    int in_the_lambda(int);
    auto f = [](int n) { return in_the_lambda(n); }; // expect-warning {{'in_the_lambda()'}} [unseen-callee]
    f(1);
  }
#define CALL(f) f(1)
  CONURE_ASYNC void by_a_macro() {
    int in_the_macro(int);
    CALL(in_the_macro); // expect-warning {{'in_the_macro()'}} [unseen-callee]
  }
};
