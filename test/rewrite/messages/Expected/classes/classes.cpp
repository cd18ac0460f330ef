#line 1 "SOURCE/classes.cpp" // Rewritten by Conure: edit the file named here
// RUN: %golden --flags "--count none" --expected %S/Expected/classes %s
#include <conure/conure.h>
#include <string>
#include <utility>
using namespace conure;

namespace outer {
class CONURE_PROCESS Base {
 public:
  CONURE_ASYNC void greet(std::string name) { name_ = std::move(name); }
  CONURE_ASYNC virtual void turn(int by) { angle_ += by; }
  CONURE_ASYNC void hidden(int) {}
  CONURE_ASYNC void overloaded(int) {}
  virtual ~Base() = default;

 protected:
  std::string name_;
  int angle_ = 0;
#line 19 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Base> {
#line 19
  using conure_process = Base;
#line 19
  explicit conure_proxy(::conure::rt::target<Base> conure_to) noexcept : ::conure::rt::proxy<Base>(conure_to) {}
#line 10
  void greet(std::string name) const { ::conure::rt::send<"greet">(::conure::rt::proxy<Base>::conure_target(), [](Base &conure_self, auto &&...conure_args) -> void { conure_self.greet(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(name)); }
#line 11
  void turn(int by) const { ::conure::rt::send<"turn">(::conure::rt::proxy<Base>::conure_target(), [](Base &conure_self, auto &&...conure_args) -> void { conure_self.turn(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(by)); }
#line 12
  void hidden(int conure_p1) const { ::conure::rt::send<"hidden">(::conure::rt::proxy<Base>::conure_target(), [](Base &conure_self, auto &&...conure_args) -> void { conure_self.hidden(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 13
  void overloaded(int conure_p1) const { ::conure::rt::send<"overloaded">(::conure::rt::proxy<Base>::conure_target(), [](Base &conure_self, auto &&...conure_args) -> void { conure_self.overloaded(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 19
 };
#line 19
};
} // namespace outer

struct Plain {
  int weight = 1;
};

class CONURE_PROCESS Second {
 public:
  CONURE_ASYNC void second() {}
#line 29 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Second> {
#line 29
  using conure_process = Second;
#line 29
  explicit conure_proxy(::conure::rt::target<Second> conure_to) noexcept : ::conure::rt::proxy<Second>(conure_to) {}
#line 28
  void second() const { ::conure::rt::send<"second">(::conure::rt::proxy<Second>::conure_target(), [](Second &conure_self) -> void { conure_self.second(); }); }
#line 29
 };
#line 29
};

class CONURE_PROCESS Derived final : public Plain, public outer::Base, public Second {
 public:
  void turn(int by) override { angle_ -= by; }
  using outer::Base::overloaded;
  CONURE_ASYNC void overloaded(std::string) {}

 private:
  void hidden() {}
#line 39 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Derived>, outer::Base::conure_proxy, Second::conure_proxy {
#line 39
  using conure_process = Derived;
#line 39
  explicit conure_proxy(::conure::rt::target<Derived> conure_to) noexcept : ::conure::rt::proxy<Derived>(conure_to), outer::Base::conure_proxy(conure_to), Second::conure_proxy(conure_to) {}
#line 33
  void turn(int by) const { ::conure::rt::send<"turn">(::conure::rt::proxy<Derived>::conure_target(), [](Derived &conure_self, auto &&...conure_args) -> void { conure_self.turn(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(by)); }
#line 35
  void overloaded(std::string conure_p1) const { ::conure::rt::send<"overloaded">(::conure::rt::proxy<Derived>::conure_target(), [](Derived &conure_self, auto &&...conure_args) -> void { conure_self.overloaded(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 34
  using outer::Base::conure_proxy::overloaded;
#line 38
  void hidden(...) const = delete;
#line 39
 };
#line 39
};

class Middle : public outer::Base {};
class CONURE_PROCESS BehindPlain : public Middle {
 public:
  CONURE_ASYNC void own() {}
#line 45 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<BehindPlain>, Middle::conure_proxy {
#line 45
  using conure_process = BehindPlain;
#line 45
  explicit conure_proxy(::conure::rt::target<BehindPlain> conure_to) noexcept : ::conure::rt::proxy<BehindPlain>(conure_to), Middle::conure_proxy(conure_to) {}
#line 44
  void own() const { ::conure::rt::send<"own">(::conure::rt::proxy<BehindPlain>::conure_target(), [](BehindPlain &conure_self) -> void { conure_self.own(); }); }
#line 45
 };
#line 45
};

class CONURE_PROCESS PrivateBase : private Second {
 public:
  CONURE_ASYNC void own() {}
#line 50 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<PrivateBase> {
#line 50
  using conure_process = PrivateBase;
#line 50
  explicit conure_proxy(::conure::rt::target<PrivateBase> conure_to) noexcept : ::conure::rt::proxy<PrivateBase>(conure_to) {}
#line 49
  void own() const { ::conure::rt::send<"own">(::conure::rt::proxy<PrivateBase>::conure_target(), [](PrivateBase &conure_self) -> void { conure_self.own(); }); }
#line 50
 };
#line 50
};

template <class T> class CONURE_PROCESS Holder {
 public:
  CONURE_ASYNC void put(T value) { value_ = std::move(value); }
  CONURE_ASYNC void get(channel<T> out) const { out.send(value_); }
  template <class U> CONURE_ASYNC void convert(U from) { value_ = T(from); }

 private:
  T value_{};
#line 60 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Holder> {
#line 60
  using conure_process = Holder;
#line 60
  explicit conure_proxy(::conure::rt::target<Holder> conure_to) noexcept : ::conure::rt::proxy<Holder>(conure_to) {}
#line 54
  void put(T value) const { ::conure::rt::send<"put">(::conure::rt::proxy<Holder>::conure_target(), [](Holder &conure_self, auto &&...conure_args) -> void { conure_self.put(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(value)); }
#line 55
  void get(channel<T> out) const { ::conure::rt::send<"get">(::conure::rt::proxy<Holder>::conure_target(), [](Holder &conure_self, auto &&...conure_args) -> void { static_cast<const Holder &>(conure_self).get(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(out)); }
#line 56
  template <class U> void convert(U from) const { ::conure::rt::send<"convert">(::conure::rt::proxy<Holder>::conure_target(), [](Holder &conure_self, auto &&...conure_args) -> void { conure_self.template convert<U>(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(from)); }
#line 60
 };
#line 60
};

template <> class CONURE_PROCESS Holder<bool> {
 public:
  CONURE_ASYNC void flip() { value_ = !value_; }

 private:
  bool value_ = false;
#line 68 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Holder> {
#line 68
  using conure_process = Holder;
#line 68
  explicit conure_proxy(::conure::rt::target<Holder> conure_to) noexcept : ::conure::rt::proxy<Holder>(conure_to) {}
#line 64
  void flip() const { ::conure::rt::send<"flip">(::conure::rt::proxy<Holder>::conure_target(), [](Holder &conure_self) -> void { conure_self.flip(); }); }
#line 68
 };
#line 68
};

template <class T> class CONURE_PROCESS Holder<T *> {
 public:
  CONURE_ASYNC void pointer_to(T) {}
#line 73 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Holder> {
#line 73
  using conure_process = Holder;
#line 73
  explicit conure_proxy(::conure::rt::target<Holder> conure_to) noexcept : ::conure::rt::proxy<Holder>(conure_to) {}
#line 72
  void pointer_to(T conure_p1) const { ::conure::rt::send<"pointer_to">(::conure::rt::proxy<Holder>::conure_target(), [](Holder &conure_self, auto &&...conure_args) -> void { conure_self.pointer_to(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 73
 };
#line 73
};

template <class T> class CONURE_PROCESS DerivedHolder : public Holder<T> {
 public:
  using Holder<T>::put;
  CONURE_ASYNC void put(T first, T) { ::conure::rt::preempt(); this->put(std::move(first)); }
#line 79 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<DerivedHolder>, Holder<T>::conure_proxy {
#line 79
  using conure_process = DerivedHolder;
#line 79
  explicit conure_proxy(::conure::rt::target<DerivedHolder> conure_to) noexcept : ::conure::rt::proxy<DerivedHolder>(conure_to), Holder<T>::conure_proxy(conure_to) {}
#line 78
  void put(T first, T conure_p2) const { ::conure::rt::send<"put">(::conure::rt::proxy<DerivedHolder>::conure_target(), [](DerivedHolder &conure_self, auto &&...conure_args) -> void { conure_self.put(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(first), ::std::move(conure_p2)); }
#line 77
  using Holder<T>::conure_proxy::put;
#line 79
 };
#line 79
};

struct Around {
  class CONURE_PROCESS Nested {
   public:
    CONURE_ASYNC void inside(int) {}
  
#line 85 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Nested> {
#line 85
  using conure_process = Nested;
#line 85
  explicit conure_proxy(::conure::rt::target<Nested> conure_to) noexcept : ::conure::rt::proxy<Nested>(conure_to) {}
#line 84
  void inside(int conure_p1) const { ::conure::rt::send<"inside">(::conure::rt::proxy<Nested>::conure_target(), [](Nested &conure_self, auto &&...conure_args) -> void { conure_self.inside(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 85
 };
#line 85
};
};

template <class T> struct AroundTemplate {
  struct CONURE_PROCESS Nested {
    CONURE_ASYNC void inside(T) {}
  
#line 91 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Nested> {
#line 91
  using conure_process = Nested;
#line 91
  explicit conure_proxy(::conure::rt::target<Nested> conure_to) noexcept : ::conure::rt::proxy<Nested>(conure_to) {}
#line 90
  void inside(T conure_p1) const { ::conure::rt::send<"inside">(::conure::rt::proxy<Nested>::conure_target(), [](Nested &conure_self, auto &&...conure_args) -> void { conure_self.inside(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(conure_p1)); }
#line 91
 };
#line 91
};
};

struct CONURE_PROCESS Aggregate {
  int a;
  std::string b;
  CONURE_ASYNC void show() const {}
#line 98 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Aggregate> {
#line 98
  using conure_process = Aggregate;
#line 98
  explicit conure_proxy(::conure::rt::target<Aggregate> conure_to) noexcept : ::conure::rt::proxy<Aggregate>(conure_to) {}
#line 97
  void show() const { ::conure::rt::send<"show">(::conure::rt::proxy<Aggregate>::conure_target(), [](Aggregate &conure_self) -> void { static_cast<const Aggregate &>(conure_self).show(); }); }
#line 98
 };
#line 98
};

class CONURE_PROCESS CONURE_MAILBOX(8 * 2) Bounded { public: CONURE_ASYNC void one() {} 
#line 100 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Bounded> {
#line 100
  using conure_process = Bounded;
#line 100
  static constexpr ::std::size_t conure_mailbox = 16;
#line 100
  explicit conure_proxy(::conure::rt::target<Bounded> conure_to) noexcept : ::conure::rt::proxy<Bounded>(conure_to) {}
#line 100
  void one() const { ::conure::rt::send<"one">(::conure::rt::proxy<Bounded>::conure_target(), [](Bounded &conure_self) -> void { conure_self.one(); }); }
#line 100
 };
#line 100
};

class CONURE_PROCESS Empty {
#line 102 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Empty> {
#line 102
  using conure_process = Empty;
#line 102
  explicit conure_proxy(::conure::rt::target<Empty> conure_to) noexcept : ::conure::rt::proxy<Empty>(conure_to) {}
#line 102
 };
#line 102
};

void use() {
  auto derived = spawn<Derived>();
  derived->turn(1);
  derived->greet("x");
  derived->overloaded(1);
  derived->overloaded("x");
  derived->second();
  process<outer::Base> base = derived;
  base->hidden(1);
  base->turn(2);
  auto behind = spawn<BehindPlain>();
  behind->own();
  behind->greet("y");
  auto alone = spawn<PrivateBase>();
  alone->own();
  auto ints = spawn<Holder<int>>();
  ints->put(3);
  ints->convert(3.5);
  auto flags = spawn<Holder<bool>>();
  flags->flip();
  auto more = spawn<DerivedHolder<std::string>>();
  more->put("a");
  more->put("a", "b");
  auto nested = spawn<Around::Nested>();
  nested->inside(1);
  auto dependent = spawn<AroundTemplate<std::string>::Nested>();
  dependent->inside("x");
  auto aggregate = spawn<Aggregate>(1, "x");
  aggregate->show();
  spawn<Bounded>()->one();
  class CONURE_PROCESS Local {
   public:
    CONURE_ASYNC void here(int by) { sum_ += by; }

   private:
    int sum_ = 0;
  
#line 140 "SOURCE/classes.cpp"
 public: struct conure_proxy : ::conure::rt::proxy<Local> {
#line 140
  using conure_process = Local;
#line 140
  explicit conure_proxy(::conure::rt::target<Local> conure_to) noexcept : ::conure::rt::proxy<Local>(conure_to) {}
#line 136
  void here(int by) const { ::conure::rt::send<"here">(::conure::rt::proxy<Local>::conure_target(), [](Local &conure_self, auto &&...conure_args) -> void { conure_self.here(static_cast<decltype(conure_args)>(conure_args)...); }, ::std::move(by)); }
#line 140
 };
#line 140
};
  spawn<Local>()->here(2);
}
