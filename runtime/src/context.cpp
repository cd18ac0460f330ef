// Switching between stacks, with what C++ and the sanitizers keep for each.
#include "context.h"
#include "thread.h"

#include <boost/context/detail/fcontext.hpp>

namespace bc = boost::context::detail;

namespace conure::rt {
namespace {

void save_exceptions(thread_state &t, context &c) {
  c.exceptions = {t.exceptions->caught, t.exceptions->uncaught};
  *t.exceptions = {nullptr, 0};
}

bc::transfer_t jump(thread_state &t, context &from, context &to, after then, bool for_good) {
  from.then = then;
  t.running = &to;
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
  thread_state &t = this_thread();
  context &from = *t.running;
  save_exceptions(t, from);
  auto back = jump(t, from, to, then, false);
  arrive(back, from);
  *this_thread().exceptions = {from.exceptions.caught, from.exceptions.uncaught}; // perhaps another thread's
}

void leave_to(context &to, after then) {
  thread_state &t = this_thread();
  jump(t, *t.running, to, then, true);
  __builtin_unreachable();
}

// The first function on a pooled stack.
void stack_entry(bc::transfer_t from) {
  context &here = *this_thread().running;
  arrive(from, here);
  run_worker();
}

} // namespace conure::rt
