#line 1 "SOURCE/refused.cpp" // Rewritten by Conure: edit the file named here
// RUN: %golden --expected %S/Expected/refused --no-compile %s
// What cannot be rewritten is reported with its reason, and the rest is rewritten.
#include <conure/conure.h>
#include <string>
using namespace conure;

#define CLASS(name) class CONURE_PROCESS name { public: CONURE_ASYNC void m(int) {} }
CLASS(ByMacro);

#define PARAMETERS (int a, int b)
#define SOME_INTS int a, int
#define TWICE(x) x x

class CONURE_PROCESS Refused {
 public:
  CONURE_ASYNC static void is_static(int) {}
  CONURE_ASYNC int returns(int a) { return a; }
  CONURE_ASYNC void reference(std::string &) {}
  CONURE_ASYNC void right(std::string &&) {}
  CONURE_ASYNC void rvalue_only(int) && {}
  CONURE_ASYNC void variadic(int, ...) {}
  CONURE_ASYNC void parameters_of_macro PARAMETERS { (void)a, (void)b; }
  CONURE_ASYNC void some_of_macro(SOME_INTS b) { (void)a, (void)b; }
  CONURE_ASYNC void directive(int a
#ifdef NEVER
                              , int b
#endif
  ) { (void)a; }
  template <class> CONURE_ASYNC void unnamed_type(int) {}
  CONURE_ASYNC void default_outside(int a);
  CONURE_ASYNC void fine(int) {}

 protected:
  CONURE_ASYNC void is_protected(int) {}

