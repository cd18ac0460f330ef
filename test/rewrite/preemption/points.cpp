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
};

void Loops::run(int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    sum += i;
  }
  for (int i = 0; i < n; ++i) sum += i;
  while (sum > 0)
    --sum;
  while (sum++ < 3)
    ;
  do --n; while (n > 0);
  do {
    ++n;
  } while (n < 3);
  for (int v : std::vector<int>{1, 2})
    if (v > 1)
      sum += v;
    else
      sum -= v; // after an else
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      sum += j /* a comment */ ;
  FOREVER { break; }
  FOREVER break;
  for (int i = 0; i < n; ++i) STEP(sum);
  for (int i = 0; i < n; ++i)
    switch (i) { case 0: ++sum; }
  for (int i = 0; i < n; ++i)
    try { ++sum; } catch (...) { --sum; }
  for (int i = 0; i < n; ++i)
    [[likely]] sum += 2;
  COUNT_TO(n)
  ONCE(++sum);
  auto each = [&](int m) { while (m > 0) m -= sum + 1; };
  each(3);
}

int even(int n);
int odd(int n) { return n == 0 ? 0 : even(n - 1); }
int even(int n) { return n == 0 ? 1 : odd(n - 1); }
int straight(int n) { return odd(n); }
template <class T> T factorial(T n) { return n < 2 ? 1 : n * factorial(n - 1); }
struct Tree {
  std::vector<Tree> children;
  int size() const {
    int all = 1;
    for (const Tree &t : children)
      all += t.size();
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
  void visit(int n) override { if (n) next->visit(n - 1); }
};
int caught(int n) try {
  return n ? caught(n - 1) : 0;
} catch (...) {
  return 1;
}
constexpr int folded(int n) {
  int sum = 0;
  while (n)
    sum += n--;
  return sum;
}
static_assert(folded(3) == 6);
consteval int compile_time(int n) { while (n > 2) --n; return n; }
static_assert(compile_time(5) == 2);
template int factorial(int);
