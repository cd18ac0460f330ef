// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace ref_kept_across_send {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int &r = u->v; // expect-error {{'r' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r = 1;
}
}

namespace pointer_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int *r = &u->v; // expect-error {{'r' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  *r = 1;
}
}

namespace method_returns_ref {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int &r = u->ref(); // expect-error {{'r' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r = 1;
}
}

namespace span_program_2 {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  std::span<int> v(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  v[0] = 1;
}
}

namespace structured_binding {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto &[v, st, n] = *u; // expect-error {{this structured binding borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  v = 1;
}
}

namespace lambda_default_capture {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto f = [&] { return u->v; }; // expect-error {{'u' is used after it was sent}} [use-after-move], expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  f();
}
}

namespace lambda_init_capture_ref {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto f = [&q = *u] { q.v = 1; }; // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  f();
}
}

namespace init_capture_pointer {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto f = [q = &*u] { q->v = 1; }; // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  f();
}
}

namespace operator_explicit {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto *q = u.operator->(); // expect-error {{'q' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  q->v = 1;
}
}

namespace addressof_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto *q = std::addressof(*u); // expect-error {{'q' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  q->v = 1;
}
}

namespace std_ref {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto q = std::ref(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  q.get().v = 1;
}
}

namespace function_param {
void eat(Plain &p) { leak_global = &p; }
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  eat(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  leak_global->v = 1;
}
}

namespace generic_lambda {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain *k;
  auto f = [&](auto &x) { k = &x; };
  f(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  k->v = 1;
}
}

namespace template_identity {
template <class T> T &id(T &t) { return t; }
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto &k = id(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  k.v = 1;
}
}

namespace uni_ref_param {
void run(uni<Plain> &u) {} // expect-error {{'u' is a '.*', which borrows a unique value}} [uni-borrow]
}

namespace uni_const_ref_template_deduced {
template <class T> auto *hold(const T &t) { return &t; } // expect-error {{'hold' returns a '.*', which borrows a unique value}} [uni-borrow], expect-error {{this return gives out a borrow of the unique value 't'}} [uni-borrow]
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto k = hold(u); // expect-error {{'k' is a '.*', which borrows a unique value}} [uni-borrow], expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  (void)(*k)->v;
}
}

namespace forward_as_rvalue_then_kept {
Plain &&fw(Plain &&p) { return std::move(p); }
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain &&r = *std::move(u); // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
  Plain p = std::move(r);
  s->take(recover(std::move(p))); // expect-error {{moving 'p', which is declared outside of the recover body, into the recovered value}} [recover-capture]
}
}

namespace range_for_by_ref {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int *k = nullptr;
  for (int &x : u->n) // expect-error {{the loop variable 'x' of type 'int &' borrows from 'u->n', a part of the unique value 'u'}} [uni-borrow]
    k = &x;
  s->take(std::move(u)); // told where the borrow is made
  *k = 1;
}
}

namespace ternary_program {
void run(process<Sink> s, bool b) {
  uni<Plain> u = recover(Plain{});
  Plain loc;
  Plain &r = b ? *u : loc; // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r.v = 1;
}
}

namespace comma_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain &r = ((void)0, *u); // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r.v = 1;
}
}

namespace member_pointer {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int &r = (*u).*(&Plain::v); // expect-error {{'r' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r = 1;
}
}

namespace std_invoke_member {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int &r = std::invoke(&Plain::v, *u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r = 1;
}
}

namespace std_get_of_tuple {
void run() {
  uni<std::tuple<int, std::string>> u = recover(std::tuple<int, std::string>{});
  auto &r = std::get<1>(*u); // expect-error {{'r' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<std::tuple<int, std::string>>> c(1);
  c.send(std::move(u));
  r = "x";
}
}

namespace assignment_to_outer_pointer {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain *p;
  p = &*u; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(u));
  p->v = 1;
}
}

namespace vector_of_uni_front {
void run(process<Sink> s) {
  std::vector<uni<Plain>> v;
  v.push_back(recover(Plain{}));
  auto &r = v.front(); // expect-error {{'r' borrows a unique value}} [uni-borrow]
  s->take(std::move(v[0]));
  r->v = 1;
}
}

namespace vector_of_uni_iterate_by_ref_keep_pointer_to {
void run(process<Sink> s) {
  std::vector<uni<Plain>> v;
  for (auto &u : v) { // expect-error {{'u' borrows a unique value}} [uni-borrow]
    leak_global = &*u; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
    s->take(std::move(u));
  }
}
}

namespace optional_uni_value_ref {
void run(process<Sink> s) {
  std::optional<uni<Plain>> v = recover(Plain{});
  auto &r = **v; // expect-error {{'r' borrows a unique value}} [uni-borrow]
  s->take(std::move(*v));
  r.v = 1;
}
}

