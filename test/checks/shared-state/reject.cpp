#include <conure/conure.h>
#include <array>
#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

int total = 0; // expect-note {{'total' is declared here without 'const'}}
static int file_static = 0;
namespace { int unnamed = 0; }
namespace app { std::vector<int> table; }
thread_local int per_thread = 0;
std::pair<int, int> both;
int numbers[3];
auto [first_part, second_part] = both;
int *const to_mutable = &total;
int &alias = total;
constinit int started = 1;
extern int elsewhere;

struct Holder { int &inner; };
const Holder holder{total};
struct Cache { mutable int hits = 0; };
const Cache cache;
class CONURE_COUNTED Node { public: int n = 0; };
const Node root_node;
const std::function<int()> hook = [] { return 1; };
const std::unique_ptr<int> owner(new int(1));
struct Shape { virtual ~Shape() = default; virtual int area() const { return 0; } };
const Shape &shape = *new Shape;

void helper() {
  total = 1; // expect-error {{process code uses 'total', a mutable global that every process could reach}} [shared-state]
  // expect-note@+45 {{'helper()' is called here}}
}
int reads() { return file_static; } // expect-error {{'file_static'}} [shared-state]
int deep2() {
  return unnamed; // expect-error {{'unnamed'}} [shared-state]
}
int deep1() { return deep2(); }
int with_default(int n = per_thread) { // expect-error {{'per_thread', a mutable thread_local}} [shared-state]
  return n;
}
struct Guard {
  ~Guard() { ++started; } // expect-error {{'started'}} [shared-state]
};
struct Member {
  int id = ++elsewhere; // expect-error {{'elsewhere'}} [shared-state]
};
struct Converts {
  operator int() const { return numbers[0]; } // expect-error {{'numbers'}} [shared-state]
};
struct Allocates {
  static void *operator new(std::size_t n) {
    file_static++; // expect-error {{'file_static'}} [shared-state]
    return std::malloc(n);
  }
};
struct Base {
  virtual ~Base() = default;
  virtual void step() {}
};
struct Derived : Base {
  void step() override { app::table.clear(); } // expect-error {{'table'}} [shared-state]
};
void through(int &n) { n = 1; }
int untouched() { return total; } // not reached from process code
void on_sort(int) {}

class CONURE_PROCESS Counter {
public:
  explicit Counter(int v) : value_(v + second_part) {} // expect-error {{'second_part'}} [shared-state]
  ~Counter() {
    numbers[1] = 0; // expect-error {{'numbers', a mutable global}} [shared-state]
  }
  CONURE_ASYNC void increment() {
    value_++;

    helper();
    (void)reads();
    deep1();
    with_default();
    Guard g;
    Member m;
    int n = Converts();
    auto p = std::unique_ptr<Allocates>(new Allocates);
    run(d_);
  }
  CONURE_ASYNC void direct() {
    through(total);       // expect-error {{'total'}} [shared-state]
    auto &[a, b] = both;  // expect-error {{'both'}} [shared-state]
    auto [x, y, z] = numbers; // expect-error {{'numbers'}} [shared-state]
    int *p = &total;      // expect-error {{'total'}} [shared-state]
    *to_mutable = 1;      // expect-error {{'to_mutable'}} [shared-state]
    // expect-note@20 {{'int *const' leads to an 'int' that can change}}
    alias = 2;            // expect-error {{'alias'}} [shared-state]
    holder.inner = 3;     // expect-error {{'holder'}} [shared-state]
    cache.hits++;         // expect-error {{'cache'}} [shared-state]
    int c = root_node.n;  // expect-error {{'root_node'}} [shared-state]
    hook();               // expect-error {{'hook'}} [shared-state]
    *owner = 2;           // expect-error {{'owner'}} [shared-state]
    shape.area();         // expect-error {{'shape'}} [shared-state]
    value_ = first_part;  // expect-error {{'first_part'}} [shared-state]
    static int local = 0;
    local++;              // expect-error {{'local', a mutable static variable}} [shared-state]
    static std::vector<int> memo;
    memo.push_back(1);    // expect-error {{'memo'}} [shared-state]
    for (int i : app::table) // expect-error {{'table'}} [shared-state]
      value_ += i;
  }
  CONURE_ASYNC void library() {
    value_ = std::rand();           // expect-error {{process code calls 'rand()', which uses state that all threads share}} [shared-state]
    const char *home = getenv("H"); // expect-error {{'getenv()'}} [shared-state]
  }

private:
  void run(Base &b) { b.step(); }
  int value_;
  Derived d_;
  int initialised_ = total + 1; // expect-error {{'total'}} [shared-state]
};

int seeded = 1;
void plain_function() {
  auto u = recover(std::vector<int>{seeded}); // expect-error {{'seeded'}} [shared-state]
  auto v = recover([&] {
    std::vector<int> w;
    w.push_back(seeded); // expect-error {{'seeded'}} [shared-state]
    return w;
  });
}
uni<std::vector<int>> makes() {
  return std::vector<int>{seeded}; // expect-error {{'seeded'}} [shared-state]
}
