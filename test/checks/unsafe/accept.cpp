#include <conure/conure.h>
#include <any>
#include <bit>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <thread>
#include <variant>
#include <vector>
using namespace conure;

struct Base { virtual ~Base() = default; };
struct Derived : Base { int n = 1; };

// Not process code.
void plain(const Base &b) {
  const_cast<Base &>(b);
  delete new Derived;
  std::thread([] {}).join();
}
union Raw { int i; float f; };

class CONURE_PROCESS Tame {
public:
  CONURE_ASYNC void casts(int n) {
    auto d = static_cast<double>(n);
    auto e = (double)n;
    auto f = double(n);
    Derived x;
    Base &b = x;
    auto &up = static_cast<Base &>(x);
    auto *down = dynamic_cast<Derived *>(&b);
    auto &known = static_cast<Derived &>(b);
    auto &more = const_cast<const Derived &>(x);
    auto *adds = (const Derived *)&x;
    (void)n;
    void *opaque = (void *)&x;
    auto number = reinterpret_cast<std::uintptr_t>(&x);
    auto bits = std::bit_cast<std::uint32_t>(1.0f);
    auto moved = static_cast<Derived &&>(x);
  }
  CONURE_ASYNC void ownership() {
    auto p = std::make_unique<Derived>();
    std::unique_ptr<Base> q(new Derived);
    q.reset(new Derived);
    std::shared_ptr<Base> s(new Derived);
    std::vector<Derived> v(3);
    v.emplace_back();
    std::optional<Derived> o;
    o.emplace();
    std::variant<int, float> either = 1.0f;
    std::any a = 1;
    std::function<int()> f = [] { return 1; };
  }
  CONURE_ASYNC void unevaluated() {
    static_assert(sizeof(Raw) == 4);
    using T = decltype(new int);
    static_assert(noexcept(*(int *)nullptr));
    int n = sizeof(Raw::i);
  }
  CONURE_ASYNC void trusted() { admitted(); }
  CONURE_ASYNC void threads() {
    auto id = std::this_thread::get_id();
    auto n = std::thread::hardware_concurrency();
  }

private:
  CONURE_TRUSTED("the buffer is this process's own") static void admitted() { // expect-remark {{}} [trusted-reason]
    Raw r;
    r.i = 1;
    delete new int;
  }
};

// Outside of process code, and what the rule has no word against.
long reinterprets_outside_of_process_code(int *p) { return reinterpret_cast<long>(p); }
class CONURE_PROCESS Careful {
public:
  CONURE_ASYNC void casts_statically(double d) { n_ = static_cast<int>(d); }
  CONURE_ASYNC void casts_in_c_style(double d) { n_ = (int)d; }
  CONURE_ASYNC void owns_by_unique_ptr() { owned_ = std::make_unique<int>(n_); }

private:
  int n_ = 0;
  std::unique_ptr<int> owned_;
};