namespace map_of_uni_structured_binding {
void run(process<Sink> s) {
  std::map<int, uni<Plain>> v;
  for (auto &[k, u] : v) {
    auto *p = &u->v; // expect-error {{'p' borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
    s->take(std::move(u));
    *p = 1;
  }
}
}

namespace std_any_of_etc_with_autoref_on_vector_of_uni {
void run(process<Sink> s) {
  std::vector<uni<Plain>> v;
  Plain *k = nullptr;
  std::for_each(v.begin(), v.end(), [&](auto &u) { k = &*u; }); // expect-error {{'u' is a '.*', which borrows a unique value}} [uni-borrow], expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(v[0]));
  k->v = 1;
}
}

namespace std_swap_deref {
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector{1});
  std::vector<int> o{1};
  int &r = o[0];
  std::swap(*u, o); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->vec(std::move(u));
  r = 2;
}
}

namespace uni_shared_ptr_copied_out {
void run() {
  uni<std::shared_ptr<Node>> u = recover(std::make_shared<Node>());
  std::shared_ptr<Node> k = *u; // expect-error {{copying the unique value 'u' copies the borrows that '.*' may hold}} [uni-borrow]
  channel<uni<std::shared_ptr<Node>>> c(1);
  c.send(std::move(u));
  k->v = 1;
}
}

namespace uni_copy_of_borrow_holding_struct {
void run(process<Sink> s) {
  uni<Node> u = recover([] {
    Node n;
    n.own = std::make_unique<Node>();
    n.next = n.own.get();
    return n;
  });
  Node *k = u->next; // expect-error {{'k' borrows 'u->next', a part of the unique value 'u'}} [uni-borrow]
  s->node(std::move(u));
  k->v = 1;
}
}

namespace auto_copy_of_struct_with_pointer_trivially_c {
struct Box {
  Node *p;
};
struct Two {
  std::unique_ptr<Node> own;
  Box b;
};
void a77() {
  uni<Two> u = recover([] {
    Two t;
    t.own = std::make_unique<Node>();
    t.b.p = t.own.get();
    return t;
  });
  Box k = u->b; // expect-error {{copying 'u->b', a part of the unique value 'u', copies the borrows that 'Box' may hold}} [uni-borrow]
  channel<uni<Two>> c(1);
  c.send(std::move(u));
  k.p->v = 1;
}
}

namespace moved_part_out_while_borrowed_inside {
using namespace auto_copy_of_struct_with_pointer_trivially_c;
void run() {
  uni<Two> u = recover([] {
    Two t;
    t.own = std::make_unique<Node>();
    t.b.p = t.own.get();
    return t;
  });
  auto k = std::move(u->own); // expect-error {{moving 'u->own', a part of the unique value 'u', out of it: 'auto_copy_of_struct_with_pointer_trivially_c::Two' may hold a borrow of what is moved}} [uni-borrow]
  channel<uni<Two>> c(1);
  c.send(std::move(u)); // expect-error {{'u' is sent after 'u->own' was moved}} [use-after-move]
  k->v = 1;
}
}

namespace friend_function {
struct Fr {
  int v;
  friend int *grab(Fr &f) { return &f.v; }
};
void run() {
  uni<Fr> u = recover(Fr{});
  int *k = grab(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<Fr>> c(1);
  c.send(std::move(u));
  *k = 1;
}
}

namespace operator_user_returning_ref {
struct Ix {
  std::vector<std::string> v;
  std::string &operator[](int i) { return v[i]; }
};
void run() {
  uni<Ix> u = recover(Ix{});
  std::string &k = (*u)[0]; // expect-error {{'k' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Ix>> c(1);
  c.send(std::move(u));
  k = "1";
}
}

namespace coroutines_capturing_handled_as_unsafe_init {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  std::initializer_list<Plain *> l = {&*u}; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(u));
  (*l.begin())->v = 1;
}
}

namespace array_of_pointers_2 {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  Plain *l[] = {&*u}; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(u));
  l[0]->v = 1;
}
}

namespace throw_pointer_to_it {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  throw &*u; // expect-error {{this throws a borrow of the unique value 'u'}} [uni-borrow]
}
}

namespace views_all_ref_view {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto w = std::views::all(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  *w.begin() = 1;
}
}

namespace ranges_find_result {
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector{1});
  auto w = std::ranges::find(*u, 1); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->vec(std::move(u));
  *w = 1;
}
}

namespace std_max_ref_result {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int o = 1;
  const int &m = std::max(u->v, o); // expect-error {{'m' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  (void)m;
}
}

namespace std_as_const {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto &m = std::as_const(*u); // expect-error {{'m' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  (void)m.v;
}
}