 private:
  CONURE_ASYNC void is_private(int) {}
#line 38 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Refused> {
#line 38
  using conure_process = Refused;
#line 38
  explicit conure_proxy(::conure::rt::target<Refused> conure_to) noexcept : ::conure::rt::proxy<Refused>(conure_to) {}
#line 23
  void some_of_macro(SOME_INTS b) const { ::conure::rt::send<"some_of_macro">(::conure::rt::proxy<Refused>::conure_target(), [](Refused &conure_self, auto &&...conure_args) -> void { conure_self.some_of_macro(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(a), ::std::move(b)); }
#line 31
  void fine(int conure_p1) const { ::conure::rt::send<"fine">(::conure::rt::proxy<Refused>::conure_target(), [](Refused &conure_self, auto &&...conure_args) -> void { conure_self.fine(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 38
 };
#line 38
};
void Refused::default_outside(int a = 3) { (void)a; }

template <class B> class CONURE_PROCESS Mixin : public B {
 public:
  CONURE_ASYNC void own(int) {}
#line 44 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Mixin> {
#line 44
  using conure_process = Mixin;
#line 44
  explicit conure_proxy(::conure::rt::target<Mixin> conure_to) noexcept : ::conure::rt::proxy<Mixin>(conure_to) {}
#line 43
  void own(int conure_p1) const { ::conure::rt::send<"own">(::conure::rt::proxy<Mixin>::conure_target(), [](Mixin &conure_self, auto &&...conure_args) -> void { conure_self.own(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 44
 };
#line 44
};
template <class... Bs> class CONURE_PROCESS Many : public Bs... {
 public:
  CONURE_ASYNC void own(int) {}
#line 48 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Many> {
#line 48
  using conure_process = Many;
#line 48
  explicit conure_proxy(::conure::rt::target<Many> conure_to) noexcept : ::conure::rt::proxy<Many>(conure_to) {}
#line 47
  void own(int conure_p1) const { ::conure::rt::send<"own">(::conure::rt::proxy<Many>::conure_target(), [](Many &conure_self, auto &&...conure_args) -> void { conure_self.own(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 48
 };
#line 48
};

class CONURE_PROCESS Base {
 public:
  CONURE_ASYNC void kept(int) {}
#line 53 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Base> {
#line 53
  using conure_process = Base;
#line 53
  explicit conure_proxy(::conure::rt::target<Base> conure_to) noexcept : ::conure::rt::proxy<Base>(conure_to) {}
#line 52
  void kept(int conure_p1) const { ::conure::rt::send<"kept">(::conure::rt::proxy<Base>::conure_target(), [](Base &conure_self, auto &&...conure_args) -> void { conure_self.kept(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 53
 };
#line 53
};
class CONURE_PROCESS Reopens : private Base {
 public:
  using Base::kept;
#line 57 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Reopens> {
#line 57
  using conure_process = Reopens;
#line 57
  explicit conure_proxy(::conure::rt::target<Reopens> conure_to) noexcept : ::conure::rt::proxy<Reopens>(conure_to) {}
#line 57
 };
#line 57
};

void local() {
  class CONURE_PROCESS CONURE_MAILBOX(4) Local { public: CONURE_ASYNC void m() {} 
#line 60 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Local> {
#line 60
  using conure_process = Local;
#line 60
  explicit conure_proxy(::conure::rt::target<Local> conure_to) noexcept : ::conure::rt::proxy<Local>(conure_to) {}
#line 60
  void m() const { ::conure::rt::send<"m">(::conure::rt::proxy<Local>::conure_target(), [](Local &conure_self) -> void { conure_self.m(); }); }
#line 60
 };
#line 60
};
}

class CONURE_PROCESS ByHand {
 public:
  CONURE_ASYNC void m() {}
  struct conure_proxy {};
};

class CONURE_PROCESS Top {
 public:
  CONURE_ASYNC void both() {}
  CONURE_ASYNC void again() {}
#line 73 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Top> {
#line 73
  using conure_process = Top;
#line 73
  explicit conure_proxy(::conure::rt::target<Top> conure_to) noexcept : ::conure::rt::proxy<Top>(conure_to) {}
#line 71
  void both() const { ::conure::rt::send<"both">(::conure::rt::proxy<Top>::conure_target(), [](Top &conure_self) -> void { conure_self.both(); }); }
#line 72
  void again() const { ::conure::rt::send<"again">(::conure::rt::proxy<Top>::conure_target(), [](Top &conure_self) -> void { conure_self.again(); }); }
#line 73
 };
#line 73
};
class CONURE_PROCESS Left : public virtual Top {
#line 74 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Left>, Top::conure_proxy {
#line 74
  using conure_process = Left;
#line 74
  explicit conure_proxy(::conure::rt::target<Left> conure_to) noexcept : ::conure::rt::proxy<Left>(conure_to), Top::conure_proxy(conure_to) {}
#line 74
 };
#line 74
};
class CONURE_PROCESS Right : public virtual Top {
#line 75 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Right>, Top::conure_proxy {
#line 75
  using conure_process = Right;
#line 75
  explicit conure_proxy(::conure::rt::target<Right> conure_to) noexcept : ::conure::rt::proxy<Right>(conure_to), Top::conure_proxy(conure_to) {}
#line 75
 };
#line 75
};
class CONURE_PROCESS Diamond : public Left, public Right {
 public:
  CONURE_ASYNC void own() {}
  CONURE_ASYNC void again() {}
#line 80 "SOURCE/refused.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Diamond>, Left::conure_proxy, Right::conure_proxy {
#line 80
  using conure_process = Diamond;
#line 80
  explicit conure_proxy(::conure::rt::target<Diamond> conure_to) noexcept : ::conure::rt::proxy<Diamond>(conure_to), Left::conure_proxy(conure_to), Right::conure_proxy(conure_to) {}
#line 78
  void own() const { ::conure::rt::send<"own">(::conure::rt::proxy<Diamond>::conure_target(), [](Diamond &conure_self) -> void { conure_self.own(); }); }
#line 79
  void again() const { ::conure::rt::send<"again">(::conure::rt::proxy<Diamond>::conure_target(), [](Diamond &conure_self) -> void { conure_self.again(); }); }
#line 76
  void both(...) const = delete;
#line 80
 };
#line 80
};
