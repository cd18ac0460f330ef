// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace recover_static_local_in_body {
void run(process<Sink> s) {
  auto mk = [] {
    static Node n;
    return recover([] {
      Node m;
      m.next = &n; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
      return m;
    });
  };
  s->node(mk());
}
}

namespace recover_with_function_pointer_reading_global {
Node *gn;
Node from_global() {
  Node m;
  m.next = gn; // expect-error {{process code uses 'gn', a mutable global that every process could reach}} [shared-state]
  return m;
}
void run(process<Sink> s) { s->node(recover(from_global())); }
}

namespace recover_with_thread_local {
thread_local Node tn;
Node from_tl() {
  Node m;
  m.next = &tn; // expect-error {{process code uses 'tn', a mutable thread_local that every process could reach}} [shared-state]
  return m;
}
void run(process<Sink> s) { s->node(recover(from_tl())); }
}

namespace global_read {
int run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace static_local_program {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    static int n;
    n++; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
  }
};
}

namespace thread_local_program {
thread_local int run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run++; } // expect-error {{process code uses 'run', a mutable thread_local that every process could reach}} [shared-state]
};
}

namespace static_member_program {
class CONURE_PROCESS Receiver {
  static inline int n;

public:
  CONURE_ASYNC void m() { n++; } // expect-error {{process code uses 'n', a mutable static member that every process could reach}} [shared-state]
};
}

namespace through_reference_global {
int g33;
int &r33 = g33;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { r33++; } // expect-error {{process code uses 'r33', a mutable global that every process could reach}} [shared-state]
};
}

namespace inline_variable_template {
template <class T> inline T run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run<int> ++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace extern_program {
extern int run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace anonymous_union_global {
static union {
  int a36;
  float b36;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { a36++; } // expect-error {{process code uses an anonymous union, a mutable global that every process could reach}} [shared-state]
};
}

namespace const_global_with_mutable_member {
struct Part {
  mutable int n;
  void inc() const { n++; }
};
const Part run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run.inc(); } // expect-error {{process code uses 'run', a global that every process could reach}} [shared-state]
};
}

namespace const_global_with_pointer_to_mutable {
int x38;
int *const p38 = &x38;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *p38 = 1; } // expect-error {{process code uses 'p38', a global that every process could reach}} [shared-state]
};
}

namespace const_unique_ptr_global {
const std::unique_ptr<int> run = std::make_unique<int>();
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *run = 1; } // expect-error {{process code uses 'run', a global that every process could reach}} [shared-state]
};
}

namespace const_shared_ptr_global {
const auto run = std::make_shared<int>();
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *run = 1; } // expect-error {{process code uses 'run', a global that every process could reach}} [shared-state]
};
}

namespace const_function_local_static_with_mutable {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    static const auto f = std::make_shared<std::vector<int>>();
    f->push_back(1); // expect-error {{process code uses 'f', a static variable that every process could reach}} [shared-state]
  }
};
}

namespace singleton_program {
struct Part {
  static Part &get() {
    static Part s;
    return s; // expect-error {{process code uses 's', a mutable static variable that every process could reach}} [shared-state]
  }
  int n = 0;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { Part::get().n++; }
};
}

namespace const_lambda_with_static {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    auto f = [] {
      static int n = 0;
      return ++n; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
    };
    f();
  }
};
}

namespace mutable_lambda_global_const {
const auto l44 = [n = std::make_shared<int>(0)] { return ++*n; };
class CONURE_PROCESS B44 {
public:
  CONURE_ASYNC void m() { l44(); } // expect-error {{process code uses 'l44', a global that every process could reach}} [shared-state]
};
}