namespace std_forward_as_tuple {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto m = std::forward_as_tuple(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  std::get<0>(m).v = 1;
}
}

namespace std_tie {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto m = std::tie(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  std::get<0>(m) = 1;
}
}

namespace reinterpret_cast_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto *m = reinterpret_cast<Plain *>(&u); // expect-error {{'m' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  m->v = 1;
}
}

namespace thread_captures {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  std::thread t([&u] { u->v = 1; }); // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  t.join();
}
}

namespace decltype_auto_return {
decltype(auto) run(std::vector<uni<Plain>> &v) { return (v[0]); } // expect-error {{'run' returns a '.*', which borrows a unique value}} [uni-borrow], expect-error {{this return gives out a borrow of a unique value}} [uni-borrow]
}

namespace return_ref_to_part {
struct Part {
  uni<Plain> u;
  int &get() { return u->v; } // expect-error {{this return gives out a borrow of 'u->v', a part of the unique value 'u'}} [uni-borrow]
};
}

namespace return_const_ref {
struct Part {
  uni<Plain> u;
  const std::string &get() const { return u->s; } // expect-error {{this return gives out a borrow of 'u->s', a part of the unique value 'u'}} [uni-borrow]
};
}

namespace return_reference_to_uni {
struct Part {
  uni<Plain> u;
  uni<Plain> &get() { return u; } // expect-error {{'get' returns a '.*', which borrows a unique value}} [uni-borrow], expect-error {{this return gives out a borrow of the unique value 'u'}} [uni-borrow]
};
}

namespace return_pointer_to_whole_holder_struct_with_u {
struct Part {
  uni<Plain> u;
};
int *run(Part &h) { return &h.u->v; } // expect-error {{this return gives out a borrow of 'h.u->v', a part of the unique value 'u'}} [uni-borrow]
}

namespace static_local_ref_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  static Plain &r = *u; // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  r.v = 1;
}
}

namespace default_arg_binding {
uni<Plain> gu = recover(Plain{});
void f107(Plain &p = *gu) {} // expect-error {{'p' borrows the unique value 'gu'}} [uni-borrow]
}

namespace member_initialiser_borrow {
using namespace default_arg_binding;
struct Part {
  uni<Plain> u;
  int *p;
  Part() : u(recover(Plain{})), p(&u->v) {} // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored in 'p'}} [uni-borrow]
};
}

namespace default_member_init_borrow {
using namespace default_arg_binding;
struct Part {
  uni<Plain> u;
  int *p = &u->v; // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored in 'p'}} [uni-borrow]
};
}

namespace lambda_returns_reference {
using namespace default_arg_binding;
void run(process<Sink> s) {
  std::vector<uni<Plain>> v;
  v.push_back(recover(Plain{}));
  auto g = [&]() -> Plain & { return *v[0]; }; // expect-error {{this return gives out a borrow of a unique value}} [uni-borrow]
  auto &r = g();
  s->take(std::move(v[0]));
  r.v = 1;
}
}

namespace while_if_decl {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  if (auto *p = &*u) { // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
    s->take(std::move(u));
    p->v = 1;
  }
}
}

namespace placement_in_struct {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  struct L {
    Plain &p;
  } l{*u}; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(u));
  l.p.v = 1;
}
}

namespace parenthesised_aggregate_init {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  struct L {
    Plain &p;
  };
  L l(*u); // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  s->take(std::move(u));
  l.p.v = 1;
}
}

namespace new_expr {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto *l = new Plain *(&*u); // expect-error {{this use borrows the unique value 'u'}} [uni-borrow]
  s->take(std::move(u));
  (*l)->v = 1;
}
}

namespace typeid_sizeof_ok_noexcept_co_user_range_for {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  int *k;
  for (auto &x : *u) // expect-error {{the loop variable 'x' of type 'int &' borrows from the unique value 'u'}} [uni-borrow]
    k = &x;
  s->take(std::move(u));
  *k = 1;
}
}

namespace derive_from_uni {
struct DU : uni<Plain> {
  using uni<Plain>::uni;
};
void run(process<Sink> s) {
  DU d(Plain{});
  Plain &r = *d; // expect-error {{'r' borrows a unique value}} [uni-borrow]
  s->take(std::move(d));
  r.v = 1;
}
}

namespace uni_moved_into_lambda_capture_then_captured {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto f = [u = std::move(u)]() mutable -> Plain & { return *u; }; // expect-error {{this return gives out a borrow of the unique value 'u'}} [uni-borrow]
  Plain &r = f();
  (void)r;
}
}

namespace uni_as_element_of_a_shared_ptr {
using namespace default_arg_binding;
void run() {
  auto sp = std::make_shared<uni<Plain>>(recover(Plain{}));
  auto &r = **sp; // expect-error {{'r' borrows a unique value}} [uni-borrow]
  r.v = 1;
}
}

