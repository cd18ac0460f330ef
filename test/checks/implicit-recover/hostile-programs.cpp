// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace uni_t_std_move_o {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec(uni<std::vector<int>>(std::move(o))); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace implicit_conv_arg {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec(std::move(o)); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace uni_v_std_move_o_ctad {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  uni u = std::move(o); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(u));
  r = 2;
}
}

namespace uni_program {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec({std::move(o)}); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace emplace_into_vector_uni {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  std::vector<uni<std::vector<int>>> v;
  v.emplace_back(std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(v[0]));
  r = 2;
}
}

namespace make_unique_uni {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  auto v = std::make_unique<uni<std::vector<int>>>(std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(*v));
  r = 2;
}
}

namespace optional_uni_from_o {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  std::optional<uni<std::vector<int>>> v = std::move(o); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(*v));
  r = 2;
}
}

namespace in_place {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  std::optional<uni<std::vector<int>>> v(std::in_place, std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(*v));
  r = 2;
}
}

namespace pair_int_uni {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  std::pair<int, uni<std::vector<int>>> v(1, std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(v.second));
  r = 2;
}
}

namespace map_emplace {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  std::map<int, uni<std::vector<int>>> v;
  v.emplace(1, std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(v.at(1)));
  r = 2;
}
}

namespace aggregate_w_uni {
struct Msg {
  uni<std::vector<int>> v;
};
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  Msg m{std::move(o)}; // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  s->vec(std::move(m.v));
  r = 2;
}
}

namespace ctor_mem_init {
struct Msg2 {
  uni<std::vector<int>> v;
  Msg2(std::vector<int> &&o) : v(std::move(o)) {} // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
};
}

namespace promise_set {
void run(promise<uni<std::vector<int>>> p) {
  std::vector<int> o{1};
  int &r = o[0];
  std::move(p).set(std::move(o)); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace channel_send {
void run(channel<uni<std::vector<int>>> c) {
  std::vector<int> o{1};
  int &r = o[0];
  c.send(std::move(o)); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
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

namespace promise_set_implicit_conv {
struct CONURE_PROCESS Receiver {
  std::vector<int> v;
  CONURE_ASYNC void m(promise<uni<std::vector<int>>> p) { std::move(p).set(std::move(v)); } // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover], expect-error {{field 'v' is moved out of the process and not refilled on the way out of 'm'}} [use-after-move]
};
}

namespace ask_arg_conversions {
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m(promise<int> p, uni<std::vector<int>> v) {}
};
void run(process<Receiver> b) {
  std::vector<int> v;
  auto f = ask(b, &Receiver::m, std::move(v)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
}
}

namespace select_timeouts_try_send_conv {
void run(channel<uni<std::vector<int>>> c) {
  std::vector<int> o;
  c.try_send(std::move(o)); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
}
}

namespace user_function_template_forwarding_to_uni {
using namespace owner_before_shared_ptr_const_t_from_shared;
template <class T, class... A> T build(A &&...a) { return T(std::forward<A>(a)...); } // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec(build<uni<std::vector<int>>>(std::move(o))); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias]
  r = 2;
}
}

namespace std_invoke_apply_make_from_tuple {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec(std::make_from_tuple<uni<std::vector<int>>>(std::tuple<std::vector<int> &&>(std::move(o)))); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' in here becomes a '.*' inside of the library, and nothing recovers it}} [implicit-recover]
  r = 2;
}
}

namespace std_construct_at_bit_static_cast {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec(static_cast<uni<std::vector<int>>>(std::move(o))); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace c_style_cast {
void run(process<Sink> s) {
  std::vector<int> o{1};
  int &r = o[0];
  s->vec((uni<std::vector<int>>)std::move(o)); // expect-error {{'o' is sent while 'r' borrows a part of it}} [send-alias], expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
  r = 2;
}
}

namespace vector_uni_assign_range_of_t {
void run(process<Sink> s) {
  std::vector<std::vector<int>> o(1);
  std::vector<uni<std::vector<int>>> v(std::make_move_iterator(o.begin()), std::make_move_iterator(o.end())); // expect-error {{a '.*' in here becomes a '.*' inside of the library, and nothing recovers it}} [implicit-recover]
  s->vec(std::move(v[0]));
}
}

namespace optional_uni_value_or {
void run(process<Sink> s) {
  std::vector<int> o;
  std::optional<uni<std::vector<int>>> v;
  s->vec(std::move(v).value_or(std::move(o))); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
}
}

namespace ternary_conversion {
void run(process<Sink> s, std::vector<int> &o, bool b, uni<std::vector<int>> u) {
  s->vec(b ? std::move(u) : uni<std::vector<int>>(std::move(o))); // expect-error {{a '.*' does not become a '.*' by itself}} [implicit-recover]
}
}

namespace forge_uni_by_reinterpret {
void run(process<Sink> k, Plain &p) { k->take(std::move(reinterpret_cast<uni<Plain> &>(p))); } // expect-error {{a 'Plain' does not become a '.*' by a cast}} [implicit-recover]
}

namespace forge_uni_by_c_cast {
void run(process<Sink> k, Plain &p) { k->take(std::move((uni<Plain> &)p)); } // expect-error {{a 'Plain' does not become a '.*' by a cast}} [implicit-recover]
}

namespace forge_uni_by_pointer_cast {
void run(process<Sink> k, Plain *p) { k->take(std::move(*reinterpret_cast<uni<Plain> *>(p))); } // expect-error {{a 'Plain *' does not become a '.*' by a cast}} [implicit-recover]
}
