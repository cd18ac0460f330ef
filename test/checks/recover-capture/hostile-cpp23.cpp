// Programs of a hostile reviewer: each would race or dangle, and each is told.
// flags: -std=c++23
#include "../Inputs/hostile.h"

namespace expected_of_pointer_as_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::expected<int *, int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace expected_error_is_string_view {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::expected<int, std::string_view> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace move_only_function_as_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::move_only_function<void()> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace deducing_this {
struct F65 {
  Node n;
  template <class Self> auto *get(this Self &&self) { return &self.n; }
};
auto f65(F65 &o) {
  return recover([&] {
    Node m;
    m.next = o.get(); // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace deducing_this_on_unique {
using namespace deducing_this;
void run(uni<F65> u) {
  Node *p = u->get(); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<F65>> c(1);
  c.send(std::move(u)); // told where the borrow is made
  p->v = 1;
}
}

namespace explicit_object_lambda_recursion {
auto run(Node &n) {
  return recover([&] {
    Node m;
    auto f = [&](this auto &&self, int d) -> void { // expect-error {{this lambda captures a borrow of 'n', which is declared outside of the recover body}} [recover-capture]
      if (d)
        self(d - 1);
      m.next = &n;
    };
    f(1);
    return m;
  });
}
}

namespace static_operator_program {
struct Part {
  static Node *operator()(Node &n) { return &n; }
};
auto run(Node &n) {
  return recover([&] {
    Node m;
    m.next = Part{}(n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace multi_subscript {
struct Part {
  Node *p;
  Node *operator[](int, int) const { return p; }
};
auto run(Part &n) {
  return recover([&] {
    Node m;
    m.next = n[1, 2]; // expect-error {{'operator[]' cannot be called on 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace optional_value_of_a_local_copy {
struct F70 {
  std::optional<Plain> o;
};
void f70b(uni<F70> u) {
  auto *p = &u->o.value(); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F70>> c(1);
  c.send(std::move(u));
  p->v = 1;
}
}

namespace optional_and_then_on_unique {
using namespace optional_value_of_a_local_copy;
void run(uni<F70> u) {
  int *p = nullptr;
  u->o.transform([&](Plain &x) { // expect-error {{'transform' cannot be called on 'u->o', a part of the unique value 'u'}} [uni-call]
    p = &x.v;
    return 0;
  });
  channel<uni<F70>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace bit_field_of_unique_by_address_of_struct {
struct F91 {
  unsigned a : 3;
  int b;
};
void f91(uni<F91> u) {
  F91 *p = &*u; // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p->a = 1;
}
}

namespace uni_in_expected {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::expected<uni<F91>, int> a) {
  int &p = a.value()->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(*a));
  p = 1;
}
}

namespace static_operator_that_takes_a_string {
struct Sender {
  static void operator()(process<Sink> k, std::string &&s) { k->text(std::string(s)); }
};
void run(process<Sink> k, std::string s) {
  Sender{}(k, std::move(s));
  k->text(s); // expect-error {{'s' is used after it was moved}} [use-after-move]
}
}
