#line 1 "SOURCE/reach.cpp" // Rewritten by Conure: edit the file named here
// RUN: %golden --expected %S/Expected/reach %s
// Which functions get points: those that a process may run, and of recursions those that may come back.
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <vector>
using namespace conure;

int elsewhere(int n);
extern std::function<int(int)> hook;

struct Shape {
  virtual ~Shape() = default;
  virtual int area() const = 0;
};

namespace {

int only_for_main(int n) {
  while (n > 3)
    n /= 2;
  return n;
}
int called_by_process(int n) {
  while (n > 3)
    { ::conure::rt::preempt(); n /= 2; }
  return n;
}
int named_by_process(int n) {
  while (n > 3)
    { ::conure::rt::preempt(); n /= 2; }
  return n;
}
bool compared_by_the_library(int a, int b) {
  while (a > 9)
    { ::conure::rt::preempt(); a /= 2; }
  return a < b;
}
template <class T> T called_in_a_template(T n) {
  while (n > 3)
    { ::conure::rt::preempt(); n /= 2; }
  return n;
}
struct Square final : Shape {
  int area() const override {
    int all = 0;
    for (int i = 0; i < 9; ++i)
      { ::conure::rt::preempt(); all += i; }
    return all;
  }
};

} // namespace

template <class T> T library_of_the_user(T n) { return called_in_a_template(n); }

int callable_from_other_units(int n) {
  while (n > 3)
    { ::conure::rt::preempt(); n /= 2; }
  return n;
}
int may_come_back_from_another_unit(int n) { ::conure::rt::preempt(); return n ? elsewhere(n - 1) : 0; }
int may_come_back_through_a_pointer(int (*next)(int), int n) { ::conure::rt::preempt(); return next(n - 1); }
int may_come_back_through_a_function(int n) { ::conure::rt::preempt(); return hook(n - 1); }
int may_come_back_through_an_object(const Shape &s) { ::conure::rt::preempt(); return s.area(); }
int comes_back_through_a_lambda(const std::vector<int> &all, int n) { ::conure::rt::preempt();
  int sum = 0;
  if (n > 0)
    std::function<void(int)>([&](int m) { sum += comes_back_through_a_lambda(all, m); })(n - 1);
  return sum;
}
int does_not_come_back(int n) { return called_by_process(n); }

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void work(std::vector<int> values) { ::conure::rt::preempt();
    int (*pointer)(int) = named_by_process;
    total_ += called_by_process(pointer(3)) + Square().area() + values.at(0);
    std::sort(values.begin(), values.end(), compared_by_the_library);
  }
  CONURE_ASYNC void sends_to_itself() { self(*this)->sends_to_itself(); }

 private:
  int total_ = 0;
#line 85 "SOURCE/reach.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Worker> {
#line 85
  using conure_process = Worker;
#line 85
  explicit conure_proxy(::conure::rt::target<Worker> conure_to) noexcept : ::conure::rt::proxy<Worker>(conure_to) {}
#line 76
  void work(std::vector<int> values) const { ::conure::rt::send<"work">(::conure::rt::proxy<Worker>::conure_target(), [](Worker &conure_self, auto &&...conure_args) -> void { conure_self.work(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(values)); }
#line 81
  void sends_to_itself() const { ::conure::rt::send<"sends_to_itself">(::conure::rt::proxy<Worker>::conure_target(), [](Worker &conure_self) -> void { conure_self.sends_to_itself(); }); }
#line 85
 };
#line 85
};

int main(int argc, char **) {
  for (int i = 0; i < argc; ++i) {
  }
  auto kept = [](int n) {
    while (n > 3)
      { ::conure::rt::preempt(); n /= 2; }
    return n;
  };
  return only_for_main(argc) + kept(argc);
}
