// RUN: %golden --flags "--count none" --expected %S/Expected/parameters %s
#include <conure/conure.h>
#include <array>
#include <concepts>
#include <memory>
#include <string>
#include <vector>
using namespace conure;

int next_default();
#define HANDLER_DEFAULT 7

template <class T>
concept Small = sizeof(T) <= 8;

class CONURE_PROCESS Forms {
 public:
  CONURE_ASYNC void plain(int by) { total_ += by; }
  CONURE_ASYNC void nothing() {}
  CONURE_ASYNC void unnamed(int, std::string) {}
  CONURE_ASYNC void unnamed_default(int = 3, std::string = {}) {}
  CONURE_ASYNC void defaults(int a, int b = next_default() + zero_, std::string c = "a,)b" /* why */,
                             std::array<int, 2> d = {1,
                                                     2}) {}
  CONURE_ASYNC void macro_default(int a = HANDLER_DEFAULT) {}
  CONURE_ASYNC void pointer(void (*call)(int), void (*)(int, char)) {}
  CONURE_ASYNC void array_pointer(int (Forms::*member)(int) const) {}
  CONURE_ASYNC void unique(uni<std::vector<int>> values) { values_ = std::move(values); }
  CONURE_ASYNC void both() { total_ = 1; }
  CONURE_ASYNC void both() const {}
  CONURE_ASYNC void overloaded(int) {}
  CONURE_ASYNC void overloaded(std::string) {}
  CONURE_ASYNC void observe(channel<int> out) const { out.send(total_); }
  template <class T, int N = 2>
  CONURE_ASYNC void generic(T value, std::array<T, N> many = {}) {}
  template <class T>
    requires Small<T>
  CONURE_ASYNC void constrained(T value) {}
  template <class T>
  CONURE_ASYNC void trailing(T value)
    requires Small<T> && (sizeof(T) > 0)
  {}
  template <class... Ts>
  CONURE_ASYNC void pack(int first, Ts... rest) {}
  template <class... Ts>
  CONURE_ASYNC void unnamed_pack(Ts...) {}
  CONURE_ASYNC void automatic(auto value) {}
  CONURE_ASYNC void constrained_auto(Small auto value, Small auto...) {}
  template <class T>
  CONURE_ASYNC void only_explicit() {}
  CONURE_ASYNC void operator()(int n) {}
  CONURE_ASYNC void out_of_line(int a, int b = 1);
  template <class T> CONURE_ASYNC void out_of_line_template(T a);
  CONURE_ASYNC auto arrow(int a) -> void {}
  CONURE_ASYNC void quiet(int a) noexcept {}

 private:
  static constexpr int zero_ = 0;
  int total_ = 0;
  std::vector<int> values_;
};

void Forms::out_of_line(int x, int y) { total_ += x + y; }
template <class T> void Forms::out_of_line_template(T) {}

void use(process<Forms> p) {
  p->plain(1);
  p->nothing();
  p->unnamed(1, "x");
  p->unnamed_default();
  p->defaults(1);
  p->macro_default();
  p->pointer(nullptr, nullptr);
  p->unique(recover(std::vector{1}));
  p->both();
  p->overloaded(1);
  p->overloaded(std::string());
  p->generic(1.5);
  p->generic<int, 3>(1);
  p->constrained('c');
  p->trailing(1);
  p->pack(1, 2, std::string());
  p->unnamed_pack(1, 'c');
  p->automatic(std::string());
  p->constrained_auto(1, 2, 3);
  p->only_explicit<int>();
  p->operator()(3);
  p->out_of_line(1);
  p->out_of_line_template(3);
  p->arrow(1);
  p->quiet(1);
}

template <class P> void dependent(process<P> p) {
  p->plain(1);
  p->template generic<int, 3>(1);
}
template void dependent(process<Forms>);
