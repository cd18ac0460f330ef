// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace frozen_alias_const_conversion {
class CONURE_PROCESS P16 {
public:
  CONURE_ASYNC void m(std::shared_ptr<const int> a) {}
  CONURE_ASYNC void go() {
    auto s = std::make_shared<int>(1);
    self(*this)->m(s); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
    *s = 2;
  }
};
}

namespace frozen_aliasing_ctor {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<Plain>();
  std::shared_ptr<const int> c(s, &s->v); // expect-error {{the aliasing constructor gives a '.*' to an object that others may change}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  s->v = 1;
}
}

namespace static_pointer_cast_to_const_program {
void run() {
  auto s = std::make_shared<Plain>();
  auto c = std::static_pointer_cast<const Plain>(s); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  channel<std::shared_ptr<const Plain>> ch(1);
  ch.send(c);
  s->v = 1;
}
}

namespace const_pointer_cast {
void run(std::shared_ptr<const Plain> c) {
  auto m = std::const_pointer_cast<Plain>(c); // expect-error {{this cast lets the object of a '.*' be changed, which other processes may read}} [frozen-alias]
  m->v = 1;
}
}

namespace shared_ptr_const_from_raw_pointer {
using namespace frozen_alias_const_conversion;
void run() {
  auto *raw = new int(1);
  std::shared_ptr<const int> c(raw); // expect-error {{'.*' is immutable to everyone, but this 'int *' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *raw = 2;
}
}

namespace shared_ptr_const_with_deleter_no_own {
using namespace frozen_alias_const_conversion;
int gi;
void run(int &x) {
  std::shared_ptr<const int> c(&x, [](const int *) {}); // expect-error {{'.*' is immutable to everyone, but this 'int *' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  x = 2;
}
}

namespace shared_ptr_from_unique_ptr_lvalue_moved_with {
using namespace frozen_alias_const_conversion;
void run() {
  auto u = std::make_unique<int>(1);
  int *alias = u.get();
  std::shared_ptr<const int> c = std::move(u); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *alias = 2;
}
}

namespace shared_ptr_reset {
using namespace frozen_alias_const_conversion;
void run(int *raw) {
  std::shared_ptr<const int> c;
  c.reset(raw); // expect-error {{'.*' is immutable to everyone, but this 'int *' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *raw = 2;
}
}

namespace weak_ptr_lock_to_const {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::weak_ptr<const int> w = s; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(w.lock());
  *s = 2;
}
}

namespace shared_ptr_const_member_init {
using namespace frozen_alias_const_conversion;
struct HoldFrozen {
  std::shared_ptr<const int> c;
};
void run() {
  auto s = std::make_shared<int>(1);
  HoldFrozen h{s}; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(h.c);
  *s = 2;
}
}

namespace vector_of_shared_ptr_const_push_back_shared {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::vector<std::shared_ptr<const int>> v;
  v.push_back(s); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(v[0]);
  *s = 2;
}
}

namespace emplace_back_conversion_inside_library {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::vector<std::shared_ptr<const int>> v;
  v.emplace_back(s); // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(v[0]);
  *s = 2;
}
}

namespace range_ctor_conversion_inside_library {
using namespace frozen_alias_const_conversion;
void run() {
  std::vector<std::shared_ptr<int>> a{std::make_shared<int>(1)};
  std::vector<std::shared_ptr<const int>> v(a.begin(), a.end()); // expect-error {{a pointer that can change its object ('iterator') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(v[0]);
  *a[0] = 2;
}
}

namespace optional_converting {
using namespace frozen_alias_const_conversion;
void run() {
  std::optional<std::shared_ptr<int>> a = std::make_shared<int>(1);
  std::optional<std::shared_ptr<const int>> v = a; // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(*v);
  **a = 2;
}
}

namespace return_conversion {
std::shared_ptr<const int> run(std::shared_ptr<int> s) { return s; } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
}

namespace assign_program {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::shared_ptr<const int> c;
  c = s; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *s = 2;
}
}

namespace std_copy {
using namespace frozen_alias_const_conversion;
void run() {
  std::vector<std::shared_ptr<int>> a{std::make_shared<int>(1)};
  std::vector<std::shared_ptr<const int>> v(1);
  std::copy(a.begin(), a.end(), v.begin()); // expect-error {{a pointer that can change its object ('iterator') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(v[0]);
  *a[0] = 2;
}
}

