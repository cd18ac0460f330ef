// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace uni_of_pmr_vector {
auto run(std::pmr::memory_resource *r) {
  return recover([&] { return std::pmr::vector<int>(r); }); // expect-error {{this argument borrows 'r', which is declared outside of the recover body}} [recover-capture]
}
}

namespace recover_std_move_o {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  auto u = recover(std::move(o)); // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
  s->vec(std::move(u));
  r = 2;
}
}

namespace return_in_fn_with_escaped {
uni<std::vector<int>> run(int *&out) {
  std::vector<int> o{1};
  out = &o[0];
  return o; // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace return_param {
uni<std::vector<int>> run(std::vector<int> o) { return o; } // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}

namespace return_starthis_field {
struct Part {
  std::vector<int> o;
  uni<std::vector<int>> get() { return std::move(o); } // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
};
}

namespace return_std_move_of_param_ref {
uni<std::vector<int>> run(std::vector<int> &&o) { return std::move(o); } // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}

namespace recover_lambda_captures_and_gives_alias {
void run(process<Sink> s) {
  Node n;
  auto u = recover([&] {
    Node m;
    m.next = &n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
  s->node(std::move(u));
  n.v = 1;
}
}

namespace recover_out_param_via_capture {
void run(process<Sink> s) {
  Node *k;
  auto u = recover([&] {
    auto m = std::make_unique<Node>();
    k = m.get(); // expect-error {{assigning to 'k', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
  s->nodes(std::move(u));
  k->v = 1;
}
}

namespace recover_captured_container_of_pointers {
void run(process<Sink> s) {
  std::vector<Node *> ks;
  auto u = recover([&] {
    auto m = std::make_unique<Node>();
    ks.push_back(m.get()); // expect-error {{'push_back' cannot be called on 'ks', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
  s->nodes(std::move(u));
  ks[0]->v = 1;
}
}

namespace recover_with_by_value_capture_of_pointer {
void run(process<Sink> s, Node *o) {
  auto u = recover([o] {
    Node m;
    m.next = o; // expect-error {{a borrow of 'o', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
  s->node(std::move(u));
  o->v = 1;
}
}

namespace recover_expr_with_pointer_arg {
Node make(Node *p) {
  Node m;
  m.next = p;
  return m;
}
void run(process<Sink> s, Node &o) { s->node(recover(make(&o))); } // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
}

namespace recover_with_this {
struct Part {
  Node n;
  auto go() {
    return recover([this] {
      Node m;
      m.next = &n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
      return m;
    });
  }
};
}

namespace recover_through_callable_by_name {
void run(process<Sink> s, Node &o) {
  auto f = [&o] {
    Node m;
    m.next = &o;
    return m;
  };
  s->node(recover(f)); // expect-error {{copying 'f', which is declared outside of the recover body, copies the borrows that '.*' may hold}} [recover-capture]
}
}

namespace recover_through_callable_by_name_pass_into_r {
void run(process<Sink> s, Node &o) {
  auto f = [&o] {
    Node m;
    m.next = &o;
    return m;
  };
  s->node(recover(f())); // expect-error {{'.*' cannot be called on 'f', which is declared outside of the recover body}} [recover-capture]
}
}

namespace recover_through_std_function {
void run(process<Sink> s, Node &o) {
  std::function<Node()> f = [&o] {
    Node m;
    m.next = &o;
    return m;
  };
  s->node(recover(f())); // expect-error {{'.*' cannot be called on 'f', which is declared outside of the recover body}} [recover-capture]
}
}

namespace recover_goto_return_from_stmt_expr {
void run(process<Sink> s) {
  Node *k = nullptr;
  auto u = recover(({
    auto m = std::make_unique<Node>();
    k = m.get(); // expect-error {{assigning to 'k', which is declared outside of the recover body}} [recover-capture]
    std::move(m);
  }));
  s->nodes(std::move(u));
  k->v = 1;
}
}

namespace uni_to_t_via_recover_alias_then_back {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain p = recover(std::move(u));
  int &r = p.v;
  s->take(recover(std::move(p))); // expect-error {{'p' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{moving 'p', which is declared outside of the recover body, into the recovered value}} [recover-capture]
  r = 1;
}
}

namespace shared_ptr_result_captured {
void run() {
  auto sp = std::make_shared<Node>();
  auto u = recover([&] { return sp; }); // expect-error {{copying 'sp', which is declared outside of the recover body, copies the borrows that '.*' may hold}} [recover-capture]
  channel<uni<std::shared_ptr<Node>>> c(1);
  c.send(std::move(u));
  sp->v = 1;
}
}

namespace string_ref_moved_in_recover {
void run(process<Sink> s, std::string &o) {
  s->take(recover([&] {
    Plain p;
    p.s = std::move(o); // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
    return p;
  }));
}
}

namespace string_field_moved_in_recover {
struct Part {
  std::string name;
  void go(process<Sink> s) {
    s->take(recover([&] {
      Plain p;
      p.s = std::move(name); // expect-error {{moving 'name', which is declared outside of the recover body, into the recovered value}} [recover-capture]
      return p;
    }));
  }
};
}

namespace recover_swap_outside_vector {
auto run(std::vector<int> &o) {
  return recover([&] {
    std::vector<int> v;
    o.swap(v); // expect-error {{'swap' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace recover_swap_outside_string {
auto run(std::string &o) {
  return recover([&] {
    std::string v;
    o.swap(v); // expect-error {{'swap' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace recover_std_swap_string {
auto run(std::string &o) {
  return recover([&] {
    std::string v;
    std::swap(v, o); // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace recover_local_swap_outside {
auto run(std::string &o) {
  return recover([&] {
    std::string v;
    v.swap(o); // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace merge_program {
auto run(std::map<int, int> &o) {
  return recover([&] {
    std::map<int, int> v;
    o.merge(v); // expect-error {{'merge' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    v.merge(o); // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace outside_merge_local_gives_nodes_outside {
auto run(std::set<int> &o) {
  return recover([&] {
    auto v = std::make_unique<std::set<int>>();
    o.merge(*v); // expect-error {{'merge' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace splice_program {
auto run(std::list<int> &o) {
  return recover([&] {
    std::list<int> v;
    o.splice(o.begin(), v); // expect-error {{'begin' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{'splice' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace outside_const_base_ref_stores_borrow_of_insi {
struct OB {
  virtual void see(const Node &s) const {}
  virtual ~OB() = default;
};
struct OD : OB {
  mutable const Node *k = nullptr;
  void see(const Node &s) const override { k = &s; }
};
auto b27(const OB &o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o.see(*n); // expect-error {{'see' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace outside_const_base_pointer {
using namespace outside_const_base_ref_stores_borrow_of_insi;
auto run(const OB *o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o->see(*n); // expect-error {{'see' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace crtp_mutable_in_derived {
template <class T> struct Crtp {
  void see(const Node &n) const { static_cast<const T *>(this)->k = &n; }
};
struct CD : Crtp<CD> {
  mutable const Node *k = nullptr;
};
auto run(const CD &o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o.see(*n); // expect-error {{'see' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace crtp_on_unique_receiver {
template <class T> struct Crtp2 {
  void see(const std::string &n) const { static_cast<const T *>(this)->k = &n; }
};
struct CD2 : Crtp2<CD2> {
  mutable const std::string *k = nullptr;
};
void b30(std::string o) {
  uni<CD2> u = recover(CD2{});
  u->see(o); // expect-error {{'see' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<CD2>> c(1);
  c.send(std::move(u));
  o = "x";
}
}

namespace using_derived_member_through_virtual_base_co {
struct NB {
  void see(const Node &s) const { do_see(s); }
  virtual ~NB() = default;

private:
  virtual void do_see(const Node &) const = 0;
};
struct ND : NB {
  mutable const Node *k;
  void do_see(const Node &s) const override { k = &s; }
};
auto run(const NB &o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o.see(*n); // expect-error {{'see' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace conversion_of_result_const_method_returns_ow {
struct Out {
  std::vector<Node *> all;
  std::vector<Node *> copy() const { return all; }
};
auto run(const Out &o) {
  return recover([&] { return o.copy(); }); // expect-error {{'copy' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
}
}

namespace outside_const_shared_deref_modifies {
auto run(const std::unique_ptr<Node> &o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o->next = n.get(); // expect-error {{assigning a 'Node *', which is not sendable, to 'o->next', a part of 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace outside_span {
auto run(std::span<Node *> o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    o[0] = n.get(); // expect-error {{assigning a 'Node *', which is not sendable, to 'o[0]', a part of 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace outside_iterator {
auto run(std::vector<Node *>::iterator o) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    *o = n.get(); // expect-error {{'operator*' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace output_iterator {
auto run(std::vector<Node *> &o) {
  auto it = std::back_inserter(o);
  return recover([&] {
    auto n = std::make_unique<Node>();
    *it = n.get(); // expect-error {{'operator*' cannot be called on 'it', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace outside_function_object_call {
auto run(std::function<void(Node *)> f) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    f(n.get()); // expect-error {{'.*' cannot be called on 'f', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
}

namespace outside_template_callable {
template <class F> auto b38(F f) {
  return recover([&] {
    auto n = std::make_unique<Node>();
    f(*n); // expect-error {{'.*' cannot be called on 'f', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
}
void use38() {
  Node *k;
  auto u = b38([&](Node &n) { k = &n; });
}
}

namespace function_pointer_outside_storing_to_static_p {
auto run(std::pair<Node *, int> &pr) {
  auto &[p, i] = pr;
  return recover([&] {
    auto n = std::make_unique<Node>();
    p = n.get(); // expect-error {{assigning to 'p', which is declared outside of the recover body}} [recover-capture]
    return n;
  });
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

namespace std_any_function_in_uni_result {
using namespace const_cast_in_value_class;
auto run(Node &o) {
  return recover([&] {
    std::any a = &o; // expect-error {{this argument borrows 'o', which is declared outside of the recover body}} [recover-capture]
    return a; // expect-error {{the result of this recover is a 'std::any', which is a borrow}} [recover-result]
  });
}
}

namespace macro_program {
#define R(x) recover([&] { return x; })
auto b45(Node &o) { return R(o.next); } // expect-error {{the result of this recover is a 'Node *', which is a borrow}} [recover-result]
}

namespace pack_expansion {
using namespace crtp_on_unique_receiver;
using namespace macro_program;
template <class... T> auto b46(T &...t) {
  return recover([&] { return std::tuple<T *...>(&t...); }); // expect-error {{this argument borrows 't', which is declared outside of the recover body}} [recover-capture]
}
void use46() {
  int a;
  auto x = b46(a);
}
}

namespace ask_with_promise_alias_promise_of_uni_set_fr {
using namespace macro_program;
struct CONURE_PROCESS Receiver {
  std::vector<int> v;
  CONURE_ASYNC void m(promise<uni<std::vector<int>>> p) { std::move(p).set(recover(std::move(v))); } // expect-error {{field 'v' is moved out of the process and not refilled on the way out of 'm'}} [use-after-move], expect-error {{moving 'v', which is declared outside of the recover body, into the recovered value}} [recover-capture]
};
}

namespace lambda_return_conversion_to_uni {
void run(process<Sink> s, std::vector<int> &o) {
  auto f = [&]() -> uni<std::vector<int>> { return std::move(o); }; // expect-error {{moving 'o', which is declared outside of the recover body, into the recovered value}} [recover-capture]
  s->vec(f());
}
}

namespace uni_t_const_tref_copying_struct_with_pointer {
using namespace macro_program;
struct Ptrs {
  std::vector<Node *> v;
};
void b65(const Ptrs &p) {
  channel<uni<Ptrs>> c(1);
  c.send(recover(p)); // expect-error {{copying 'p', which is declared outside of the recover body, copies the borrows that 'Ptrs' may hold}} [recover-capture]
}
}

namespace implicit_return_copy_of_pointer_holder {
using namespace uni_t_const_tref_copying_struct_with_pointer;
uni<Ptrs> run(const Ptrs &p) { return p; } // expect-error {{copying 'p', which is declared outside of the recover body, copies the borrows that 'Ptrs' may hold}} [recover-capture]
}

namespace return_aggregate_w_pointer {
using namespace uni_t_const_tref_copying_struct_with_pointer;
uni<Ptrs> run(Node &n) { return Ptrs{{&n}}; } // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
}

namespace return_local_filled_with_outside_pointers {
using namespace uni_t_const_tref_copying_struct_with_pointer;
uni<Ptrs> run(Node &n) {
  Ptrs p;
  p.v.push_back(&n);
  return p; // expect-error {{moving 'p', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace return_local_then_registered_elsewhere {
uni<std::unique_ptr<Node>> run(std::vector<Node *> &reg) {
  auto n = std::make_unique<Node>();
  reg.push_back(n.get());
  return n; // expect-error {{moving 'n', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace return_local_aliased_by_out_param_after {
uni<std::unique_ptr<Node>> run(Node *&out) {
  auto n = std::make_unique<Node>();
  out = n.get();
  return n; // expect-error {{moving 'n', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace return_with_struct_member {
struct Part {
  Node *keep;
  uni<std::unique_ptr<Node>> get() {
    auto n = std::make_unique<Node>();
    keep = n.get();
    return n; // expect-error {{moving 'n', which is declared outside of the recover body, into the recovered value}} [recover-capture]
  }
};
}

namespace return_via_lambda_capture {
uni<std::unique_ptr<Node>> run(std::function<void()> &out) {
  auto n = std::make_unique<Node>();
  out = [p = n.get()] { p->v = 1; };
  return n; // expect-error {{moving 'n', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace return_after_shared_ptr_alias {
uni<std::shared_ptr<Node>> run(std::shared_ptr<Node> &out) {
  auto n = std::make_shared<Node>();
  out = n;
  return n; // expect-error {{moving 'n', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace reference_local {
uni<std::vector<int>> run(std::vector<int> &o) {
  auto &v = o;
  return std::move(v); // expect-error {{moving 'v', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace unique_ptr_with_shared_deleter_in_uni_is_fla {
auto run(int &x) {
  return recover([&] {
    auto d = [&x](int *p) { // expect-error {{this lambda captures a borrow of 'x', which is declared outside of the recover body}} [recover-capture]
      x++;
      delete p;
    };
    return std::unique_ptr<int, decltype(d)>(new int, d); // expect-error {{the result of this recover would hold a borrow of 'd', which is gone when the body ends}} [recover-result]
  });
}
}

namespace priority_queue_with_borrowing_comparator {
auto run(std::vector<int> &k) {
  return recover([&] {
    auto c = [&k](int a, int b) { return k[a] < k[b]; }; // expect-error {{this lambda captures a borrow of 'k', which is declared outside of the recover body}} [recover-capture]
    return std::priority_queue<int, std::vector<int>, decltype(c)>(c); // expect-error {{the result of this recover would hold a borrow of 'c', which is gone when the body ends}} [recover-result]
  });
}
}

namespace pointer_smuggled_as_integer_out_of_recover {
struct Part {
  std::uintptr_t a;
};
auto run(std::vector<int> &x) {
  return recover([&] { return Part{reinterpret_cast<std::uintptr_t>(x.data())}; }); // expect-error {{'data' cannot be called on 'x', which is declared outside of the recover body}} [recover-capture]
}
}

namespace outside_via_structured_binding {
auto run(Node &n) {
  auto &[v, next, own] = n;
  return recover([&] {
    Node m;
    m.next = next; // expect-error {{a borrow of 'next', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace outside_via_nested_lambda {
auto run(Node &n) {
  return recover([&] {
    Node m;
    auto f = [&] { m.next = &n; }; // expect-error {{this lambda captures a borrow of 'n', which is declared outside of the recover body}} [recover-capture]
    f();
    return m;
  });
}
}

namespace outside_via_nested_generic_lambda {
auto run(Node &n) {
  return recover([&] {
    Node m;
    auto f = [&](auto &x) { x.next = &n; }; // expect-error {{this lambda captures a borrow of 'n', which is declared outside of the recover body}} [recover-capture]
    f(m);
    return m;
  });
}
}

namespace outside_via_default_capture_copy_of_pointer {
auto run(Node *n) {
  return recover([=] {
    Node m;
    m.next = n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace init_capture_of_address {
auto run(Node &n) {
  return recover([p = &n] { // expect-error {{this lambda captures a borrow of 'n', which is declared outside of the recover body}} [recover-capture]
    Node m;
    m.next = p;
    return m;
  });
}
}

namespace init_capture_by_reference {
auto run(Node &n) {
  return recover([&p = n] { // expect-error {{this lambda captures a borrow of 'n', which is declared outside of the recover body}} [recover-capture]
    Node m;
    m.next = &p;
    return m;
  });
}
}

namespace this_capture {
struct Part {
  Node n;
  auto go() {
    return recover([this] {
      Node m;
      m.next = &n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
      return m;
    });
  }
};
}

namespace star_this_copy_holds_borrow {
struct Part {
  Node *n;
  auto go() {
    return recover([*this] {
      Node m;
      m.next = n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
      return m;
    });
  }
};
}

namespace static_member_function_returns_borrow_of_out_program {
struct Part {
  static Node *id(Node &n) { return &n; }
};
auto run(Node &n) {
  return recover([&] {
    Node m;
    m.next = Part::id(n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace outside_passed_to_constructor {
struct Part {
  Node *p;
  Part(Node &n) : p(&n) {}
};
auto run(Node &n) {
  return recover([&] { return Part(n); }); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
}
}

namespace outside_passed_by_ctad {
template <class T> struct Part {
  T *p;
  Part(T &n) : p(&n) {}
};
auto run(Node &n) {
  return recover([&] { return Part(n); }); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
}
}

namespace ternary_program_2 {
auto run(Node &n, Node &o, bool b) {
  return recover([&] {
    Node m;
    m.next = b ? &n : &o; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace comma_program_2 {
auto run(Node &n) {
  return recover([&] {
    Node m;
    m.next = (0, &n); // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace goto_program {
auto run(Node &n) {
  return recover([&] {
    Node m;
    goto x;
  x:
    m.next = &n; // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace switch_init {
auto run(Node &n) {
  return recover([&] {
    Node m;
    switch (auto *p = &n; 1) { // expect-error {{'p' borrows 'n', which is declared outside of the recover body}} [recover-capture]
    default:
      m.next = p;
    }
    return m;
  });
}
}

namespace if_init {
auto run(Node &n) {
  return recover([&] {
    Node m;
    if (auto *p = &n) // expect-error {{'p' borrows 'n', which is declared outside of the recover body}} [recover-capture]
      m.next = p;
    return m;
  });
}
}

namespace range_for_init {
auto run(Node &n) {
  return recover([&] {
    Node m;
    for (auto *p = &n; int i : {1}) // expect-error {{'p' borrows 'n', which is declared outside of the recover body}} [recover-capture]
      m.next = p;
    return m;
  });
}
}

namespace range_for_over_array_of_outside {
auto run(Node &n) {
  return recover([&] {
    Node m;
    for (auto *p : {&n}) // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
      m.next = p;
    return m;
  });
}
}

namespace statement_expression {
auto run(Node &n) {
  return recover([&] {
    Node m;
    m.next = ({ &n; }); // expect-error {{this use borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace builtin_addressof {
auto run(Node &n) {
  return recover([&] {
    Node m;
    m.next = __builtin_addressof(n); // expect-error {{a borrow of 'n', which is declared outside of the recover body, is stored}} [recover-capture]
    return m;
  });
}
}

namespace asm_out {
auto run(Node &n) {
  return recover([&] {
    Node m;
    asm("" : "=r"(m.next) : "0"(&n)); // expect-error {{this use borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace memcpy_in {
auto run(Node *n) {
  return recover([&] {
    Node m;
    std::memcpy(&m.next, &n, sizeof n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace placement_new {
auto run(Node &n) {
  return recover([&] {
    Node m;
    new (&m.next) Node *(&n); // expect-error {{this use borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace bit_cast_in {
auto run(Node *n) {
  return recover([&] {
    Node m;
    m.next = std::bit_cast<Node *>(n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace exchange_in {
auto run(Node *n) {
  return recover([&] {
    Node m;
    std::exchange(m.next, n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace swap_in {
auto run(Node *n) {
  return recover([&] {
    Node m;
    std::swap(m.next, n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace swap_nodes {
auto run(Node &n) {
  return recover([&] {
    Node m;
    std::swap(m, n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace variant_emplace {
auto run(Node *n) {
  return recover([&] {
    std::variant<int, Node *> m;
    m.emplace<1>(n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace tuple_tie_assign {
auto run(Node *n) {
  return recover([&] {
    Node m;
    std::tie(m.next) = std::make_tuple(n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return m;
  });
}
}

namespace vector_fill {
auto run(Node *n) {
  return recover([&] { return std::vector<Node *>(3, n); }); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
}
}

namespace fill_algorithm {
auto run(Node *n) {
  return recover([&] {
    std::vector<Node *> v(3);
    std::fill(v.begin(), v.end(), n); // expect-error {{this argument borrows 'n', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace transform_algorithm {
auto run(std::vector<std::unique_ptr<Node>> &o) {
  return recover([&] {
    std::vector<Node *> v;
    std::transform(o.begin(), o.end(), std::back_inserter(v), [](auto &p) { return p.get(); }); // expect-error {{'begin' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{'end' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace outside_pointers_copied_by_range_into_a_reco {
auto run(std::vector<int *> &o) {
  return recover([&] { return std::vector<int *>(o.begin(), o.end()); }); // expect-error {{'begin' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{'end' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
}
}

namespace outside_strings_as_views_in_a_recover {
auto run(std::vector<std::string> &o) {
  return recover([&] { return std::vector<std::string_view>(o.begin(), o.end()); }); // expect-error {{'begin' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{'end' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
}
}

namespace outside_strings_moved_by_make_move_iterator {
auto run(std::vector<std::string> &o) {
  return recover(
      [&] { return std::vector<std::string>(std::make_move_iterator(o.begin()), std::make_move_iterator(o.end())); }); // expect-error {{'begin' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture], expect-error {{'end' cannot be called on 'o', which is declared outside of the recover body}} [recover-capture]
}
}

namespace fill_a_unique_vector_of_pointers {
auto run(int &x) {
  return recover([&] {
    std::vector<int *> v(3);
    std::fill(v.begin(), v.end(), &x); // expect-error {{this argument borrows 'x', which is declared outside of the recover body}} [recover-capture]
    return v;
  });
}
}

namespace freeze_of_something_that_borrows {
struct Bor {
  int *p;
};
void run(int &x) {
  auto f = freeze(recover([&] {
    Bor b;
    b.p = &x; // expect-error {{a borrow of 'x', which is declared outside of the recover body, is stored}} [recover-capture]
    return b;
  }));
}
}