namespace constinit_program {
constinit int run = 0;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace via_ctor_of_local_object {
int run;
struct Part {
  Part() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { Part c; }
};
}

namespace via_dtor_of_field {
int run;
struct Part {
  ~Part() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
  Part c;

public:
  CONURE_ASYNC void m() {}
};
}

namespace via_dtor_of_message_param {
int run;
struct Part {
  ~Part() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(uni<Part> c) {}
};
}

namespace via_operator_new_of_class {
using namespace mutable_lambda_global_const;
int run;
struct Part {
  static void *operator new(std::size_t n) {
    run++; // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
    return ::operator new(n);
  }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { auto p = std::unique_ptr<Part>(new Part); }
};
}

namespace via_custom_deleter {
int run;
struct Part {
  void operator()(int *p) const {
    run++; // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
    delete p;
  }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::unique_ptr<int, Part> p; }
};
}

namespace via_allocator {
using namespace mutable_lambda_global_const;
int run;
template <class T> struct Part {
  using value_type = T;
  Part() = default;
  template <class U> Part(const Part<U> &) {}
  T *allocate(std::size_t n) {
    run++; // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
    return std::allocator<T>().allocate(n);
  }
  void deallocate(T *p, std::size_t n) { std::allocator<T>().deallocate(p, n); }
  bool operator==(const Part &) const = default;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::vector<int, Part<int>> v(3); }
};
}

namespace via_std_sort_comparator_type {
int run;
struct Cmp52 {
  bool operator()(int a, int b) const {
    run++; // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
    return a < b;
  }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::set<int, Cmp52> s;
    s.insert(1);
  }
};
}

namespace via_std_hash_spec_user_conversion_in_recover {
int g53;
void f53(uni<Plain> p) {
  auto q = recover([&] {
    g53++; // expect-error {{process code uses 'g53', a mutable global that every process could reach}} [shared-state]
    return Plain{};
  });
}
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

namespace process_class_deriving_plain_class_with_meth {
int run;
struct Plain56 {
  void touch() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
struct CONURE_PROCESS Receiver : Plain56 {
  CONURE_ASYNC void m() { touch(); }
};
}

namespace nested_process {
int run;
struct Outer57 {
  class CONURE_PROCESS In {
  public:
    CONURE_ASYNC void m() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
  };
};
}

namespace local_process_class {
int g58;
void f58() {
  struct CONURE_PROCESS L {
    CONURE_ASYNC void m() { g58++; } // expect-error {{process code uses 'g58', a mutable global that every process could reach}} [shared-state]
  };
  auto p = spawn<L>();
  p->m();
}
}

namespace out_of_line_message {
class CONURE_PROCESS B59 {
public:
  CONURE_ASYNC void m();
};
int g59;
void B59::m() { g59++; } // expect-error {{process code uses 'g59', a mutable global that every process could reach}} [shared-state]
}

namespace template_process {
using namespace out_of_line_message;
int g60;
template <class T> class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(T) { g60++; } // expect-error {{process code uses 'g60', a mutable global that every process could reach}} [shared-state]
};
void f60() {
  auto p = spawn<Receiver<int>>();
  p->m(1);
}
}

namespace template_process_out_of_line {
int g61;
template <class T> class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(T);
};
template <class T> void Receiver<T>::m(T) { g61++; } // expect-error {{process code uses 'g61', a mutable global that every process could reach}} [shared-state]
void f61() {
  auto p = spawn<Receiver<int>>();
  p->m(1);
}
}

namespace member_specialization {
template <class T> class CONURE_PROCESS B65 {
public:
  CONURE_ASYNC void m(T) {}
};
int g65;
template <> void B65<int>::m(int) { g65++; } // expect-error {{process code uses 'g65', a mutable global that every process could reach}} [shared-state]
}

namespace function_pointer_to_global_toucher {
using namespace member_specialization;
int g66;
void t66() { g66++; } // expect-error {{process code uses 'g66', a mutable global that every process could reach}} [shared-state]
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    void (*f)() = t66;
    f();
  }
};
}

