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
    n /= 2;
  return n;
}
int named_by_process(int n) {
  while (n > 3)
    n /= 2;
  return n;
}
bool compared_by_the_library(int a, int b) {
  while (a > 9)
    a /= 2;
  return a < b;
}
template <class T> T called_in_a_template(T n) {
  while (n > 3)
    n /= 2;
  return n;
}
struct Square final : Shape {
  int area() const override {
    int all = 0;
    for (int i = 0; i < 9; ++i)
      all += i;
    return all;
  }
};

} // namespace

template <class T> T library_of_the_user(T n) { return called_in_a_template(n); }

int callable_from_other_units(int n) {
  while (n > 3)
    n /= 2;
  return n;
}
int may_come_back_from_another_unit(int n) { return n ? elsewhere(n - 1) : 0; }
int may_come_back_through_a_pointer(int (*next)(int), int n) { return next(n - 1); }
int may_come_back_through_a_function(int n) { return hook(n - 1); }
int may_come_back_through_an_object(const Shape &s) { return s.area(); }
int comes_back_through_a_lambda(const std::vector<int> &all, int n) {
  int sum = 0;
  if (n > 0)
    std::function<void(int)>([&](int m) { sum += comes_back_through_a_lambda(all, m); })(n - 1);
  return sum;
}
int does_not_come_back(int n) { return called_by_process(n); }

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void work(std::vector<int> values) {
    int (*pointer)(int) = named_by_process;
    total_ += called_by_process(pointer(3)) + Square().area() + values.at(0);
    std::sort(values.begin(), values.end(), compared_by_the_library);
  }
  CONURE_ASYNC void sends_to_itself() { self(*this)->sends_to_itself(); }

 private:
  int total_ = 0;
};

int main(int argc, char **) {
  for (int i = 0; i < argc; ++i) {
  }
  auto kept = [](int n) {
    while (n > 3)
      n /= 2;
    return n;
  };
  return only_for_main(argc) + kept(argc);
}