namespace variant_any_value {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::variant<int, std::shared_ptr<const int>> v = s; // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(std::get<1>(v));
  *s = 2;
}
}

namespace tuple_conversion {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::tuple<std::shared_ptr<const int>> t{s}; // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(std::get<0>(t));
  *s = 2;
}
}

namespace swap_tie {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  std::shared_ptr<const int> c;
  std::tie(c) = std::make_tuple(s); // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *s = 2;
}
}

namespace function_returns_converted_via_lambda {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  auto conv = [&]() -> std::shared_ptr<const int> { return s; }; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(conv());
  *s = 2;
}
}

namespace reinterpret_cast_of_shared_ptr {
using namespace frozen_alias_const_conversion;
void run() {
  auto s = std::make_shared<int>(1);
  auto &c = reinterpret_cast<std::shared_ptr<const int> &>(s); // expect-error {{this cast takes a '.*' for a '.*', whose object is immutable to everyone}} [frozen-alias]
  auto p = spawn<P16>();
  p->m(c);
  *s = 2;
}
}

namespace conversion_operator {
struct Conv {
  std::shared_ptr<int> s;
  operator std::shared_ptr<const int>() const { return s; } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
};
}

namespace weak_ptr_frozen {
void run() {
  auto s = std::make_shared<int>(1);
  std::weak_ptr<const int> w = s; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  std::shared_ptr<const int> c = w.lock();
  channel<std::shared_ptr<const int>> ch(1);
  ch.send(c);
  *s = 2;
}
}

namespace owner_before_shared_ptr_const_t_from_shared {
template <class A, class B> A conv(const B &b) { return b; } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void b49() {
  auto s = std::make_shared<int>(1);
  auto c = conv<std::shared_ptr<const int>>(s);
  channel<std::shared_ptr<const int>> ch(1);
  ch.send(c);
  *s = 2;
}
}

namespace weak_const_from_shared {
void run(process<Sink> k) {
  auto s = std::make_shared<int>(1);
  std::weak_ptr<const int> w = s; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(w.lock());
  *s = 2;
}
}

namespace weak_const_from_weak {
void run(process<Sink> k, std::weak_ptr<int> v) {
  std::weak_ptr<const int> w = v; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(w.lock());
}
}

namespace weak_const_assigned {
void run(process<Sink> k, std::shared_ptr<int> v) {
  std::weak_ptr<const int> w;
  w = v; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(w.lock());
  *v = 1;
}
}

namespace weak_const_moved_from_weak {
void run(process<Sink> k, std::weak_ptr<int> v) {
  std::weak_ptr<const int> w(std::move(v)); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(w.lock());
}
}

namespace weak_const_in_container {
void run(process<Sink> k, std::shared_ptr<int> v) {
  std::vector<std::weak_ptr<const int>> w;
  w.push_back(v); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(w[0].lock());
  *v = 1;
}
}

namespace weak_const_emplace {
void run(process<Sink> k, std::shared_ptr<int> v) {
  std::vector<std::weak_ptr<const int>> w;
  w.emplace_back(v); // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  k->frozen(w[0].lock());
  *v = 1;
}
}

namespace weak_const_via_function {
std::weak_ptr<const int> c7h(std::shared_ptr<int> v) { return v; } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void c7(process<Sink> k, std::shared_ptr<int> v) {
  k->frozen(c7h(v).lock());
  *v = 1;
}
}

namespace weak_const_as_parameter {
void c8h(process<Sink> k, std::weak_ptr<const int> w) { k->frozen(w.lock()); }
void c8(process<Sink> k, std::shared_ptr<int> v) {
  c8h(k, v); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  *v = 1;
}
}

namespace weak_const_by_static_cast {
void run(process<Sink> k, std::shared_ptr<int> v) {
  k->frozen(static_cast<std::weak_ptr<const int>>(v).lock()); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  *v = 1;
}
}

namespace weak_in_member_init {
struct Part {
  std::weak_ptr<const int> w;
  Part(std::shared_ptr<int> v) : w(v) {} // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
};
}