namespace message_takes_captureless_closure_touching_g {
using namespace member_specialization;
int g68;
class CONURE_PROCESS Receiver {
public:
  template <class F> CONURE_ASYNC void m(F f) { f(); }
};
void f68() {
  auto p = spawn<Receiver>();
  p->m([] { g68++; }); // expect-error {{process code uses 'g68', a mutable global that every process could reach}} [shared-state]
}
}

namespace via_class_with_operator_touching_global_sent {
using namespace member_specialization;
int run;
struct Part {
  void operator()() const { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part f) { f(); }
};
}

namespace pointer_to_data_member_static_ok_strtok {
using namespace member_specialization;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(std::string s) { std::strtok(s.data(), " "); } // expect-error {{process code calls '.*', which uses state that all threads share}} [shared-state]
};
}

namespace rand_program {
using namespace member_specialization;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::rand(); } // expect-error {{process code calls '.*', which uses state that all threads share}} [shared-state]
};
}

namespace setlocale_setenv {
using namespace member_specialization;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { ::setenv("a", "b", 1); } // expect-error {{process code calls '.*', which uses state that all threads share}} [shared-state]
};
}

namespace localtime_program {
using namespace member_specialization;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    time_t t = 0;
    std::localtime(&t); // expect-error {{process code calls '.*', which uses state that all threads share}} [shared-state]
  }
};
}

namespace shared_ptr_non_const_static_via_atomic_share {
using namespace member_specialization;
std::atomic<std::shared_ptr<int>> run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *run.load() = 1; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace atomic_tstar {
using namespace member_specialization;
int run;
std::atomic<int *> a76{&run};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *a76.load() = 1; } // expect-error {{process code uses 'a76', a mutable global that every process could reach}} [shared-state]
};
}

namespace atomic_ref_on_global {
using namespace member_specialization;
int run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::atomic_ref<int>(run)++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace mutex_guarded_global_still_told {
using namespace member_specialization;
std::mutex m78;
int x78;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::lock_guard l(m78);
    x78++; // expect-error {{process code uses 'x78', a mutable global that every process could reach}} [shared-state]
  }
};
}

namespace friend_accesses_process_field_through_refere {
using namespace member_specialization;
int *leak80;
class CONURE_PROCESS Receiver {
  int f = 0;

public:
  CONURE_ASYNC void m() { leak80 = &f; } // expect-error {{process code uses 'leak80', a mutable global that every process could reach}} [shared-state]
};
}

namespace self_by_pointer_to_helper_storing_static {
using namespace member_specialization;
struct Reg81 {
  static inline std::vector<int *> all;
  static void add(int *p) { all.push_back(p); } // expect-error {{process code uses 'all', a mutable static member that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
  int f = 0;

public:
  CONURE_ASYNC void m() { Reg81::add(&f); }
};
}

namespace std_call_once_function_static_const_pointer {
using namespace member_specialization;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    static int *const p = new int(0);
    ++*p; // expect-error {{process code uses 'p', a static variable that every process could reach}} [shared-state]
  }
};
}

namespace constexpr_pointer_to_mutable {
using namespace member_specialization;
int g84;
constexpr int *cp84 = &g84;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *cp84 = 1; } // expect-error {{process code uses 'cp84', a global that every process could reach}} [shared-state]
};
}

namespace constexpr_struct_with_ref {
using namespace member_specialization;
int run;
struct Part {
  int &r;
};
constexpr Part c85{run};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { c85.r = 1; } // expect-error {{process code uses 'c85', a global that every process could reach}} [shared-state]
};
}

namespace string_literal_pointers_via_const_cast_warn {
using namespace member_specialization;
int g86;
constexpr int *get86() { return &g86; } // expect-error {{process code uses 'g86', a mutable global that every process could reach}} [shared-state]
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *get86() = 1; }
};
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

namespace structured_binding_static {
using namespace member_specialization;
struct Part {
  int a, b;
};
static auto [x88, y88] = Part{};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { x88++; } // expect-error {{process code uses '[x88, y88]', a mutable global that every process could reach}} [shared-state]
};
}

