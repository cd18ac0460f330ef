// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace recover_with_exception_leaking {
void run(process<Sink> s) {
  try {
    auto u = recover([&] {
      auto m = std::make_unique<Node>();
      throw m.get(); // expect-error {{this throws a 'Node *' out of a recover body}} [recover-result]
      return m;
    });
    s->nodes(std::move(u));
  } catch (Node *k) {
    k->v = 1;
  }
}
}

namespace const_cast_in_value_class {
struct CONURE_VALUE CC {
  std::string s;
  void set() const { const_cast<CC *>(this)->s = "x"; }
};
std::shared_ptr<const CC> fcc = freeze(recover(CC{}));
class CONURE_PROCESS PCC {
public:
  CONURE_ASYNC void m(std::shared_ptr<const CC> c) { c->set(); }
};
}

namespace recover_optional_reference_wrapper {
using namespace const_cast_in_value_class;
auto run(Node &o) {
  return recover([&] { return std::optional(std::ref(o)); }); // expect-error {{the result of this recover is a '.*', which is a borrow}} [recover-result]
}
}

namespace default_args_in_recover {
using namespace const_cast_in_value_class;
Node mk44(Node *p);
extern Node g44;
auto b44() {
  return recover([](Node *p = &g44) { return p; }(nullptr)); // expect-error {{the result of this recover is a 'Node *', which is a borrow}} [recover-result]
}
}

namespace macro_program {
#define R(x) recover([&] { return x; })
auto b45(Node &o) { return R(o.next); } // expect-error {{the result of this recover is a 'Node *', which is a borrow}} [recover-result]
}

namespace function_result_from_recover {
auto run(int &x) {
  return recover([&] { return std::function<int()>([&x] { return x; }); }); // expect-error {{the result of this recover is a '.*', which is a borrow}} [recover-result]
}
}

namespace any_result {
auto run(int &x) {
  return recover([&] { return std::any(&x); }); // expect-error {{the result of this recover is a 'std::any', which is a borrow}} [recover-result]
}
}

namespace outside_thrown_and_caught {
auto run(Node &n) {
  return recover([&] {
    Node m;
    try {
      throw &n; // expect-error {{this throws a 'Node *' out of a recover body}} [recover-result]
    } catch (Node *p) {
      m.next = p;
    }
    return m;
  });
}
}

namespace ranges_to {
auto run(std::vector<Node> &o) {
  return recover([&] {
    std::vector<Node *> v;
    for (auto &&p : o | std::views::transform([](Node &n) { return &n; })) // expect-error {{'operator|' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{the result of this recover would hold a borrow of '__begin2', which is gone when the body ends}} [recover-result]
      v.push_back(p);
    return v;
  });
}
}