namespace reinterpret_shared_ref {
void run(process<Sink> k) {
  auto s = std::make_shared<int>(1);
  k->frozen(reinterpret_cast<std::shared_ptr<const int> &>(s)); // expect-error {{this cast takes a '.*' for a '.*', whose object is immutable to everyone}} [frozen-alias]
  *s = 2;
}
}

namespace c_cast_shared_ptr {
void run(process<Sink> k) {
  auto s = std::make_shared<int>(1);
  k->frozen(*(std::shared_ptr<const int> *)&s); // expect-error {{this cast takes a '.*' for a '.*', whose object is immutable to everyone}} [frozen-alias]
  *s = 2;
}
}

namespace c_cast_ref {
void run(process<Sink> k) {
  auto s = std::make_shared<int>(1);
  k->frozen((const std::shared_ptr<const int> &)(s)); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  *s = 2;
}
}

namespace cast_vector_of_shared {
void run() {
  std::vector<std::shared_ptr<int>> v;
  auto &c = reinterpret_cast<std::vector<std::shared_ptr<const int>> &>(v); // expect-error {{this cast takes a '.*' for a '.*', whose object is immutable to everyone}} [frozen-alias]
  channel<std::shared_ptr<const int>> ch(1);
  ch.send(c[0]);
}
}

namespace derived_with_mutable_part_as_frozen_base {
struct FB {
  int v = 0;
};
struct FD : FB {
  mutable int m = 0;
};
void g26(process<Sink> k) {
  std::shared_ptr<const FB> p = std::make_shared<FD>(); // expect-error {{'.*' is immutable to everyone, but this object is a 'derived_with_mutable_part_as_frozen_base::FD', which can be changed}} [frozen-alias]
  channel<std::shared_ptr<const FB>> c(1);
  c.send(p);
  static_cast<const FD &>(*p).m = 1;
}
}

namespace derived_frozen_then_converted {
using namespace derived_with_mutable_part_as_frozen_base;
void run() {
  std::shared_ptr<const FD> d = std::make_shared<const FD>();
  std::shared_ptr<const FB> p = d; // expect-error {{'.*' is immutable to everyone, but this object is a 'derived_with_mutable_part_as_frozen_base::FD', which can be changed}} [frozen-alias]
  channel<std::shared_ptr<const FB>> c(1);
  c.send(p);
}
}

namespace derived_by_raw_new {
using namespace derived_with_mutable_part_as_frozen_base;
void run() {
  std::shared_ptr<const FB> p(new FD); // expect-error {{'.*' is immutable to everyone, but this object is a 'FD', which can be changed}} [frozen-alias]
  channel<std::shared_ptr<const FB>> c(1);
  c.send(p);
}
}

namespace derived_by_static_pointer_cast {
using namespace derived_with_mutable_part_as_frozen_base;
void run() {
  auto p = std::static_pointer_cast<const FB>(std::make_shared<FD>()); // expect-error {{'.*' is immutable to everyone, but this object is a 'derived_with_mutable_part_as_frozen_base::FD', which can be changed}} [frozen-alias]
  channel<std::shared_ptr<const FB>> c(1);
  c.send(p);
}
}

namespace derived_in_a_process_parameter {
using namespace derived_with_mutable_part_as_frozen_base;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const FB>) {}
};
void run(process<Receiver> p) { p->m(std::make_shared<FD>()); } // expect-error {{'.*' is immutable to everyone, but this object is a 'derived_with_mutable_part_as_frozen_base::FD', which can be changed}} [frozen-alias]
}

namespace frozen_in_optional_with_alias {
void run(std::shared_ptr<int> s, process<Sink> k) {
  std::optional<std::shared_ptr<const int>> o = s; // expect-error {{a pointer that can change its object ('.*') becomes an immutable one here}} [frozen-alias]
  k->frozen(*o);
  *s = 1;
}
}

namespace frozen_by_ternary {
void run(std::shared_ptr<int> s, process<Sink> k, bool b) {
  std::shared_ptr<const int> o = b ? s : std::make_shared<int>(1); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(o);
  *s = 1;
}
}

