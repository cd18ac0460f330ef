// What a handle reaches, and how processes come to be.
#include <conure/conure.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>
using namespace conure;

class Base {
public:
  int plain = 0;
};
class CONURE_PROCESS Counter : public Base {
public:
  Counter() = default;
  explicit Counter(int v) : value_(v) {}
  CONURE_ASYNC void add(int by) {
    value_ += by;
    helper();
    add(1);                 // an ordinary call
    self(*this)->add(2);    // a send
    Counter *me = this;     // within the process
    me->value_ = 3;
    use(*this);
    Base copy = *this;      // of the plain part
  }
  CONURE_ASYNC virtual void over(int) {}
  template <class T> CONURE_ASYNC void generic(T) {}
  CONURE_ASYNC void get(promise<int> p) { std::move(p).set(value_); }
  CONURE_ASYNC void operator()(int) {}
  void helper() { value_ = 0; }
  static void use(Counter &c) { c.value_ = 1; }

private:
  int value_ = 0;
};
class CONURE_PROCESS Special : public Counter {
public:
  Special() : Counter(1) {}
  explicit Special(int v) : Special() {}
  void over(int) override { Counter::over(1); }
};
struct CONURE_PROCESS Aggregate {
  int x = 0;
  CONURE_ASYNC void message() {}
};
struct CONURE_PROCESS DerivedAggregate : Aggregate {
  int y = 0;
};
class CONURE_PROCESS Later;

void sends(process<Counter> p, const process<Special> &s, std::map<int, process<Counter>> &m, process<Counter> *pointer) {
  p->add(1);
  (p)->add(2);
  s->add(3);
  s->over(1);
  m.at(1)->add(1);
  (*pointer)->add(1);
  p->generic("text");
  p->generic<int>(1);
  p->operator()(1);
  spawn<Counter>(1)->add(1);
  auto answer = ask(p, &Counter::get);
  process<Counter> base = s;
  bool same = p == base;
  auto later = [p] { p->add(1); };
  std::optional<process<Later>> later_process;
  using Type = std::is_base_of<Base, Counter>;
  std::vector<process<Counter>> all{p, base};
  auto a = spawn<Aggregate>(1);
  auto d = spawn<DerivedAggregate>();
  a->message();
  std::unique_ptr<Base> owner = std::make_unique<Base>();
  owner->plain = 1;
}
template <class P> void tagged(int n) {
  for (int i = 0; i < n; ++i)
    spawn<P>()->add(i);
}
void instantiate() { tagged<Counter>(2); }
template <class T> class CONURE_PROCESS Box {
public:
  explicit Box(T v) : value_(v) {}
  CONURE_ASYNC void put(T v) {
    value_ = v;
    self(*this)->put(v);
  }

private:
  T value_;
};
void box() { spawn<Box<int>>(1)->put(2); }
// rules: process-access