namespace freeze_of_value_with_alias {
using namespace default_arg_binding;
void run() {
  uni<Plain> u = recover(Plain{});
  auto &r = *u; // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
  auto c = freeze(std::move(u));
  r.v = 1;
}
}

namespace local_string_moved_to_uni_with_live_borrow {
void run(process<Sink> s) {
  std::string o = "a";
  char &r = o[0];
  uni<Plain> u = recover(Plain{});
  u->s = std::move(o); // expect-error {{'o' is moved while 'r' borrows a part of it}} [move-while-borrowed]
  s->take(std::move(u));
  r = 'x';
}
}

namespace local_string_arg_moved_to_uni_method {
struct Set {
  std::string s;
  void set(std::string n) { s = std::move(n); }
  void take(std::string &&n) { s = std::move(n); }
  void sw(std::string &n) { s.swap(n); }
  void push(std::vector<std::string> &v) { s = std::move(v[0]); }
};
void b7(std::string &o) {
  uni<Set> u = recover(Set{});
  u->set(std::move(o)); // expect-error {{'set' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
}
}

namespace std_swap_string_part {
using namespace local_string_arg_moved_to_uni_method;
void run(std::string o) {
  char &r = o[0];
  uni<Set> u = recover(Set{});
  std::swap(u->s, o); // expect-error {{this argument borrows 'u->s', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
  r = 1;
}
}

namespace cast_uni_to_plain_reference {
void run(process<Sink> k, uni<Plain> u) {
  Plain &p = reinterpret_cast<Plain &>(u); // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  p.v = 1;
}
}

namespace cast_uni_address {
void run(process<Sink> k, uni<Plain> u) {
  auto *p = reinterpret_cast<Plain *>(&u); // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  p->v = 1;
}
}

