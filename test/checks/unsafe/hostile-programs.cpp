// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace member_specialization {
template <class T> class CONURE_PROCESS B65 {
public:
  CONURE_ASYNC void m(T) {}
};
int g65;
template <> void B65<int>::m(int) { g65++; } // expect-error {{process code uses 'g65', a mutable global that every process could reach}} [shared-state]
}

namespace using_declared_namespace_var_alias_template {
using namespace member_specialization;
namespace n87 { int v; }
using n87::v;
class CONURE_PROCESS B87 {
public:
  CONURE_ASYNC void m() { v++; } // expect-error {{process code uses 'v', a mutable global that every process could reach}} [shared-state]
};
}

namespace blocking_closure_capturing_this_then_other_b {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  int f = 0;
  CONURE_ASYNC void m() {
    auto fu = std::async([this] { f++; }); // expect-warning {{process code calls 'std::async', which the checks cannot follow}} [unsafe]
  }
};
}

namespace std_thread_capturing_this {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  int f = 0;
  CONURE_ASYNC void m() {
    std::thread([this] { f++; }).detach(); // expect-warning {{process code makes a 'std::thread', which the checks cannot follow}} [unsafe]
  }
};
}

namespace jthread_program {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  int f = 0;
  CONURE_ASYNC void m() {
    std::jthread t([&] { f++; }); // expect-warning {{process code makes a 'std::jthread', which the checks cannot follow}} [unsafe]
  }
};
}

namespace parallel_algorithm {
using namespace member_specialization;
using namespace using_declared_namespace_var_alias_template;
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m() {
    std::vector<int> v(9);
    int sum = 0;
    std::for_each(std::execution::par, v.begin(), v.end(), [&](int x) { sum += x; }); // expect-warning {{process code uses '__pstl::execution::par', which the checks cannot follow: it runs its callable on other threads}} [unsafe]
  }
};
}

namespace const_cast_in_value_class {
struct CONURE_VALUE CC {
  std::string s;
  void set() const { const_cast<CC *>(this)->s = "x"; } // expect-warning {{process code uses a 'const_cast' that removes 'const': it makes shared constants and immutable borrows writable}} [unsafe]
};
std::shared_ptr<const CC> fcc = freeze(recover(CC{}));
class CONURE_PROCESS PCC {
public:
  CONURE_ASYNC void m(std::shared_ptr<const CC> c) { c->set(); }
};
}

namespace pointer_const_in_frozen_struct_value_parts_o {
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m() {
    std::vector<int> v(9);
    int sum = 0;
    std::for_each(std::execution::par, v.begin(), v.end(), [&](int x) { sum += x; }); // expect-warning {{process code uses '__pstl::execution::par', which the checks cannot follow: it runs its callable on other threads}} [unsafe]
  }
};
}
