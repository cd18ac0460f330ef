// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace to_address {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) { auto *q = std::to_address(s); } // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
};
}

namespace member_pointer_to_operator {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) {
    auto q = &process<Sink>::operator->; // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
    auto a = (s.*q)();
  }
};
}

namespace std_invoke_operator {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) { auto a = std::invoke(&process<Sink>::operator->, s); } // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
};
}

namespace std_invoke_field_through_handle {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) { auto a = s.operator->().operator->(); } // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
};
}

namespace member_pointer_through_arrow {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) { (s.operator->())->plain(); } // expect-error {{'plain' of process 'Sink' is not a message, so it cannot be reached through a handle}} [process-access]
};
}

namespace auto_guard {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) {
    auto g = s.operator->(); // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
    g->plain(); // expect-error {{'plain' of process 'Sink' is not a message, so it cannot be reached through a handle}} [process-access]
  }
};
}

namespace guard_kept_decltype {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(process<Sink> s) { decltype(s.operator->()) g = s.operator->(); } // expect-error {{this takes the address of a process's state, which only the process may see}} [process-access], expect-error {{this takes the address of a process's state, which only the process may see}} [process-access]
};
}

namespace process_stack_object {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    Sink s; // expect-error {{an object of process class 'Sink' is made here, but only spawn makes processes}} [process-access]
    s.plain();
  }
};
}

namespace process_temp {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { Sink().plain(); } // expect-error {{an object of process class 'Sink' is made here, but only spawn makes processes}} [process-access]
};
}

namespace process_new {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() { auto s = new Sink; } // expect-error {{an object of process class 'Sink' is made here, but only spawn makes processes}} [process-access]
};
}

namespace process_copy_from_starthis {
class CONURE_PROCESS Receiver {
public:
  int v = 0;
  CONURE_ASYNC void m() { Receiver copy(*this); } // expect-error {{an object of process class 'Receiver' is made here, but only spawn makes processes}} [process-access]
};
}

namespace process_in_optional {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m() {
    std::optional<Sink> s; // expect-error {{'.*' holds objects of process class 'Sink', but only spawn makes processes}} [process-access]
    s.emplace();
  }
};
}

namespace process_in_lambda_init_capture {
class CONURE_PROCESS Receiver {
public:
  int v;
  CONURE_ASYNC void m() {
    auto f = [*this] { return v; }; // expect-error {{an object of process class 'Receiver' is made here, but only spawn makes processes}} [process-access]
  }
};
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace process_field_by_friend {
using namespace frozen_by_default_argument;
class CONURE_PROCESS Receiver {
  friend void run(process<Receiver>);
  int n = 0;

public:
  CONURE_ASYNC void m() {}
};
void run(process<Receiver> p) { p->n = 1; } // expect-error {{field 'n' of process 'Receiver' cannot be reached through a handle}} [process-access]
}