namespace memcpy_out_of_uni {
void run(process<Sink> k, uni<Node> u) {
  Node *p;
  std::memcpy(&p, &u->next, sizeof p); // expect-error {{this argument borrows 'u->next', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace bit_cast_of_a_part {
struct Two {
  int *a;
  int *b;
};
void run(uni<Two> u) {
  auto raw = std::bit_cast<std::array<std::uintptr_t, 2>>(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<Two>> c(1);
  c.send(std::move(u));
  *reinterpret_cast<int *>(raw[0]) = 1;
}
}

namespace pointer_to_integer {
void run(process<Sink> k, uni<Plain> u) {
  auto a = reinterpret_cast<std::uintptr_t>(&u->v); // expect-error {{this takes the address of 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *(int *)a = 1;
}
}

namespace member_pointer_read_of_borrow {
void run(process<Sink> k, uni<Node> u) {
  Node *Node::*m = &Node::next;
  Node *p = (*u).*m; // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace member_pointer_via_arrow {
void run(process<Sink> k, uni<Node> u) {
  auto m = &Node::v;
  int &r = (&*u)->*m; // expect-error {{'r' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  r = 1;
}
}

namespace std_invoke_member_object {
void run(process<Sink> k, uni<Node> u) {
  int &r = std::invoke(&Node::v, *u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  r = 1;
}
}

namespace std_invoke_member_function {
void run(process<Sink> k, uni<Node> u) {
  Node *r = std::invoke(&Node::self, *u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  r->v = 1;
}
}

namespace std_mem_fn {
void run(process<Sink> k, uni<Node> u) {
  auto f = std::mem_fn(&Node::self);
  Node *r = f(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  r->v = 1;
}
}

namespace std_apply_with_ref_tuple {
void run(process<Sink> k, uni<Node> u) {
  std::apply(
      [&](Node &n) { // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
        k->node(std::move(u));
        n.v = 1;
      },
      std::tie(*u)); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
}
}

namespace std_tie_of_part {
void run(process<Sink> k, uni<Node> u) {
  auto t = std::tie(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  std::get<0>(t) = 1;
}
}

namespace forward_as_tuple {
void run(process<Sink> k, uni<Node> u) {
  auto t = std::forward_as_tuple(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  std::get<0>(t) = 1;
}
}

namespace make_tuple_ref {
void run(process<Sink> k, uni<Node> u) {
  auto t = std::make_tuple(std::ref(u->v)); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  std::get<0>(t) = 1;
}
}

namespace visit_on_variant_part {
struct Var {
  std::variant<int, Node> x;
};
void e10(uni<Var> u) {
  int *p = nullptr;
  std::visit(
      [&](auto &a) {
        if constexpr (std::is_same_v<decltype(a), int &>)
          p = &a;
      },
      u->x); // expect-error {{this argument borrows 'u->x', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Var>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace get_if {
using namespace visit_on_variant_part;
void run(uni<Var> u) {
  int *p = std::get_if<int>(&u->x); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Var>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace get_program {
using namespace visit_on_variant_part;
void run(uni<Var> u) {
  int &p = std::get<int>(u->x); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Var>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace bind_front_on_unique {
void run(process<Sink> k, uni<Node> u) {
  auto f = std::bind_front(&Node::self, &*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  f()->v = 1;
}
}

namespace bind_with_ref {
void run(process<Sink> k, uni<Node> u) {
  auto f = std::bind(&Node::self, std::ref(*u)); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  f()->v = 1;
}
}

namespace std_addressof {
void run(process<Sink> k, uni<Node> u) {
  Node *p = std::addressof(*u); // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace to_address_2 {
void run(uni<std::unique_ptr<Node>> u) {
  Node *p = std::to_address(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<std::unique_ptr<Node>>> c(1);
  c.send(std::move(u));
  p->v = 1;
}
}

namespace launder_program {
void run(process<Sink> k, uni<Node> u) {
  Node *p = std::launder(&*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace as_const {
void run(process<Sink> k, uni<Node> u) {
  const Node &p = std::as_const(*u); // expect-error {{'p' borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  (void)p.v;
}
}

namespace exchange_pointer_part {
void run(process<Sink> k, uni<Node> u) {
  Node *p = std::exchange(u->next, nullptr); // expect-error {{this argument borrows 'u->next', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace exchange_unique_ptr_part_uni_may_hold_borrow {
void run(process<Sink> k, uni<Node> u) {
  auto p = std::exchange(u->own, nullptr); // expect-error {{moving 'u->own', a part of the unique value 'u', out of it: 'Node' may hold a borrow of what is moved}} [uni-borrow]
  k->node(std::move(u));
  p->v = 1;
}
}

namespace throw_borrow_of_unique {
void run(process<Sink> k, uni<Node> u) {
  try {
    throw &*u; // expect-error {{this throws a borrow of the unique value 'u'}} [uni-borrow]
  } catch (Node *p) {
    k->node(std::move(u));
    p->v = 1;
  }
}
}

namespace exception_ptr_2 {
void run(process<Sink> k, uni<Node> u) {
  auto e = std::make_exception_ptr(&*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
}
}

namespace any_of_pointer {
void run(process<Sink> k, uni<Node> u) {
  std::any a = &*u; // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  std::any_cast<Node *>(a)->v = 1;
}
}

namespace any_of_ref_wrapper {
void run(process<Sink> k, uni<Node> u) {
  std::any a = std::ref(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
}
}

namespace optional_of_pointer {
void run(process<Sink> k, uni<Node> u) {
  std::optional<Node *> a(&*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  (*a)->v = 1;
}
}

namespace span_of_part {
void run(process<Sink> k, uni<Plain> u) {
  std::span<int> a(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  a[0] = 1;
}
}

namespace views_all {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::views::all(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  for (int &x : a)
    x = 1;
}
}

namespace ref_view {
void run(process<Sink> k, uni<Plain> u) {
  std::ranges::ref_view a(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  for (int &x : a)
    x = 1;
}
}

namespace subrange_program {
void run(process<Sink> k, uni<Plain> u) {
  std::ranges::subrange a(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  for (int &x : a)
    x = 1;
}
}

namespace ranges_begin {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::ranges::begin(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *a = 1;
}
}

namespace std_begin {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::begin(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *a = 1;
}
}

namespace std_data {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::data(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *a = 1;
}
}

namespace min_element {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::ranges::min_element(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *a = 1;
}
}

namespace back_inserter {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::back_inserter(u->n); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *a = 1;
}
}

namespace istream_into_part_kept {
void run(process<Sink> k, uni<Plain> u) {
  auto f = [p = &u->v] { *p = 1; }; // expect-error {{this lambda captures a borrow of 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  f();
}
}

namespace capture_by_ref_generic {
void run(process<Sink> k, uni<Plain> u) {
  auto f = [&](auto x) { u->v = x; }; // expect-error {{'u' is used after it was sent}} [use-after-move], expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  f(1);
}
}

namespace local_class_holds_ref {
void run(process<Sink> k, uni<Plain> u) {
  struct L {
    int &r;
  };
  L l{u->v}; // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored}} [uni-borrow]
  k->take(std::move(u));
  l.r = 1;
}
}

namespace local_class_with_paren_init {
void run(process<Sink> k, uni<Plain> u) {
  struct L {
    int &r;
  };
  L l(u->v); // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored}} [uni-borrow]
  k->take(std::move(u));
  l.r = 1;
}
}

namespace designated_initialiser {
void run(process<Sink> k, uni<Plain> u) {
  struct L {
    int *r;
  };
  L l{.r = &u->v}; // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored}} [uni-borrow]
  k->take(std::move(u));
  *l.r = 1;
}
}

namespace array_of_pointers_3 {
void run(process<Sink> k, uni<Plain> u) {
  int *a[] = {&u->v}; // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored}} [uni-borrow]
  k->take(std::move(u));
  *a[0] = 1;
}
}

namespace initializer_list_of_pointers {
void run(process<Sink> k, uni<Plain> u) {
  std::initializer_list<int *> a = {&u->v}; // expect-error {{a borrow of 'u->v', a part of the unique value 'u', is stored}} [uni-borrow]
  k->take(std::move(u));
  **a.begin() = 1;
}
}

namespace new_pointer_to_pointer {
void run(process<Sink> k, uni<Plain> u) {
  auto **a = new int *(&u->v); // expect-error {{this use borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  **a = 1;
}
}

namespace unique_ptr_to_pointer {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::make_unique<int *>(&u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  **a = 1;
}
}

namespace hidden_friend_adl {
struct Hid {
  int v;
  friend int *addr(Hid &h) { return &h.v; }
};
void run(uni<Hid> u) {
  int *p = addr(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<Hid>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace conversion_operator_to_reference {
struct Cr {
  int v;
  operator int &() { return v; }
};
void run(uni<Cr> u) {
  int &p = *u; // expect-error {{'p' borrows '*u', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Cr>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace user_literal_irrelevant_overloaded_subscript {
struct Sub {
  int v;
  int &operator[](int) { return v; }
};
void run(uni<Sub> u) {
  int &p = (*u)[1]; // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Sub>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace overloaded_call {
struct Cal {
  int v;
  int &operator()() { return v; }
};
void run(uni<Cal> u) {
  auto &p = (*u)(); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Cal>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

// structured binding tuple-like
struct TL {
  int v;
};
namespace std {
template <> struct tuple_size<TL> : integral_constant<size_t, 1> {};
template <> struct tuple_element<0, TL> {
  using type = int *;
};
}
template <size_t> int *get(TL &t) { return &t.v; }
void e58(uni<TL> u) {
  auto &[p] = *u; // expect-error {{this structured binding borrows the unique value 'u'}} [uni-borrow]
  channel<uni<TL>> c(1);
  c.send(std::move(u));
  *p = 1;
}

namespace structured_binding_by_value_tuple_like_of_bo {
void run(uni<Node> u, process<Sink> k) {
  auto &&[a, b, c] = *u; // expect-error {{this structured binding borrows the unique value 'u'}} [uni-borrow]
  k->node(std::move(u));
  a = 1;
}
}

namespace deducing_through_forwarding_pack {
template <class... A> auto pk(A &&...a) { return std::tuple<A &&...>(std::forward<A>(a)...); }
void run(uni<Plain> u, process<Sink> k) {
  auto t = pk(u->v, 1); // expect-error {{'t' borrows from a temporary 'int', which ends with this statement}} [drop-while-borrowed], expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  std::get<0>(t) = 1;
}
}

namespace fold_expression_collecting_addresses {
template <class... A> std::vector<int *> fo(A &...a) { return {&a...}; }
void run(uni<Plain> u, process<Sink> k) {
  auto t = fo(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  *t[0] = 1;
}
}

namespace ctad_holder {
template <class T> struct Hold {
  T &r;
  Hold(T &r) : r(r) {}
};
void e62(uni<Plain> u, process<Sink> k) {
  Hold h(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  h.r = 1;
}
}

namespace alias_template_holder {
using namespace ctad_holder;
template <class T> using HoldA = Hold<T>;
void run(uni<Plain> u, process<Sink> k) {
  HoldA<int> h{u->v}; // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  h.r = 1;
}
}

namespace inherited_constructor {
using namespace ctad_holder;
struct HoldB : Hold<int> {
  using Hold<int>::Hold;
};
void run(uni<Plain> u, process<Sink> k) {
  HoldB h(u->v); // expect-error {{this argument borrows 'u->v', a part of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  h.r = 1;
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

namespace optional_value {
using namespace optional_value_of_a_local_copy;
void run(uni<F70> u) {
  auto &p = u->o.value(); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F70>> c(1);
  c.send(std::move(u));
  p.v = 1;
}
}

namespace optional_star {
using namespace optional_value_of_a_local_copy;
void run(uni<F70> u) {
  auto &p = *u->o; // expect-error {{'p' borrows '*u->o', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F70>> c(1);
  c.send(std::move(u));
  p.v = 1;
}
}

namespace vector_emplace_back_returns_ref {
void run(uni<std::vector<int>> u) {
  auto &p = u->emplace_back(1); // expect-error {{'p' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<std::vector<int>>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace map_operator_ref {
void run(uni<std::map<int, int>> u) {
  int &x = (*u)[1]; // expect-error {{'x' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<std::map<int, int>>> c(1);
  c.send(std::move(u));
  x = 1;
}
}

namespace deque_front_ref {
void run(uni<std::deque<int>> u) {
  auto &x = u->front(); // expect-error {{'x' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<std::deque<int>>> c(1);
  c.send(std::move(u));
  x = 1;
}
}

namespace getline_keeps {
void run(uni<std::stringstream> u) {
  std::string l;
  auto &b = std::getline(*u, l); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  channel<uni<std::stringstream>> c(1);
  c.send(std::move(u));
  b >> l;
}
}

namespace stack_top {
void run(uni<std::stack<int>> u) {
  auto &x = u->top(); // expect-error {{'x' borrows '.*', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<std::stack<int>>> c(1);
  c.send(std::move(u));
  x = 1;
}
}

namespace span_subspan {
void run(uni<Plain> u) {
  auto x = std::span(u->n).subspan(0); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Plain>> c(1);
  c.send(std::move(u));
  x[0] = 1;
}
}

namespace as_bytes {
void run(uni<Plain> u) {
  auto x = std::as_bytes(std::span(u->n)); // expect-error {{this argument borrows 'u->n', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<Plain>> c(1);
  c.send(std::move(u));
  (void)x[0];
}
}

namespace to_chars_result_pointer {
struct F89 {
  char b[8];
};
void f89(uni<F89> u) {
  auto r = std::to_chars(u->b, u->b + 8, 1); // expect-error {{this argument borrows 'u->b', a part of the unique value 'u'}} [uni-borrow], expect-error {{this argument borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F89>> c(1);
  c.send(std::move(u));
  *r.ptr = 1;
}
}

namespace strtok_like {
using namespace to_chars_result_pointer;
void run(uni<F89> u) {
  char *p = std::strchr(u->b, 'x'); // expect-error {{this argument borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F89>> c(1);
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

namespace volatile_reference {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> u) {
  volatile int &p = u->b; // expect-error {{'p' borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace const_cast_of_part {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> u) {
  int &p = const_cast<int &>(u->b); // expect-error {{'p' borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace static_cast_rvalue_of_part_program {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> u) {
  int &&p = static_cast<int &&>(u->b); // expect-error {{'p' borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace lifetime_extended_subobject_of_temporary_uni {
using namespace bit_field_of_unique_by_address_of_struct;
uni<F91> f95h();
void f95() {
  auto &&p = f95h()->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow], expect-error {{'p' borrows from a temporary '.*', which ends with this statement}} [drop-while-borrowed]
  p = 1;
}
}

namespace dangling_borrow_from_temporary_stored {
using namespace lifetime_extended_subobject_of_temporary_uni;
void run(std::vector<int *> &v) { v.push_back(&f95h()->b); } // expect-error {{this argument borrows '.*', a part of a unique value}} [uni-borrow]
}

namespace decltype_auto {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> u) {
  decltype(auto) p = (u->b); // expect-error {{'p' borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace auto_return_by_decltype_auto {
using namespace bit_field_of_unique_by_address_of_struct;
decltype(auto) run(uni<F91> u) { return (u->b); } // expect-error {{this return gives out a borrow of 'u->b', a part of the unique value 'u'}} [uni-borrow]
}

namespace ref_returning_lambda {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> u) {
  auto f = [&]() -> int & { return u->b; }; // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow], expect-error {{this return gives out a borrow of 'u->b', a part of the unique value 'u'}} [uni-borrow]
  int &p = f();
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace uni_in_a_captured_this {
using namespace bit_field_of_unique_by_address_of_struct;
struct Part {
  uni<F91> u;
  auto get() {
    return [this]() -> int & { return u->b; }; // expect-error {{this return gives out a borrow of 'u->b', a part of the unique value 'u'}} [uni-borrow]
  }
};
}

namespace uni_field_returned_by_ref {
using namespace bit_field_of_unique_by_address_of_struct;
struct Part {
  uni<F91> u;
  int &get() { return u->b; } // expect-error {{this return gives out a borrow of 'u->b', a part of the unique value 'u'}} [uni-borrow]
};
}

namespace uni_field_through_this_in_other_object {
using namespace bit_field_of_unique_by_address_of_struct;
struct Part {
  uni<F91> u;
  int *p;
  Part(uni<F91> x) : u(std::move(x)), p(&u->b) {} // expect-error {{a borrow of 'u->b', a part of the unique value 'u', is stored in 'p'}} [uni-borrow]
};
}

namespace default_member_init_borrow_2 {
using namespace bit_field_of_unique_by_address_of_struct;
struct Part {
  uni<F91> u;
  int *p = &u->b; // expect-error {{a borrow of 'u->b', a part of the unique value 'u', is stored in 'p'}} [uni-borrow]
};
}

namespace uni_in_array_element {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::array<uni<F91>, 2> a) {
  int &p = a[0]->b; // expect-error {{'p' borrows 'a[0]->b', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(a[0]));
  p = 1;
}
}

namespace uni_in_c_array {
using namespace bit_field_of_unique_by_address_of_struct;
void run(uni<F91> (&a)[2]) {
  int &p = a[0]->b; // expect-error {{'p' borrows 'a[0]->b', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(a[0]));
  p = 1;
}
}

namespace uni_in_map {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::map<int, uni<F91>> a) {
  int &p = a.at(0)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(a.at(0)));
  p = 1;
}
}

namespace uni_in_optional {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::optional<uni<F91>> a) {
  int &p = (*a)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(*a));
  p = 1;
}
}

namespace uni_in_variant {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::variant<int, uni<F91>> a) {
  int &p = std::get<1>(a)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(std::get<1>(a)));
  p = 1;
}
}

namespace uni_in_pair {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::pair<uni<F91>, int> a) {
  int &p = a.first->b; // expect-error {{'p' borrows 'a.first->b', a part of the unique value 'first'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(a.first));
  p = 1;
}
}

namespace uni_in_tuple {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::tuple<uni<F91>> a) {
  int &p = std::get<0>(a)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(std::get<0>(a)));
  p = 1;
}
}

namespace uni_in_structured_binding {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::pair<uni<F91>, int> a) {
  auto &[u, n] = a;
  int &p = u->b; // expect-error {{'p' borrows 'u->b', a part of the unique value 'u'}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(u));
  p = 1;
}
}

namespace uni_by_unique_ptr_uni {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::unique_ptr<uni<F91>> a) {
  int &p = (*a)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(*a));
  p = 1;
}
}

namespace uni_by_shared_ptr_uni {
using namespace bit_field_of_unique_by_address_of_struct;
void run(std::shared_ptr<uni<F91>> a) {
  int &p = (*a)->b; // expect-error {{'p' borrows '.*', a part of a unique value}} [uni-borrow]
  channel<uni<F91>> c(1);
  c.send(std::move(*a));
  p = 1;
}
}

namespace ranges_for_each_that_keeps_an_element {
void run(process<Sink> k, uni<std::vector<int>> u) {
  int *kept = nullptr;
  std::ranges::for_each(*u, [&](auto &a) { kept = &a; }); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->vec(std::move(u));
  *kept = 1;
}
}

namespace ranges_count_if_whose_projection_keeps_an_el {
void run(process<Sink> k, uni<std::vector<int>> u) {
  const int *kept = nullptr;
  std::ranges::count_if(
      *u, [](int) { return true; }, // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
      [&](const int &a) {
        kept = &a;
        return a;
      });
  k->vec(std::move(u));
  (void)*kept;
}
}

namespace iterator_kept_from_ranges_sort {
void run(process<Sink> k, uni<std::vector<int>> u) {
  auto it = std::ranges::sort(*u); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  k->vec(std::move(u));
  *it = 1;
}
}

namespace erase_if_that_keeps_an_element {
void run(process<Sink> k, uni<std::vector<int>> u) {
  int *kept = nullptr;
  std::erase_if(*u, [&](int &a) { // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
    kept = &a;
    return false;
  });
  k->vec(std::move(u));
  *kept = 1;
}
}

namespace uni_captured_by_reference_in_closure_sent_to {
void run(uni<Plain> u, process<Sink> k) {
  auto f = [&u] { u->v = 1; }; // expect-error {{'u' is used after it was sent}} [use-after-move], expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
  blocking(f);
}
}

namespace std_async_with_unique {
void run(uni<Plain> u, process<Sink> k) {
  auto f = std::async([&] { u->v = 1; }); // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  k->take(std::move(u));
}
}

namespace recover_of_reference_to_unique_element {
auto run(std::vector<uni<Plain>> &v) {
  auto &u = v[0]; // expect-error {{'u' borrows a unique value}} [uni-borrow]
  return std::move(u);
}
}

namespace uni_rvalue_reference_kept {
struct Part {
  uni<Plain> &&u; // expect-error {{'u' is a '.*', which borrows a unique value}} [uni-borrow]
};
void run(uni<Plain> u, process<Sink> k) {
  Part h{std::move(u)}; // expect-error {{a borrow of the unique value 'u' is stored}} [uni-borrow]
  k->take(std::move(u));
  h.u->v = 1;
}
}

namespace uni_returned_by_reference_from_map {
uni<Plain> &run(std::map<int, uni<Plain>> &m) { return m.at(1); } // expect-error {{'run' returns a '.*', which borrows a unique value}} [uni-borrow], expect-error {{this return gives out a borrow of a unique value}} [uni-borrow]
}
