#line 1 "SOURCE/points.cpp" // Rewritten by Conure: edit the file named here
// RUN: %golden --expected %S/Expected/points %s
#include <conure/conure.h>
#include <vector>
using namespace conure;

#define FOREVER for (;;)
#define STEP(x) x += 1
#define COUNT_TO(n) for (int i = 0; i < (n); ++i) { (void)i; }
#define ONCE(x) do { x; } while (0)

class CONURE_PROCESS Loops {
 public:
  CONURE_ASYNC void run(int n);
  CONURE_ASYNC void quick() {}
#line 15 "SOURCE/points.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Loops> {
#line 15
  using conure_process = Loops;
#line 15
  explicit conure_proxy(::conure::rt::target<Loops> conure_to) noexcept : ::conure::rt::proxy<Loops>(conure_to) {}
#line 13
  void run(int n) const { ::conure::rt::send<"run">(::conure::rt::proxy<Loops>::conure_target(), [](Loops &conure_self, auto &&...conure_args) -> void { conure_self.run(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(n)); }
#line 14
  void quick() const { ::conure::rt::send<"quick">(::conure::rt::proxy<Loops>::conure_target(), [](Loops &conure_self) -> void { conure_self.quick(); }); }
#line 15
 };
#line 15
};

void Loops::run(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) { ::conure::rt::preempt();
    sum += i;
  }
  for (int i = 0; i < n; ++i) { ::conure::rt::preempt(); sum += i; }
  while (sum > 0)
    { ::conure::rt::preempt(); --sum; }
  while (sum++ < 3)
    { ::conure::rt::preempt(); ; }
  do { ::conure::rt::preempt(); --n; } while (n > 0);
  do { ::conure::rt::preempt();
    ++n;
  } while (n < 3);
  for (int v : std::vector<int>{1, 2})
    { ::conure::rt::preempt(); if (v > 1)
      sum += v;
    else
      sum -= v; } // after an else
  for (int i = 0; i < n; ++i)
    { ::conure::rt::preempt(); for (int j = 0; j < n; ++j)
      { ::conure::rt::preempt(); sum += j /* a comment */ ; } }
  FOREVER { ::conure::rt::preempt(); break; }
  FOREVER { ::conure::rt::preempt(); break; }
  for (int i = 0; i < n; ++i) { ::conure::rt::preempt(); STEP(sum); }
  for (int i = 0; i < n; ++i)
    { ::conure::rt::preempt(); switch (i) { case 0: ++sum; } }
  for (int i = 0; i < n; ++i)
    { ::conure::rt::preempt(); try { ++sum; } catch (...) { --sum; } }
  for (int i = 0; i < n; ++i)
    { ::conure::rt::preempt(); [[likely]] sum += 2; }
  COUNT_TO(n)
  ONCE(++sum);
  auto each = [&](int m) { while (m > 0) { ::conure::rt::preempt(); m -= sum + 1; } };
  each(3);
}

int even(int n);
int odd(int n) { ::conure::rt::preempt(); return n == 0 ? 0 : even(n - 1); }
int even(int n) { ::conure::rt::preempt(); return n == 0 ? 1 : odd(n - 1); }
int straight(int n) { return odd(n); }
template <class T> T factorial(T n) { ::conure::rt::preempt(); return n < 2 ? 1 : n * factorial(n - 1); }
struct Tree {
  std::vector<Tree> children;
  int size() const { ::conure::rt::preempt();
    int all = 1;
    for (const Tree &t : children)
      { ::conure::rt::preempt(); all += t.size(); }
    return all;
  }
  ~Tree() {}
};
struct Visitor {
  virtual ~Visitor() = default;
  virtual void visit(int n) = 0;
};
struct Deep : Visitor {
  Visitor *next = this;
  void visit(int n) override { ::conure::rt::preempt(); if (n) next->visit(n - 1); }
};
int caught(int n) try { ::conure::rt::preempt();
  return n ? caught(n - 1) : 0;
} catch (...) {
  return 1;
}
constexpr int folded(int n) {
  int sum = 0;
  while (n)
    { ::conure::rt::preempt(); sum += n--; }
  return sum;
}
static_assert(folded(3) == 6);
consteval int compile_time(int n) { while (n > 2) --n; return n; }
static_assert(compile_time(5) == 2);
template int factorial(int);