namespace lambda_in_default_member_init {
using namespace member_specialization;
using namespace using_declared_namespace_var_alias_template;
int run;
struct CONURE_PROCESS Receiver {
  int v = [] { return run++; }(); // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
  CONURE_ASYNC void m() {}
};
}

namespace constructor_of_process_touching_global {
int run;
struct CONURE_PROCESS Receiver {
  Receiver() { run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}

namespace conversion_operator_on_message_arg_evaluated {
using namespace member_specialization;
using namespace mutable_lambda_global_const;
int run;
struct Cv91 {
  operator int() const { return run++; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m(process<Sink> s) { s->n(Cv91()); }
};
}

namespace user_defined_new_handler_signal {
using namespace member_specialization;
struct CONURE_PROCESS Receiver {
  CONURE_ASYNC void m() { std::signal(2, SIG_IGN); } // expect-error {{process code calls '.*', which uses state that all threads share}} [shared-state]
};
}

namespace value_class_with_copy_ctor_aliasing_via_stat {
struct CONURE_VALUE VA {
  int id = 0;
  static inline std::map<int, std::vector<int>> reg;
  std::vector<int> &data() const { return reg[id]; } // expect-error {{process code uses 'reg', a mutable static member that every process could reach}} [shared-state]
};
class CONURE_PROCESS PVA {
public:
  CONURE_ASYNC void m(VA v) { v.data().push_back(1); }
};
}

namespace return_from_static {
uni<std::vector<int>> b74() {
  static std::vector<int> v;
  return v; // expect-error {{process code uses 'v', a mutable static variable that every process could reach}} [shared-state]
}
uni<std::vector<int>> b74b() {
  static std::vector<int> v;
  return std::move(v); // expect-error {{process code uses 'v', a mutable static variable that every process could reach}} [shared-state]
}
}

namespace default_argument_lambda_captures_nothing_but {
int *&keepStatic() {
  static int *p;
  return p; // expect-error {{process code uses 'p', a mutable static variable that every process could reach}} [shared-state]
}
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(uni<Plain> u) { keepStatic() = nullptr; }
};
}

namespace static_local_in_template_program {
template <class T> T &single() {
  static T t;
  return t; // expect-error {{process code uses 't', a mutable static variable that every process could reach}} [shared-state]
}
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { single<int>() = 1; }
};
}

namespace thread_local_program_2 {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    thread_local int n = 0;
    ++n; // expect-error {{process code uses 'n', a mutable thread_local that every process could reach}} [shared-state]
  }
};
}

namespace inline_static_data_member {
struct Part {
  static inline int n = 0;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { ++Part::n; } // expect-error {{process code uses 'n', a mutable static member that every process could reach}} [shared-state]
};
}

// extern C global
extern "C" int e69g;
class CONURE_PROCESS E69 {
public:
  CONURE_ASYNC void m() { ++e69g; } // expect-error {{process code uses 'e69g', a mutable global that every process could reach}} [shared-state]
};

namespace variable_template {
template <class T> T e70v{};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { ++e70v<int>; } // expect-error {{process code uses 'e70v', a mutable global that every process could reach}} [shared-state]
};
}

namespace static_in_lambda_in_default_argument_program {
class CONURE_PROCESS E71 {
public:
  CONURE_ASYNC void m(int x = [] {
    static int n = 0;
    return ++n; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
  }()) {}
};
class CONURE_PROCESS E71b {
public:
  CONURE_ASYNC void m(process<E71> p) { p->m(); }
};
}

namespace static_in_default_member_init_program {
class CONURE_PROCESS Receiver {
  int x = [] {
    static int n = 0;
    return ++n; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
  }();

public:
  CONURE_ASYNC void m() {}
};
}

namespace lambda_default_arg_of_helper {
int e73h(int x = [] {
  static int n = 0;
  return ++n; // expect-error {{process code uses 'n', a mutable static variable that every process could reach}} [shared-state]
}()) {
  return x;
}
class CONURE_PROCESS E73 {
public:
  CONURE_ASYNC void m() { e73h(); }
};
}