namespace frozen_by_comma {
void run(std::shared_ptr<int> s, process<Sink> k) {
  std::shared_ptr<const int> o = (0, s); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(o);
  *s = 1;
}
}

namespace frozen_by_lambda_return {
void run(std::shared_ptr<int> s, process<Sink> k) {
  auto f = [&]() -> std::shared_ptr<const int> { return s; }; // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  k->frozen(f());
  *s = 1;
}
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace frozen_by_range_for_over_mutable {
using namespace frozen_by_default_argument;
void run(std::vector<std::shared_ptr<int>> v, process<Sink> k) {
  for (std::shared_ptr<const int> p : v) // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
    k->frozen(p);
}
}

namespace frozen_by_structured_binding_copy {
using namespace frozen_by_default_argument;
void run(std::pair<std::shared_ptr<int>, int> v, process<Sink> k) {
  auto [p, n] = v;
  k->frozen(p); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  *p = 1;
}
}

namespace frozen_by_catch {
using namespace frozen_by_default_argument;
void run(process<Sink> k) {
  try {
    throw std::make_shared<int>(1);
  } catch (std::shared_ptr<int> &p) {
    k->frozen(p); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
    *p = 2;
  }
}
}

namespace frozen_by_allocate_shared_kept_raw {
using namespace frozen_by_default_argument;
void run(process<Sink> k) {
  int *raw = new int;
  std::shared_ptr<const int> p(raw); // expect-error {{'.*' is immutable to everyone, but this 'int *' may still change the object}} [frozen-alias]
  k->frozen(p);
  *raw = 1;
}
}

namespace frozen_by_dynamic_pointer_cast {
using namespace frozen_by_default_argument;
struct Pv {
  virtual ~Pv() = default;
};
struct Pw final : Pv {
  int v = 0;
};
void run(std::shared_ptr<Pv> s) {
  std::shared_ptr<const Pw> p = std::dynamic_pointer_cast<const Pw>(s); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  channel<std::shared_ptr<const Pw>> c(1);
  c.send(p);
}
}

namespace frozen_by_reinterpret_pointer_cast {
void run(std::shared_ptr<int> s, process<Sink> k) {
  k->frozen(std::reinterpret_pointer_cast<const int>(s)); // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
  *s = 1;
}
}

namespace frozen_of_what_is_still_borrowed {
using Numbers = std::vector<int>;
void by_make_shared(std::vector<int> v, channel<std::shared_ptr<const Numbers>> c) {
  int *first = v.data();
  auto f = std::make_shared<const Numbers>(std::move(v)); // expect-error {{'v' is moved while 'first' borrows a part of it, and what it is moved into is immutable to everyone}} [frozen-alias]
  c.send(f);
  *first = 1;
}
void by_conversion(std::vector<int> v, channel<std::shared_ptr<const Numbers>> c) {
  int &first = v[0];
  std::shared_ptr<const Numbers> f = std::make_shared<Numbers>(std::move(v)); // expect-error {{'v' is moved while 'first' borrows a part of it, and what it is moved into is immutable to everyone}} [frozen-alias]
  c.send(f);
  first = 1;
}
void by_new(std::string s, channel<std::shared_ptr<const std::string>> c) {
  char &first = s[0];
  std::shared_ptr<const std::string> f(new std::string(std::move(s))); // expect-error {{'s' is moved while 'first' borrows a part of it, and what it is moved into is immutable to everyone}} [frozen-alias]
  c.send(f);
  first = 'x';
}
struct Collector {
  Numbers numbers;
  int *last = nullptr;
  void publish(channel<std::shared_ptr<const Numbers>> c) {
    last = &numbers.back();
    c.send(std::make_shared<const Numbers>(std::move(numbers))); // expect-error {{field 'numbers' is moved into an object that is immutable to everyone, but a borrow of it may stay behind}} [frozen-alias]
    numbers = {};
    *last = 1;
  }
  void convert(Numbers &theirs, channel<std::shared_ptr<const Numbers>> c) {
    std::shared_ptr<const Numbers> f = std::make_unique<Numbers>(std::move(theirs)); // expect-error {{what the reference 'theirs' refers to is moved into an object that is immutable to everyone}} [frozen-alias]
    c.send(f);
  }
};
}
