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
};
} // namespace outer

struct Plain {
  int weight = 1;
};

class CONURE_PROCESS Second {
 public:
  CONURE_ASYNC void second() {}
};

class CONURE_PROCESS Derived final : public Plain, public outer::Base, public Second {
 public:
  void turn(int by) override { angle_ -= by; }
  using outer::Base::overloaded;
  CONURE_ASYNC void overloaded(std::string) {}

 private:
  void hidden() {}
};

class Middle : public outer::Base {};
class CONURE_PROCESS BehindPlain : public Middle {
 public:
  CONURE_ASYNC void own() {}
};

class CONURE_PROCESS PrivateBase : private Second {
 public:
  CONURE_ASYNC void own() {}
};

template <class T> class CONURE_PROCESS Holder {
 public:
  CONURE_ASYNC void put(T value) { value_ = std::move(value); }
  CONURE_ASYNC void get(channel<T> out) const { out.send(value_); }
  template <class U> CONURE_ASYNC void convert(U from) { value_ = T(from); }

 private:
  T value_{};
};

template <> class CONURE_PROCESS Holder<bool> {
 public:
  CONURE_ASYNC void flip() { value_ = !value_; }

 private:
  bool value_ = false;
};

template <class T> class CONURE_PROCESS Holder<T *> {
 public:
  CONURE_ASYNC void pointer_to(T) {}
};

template <class T> class CONURE_PROCESS DerivedHolder : public Holder<T> {
 public:
  using Holder<T>::put;
  CONURE_ASYNC void put(T first, T) { this->put(std::move(first)); }
};

struct Around {
  class CONURE_PROCESS Nested {
   public:
    CONURE_ASYNC void inside(int) {}
  };
};

template <class T> struct AroundTemplate {
  struct CONURE_PROCESS Nested {
    CONURE_ASYNC void inside(T) {}
  };
};

struct CONURE_PROCESS Aggregate {
  int a;
  std::string b;
  CONURE_ASYNC void show() const {}
};

class CONURE_PROCESS CONURE_MAILBOX(8 * 2) Bounded { public: CONURE_ASYNC void one() {} };

class CONURE_PROCESS Empty {};

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
  };
  spawn<Local>()->here(2);
}
