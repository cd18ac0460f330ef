#line 1 "SOURCE/parameters.cpp" // Rewritten by Conure: edit the file named here
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
                                                     2}) { ::conure::rt::preempt();}
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
#line 61 "SOURCE/parameters.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Forms> {
#line 61
  using conure_process = Forms;
#line 61
  explicit conure_proxy(::conure::rt::target<Forms> conure_to) noexcept : ::conure::rt::proxy<Forms>(conure_to) {}
#line 18
  void plain(int by) const { ::conure::rt::send<"plain">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.plain(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(by)); }
#line 19
  void nothing() const { ::conure::rt::send<"nothing">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self) -> void { conure_self.nothing(); }); }
#line 20
  void unnamed(int conure_p1 , std::string conure_p2) const { ::conure::rt::send<"unnamed">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.unnamed(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1), ::std::move(conure_p2)); }
#line 21
  void unnamed_default(int conure_p1 = 3, std::string conure_p2 = {}) const { ::conure::rt::send<"unnamed_default">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.unnamed_default(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1), ::std::move(conure_p2)); }
#line 22
  void defaults(int a, int b = next_default() + zero_, std::string c = "a,)b" , std::array<int, 2> d = {1, 2}) const { ::conure::rt::send<"defaults">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.defaults(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a), ::std::move(b), ::std::move(c), ::std::move(d)); }
#line 25
  void macro_default(int a = HANDLER_DEFAULT) const { ::conure::rt::send<"macro_default">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.macro_default(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a)); }
#line 26
  void pointer(void (*call)(int), void (* conure_p2 )(int, char)) const { ::conure::rt::send<"pointer">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.pointer(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(call), ::std::move(conure_p2)); }
#line 27
  void array_pointer(int (Forms::*member)(int) const) const { ::conure::rt::send<"array_pointer">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.array_pointer(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(member)); }
#line 28
  void unique(uni<std::vector<int>> values) const { ::conure::rt::send<"unique">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.unique(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(values)); }
#line 29
  void both() const { ::conure::rt::send<"both">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self) -> void { conure_self.both(); }); }
#line 31
  void overloaded(int conure_p1) const { ::conure::rt::send<"overloaded">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.overloaded(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 32
  void overloaded(std::string conure_p1) const { ::conure::rt::send<"overloaded">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.overloaded(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 33
  void observe(channel<int> out) const { ::conure::rt::send<"observe">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { static_cast<const Forms &>(conure_self).observe(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(out)); }
#line 35
  template <class T, int N = 2> void generic(T value, std::array<T, N> many = {}) const { ::conure::rt::send<"generic">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template generic<T, N>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value), ::std::move(many)); }
#line 38
  template <class T> requires Small<T> void constrained(T value) const { ::conure::rt::send<"constrained">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template constrained<T>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value)); }
#line 40
  template <class T> void trailing(T value) const requires Small<T> && (sizeof(T) > 0) { ::conure::rt::send<"trailing">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template trailing<T>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value)); }
#line 44
  template <class... Ts> void pack(int first, Ts... rest) const { ::conure::rt::send<"pack">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template pack<Ts...>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(first), ::std::move(rest)...); }
#line 46
  template <class... Ts> void unnamed_pack(Ts... conure_p1) const { ::conure::rt::send<"unnamed_pack">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template unnamed_pack<Ts...>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)...); }
#line 47
  void automatic(auto value) const { ::conure::rt::send<"automatic">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.automatic(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value)); }
#line 48
  void constrained_auto(Small auto value, Small auto... conure_p2) const { ::conure::rt::send<"constrained_auto">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.constrained_auto(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value), ::std::move(conure_p2)...); }
#line 50
  template <class T> void only_explicit() const { ::conure::rt::send<"only_explicit">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self) -> void { conure_self.template only_explicit<T>(); }); }
#line 51
  void operator()(int n) const { ::conure::rt::send<"operator()">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.operator()(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(n)); }
#line 52
  void out_of_line(int a, int b = 1) const { ::conure::rt::send<"out_of_line">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.out_of_line(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a), ::std::move(b)); }
#line 53
  template <class T> void out_of_line_template(T a) const { ::conure::rt::send<"out_of_line_template">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.template out_of_line_template<T>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a)); }
#line 54
  void arrow(int a) const { ::conure::rt::send<"arrow">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.arrow(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a)); }
#line 55
  void quiet(int a) const { ::conure::rt::send<"quiet">(::conure::rt::proxy<Forms>::conure_target(), [](Forms &conure_self, auto &&...conure_args) -> void { conure_self.quiet(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a)); }
#line 61
 };
#line 61
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
