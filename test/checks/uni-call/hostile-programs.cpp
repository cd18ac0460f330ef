// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace iterator_program_2 {
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector{1});
  auto it = u->begin(); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call]
  s->vec(std::move(u));
  *it = 1;
}
}

namespace string_view_conversion {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  std::string_view v = u->s; // expect-error {{'operator basic_string_view' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call]
  s->take(std::move(u));
  (void)v;
}
}

namespace uni_of_pointer_owner_get {
void run(process<Sink> s) {
  uni<std::unique_ptr<Node>> u = recover(std::make_unique<Node>());
  Node *n = u->get(); // expect-error {{'get' cannot be called on the unique value 'u'}} [uni-call]
  s->nodes(std::move(u));
  n->v = 1;
}
}

namespace push_back_owned_into_uni {
void run() {
  uni<std::vector<std::unique_ptr<Node>>> u = recover(std::vector<std::unique_ptr<Node>>{});
  auto n = std::make_unique<Node>();
  Node *k = n.get();
  u->push_back(std::move(n)); // expect-error {{'push_back' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<std::unique_ptr<Node>>>> c(1);
  c.send(std::move(u));
  k->v = 1;
}
}

namespace swap_vector_into_uni {
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector{1});
  std::vector<int> o{1};
  int &r = o[0];
  u->swap(o); // expect-error {{'swap' cannot be called on the unique value 'u'}} [uni-call]
  s->vec(std::move(u));
  r = 2;
}
}

namespace method_moves_part_out {
struct Two2 {
  std::unique_ptr<Node> own;
  Node *b;
  std::unique_ptr<Node> take() { return std::move(own); }
};
void run() {
  uni<Two2> u = recover(Two2{});
  auto k = u->take(); // expect-error {{'take' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Two2>> c(1);
  c.send(std::move(u));
  k->v = 1;
}
}

namespace const_method_returns_via_mutable {
struct Mut {
  mutable std::vector<const std::string *> log;
  void see(const std::string &s) const { log.push_back(&s); }
};
void run(std::string o) {
  uni<Mut> u = recover(Mut{});
  u->see(o); // expect-error {{'see' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Mut>> c(1);
  c.send(std::move(u));
  o = "x";
}
}

namespace operator_overload_store {
struct Acc {
  const std::string *p;
  Acc &operator<<(const std::string &s) {
    p = &s;
    return *this;
  }
};
void run(std::string o) {
  uni<Acc> u = recover(Acc{});
  *u << o; // expect-error {{'.*' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Acc>> c(1);
  c.send(std::move(u));
  o = "x";
}
}

namespace conversion_operator_2 {
struct Cv {
  int v;
  operator int *() { return &v; }
};
void a84() {
  uni<Cv> u = recover(Cv{});
  int *k = *u; // expect-error {{'operator int *' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Cv>> c(1);
  c.send(std::move(u));
  *k = 1;
}
}

namespace explicit_conv_static_cast {
using namespace conversion_operator_2;
void run() {
  uni<Cv> u = recover(Cv{});
  auto k = static_cast<int *>(*u); // expect-error {{'operator int *' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Cv>> c(1);
  c.send(std::move(u));
  *k = 1;
}
}

namespace udl_operator {
struct Fn {
  int v;
  int *operator()() { return &v; }
};
void run() {
  uni<Fn> u = recover(Fn{});
  int *k = (*u)(); // expect-error {{'.*' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Fn>> c(1);
  c.send(std::move(u));
  *k = 1;
}
}

namespace virtual_override_stores_argument {
struct VB {
  virtual void add(const std::string &s) const {}
  virtual ~VB() = default;
};
struct VD : VB {
  mutable const std::string *k = nullptr;
  void add(const std::string &s) const override { k = &s; }
};
void run(std::string o) {
  uni<std::unique_ptr<VB>> u = recover([] { return std::unique_ptr<VB>(std::make_unique<VD>()); });
  (*u)->add(o); // expect-error {{'add' cannot be called on '.*', a part of the unique value 'u'}} [uni-call]
  channel<uni<std::unique_ptr<VB>>> c(1);
  c.send(std::move(u));
  o = "1";
}
}

