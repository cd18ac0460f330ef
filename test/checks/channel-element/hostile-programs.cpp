// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace shared_from_this {
struct Sh : std::enable_shared_from_this<Sh> {
  int v = 0;
};
void run() {
  auto s = std::make_shared<Sh>();
  channel<std::shared_ptr<const Sh>> ch(1); // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
  ch.send(s->shared_from_this());
  s->v++;
}
}

namespace channel_of_pointers {
void run() { channel<int *> c(1); } // expect-error {{the element of a channel crosses to another process, but 'int *' is not sendable}} [channel-element]
}

namespace channel_of_channel_of_refs {
void run() { channel<channel<std::string_view>> c(1); } // expect-error {{the element of a channel crosses to another process, but 'std::string_view' is not sendable}} [channel-element]
}

namespace future_of_span {
void run() { auto [f, p] = make_future<std::span<int>>(); } // expect-error {{the element of a future crosses to another process, but '.*' is not sendable}} [channel-element]
}

namespace channel_of_vector {
void run() { channel<std::vector<int>> c(1); } // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
}

namespace ask_arg {
class CONURE_PROCESS Receiver {
public:
  CONURE_ASYNC void m(promise<std::vector<int>> p) {} // expect-error {{the element of a promise crosses to another process, but '.*' is not sendable}} [channel-element]
};
}

namespace channel_of_closure_this {
class CONURE_PROCESS Receiver {
public:
  int v;
  CONURE_ASYNC void m() {
    auto f = [this] { v = 1; };
    channel<decltype(f)> c(1); // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
    c.send(f);
  }
};
}

namespace weak_from_this_const {
struct Sh : std::enable_shared_from_this<Sh> {
  int v = 0;
  std::shared_ptr<const Sh> me() const { return shared_from_this(); }
};
void run() {
  auto s = std::make_shared<Sh>();
  channel<std::shared_ptr<const Sh>> ch(1); // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
  ch.send(s->me());
  s->v++;
}
}

namespace frozen_by_default_argument {
std::shared_ptr<int> a9s();
void a9h(process<Sink> k, std::shared_ptr<const int> p = a9s()) { k->frozen(p); } // expect-error {{'.*' is immutable to everyone, but this '.*' may still change the object}} [frozen-alias]
void a9(process<Sink> k) { a9h(k); }
}

namespace promise_of_reference_wrapper {
using namespace frozen_by_default_argument;
void run(promise<std::reference_wrapper<int>> p) {} // expect-error {{the element of a promise crosses to another process, but '.*' is not sendable}} [channel-element]
}

namespace future_of_iterator {
using namespace frozen_by_default_argument;
void run(future<std::vector<int>::iterator> p) {} // expect-error {{the element of a future crosses to another process, but '.*' is not sendable}} [channel-element]
}

namespace channel_of_shared_mutable {
using namespace frozen_by_default_argument;
void run(channel<std::shared_ptr<int>> p) {} // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
}

namespace mailbox_process_capturing_raw_this_in_timer {
class CONURE_PROCESS Receiver {
  int n = 0;

public:
  CONURE_ASYNC void m() {
    auto f = [this] { ++n; };
    channel<decltype(f)> c(1); // expect-error {{the element of a channel crosses to another process, but '.*' is not sendable}} [channel-element]
    c.send(f);
  }
};
}
