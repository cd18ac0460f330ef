// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace spawn_with_reference_ctor {
class CONURE_PROCESS Ref17 {
public:
  explicit Ref17(int &r) : r(r) {}
  int &r;
};
class CONURE_PROCESS B17 {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Ref17>(x); // expect-error {{process 'Ref17' cannot be spawned with this: parameter 'r'.*'int &'): both processes would see one object}} [spawn-argument]
  }
};
}

namespace spawn_with_std_ref {
using namespace spawn_with_reference_ctor;
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Ref17>(std::ref(x)); // expect-error {{process 'Ref17' cannot be spawned with this: parameter 'r'.*'int &'): both processes would see one object}} [spawn-argument]
  }
};
}

namespace spawn_perfect_forwarding_ctor {
class CONURE_PROCESS Fw19 {
public:
  template <class... T> explicit Fw19(T &&...t) {}
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Fw19>(x); // expect-error {{process 'Fw19' cannot be spawned with this: parameter 't'.*'int &'): both processes would see one object}} [spawn-argument]
  }
};
}

namespace spawn_template_by_value_pointer {
class CONURE_PROCESS Fw20 {
public:
  template <class... T> explicit Fw20(T... t) {}
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Fw20>(1, &x); // expect-error {{process 'Fw20' cannot be spawned with this: parameter 't' of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
  }
};
}

namespace spawn_aggregate_pointer {
struct CONURE_PROCESS Ag21 {
  int *p;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Ag21>(&x); // expect-error {{a new process needs a sendable value for its field 'p', but this is an 'int *', which is not sendable}} [spawn-argument]
  }
};
}

namespace spawn_aggregate_base_with_ptr {
struct Base22 {
  int *p;
};
struct CONURE_PROCESS Ag22 : Base22 {
  int v;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Ag22>(Base22{&x}, 1); // expect-error {{a new process needs a sendable value for its base 'Base22', but this is a 'Base22', which is not sendable}} [spawn-argument]
  }
};
}

namespace spawn_inherited_ctor {
struct CONURE_PROCESS Base23 {
  explicit Base23(int *p) : p(p) {}
  int *p;
};
struct CONURE_PROCESS Ag23 : Base23 {
  using Base23::Base23;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Ag23>(&x); // expect-error {{process 'Ag23' cannot be spawned with this: parameter number 1 of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
  }
};
}

namespace spawn_initializer_list {
struct CONURE_PROCESS Il24 {
  explicit Il24(std::initializer_list<int *> p) {}
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = spawn<Il24>(std::initializer_list<int *>{&x}); // expect-error {{process 'Il24' cannot be spawned with this: parameter 'p' of its constructor is not sendable: its type is '.*'}} [spawn-argument]
  }
};
}

namespace spawn_in_template {
using namespace spawn_with_reference_ctor;
template <class T> process<T> mk(int &x) { return spawn<T>(x); } // expect-error {{process 'Ref17' cannot be spawned with this: parameter 'r'.*'int &'): both processes would see one object}} [spawn-argument]
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    int x = 0;
    auto p = mk<Ref17>(x);
  }
};
}

namespace spawn_via_conversion_to_borrow_string_string {
class CONURE_PROCESS Sv26 {
public:
  explicit Sv26(std::string_view s) : s(s) {}
  std::string_view s;
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::string x;
    auto p = spawn<Sv26>(x); // expect-error {{process 'Sv26' cannot be spawned with this: parameter 's' of its constructor is not sendable: its type is 'std::string_view'}} [spawn-argument]
  }
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

namespace spawn_with_uni_conv {
struct CONURE_PROCESS Receiver {
  explicit Receiver(uni<std::vector<int>> v) {}
};
void run() {
  std::vector<int> o;
  auto p = spawn<Receiver>(std::move(o)); // expect-error {{a new process needs a '.*', but this is a '.*', which is not sendable}} [spawn-argument]
}
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace process_of_class_template_with_borrow_argume {
template <class T> class CONURE_PROCESS Receiver {
  T t;

public:
  explicit Receiver(T t) : t(t) {}
  CONURE_ASYNC void m() {}
};
void run(int &x) { spawn<Receiver<int *>>(&x); } // expect-error {{process 'Receiver' cannot be spawned with this: parameter 't' of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
}

namespace spawn_with_reference_field_aggregate {
struct CONURE_PROCESS Receiver {
  int &r;
  CONURE_ASYNC void m() { ++r; }
};
void run(int &x) { spawn<Receiver>(x); } // expect-error {{field 'r' of process 'Receiver'.*'int &'): both processes would see one object}} [spawn-argument]
}

namespace spawn_with_inherited_constructor {
using namespace frozen_by_default_argument;
class CONURE_PROCESS A26b {
public:
  explicit A26b(int *p) {}
  CONURE_ASYNC void m() {}
};
class CONURE_PROCESS A26 : public A26b {
public:
  using A26b::A26b;
};
void a26(int &x) { spawn<A26>(&x); } // expect-error {{process 'A26' cannot be spawned with this: parameter number 1 of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
}

namespace spawn_via_alias_and_make_helper {
using namespace spawn_with_inherited_constructor;
template <class P, class... A> process<P> a27h(A &&...a) { return spawn<P>(std::forward<A>(a)...); } // expect-error {{process 'A26b' cannot be spawned with this: parameter 'p' of its constructor is not sendable: its type is 'int *'}} [spawn-argument]
void a27(int &x) { a27h<A26b>(&x); }
}
