// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace fn_param_std_function {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::function<void()> f) { f(); } // expect-error {{parameter 'f' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace any_program {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::any a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is 'std::any'}} [async-signature]
};
}

namespace variant_of_pointer {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::variant<int, int *> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace tuple_with_string_view {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::tuple<int, std::string_view> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace pair_with_shared_ptr {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::pair<int, std::shared_ptr<int>> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace weak_ptr {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::weak_ptr<const int> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace span_program {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::span<const int> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace iterator_program {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::list<int>::const_iterator a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace base_class_with_pointer {
struct WithPtr {
  int *p;
};
struct Der : WithPtr {
  int x;
};
class CONURE_PROCESS P9 {
public:
  CONURE_ASYNC void m(Der a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is 'Der'}} [async-signature]
};
}

namespace alias_program {
using Hidden = std::optional<const char *>;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Hidden a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is 'Hidden'}} [async-signature]
};
}

namespace template_alias_dependent {
template <class T> struct Traits {
  using type = T *;
};
template <class T> class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(typename Traits<T>::type a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
void run() {
  auto p = spawn<Receiver<int>>();
  p->m(nullptr);
}
}

namespace mutable_in_frozen {
struct WithMutable {
  mutable int cache = 0;
  int get() const { return cache++; }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const WithMutable> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_with_pointer_inside {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Node> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_of_std_unique_ptr_int_non_const_point {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const std::unique_ptr<int>> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_vector_of_unique_ptr {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const std::vector<std::unique_ptr<int>>> a) {} // expect-error {{parameter 'a' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace template_message {
class CONURE_PROCESS P45 {
public:
  template <class T> CONURE_ASYNC void m(T t) {} // expect-error {{parameter 't' of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
void f45(int &x) {
  auto p = spawn<P45>();
  p->m(&x);
}
}

namespace mem_fn_fine_not_counted_abbreviated_auto_mes {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(auto t) {} // expect-error {{parameter 't' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
void run() {
  auto p = spawn<Receiver>();
  p->m(std::vector<int>{});
}
}

namespace variadic_template_message {
using namespace template_message;
class CONURE_PROCESS Receiver {
public:
  template <class... T> CONURE_ASYNC void m(T... t) {} // expect-error {{parameter 't' of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
void run(int &x) {
  auto p = spawn<Receiver>();
  p->m(1, 2.0, &x);
}
}

namespace c_varargs_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(int n, ...) {} // expect-error {{message 'm'.*'...'), which cannot be checked to be sendable}} [async-signature]
};
}

namespace forwarding_reference_message {
class CONURE_PROCESS Receiver {
public:
  template <class T> CONURE_ASYNC void m(T &&t) {} // expect-error {{parameter 't' of message 'm'.*'T &&'): both processes would see one object}} [async-signature]
};
void run() {
  auto p = spawn<Receiver>();
  p->m(1);
}
}

namespace union_with_pointer {
union Part {
  int *p;
  long l;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace pointer_hidden_by_anonymous_union_struct {
struct Part {
  union {
    int *p;
    long l;
  };
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace array_of_pointers {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::array<int *, 2> u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace exception_ptr {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::exception_ptr u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is 'std::exception_ptr'}} [async-signature]
};
}

namespace string_with_pmr_allocator {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::pmr::string u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is 'std::pmr::string'}} [async-signature]
};
}

namespace stateful_allocator {
template <class T> struct Arena {
  using value_type = T;
  T *pool;
  T *allocate(std::size_t) { return pool; }
  void deallocate(T *, std::size_t) {}
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::basic_string<char, std::char_traits<char>, Arena<char>> u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace conure_value_class_template_member {
template <class T> struct CONURE_VALUE Part {
  T t;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part<int *> u) {} // expect-error {{parameter 'u' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace message_sends_this {
class CONURE_PROCESS B15;
class CONURE_PROCESS B15b {
public:
  CONURE_ASYNC void m(B15 *p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is 'B15 *'}} [async-signature]
};
}

namespace default_argument_evaluated_by_spawner_leak {
int glob;
class CONURE_PROCESS Df27 {
public:
  explicit Df27(int *p = &glob) {} // expect-error {{process code uses 'glob'}} [shared-state]
};
class CONURE_PROCESS B27 {
public:
  CONURE_ASYNC void m() { auto p = spawn<Df27>(); } // expect-error {{process 'Df27' cannot be spawned with this: parameter 'p' of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
};
}

namespace message_default_argument_pointer {
using namespace default_argument_evaluated_by_spawner_leak;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(int *p = &glob) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
}

namespace via_virtual_override_in_derived_process {
struct CONURE_PROCESS Base54 {
  CONURE_ASYNC virtual void m() {}
};
int g54;
struct CONURE_PROCESS D54 : Base54 {
  void m() override { g54++; } // expect-error {{process code uses 'g54', a mutable global that every process could reach}} [shared-state]
};
}

namespace unmarked_override_class {
using namespace via_virtual_override_in_derived_process;
struct Part : Base54 {
  int g;
  void m() override {} // expect-error {{message 'm' is in 'Part', which is not a process class}} [async-signature]
};
}

namespace out_of_line_definition_without_annotation_an {
class CONURE_PROCESS B62 {
public:
  CONURE_ASYNC void m(std::string_view s); // expect-error {{parameter 's' of message 'm' is not sendable: its type is 'std::string_view'}} [async-signature]
};
void B62::m(std::string_view s) {}
}

namespace message_as_explicit_template_instantiation {
using namespace out_of_line_definition_without_annotation_an;
template <class T> class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(T) {} // expect-error {{parameter number 1 of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
template class Receiver<int *>;
}

namespace message_explicit_specialization {
using namespace out_of_line_definition_without_annotation_an;
template <class T> class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(T) {}
};
template <> class CONURE_PROCESS Receiver<int> {
public:
  CONURE_ASYNC void m(int *) {} // expect-error {{parameter number 1 of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
}

namespace member_specialization {
template <class T> class CONURE_PROCESS B65 {
public:
  CONURE_ASYNC void m(T) {}
};
int g65;
template <> void B65<int>::m(int) { g65++; } // expect-error {{process code uses 'g65', a mutable global that every process could reach}} [shared-state]
}

namespace std_promise_future_with_thread_skip_use_of_s {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m(std::promise<int> p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace std_future_param {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m(std::shared_future<int *> p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace atomic_pointer_param {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m(std::shared_ptr<const std::atomic<int *>> p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace coroutine_handle_as_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::coroutine_handle<> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace exception_ptr_as_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::exception_ptr e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'std::exception_ptr'}} [async-signature]
};
}

namespace atomic_pointer_as_message_via_sendable_less {
struct Part {
  std::atomic<int> *p;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace volatile_pointer {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(volatile int *e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'volatile int *'}} [async-signature]
};
}

namespace pointer_in_union_in_struct {
struct Part {
  union {
    int *p;
    long l;
  };
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace bit_field_struct_with_pointer {
struct Part {
  unsigned a : 3;
  unsigned b : 5;
  char *p;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace virtual_base_with_pointer {
struct F11b {
  int *p;
};
struct F11s : virtual F11b {};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(F11s e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'F11s'}} [async-signature]
};
}

namespace private_base_with_reference {
struct F12b {
  int &r;
};
struct F12s : private F12b {
  F12s(int &x) : F12b{x} {}
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(F12s e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'F12s'}} [async-signature]
};
}

namespace no_unique_address_member_pointer {
struct F13e {
  int *p;
};
struct F13s {
  [[no_unique_address]] F13e e;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(F13s e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'F13s'}} [async-signature]
};
}

namespace array_member_of_pointers {
struct Part {
  int *p[3];
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is 'Part'}} [async-signature]
};
}

namespace pointer_to_member_pointer_chain {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::pair<int Node::*, Node *> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace reverse_iterator {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::reverse_iterator<std::vector<int>::iterator> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace initializer_list {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::initializer_list<int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace valarray_slice_proxy {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::slice_array<int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace vector_bool_reference {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::vector<bool>::reference e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace bitset_reference {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::bitset<8>::reference e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace istream_iterator {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::istream_iterator<int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace node_handle {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::map<int, int>::node_type e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace atomic_ref {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::atomic_ref<int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace unique_ptr_as_message {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::unique_ptr<int> e) {} // expect-error {{parameter 'e' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_with_inner_raw_pointer_written_throug {
struct Inn {
  std::unique_ptr<int> own = std::make_unique<int>(1);
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Inn> p) { *p->own = 2; } // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_whose_const_method_writes_a_member_of {
struct Ptr3 {
  int n = 0;
  int *self = &n;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Ptr3> p) { *p->self = 2; } // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_atomic_wrapper_holding_pointer {
struct At4 {
  mutable std::mutex *m;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const At4> p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace frozen_from_shared_from_this {
using namespace frozen_by_default_argument;
struct Sf : std::enable_shared_from_this<Sf> {
  int v = 0;
  std::shared_ptr<const Sf> me() const { return shared_from_this(); }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Sf> p) {} // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_class_holding_weak_to_mutable {
using namespace frozen_by_default_argument;
struct Wk {
  std::weak_ptr<int> w;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Wk> p) { // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
    if (auto s = p->w.lock())
      *s = 1;
  }
};
}

namespace frozen_class_holding_shared_to_mutable {
using namespace frozen_by_default_argument;
struct Sh {
  std::shared_ptr<int> w;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const Sh> p) { *p->w = 1; } // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace frozen_class_holding_uni_whose_pointee_is_mu {
using namespace frozen_by_default_argument;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::shared_ptr<const std::function<void()>> p) { (*p)(); } // expect-error {{parameter 'p' of message 'm' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace message_given_by_blocking_closure_with_borro {
class CONURE_PROCESS Receiver {
  int n = 0;

public:
  CONURE_ASYNC void m(process<Receiver> o) {
    int x = 0;
    o->k([&x] { ++x; });
  }
  template <class F> CONURE_ASYNC void k(F f) { f(); } // expect-error {{parameter 'f' of message 'k' is not sendable: its type is '.*'}} [async-signature]
};
}

namespace self_handle_leaks_this {
using namespace frozen_by_default_argument;
class CONURE_PROCESS Receiver {
  int n = 0;

public:
  CONURE_ASYNC void m(channel<int> c) {
    Receiver *me = this;
    other(me);
  }
  void other(Receiver *p) { spawn<Receiver>()->take(p); }
  CONURE_ASYNC void take(Receiver *p) { p->n++; } // expect-error {{parameter 'p' of message 'take' is not sendable: its type is 'Receiver *'}} [async-signature]
};
}

namespace message_overload_set_one_bad {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(int) {}
  CONURE_ASYNC void m(int *) {} // expect-error {{parameter number 1 of message 'm' is not sendable: its type is 'int *'}} [async-signature]
};
}
