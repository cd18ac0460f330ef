// What a hostile reviewer would try: ways to a global that do not look like one.
#include <conure/conure.h>
#include "Inputs/state.h"
#include <algorithm>
#include <compare>
#include <atomic>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
using namespace conure;

int g = 0;
int g2 = 0;
int *pointers[2] = {&g, &g2};
struct Pair { int &r; int *p; };

// Function pointers: in a constant table, as a template argument, in a field.
void by_table() { g = 1; }             // expect-error {{'g'}} [shared-state]
void (*const table[])() = {&by_table};
void by_argument() { g = 2; }          // expect-error {{'g'}} [shared-state]
template <void (*F)()> void call_it() { F(); }
void by_field() { g = 3; }             // expect-error {{'g'}} [shared-state]
struct Ops { void (*run)(); };
constexpr Ops ops{&by_field};
void by_result() { g = 4; }            // expect-error {{'g'}} [shared-state]
constexpr auto pick() { return &by_result; }
consteval auto pick_now() { return &by_result; }
void by_initialiser() { g = 5; }       // expect-error {{'g'}} [shared-state]
Ops make_ops() { return {&by_initialiser}; }
const Ops made = make_ops();
struct Named { void (*run)(); constexpr bool operator==(const Named &) const = default; };
void by_object() { g = 6; }            // expect-error {{'g'}} [shared-state]
template <Named N> void call_object() { N.run(); }
struct Methods { void touch() { g = 7; } }; // expect-error {{'g'}} [shared-state]
struct Late { int *target; constexpr bool operator==(const Late &) const = default; };
template <Late L> void write_object() {
  *L.target = 1; // expect-error {{'g'}} [shared-state]
}
template <int *P> void write_pointer() {
  *P = 1; // expect-error {{'g'}} [shared-state]
}
template <auto &R> void write_reference() {
  R = 1; // expect-error {{'g2'}} [shared-state]
}

// Calls the language inserts.
struct Ordered {
  int v;
  bool operator<(const Ordered &o) const { return v < o.v + g; } // expect-error {{'g'}} [shared-state]
};
struct Spaceship {
  int v;
  std::strong_ordering operator<=>(const Spaceship &o) const { return v + g <=> o.v; } // expect-error {{'g'}} [shared-state]
  bool operator==(const Spaceship &) const = default;
};
struct Hashed {
  int v;
  bool operator==(const Hashed &) const = default;
};
template <> struct std::hash<Hashed> {
  std::size_t operator()(const Hashed &h) const { return h.v + g; } // expect-error {{'g'}} [shared-state]
};
struct InVector {
  InVector() = default;
  InVector(const InVector &) { g++; }     // expect-error {{'g'}} [shared-state]
  ~InVector() { g2++; }                   // expect-error {{'g2'}} [shared-state]
};
struct InShared { ~InShared() { g--; } }; // expect-error {{'g'}} [shared-state]
struct Ranged {
  int *begin() { return &g; }             // expect-error {{'g'}} [shared-state]
  int *end() { return &g + 1; }           // expect-error {{'g'}} [shared-state]
};
struct Literal {};
Literal operator""_lit(unsigned long long) { g = 8; return {}; } // expect-error {{'g'}} [shared-state]
struct Inherits : Ordered {
  using Ordered::Ordered;
  Inherits() : Ordered{g2} {}             // expect-error {{'g2'}} [shared-state]
};
struct Aggregate { int v = g2; };         // expect-error {{'g2'}} [shared-state]
struct Thrown { Thrown() { g = 9; } };    // expect-error {{'g'}} [shared-state]
struct Arrow {
  int *operator->() { return &g; }        // expect-error {{'g'}} [shared-state]
};
struct Bool { explicit operator bool() const { return g; } }; // expect-error {{'g'}} [shared-state]
template <class T> struct Crtp {
  void run() { static_cast<T *>(this)->impl(); }
};
struct Impl : Crtp<Impl> { void impl() { g = 10; } }; // expect-error {{'g'}} [shared-state]

// Virtual functions, two levels and behind a template.
struct Base { virtual void f() {} virtual ~Base() = default; };
struct Middle : Base {};
struct Lower : Middle { void f() override { g = 11; } }; // expect-error {{'g'}} [shared-state]
template <class T> struct Generic : Base { void f() override { g = T(); } }; // expect-error {{'g'}} [shared-state]
Base *make_generic() { return new Generic<int>; }
struct DeletesVirtual { virtual ~DeletesVirtual() = default; };
struct Deleted : DeletesVirtual { ~Deleted() override { g = 12; } }; // expect-error {{'g'}} [shared-state]

struct Two { int a, b; };
Two two;
auto &[part_a, part_b] = two;

// Constants that lead to what can change.
std::vector<int> list_of_ints;
std::atomic<int *> published{&g};
const std::vector<int>::iterator into = list_of_ints.begin();
std::list<int> nodes;
const std::list<int>::iterator node = nodes.begin();
const std::back_insert_iterator<std::vector<int>> inserter(list_of_ints);
int (*const to_array)[2] = nullptr;
const std::vector<int *> of_pointers;
const auto captured = [&r = g] { return &r; };