namespace global_via_structured_binding {
struct Part {
  int a, b;
};
Part run;
auto &[e74a, e74b] = run;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { e74a = 1; } // expect-error {{process code uses '[e74a, e74b]', a mutable global that every process could reach}} [shared-state]
};
}

namespace global_via_constexpr_pointer {
int e75g;
constexpr int *e75p = &e75g;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *e75p = 1; } // expect-error {{process code uses 'e75p', a global that every process could reach}} [shared-state]
};
}

namespace global_via_const_struct_with_pointer {
int run;
struct Part {
  int *p;
};
const Part e76c{&run};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { *e76c.p = 1; } // expect-error {{process code uses 'e76c', a global that every process could reach}} [shared-state]
};
}

namespace global_through_template_non_type_argument {
int e77g;
template <int &R> void e77w() { R = 1; } // expect-error {{process code uses 'e77g', a mutable global that every process could reach}} [shared-state]
class CONURE_PROCESS E77 {
public:
  CONURE_ASYNC void m() { e77w<e77g>(); }
};
}

namespace global_through_template_non_type_pointer {
using namespace global_through_template_non_type_argument;
template <auto *P> struct Part {
  void go() { *P = 1; } // expect-error {{process code uses 'e77g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { Part<&e77g>{}.go(); }
};
}

namespace global_by_destructor {
int run;
struct Part {
  ~Part() { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { Part d; }
};
}

namespace global_by_destructor_of_field {
int run;
struct Part {
  ~Part() { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
  Part d;

public:
  CONURE_ASYNC void m() {}
};
}

namespace global_by_destructor_of_message_parameter {
int e81g;
struct Part {
  ~Part() { ++e81g; } // expect-error {{process code uses 'e81g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(uni<std::vector<Part>> v) {}
};
void e81(process<Receiver> p) { p->m(recover(std::vector<Part>(2))); }
}

namespace global_by_conversion_operator {
using namespace lambda_default_arg_of_helper;
int e82g;
struct E82c {
  operator int() { return ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS E82 {
public:
  CONURE_ASYNC void m() { int x = E82c{}; }
};
}

namespace global_by_user_comparator_in_set {
using namespace global_by_conversion_operator;
struct Part {
  bool operator()(int a, int b) const {
    ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
    return a < b;
  }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::set<int, Part> s;
    s.insert(1);
  }
};
}

namespace global_by_hash {
using namespace global_by_conversion_operator;
struct Part {
  size_t operator()(int a) const { return ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::unordered_map<int, int, Part> s;
    s[1] = 1;
  }
};
}

namespace global_by_allocator {
using namespace global_by_conversion_operator;
template <class T> struct Part {
  using value_type = T;
  Part() = default;
  template <class U> Part(const Part<U> &) {}
  T *allocate(size_t n) {
    ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
    return std::allocator<T>().allocate(n);
  }
  void deallocate(T *p, size_t n) { std::allocator<T>().deallocate(p, n); }
  bool operator==(const Part &) const = default;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::vector<int, Part<int>> s(3); }
};
}

namespace global_by_deleter {
using namespace global_by_conversion_operator;
struct Part {
  void operator()(int *p) const {
    ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
    delete p;
  }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::unique_ptr<int, Part> p(nullptr); }
};
}

namespace global_by_range_adaptor_callable {
using namespace global_by_conversion_operator;
using namespace lambda_default_arg_of_helper;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    for (int x : std::views::iota(0, 3) | std::views::transform(+[](int y) { return e82g += y; })) // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
      (void)x;
  }
};
}

namespace global_by_operator_new {
using namespace global_by_conversion_operator;
struct Part {
  void *operator new(size_t n) {
    ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
    return ::operator new(n);
  }
  void operator delete(void *p) { ::operator delete(p); }
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { auto p = std::unique_ptr<Part>(new Part); }
};
}