namespace views_program {
void run(process<Sink> s) {
  uni<Plain> u = recover(Plain{});
  auto w = u->n | std::views::reverse; // expect-error {{'operator|' cannot be called on 'u->n', a part of the unique value 'u'}} [uni-call]
  s->take(std::move(u));
  *w.begin() = 1;
}
}

namespace default_arg_binding {
uni<Plain> gu = recover(Plain{});
void f107(Plain &p = *gu) {} // expect-error {{'p' borrows the unique value 'gu'}} [uni-borrow]
}

namespace accumulate_with_binary_capturing {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<std::vector<Plain>> u = recover(std::vector<Plain>{});
  Plain *k = nullptr;
  std::accumulate(u->begin(), u->end(), 0, [&](int a, Plain &p) { // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
    k = &p;
    return a;
  });
}
}

namespace std_sort_on_uni_s_iterators_with_comparator {
using namespace default_arg_binding;
void run(process<Sink> s) {
  uni<std::vector<int>> u = recover(std::vector<int>{});
  const int *k = nullptr;
  std::sort(u->begin(), u->end(), [&](const int &a, const int &b) { // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
    k = &a;
    return a < b;
  });
  s->vec(std::move(u));
  (void)*k;
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

namespace rvalue_ref_param {
using namespace local_string_arg_moved_to_uni_method;
void run(std::string &o) {
  uni<Set> u = recover(Set{});
  u->take(std::move(o)); // expect-error {{'take' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
}
}

namespace swap_string_method {
using namespace local_string_arg_moved_to_uni_method;
void run(std::string o) {
  char &r = o[0];
  uni<Set> u = recover(Set{});
  u->sw(o); // expect-error {{'sw' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
  r = 1;
}
}

namespace part_swap {
using namespace local_string_arg_moved_to_uni_method;
void run(std::string o) {
  char &r = o[0];
  uni<Set> u = recover(Set{});
  u->s.swap(o); // expect-error {{'swap' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
  r = 1;
}
}

namespace vector_string_ref_steal {
using namespace local_string_arg_moved_to_uni_method;
void run(std::vector<std::string> o) {
  char &r = o[0][0];
  uni<Set> u = recover(Set{});
  u->push(o); // expect-error {{'push' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Set>> c(1);
  c.send(std::move(u));
  r = 1;
}
}

namespace uni_merge_with_other_comparator {
void run(std::multiset<int> &o) {
  uni<std::set<int>> u = recover(std::set<int>{});
  u->merge(o); // expect-error {{'merge' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::set<int>>> c(1);
  c.send(std::move(u));
}
}

namespace node_insert {
void run(std::set<int> &o) {
  uni<std::set<int>> u = recover(std::set<int>{});
  u->insert(o.extract(1)); // expect-error {{'insert' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::set<int>>> c(1);
  c.send(std::move(u));
}
}

namespace method_throws_this {
struct Thr {
  int v;
  void go() { throw this; }
};
void run() {
  uni<Thr> u = recover(Thr{});
  try {
    u->go(); // expect-error {{'go' cannot be called on the unique value 'u'}} [uni-call]
  } catch (Thr *k) {
    channel<uni<Thr>> c(1);
    c.send(std::move(u));
    k->v = 1;
  }
}
}

namespace method_throws_struct_with_pointer {
struct Err {
  int *p;
};
struct Thr2 {
  std::vector<int> v;
  void go() { throw Err{v.data()}; }
};
void run() {
  uni<Thr2> u = recover(Thr2{});
  try {
    u->go(); // expect-error {{'go' cannot be called on the unique value 'u'}} [uni-call]
  } catch (Err &k) {
    channel<uni<Thr2>> c(1);
    c.send(std::move(u));
    *k.p = 1;
  }
}
}

namespace transitively_program {
struct Thr3 {
  std::vector<int> v;
  static void fail(int *p) { throw p; }
  void go() { fail(v.data()); }
};
void run() {
  uni<Thr3> u = recover(Thr3{});
  try {
    u->go(); // expect-error {{'go' cannot be called on the unique value 'u'}} [uni-call]
  } catch (int *k) {
    channel<uni<Thr3>> c(1);
    c.send(std::move(u));
    *k = 1;
  }
}
}

namespace virtual_const_override_via_pointer {
struct VB {
  virtual void add(const std::string &s) const {}
  virtual ~VB() = default;
};
struct VD : VB {
  mutable const std::string *k = nullptr;
  void add(const std::string &s) const override { k = &s; }
};
void run(std::string o) {
  uni<std::unique_ptr<VB>> u = recover([] { return std::unique_ptr<VB>(std::make_unique<VD>()); });
  (*u)->add(o); // expect-error {{'add' cannot be called on '.*', a part of the unique value 'u'}} [uni-call]
  channel<uni<std::unique_ptr<VB>>> c(1);
  c.send(std::move(u));
  o = "1";
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

namespace string_view_of_part {
void run(process<Sink> k, uni<Plain> u) {
  std::string_view a = u->s; // expect-error {{'operator basic_string_view' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call]
  k->take(std::move(u));
  (void)a[0];
}
}

namespace c_str_of_part {
void run(process<Sink> k, uni<Plain> u) {
  const char *a = u->s.c_str(); // expect-error {{'c_str' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call]
  k->take(std::move(u));
  (void)a[0];
}
}

namespace pipe_view {
void run(process<Sink> k, uni<Plain> u) {
  auto a = u->n | std::views::take(2); // expect-error {{'operator|' cannot be called on 'u->n', a part of the unique value 'u'}} [uni-call]
  k->take(std::move(u));
  for (int &x : a)
    x = 1;
}
}

namespace move_iterator {
void run(process<Sink> k, uni<Plain> u) {
  auto a = std::make_move_iterator(u->n.begin()); // expect-error {{'begin' cannot be called on 'u->n', a part of the unique value 'u'}} [uni-call]
  k->take(std::move(u));
  (void)*a;
}
}

namespace conversion_operator_to_pointer {
struct Cv {
  int v;
  operator int *() { return &v; }
};
void run(uni<Cv> u) {
  int *p = *u; // expect-error {{'operator int *' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Cv>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace overloaded_operatorref {
struct Amp {
  int v;
  int *operator&() { return &v; }
};
void run(uni<Amp> u) {
  int *p = &*u; // expect-error {{'operator&' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Amp>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace overloaded_arrow_chain {
struct Arr {
  Plain p;
  Plain *operator->() { return &p; }
};
void run(uni<Arr> u) {
  int &r = (*u)->v; // expect-error {{'operator->' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Arr>> c(1);
  c.send(std::move(u));
  r = 1;
}
}

namespace overloaded_comma {
struct Com {
  int v;
};
int *operator,(Com &c, int) { return &c.v; }
void run(uni<Com> u) {
  int *p = (*u, 1); // expect-error {{'operator,' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Com>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace overloaded_unary_plus {
struct Pls {
  int v;
  int *operator+() { return &v; }
};
void run(uni<Pls> u) {
  int *p = +*u; // expect-error {{'operator+' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Pls>> c(1);
  c.send(std::move(u));
  *p = 1;
}
}

namespace spaceship_returning_borrow {
struct Sps {
  int v;
  int *operator==(const Sps &o) const { return const_cast<int *>(&v); }
};
void run(uni<Sps> u, Sps o) {
  int *p = (*u == o); // expect-error {{'operator==' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<Sps>> c(1);
  c.send(std::move(u));
  *p = 1;
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

namespace emplace_returns_ref {
using namespace optional_value_of_a_local_copy;
void run(uni<F70> u) {
  auto &p = u->o.emplace(); // expect-error {{'emplace' cannot be called on 'u->o', a part of the unique value 'u'}} [uni-call]
  channel<uni<F70>> c(1);
  c.send(std::move(u));
  p.v = 1;
}
}

namespace map_try_emplace_iterator {
void run(uni<std::map<int, int>> u) {
  auto [it, n] = u->try_emplace(1, 1); // expect-error {{'try_emplace' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::map<int, int>>> c(1);
  c.send(std::move(u));
  it->second = 1;
}
}

namespace map_find {
void run(uni<std::map<int, int>> u) {
  auto it = u->find(1); // expect-error {{'find' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::map<int, int>>> c(1);
  c.send(std::move(u));
  it->second = 1;
}
}

namespace set_insert_hint {
void run(uni<std::set<int>> u) {
  auto it = u->insert(u->end(), 1); // expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'insert' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::set<int>>> c(1);
  c.send(std::move(u));
  (void)*it;
}
}

namespace stringstream_rdbuf {
void run(uni<std::stringstream> u) {
  auto *b = u->rdbuf(); // expect-error {{'rdbuf' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::stringstream>> c(1);
  c.send(std::move(u));
  b->sputc('x');
}
}

namespace stringstream_shift_chain {
void run(uni<std::stringstream> u) {
  auto &b = *u << 1; // expect-error {{'.*' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::stringstream>> c(1);
  c.send(std::move(u));
  b << 2;
}
}

namespace valarray_slice {
void run(uni<std::valarray<int>> u) {
  auto x = (*u)[std::slice(0, 1, 1)]; // expect-error {{'operator[]' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::valarray<int>>> c(1);
  c.send(std::move(u));
  x = 1;
}
}

namespace vector_bool_ref {
void run(uni<std::vector<bool>> u) {
  auto x = (*u)[0]; // expect-error {{'operator[]' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<bool>>> c(1);
  c.send(std::move(u));
  x = true;
}
}

namespace from_chars_result_pointer {
void run(uni<Plain> u) {
  int n;
  auto r = std::from_chars(u->s.data(), u->s.data() + 1, n); // expect-error {{'data' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call], expect-error {{'data' cannot be called on 'u->s', a part of the unique value 'u'}} [uni-call]
  channel<uni<Plain>> c(1);
  c.send(std::move(u));
  (void)*r.ptr;
}
}

namespace sort_with_a_comparator_that_keeps_an_element {
void run(process<Sink> k, uni<std::vector<int>> u) {
  const int *kept = nullptr;
  std::sort(u->begin(), u->end(), [&](const int &a, const int &b) { // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
    kept = &a;
    return a < b;
  });
  k->vec(std::move(u));
  (void)*kept;
}
}

namespace for_each_that_keeps_an_element {
void run(process<Sink> k, uni<std::vector<int>> u) {
  int *kept = nullptr;
  std::for_each(u->begin(), u->end(), [&](int &a) { kept = &a; }); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  *kept = 1;
}
}

namespace iterator_kept_from_max_element {
void run(process<Sink> k, uni<std::vector<int>> u) {
  auto it = std::max_element(u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  *it = 1;
}
}

namespace views_of_strings_copied_as_views {
void run(uni<std::vector<std::string>> u) {
  std::vector<std::string_view> v(u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<std::string>>> c(1);
  c.send(std::move(u));
  (void)v[0][0];
}
}

namespace span_of_range {
void run(process<Sink> k, uni<std::vector<int>> u) {
  std::span<int> v(u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  v[0] = 1;
}
}

namespace pair_of_iterators_in_a_vector {
void run(process<Sink> k, uni<std::vector<int>> u) {
  std::vector v{u->begin(), u->end()}; // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  *v[0] = 1;
}
}

namespace swap_ranges_trades_memory {
void run(uni<std::vector<std::string>> u, std::vector<std::string> &o) {
  std::swap_ranges(u->begin(), u->end(), o.begin()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<std::string>>> c(1);
  c.send(std::move(u));
}
}

namespace move_algorithm_out_of_a_unique_value_that_ma {
struct Ind {
  std::vector<std::string> names;
  std::string *first = nullptr;
};
void run(uni<Ind> u, std::vector<std::string> &o) {
  std::move(u->names.begin(), u->names.end(), o.begin()); // expect-error {{'begin' cannot be called on 'u->names', a part of the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on 'u->names', a part of the unique value 'u'}} [uni-call]
  channel<uni<Ind>> c(1);
  c.send(std::move(u));
}
}

namespace move_algorithm_into_a_unique_value {
void run(uni<std::vector<std::string>> u, std::vector<std::string> &o) {
  std::move(o.begin(), o.end(), u->begin()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<std::string>>> c(1);
  c.send(std::move(u));
}
}

namespace insert_of_an_iterator_range_into_a_container {
void run(std::vector<int *> &o, uni<std::vector<int *>> u) {
  o.insert(o.end(), u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  channel<uni<std::vector<int *>>> c(1);
  c.send(std::move(u));
  *o[0] = 1;
}
}

namespace user_container_that_keeps_iterators {
template <class It> struct Keep {
  It a, b;
  Keep(It x, It y) : a(x), b(y) {}
};
void run(process<Sink> k, uni<std::vector<int>> u) {
  Keep v(u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  *v.a = 1;
}
}

namespace user_algorithm_by_adl_that_keeps_iterators {
std::vector<int>::iterator g18k;
template <class It> void keep_range(It a, It) { g18k = a; }
void g18(process<Sink> k, uni<std::vector<int>> u) {
  keep_range(u->begin(), u->end()); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
}
}

namespace function_object_with_state_that_keeps_elemen {
struct Keeper {
  const int **kept;
  bool operator()(const int &a, const int &b) const {
    *kept = &a;
    return a < b;
  }
};
void run(process<Sink> k, uni<std::vector<int>> u) {
  const int *kept;
  std::sort(u->begin(), u->end(), Keeper{&kept}); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
}
}

namespace std_function_as_comparator {
void run(process<Sink> k, uni<std::vector<int>> u, std::function<bool(const int &, const int &)> f) {
  std::sort(u->begin(), u->end(), f); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
}
}

namespace std_ref_as_comparator {
void run(process<Sink> k, uni<std::vector<int>> u) {
  const int *kept;
  auto c = [&](const int &a, const int &b) {
    kept = &a;
    return a < b;
  };
  std::sort(u->begin(), u->end(), std::ref(c)); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
}
}

namespace accumulate_of_pointers {
void run(process<Sink> k, uni<std::vector<int>> u) {
  auto p = std::accumulate(u->begin(), u->end(), (int *)nullptr, [](int *, int &x) { return &x; }); // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
  k->vec(std::move(u));
  *p = 1;
}
}

namespace accumulate_into_an_outside_reference_wrapper {
void run(process<Sink> k, uni<std::vector<int>> u, std::vector<int *> &o) {
  std::accumulate(u->begin(), u->end(), std::ref(o), [](auto o, int &x) { // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call], expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
    o.get().push_back(&x);
    return o;
  });
  k->vec(std::move(u));
}
}

namespace swap_part_with_outside {
void run(uni<Plain> u, process<Sink> k, std::vector<int> &o) {
  int &r = o[0];
  u->n.swap(o); // expect-error {{'swap' cannot be called on 'u->n', a part of the unique value 'u'}} [uni-call]
  k->take(std::move(u));
  r = 1;
}
}

namespace view_of_a_unique_string_that_is_kept {
void run(process<Sink> k, uni<Plain> u) {
  std::string_view v = u->s; // expect-error {{'operator basic_string_view' cannot be called on 'u->s'}} [uni-call]
  std::vector<std::string_view> all;
  all.push_back(u->s); // expect-error {{'operator basic_string_view' cannot be called on 'u->s'}} [uni-call]
  k->take(std::move(u));
  (void)v[0];
}
}