#define TOUCH(x) ((x) = 1)

int &returns_reference() { return g; } // expect-error {{'g'}} [shared-state]
template <class T> T &of_type() {
  static T instance{}; 
  return instance; // expect-error {{'instance'}} [shared-state]
}

class CONURE_PROCESS Hostile {
public:
  CONURE_ASYNC void pointers_to_functions(int i) {
    table[i]();
    call_it<&by_argument>();
    ops.run();
    pick()();
    pick_now()();
    made.run();
    call_object<Named{&by_object}>();
    auto m = &Methods::touch;
    Methods x;
    (x.*m)();
    write_object<Late{&g}>();
    write_pointer<&g>();
    write_reference<g2>();
    *pointers[i] = 1; // expect-error {{'pointers'}} [shared-state]
  }
  CONURE_ASYNC void callbacks() {
    std::function<void()> f = [] { g = 20; };  // expect-error {{'g'}} [shared-state]
    f();
    auto generic = [](auto x) { g2 = x; };     // expect-error {{'g2'}} [shared-state]
    generic(1);
    std::vector<int> v{1, 2};
    std::for_each(v.begin(), v.end(), [](int x) { g += x; }); // expect-error {{'g'}} [shared-state]
    blocking([] { g = 21; });                  // expect-error {{'g'}} [shared-state]
    auto init = [c = g] { return c; };         // expect-error {{'g'}} [shared-state]
    auto nested = [] { return [] { return g; }; }; // expect-error {{'g'}} [shared-state]
    void (*decayed)() = +[] { g2 = 22; };      // expect-error {{'g2'}} [shared-state]
    [] { g2 = 23; }();                         // expect-error {{'g2'}} [shared-state]
  }
  CONURE_ASYNC void inserted() {
    std::vector<Ordered> v;
    std::sort(v.begin(), v.end());
    std::set<Spaceship> s;
    s.insert(Spaceship{1});
    std::unordered_map<Hashed, int> h;
    h[Hashed{1}] = 1;
    std::vector<InVector> w;
    w.push_back(InVector());
    auto sh = std::make_shared<InShared>();
    for (int x : Ranged()) {
    }
    1_lit;
    Inherits i;
    Aggregate a{};
    throw Thrown();
  }
  CONURE_ASYNC void operators() {
    Arrow w;
    *w.operator->() = 1;
    if (Bool b; b)
      return;
    Impl().run();
  }
  CONURE_ASYNC void dispatch(int n) {
    std::unique_ptr<Base> b = std::make_unique<Middle>();
    b->f();
    std::unique_ptr<DeletesVirtual> d;
    d.reset();
  }
  CONURE_ASYNC void constants_that_are_none() {
    *published.load() = 1;  // expect-error {{'published'}} [shared-state]
    *into = 1;              // expect-error {{'into'}} [shared-state]
    *node = 1;              // expect-error {{'node'}} [shared-state]
    auto it = inserter;     // expect-error {{'inserter'}} [shared-state]
    (*to_array)[0] = 1;     // expect-error {{'to_array'}} [shared-state]
    *of_pointers[0] = 1;    // expect-error {{'of_pointers'}} [shared-state]
    *captured() = 1;        // expect-error {{'captured'}} [shared-state]
  }
  CONURE_ASYNC void headers_and_macros() {
    bumped();
    BUMP_IN_HEADER(); // expect-error {{'in_header'}} [shared-state]
    TOUCH(g);         // expect-error {{'g'}} [shared-state]
    of_template<int> = 1; // expect-error {{'of_template'}} [shared-state]
    Registry::hits++;     // expect-error {{'hits', a mutable static member}} [shared-state]
    Registry r;
    r.entries = 2;        // expect-error {{'entries'}} [shared-state]
    int ok = Registry::limit + static_cast<int>(Registry::name.size());
    returns_reference() = 1;
    part_a = 1;           // expect-error {{'[part_a, part_b]'}} [shared-state]
    of_type<int>() = 1;
    int c = true ? g : 0;       // expect-error {{'g'}} [shared-state]
    int d = (void(), g2);       // expect-error {{'g2'}} [shared-state]
    const int &r2 = g;          // expect-error {{'g'}} [shared-state]
    auto ref = std::ref(g);     // expect-error {{'g'}} [shared-state]
    const int values[] = {g};   // expect-error {{'g'}} [shared-state]
    Pair p{g, nullptr};         // expect-error {{'g'}} [shared-state]
    if (int *q = &g)            // expect-error {{'g'}} [shared-state]
      *q = 1;
    switch (g) {                // expect-error {{'g'}} [shared-state]
    default:;
    }
    return g ? void() : void(); // expect-error {{'g'}} [shared-state]
  }
};
