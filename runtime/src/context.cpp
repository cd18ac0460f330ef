// Switching between stacks, with what C++ and the sanitizers keep for each.
#include "context.h"
#include "thread.h"

#include <boost/context/detail/fcontext.hpp>
#include <cxxabi.h>

namespace bc = boost::context::detail;

namespace conure::rt {
namespace {

// The layout of the C++ ABI's per-thread exception state (Itanium C++ ABI, 2.2.2).
struct eh_globals {
  void *caught;
  unsigned uncaught;
};

// Opaque to the optimiser, which is told that the address never changes: after a switch this may be another thread.
[[gnu::noinline]] eh_globals &thread_exceptions() {
  asm volatile("" ::: "memory");
  return *reinterpret_cast<eh_globals *>(abi::__cxa_get_globals());
}

void save_exceptions(context &c) {
  eh_globals &now = thread_exceptions();
  c.exceptions = {now.caught, now.uncaught};
  now = {nullptr, 0};
}
void restore_exceptions(const context &c) {
  eh_globals &now = thread_exceptions();
  now = {c.exceptions.caught, c.exceptions.uncaught};
}

bc::transfer_t jump(context &from, context &to, after then, bool for_good) {
  from.then = then;
  this_thread().running = &to;
#if defined(CONURE_ASAN)
  __sanitizer_start_switch_fiber(for_good ? nullptr : &from.fake_stack, to.bottom, to.size);
#else
  (void)for_good;
#endif
#if defined(CONURE_TSAN)
  __tsan_switch_to_fiber(to.fiber, 0);
#endif
  return bc::jump_fcontext(to.saved, &from);
}

void arrive(bc::transfer_t from, context &here) {
  context &left = *static_cast<context *>(from.data);
  left.saved = from.fctx;
#if defined(CONURE_ASAN)
  const void *bottom;
  std::size_t size;
  __sanitizer_finish_switch_fiber(here.fake_stack, &bottom, &size);
  if (!left.low) { // a thread's own stack: its bounds are learnt here
    left.bottom = bottom;
    left.size = size;
  }
#else
  (void)here;
#endif
  finish_switch(left);
}

} // namespace

void switch_to(context &to, after then) {
  context &from = *this_thread().running;
  save_exceptions(from);
  auto back = jump(from, to, then, false);
  arrive(back, from);
  restore_exceptions(from);
}

void leave_to(context &to, after then) {
  jump(*this_thread().running, to, then, true);
  __builtin_unreachable();
}

// The first function on a pooled stack.
void stack_entry(bc::transfer_t from) {
  context &here = *this_thread().running;
  arrive(from, here);
  run_worker();
}

} // namespace conure::rt
