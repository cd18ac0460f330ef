// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

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

namespace conure_value_with_pointer {
struct CONURE_VALUE Part {
  int *p; // expect-error {{field 'p' of value type 'Part' is no value: its type is 'int *'}} [value-class]
};
}

namespace conure_value_with_pointer_in_base {
using namespace base_class_with_pointer;
struct CONURE_VALUE Part : WithPtr {}; // expect-error {{base 'WithPtr' of value type 'Part' is no value: its type is 'WithPtr'}} [value-class]
}

namespace nested_conure_value_in_template {
template <class T> struct Part {
  struct CONURE_VALUE In {
    T t; // expect-error {{field 't' of value type 'In' is no value: its type is 'int *'}} [value-class]
  };
};
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(Part<int *>::In u) {}
};
}

namespace conure_value_with_mutable_static_copy_ctor_a {
struct CONURE_VALUE Part {
  std::shared_ptr<int> p; // expect-error {{field 'p' of value type 'Part' is no value: its type is '.*'}} [value-class]
};
}

namespace conure_value_derived_unmarked {
struct V73 {
  std::vector<int> v;
};
struct CONURE_VALUE V73b {
  V73 v; // expect-error {{field 'v' of value type 'V73b' is no value: its type is 'V73'}} [value-class]
};
}

namespace derived_value_class_with_mutable_cache {
struct CONURE_VALUE VB {
  virtual ~VB() = default;
  virtual int get() const { return 1; }
};
struct CONURE_VALUE VD final : VB { // expect-error {{a const 'VD' can be changed, unlike its base 'VB', which is marked CONURE_VALUE}} [value-class]
  mutable int n = 0;
  int get() const override { return ++n; }
};
}

namespace derived_value_class_two_steps_away {
using namespace derived_value_class_with_mutable_cache;
struct CONURE_VALUE VE : VB {};
struct CONURE_VALUE VF final : VE { // expect-error {{a const 'VF' can be changed, unlike its base 'VE', which is marked CONURE_VALUE}} [value-class]
  mutable int n = 0;
};
}

namespace derived_value_class_in_a_template {
using namespace derived_value_class_with_mutable_cache;
template <class T> struct CONURE_VALUE VG final : VB { // expect-error {{a const 'VG' can be changed, unlike its base 'VB', which is marked CONURE_VALUE}} [value-class]
  mutable T n{};
  int get() const override { return ++n; }
};
VG<int> run;
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace value_class_given_a_pointer_by_conversion_op {
using namespace frozen_by_default_argument;
struct CONURE_VALUE Part {
  int *p() const { return q; }

private:
  int *q; // expect-error {{field 'q' of value type 'Part' is no value: its type is 'int *'}} [value-class]
};
}
