// Ways to a global that nobody wrote as a call or a name: what a library's template runs of its user's, what a virtual
// call is known to reach, lengths of arrays, attributes.
#include <algorithm>
#include <conure/conure.h>
#include <cstdlib>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>
using namespace conure;

int g = 0;
const int fixed = 4;

// == default arguments and default member initialisers, where the library makes the object
struct WithDefault {
  explicit WithDefault(int, int = ++g) {} // expect-error {{'g'}} [shared-state]
};
struct WithRand {
  explicit WithRand(int, int = std::rand()) {} // expect-error {{'rand()'}} [shared-state]
};
struct Aggregate {
  int a = 1;
  int b = ++g; // expect-error {{'g'}} [shared-state]
};
struct Compare {
  bool operator()(int a, int b, int c = ++g) const { return a < b + c; } // expect-error {{'g'}} [shared-state]
};
struct Fine {
  int a = 1;
  int b = fixed;
};
struct FineToo {
  explicit FineToo(int, int = fixed) {}
};

// == objects whose class is plain to see
struct Base {
  virtual ~Base() = default;
  virtual void go() {}
  virtual void operator()() {}
  virtual void again() { ++g; }
};
struct Derived : Base {
  void go() override { ++g; }         // expect-error {{'g'}} [shared-state]
  void operator()() override { ++g; } // expect-error {{'g'}} [shared-state]
  void again() override {}
};

// == attributes and lengths
void leave(int *) { ++g; } // expect-error {{'g'}} [shared-state]
void leave_well(int *) {}

// == a template of the library that hands out what it was given
using Given = std::integral_constant<int *, &g>;
using Number = std::integral_constant<int, 3>;

class CONURE_PROCESS Implied {
public:
  CONURE_ASYNC void made_by_the_library() {
    std::vector<WithDefault> v;
    v.emplace_back(1);
    auto r = std::make_unique<WithRand>(1);
    auto a = std::make_unique<Aggregate>(2);
    std::vector<int> n{2, 1};
    std::sort(n.begin(), n.end(), Compare{});
  }
  CONURE_ASYNC void of_a_known_class() {
    Derived d;
    static_cast<Base &>(d).go();
    static_cast<Base &>(d)();
  }
  CONURE_ASYNC void unwritten() {
    [[gnu::cleanup(leave)]] int at_the_end = 0;
    int array[g];               // expect-error {{'g'}} [shared-state]
    using Row = int[g];         // expect-error {{'g'}} [shared-state]
    auto size = sizeof(int[g]); // expect-error {{'g'}} [shared-state]
  }
  CONURE_ASYNC void given() {
    *Given::value = 1; // expect-error {{'value'}} [shared-state]
    *Given() = 1;      // expect-error {{'value'}} [shared-state]
  }
  CONURE_ASYNC void ends_the_program() {
    std::exit(1); // expect-error {{'exit()'}} [shared-state]
  }
};

class CONURE_PROCESS Accepted {
public:
  CONURE_ASYNC void made_by_the_library() {
    std::vector<FineToo> v;
    v.emplace_back(1);
    auto a = std::make_unique<Fine>(2);
    std::optional<Fine> o;
    o.emplace(3);
  }
  CONURE_ASYNC void of_a_known_class() {
    Derived d;
    static_cast<Base &>(d).again();
    d.again();
  }
  CONURE_ASYNC void unwritten(int n) {
    [[gnu::cleanup(leave_well)]] int at_the_end = 0;
    int array[n];
    using Row = int[fixed];
    auto size = sizeof(int[n]) + sizeof(g) + Number::value + Number();
  }
  CONURE_ASYNC void ends_the_program() { std::_Exit(1); }
};
