// Programs of a hostile reviewer: each would race or dangle, and each is told.
#include "../Inputs/hostile.h"

namespace use_after_move_through_loop {
void run(uni<Plain> u, process<Sink> k) {
  for (int i = 0; i < 2; ++i)
    k->take(std::move(u)); // expect-error {{'u' is sent again in the next iteration of the loop}} [use-after-move]
}
}

namespace use_after_move_in_catch {
void run(uni<Plain> u, process<Sink> k) {
  try {
    k->take(std::move(u));
    throw 1;
  } catch (int) {
    u->v = 1; // expect-error {{'u' is used after it may have been sent}} [use-after-move]
  }
}
}

namespace use_after_move_in_short_circuit {
bool a34h(uni<Plain> u);
void a34(uni<Plain> u) {
  if (a34h(std::move(u)) || u->v) { // expect-error {{'u' is used after it was moved}} [use-after-move]
  }
}
}

namespace use_after_move_by_lambda_init_capture {
void run(uni<Plain> u, process<Sink> k) {
  auto f = [u = std::move(u)]() mutable { u->v = 1; };
  f();
  u->v = 2; // expect-error {{'u' is used after it was moved}} [use-after-move]
}
}

namespace use_after_conditional_move {
void run(uni<Plain> u, process<Sink> k, bool b) {
  if (b)
    k->take(std::move(u));
  u->v = 1; // expect-error {{'u' is used after it may have been sent}} [use-after-move]
}
}

namespace use_after_move_by_goto {
void run(uni<Plain> u, process<Sink> k) {
again:
  u->v = 1; // expect-error {{'u' is used after it may have been sent}} [use-after-move]
  k->take(std::move(u));
  goto again;
}
}

namespace use_after_move_in_switch_fallthrough {
void run(uni<Plain> u, process<Sink> k, int n) {
  switch (n) {
  case 1:
    k->take(std::move(u));
    [[fallthrough]];
  case 2:
    u->v = 1; // expect-error {{'u' is used after it may have been sent}} [use-after-move]
  }
}
}

namespace use_after_move_of_a_field_by_method {
class CONURE_PROCESS Receiver {
  uni<Plain> u = recover(Plain{});
  process<Sink> k;

public:
  CONURE_ASYNC void m() {
    k->take(std::move(u)); // expect-error {{field 'u' is moved out while a method that may read it is called}} [use-after-move]
    touch();
    u = recover(Plain{});
  }
  void touch() { u->v = 1; }
};
}

namespace string_parts_of_unique_given_twice {
void run(uni<Plain> u, process<Sink> k) {
  k->text(std::move(u->s));
  k->text(u->s); // expect-error {{'u->s' is used after it was sent}} [use-after-move]
  k->take(std::move(u));
}
}