namespace global_by_iterator_begin_in_range_for {
using namespace global_by_conversion_operator;
using namespace lambda_default_arg_of_helper;
struct Part {
  int *begin() { return &e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
  int *end() { return &e82g + 1; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    for (int &x : Part{})
      x = 1;
  }
};
}

// global by get of tuple-like
using namespace global_by_conversion_operator;
using namespace lambda_default_arg_of_helper;
struct E90t {};
namespace std {
template <> struct tuple_size<E90t> : integral_constant<size_t, 1> {};
template <> struct tuple_element<0, E90t> {
  using type = int;
};
}
template <size_t> int get(E90t t) { return ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
class CONURE_PROCESS E90 {
public:
  CONURE_ASYNC void m() {
    auto [x] = E90t{};
    (void)x;
  }
};

namespace global_by_await {
using namespace global_by_conversion_operator;
struct E91a {
  bool await_ready() {
    ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
    return true;
  }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};
struct E91t {
  struct promise_type {
    E91t get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
E91t run() { co_await E91a{}; }
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run(); }
};
}

namespace global_by_inherited_constructor {
using namespace global_by_conversion_operator;
struct E92b {
  E92b(int) { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
struct E92d : E92b {
  using E92b::E92b;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { E92d d(1); }
};
}

namespace global_by_make_unique {
int run;
struct Part {
  Part(int) { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { auto d = std::make_unique<Part>(1); }
};
}

namespace global_by_emplace {
int run;
struct Part {
  Part(int) { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::vector<Part> v;
    v.emplace_back(1);
  }
};
}

namespace global_by_std_apply {
using namespace global_by_conversion_operator;
void run(int) { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { std::apply(run, std::make_tuple(1)); }
};
}

namespace global_by_visit {
using namespace global_by_conversion_operator;
struct Part {
  void operator()(int) { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::variant<int> v;
    std::visit(Part{}, v);
  }
};
}

namespace global_by_make_from_tuple {
using namespace lambda_default_arg_of_helper;
int run;
struct Part {
  Part(int) { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { auto x = std::make_from_tuple<Part>(std::make_tuple(1)); }
};
}

namespace global_by_call_once_static_init_of_constant {
using namespace global_by_conversion_operator;
const int run = [] { return ++e82g; }();
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    static const int n = [] { return ++e82g; }(); // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
  }
};
}

namespace global_by_virtual_in_base_pointer {
using namespace global_by_conversion_operator;
struct E99b {
  virtual void go() {}
  virtual ~E99b() = default;
};
struct E99d : E99b {
  void go() override { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
};
class CONURE_PROCESS Receiver {
  std::unique_ptr<E99b> b;

public:
  CONURE_ASYNC void m() { b->go(); }
};
}

namespace global_by_requires_in_constexpr_if_chosen_fu {
using namespace global_by_conversion_operator;
template <class T>
void run(T)
  requires(sizeof(T) == 4)
{
  ++e82g; // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
}
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { run(1); }
};
}

namespace spawn_of_class_whose_ctor_touches_global {
using namespace global_by_conversion_operator;
class CONURE_PROCESS Receiver {
public:
  Receiver() { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
  CONURE_ASYNC void m() {}
};
}

namespace process_destructor_touches_global {
using namespace global_by_conversion_operator;
class CONURE_PROCESS Receiver {
public:
  ~Receiver() { ++e82g; } // expect-error {{process code uses 'e82g', a mutable global that every process could reach}} [shared-state]
  CONURE_ASYNC void m() {}
};
}

namespace virtual_message_bad_override {
class CONURE_PROCESS A47 {
public:
  CONURE_ASYNC virtual void m(int) {}
};
static int run;
class CONURE_PROCESS A48 : public A47 {
public:
  void m(int) override { ++run; } // expect-error {{process code uses 'run', a mutable global that every process could reach}} [shared-state]
};
}
