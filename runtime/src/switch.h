// The switch from one stack to another: `switch_to`, `leave_to`, and the first function of a fresh stack.
//
// For: worker.cpp and stack.cpp. On x86-64 the switch is part of the function that suspends: no call and no return lie
// in it. A processor predicts returns by a stack of its own; a switch that calls and comes back by a jump (as
// Boost.Context's must) leaves that one entry off, and then every return up to the handler is predicted wrongly, which
// costs several times the switch. Elsewhere it is Boost.Context's.
#ifndef CONURE_SRC_SWITCH_H
#define CONURE_SRC_SWITCH_H

#include "context.h"
#include "thread.h"

#include <cstdint>

#if !defined(__x86_64__)
#include <boost/context/detail/fcontext.hpp>
#endif

// By plain names, for the assembly.
extern "C" {
void conure_stack_begin();                        ///< where a fresh stack starts; not a function to call
[[noreturn]] void conure_stack_entry(void *left); ///< what it calls
}

namespace conure::rt {

#if defined(__x86_64__)

/// What a callee must leave as it found it, besides registers: rounding, and which floating-point errors trap.
struct fp_control {
  std::uint32_t sse;
  std::uint16_t x87;
};
[[gnu::always_inline]] inline fp_control read_fp() noexcept {
  fp_control c;
  asm volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(c.sse), "=m"(c.x87));
  return c;
}
/// Nearly always they are what they should be, and writing them is slow.
[[gnu::always_inline]] inline void restore_fp(fp_control to) noexcept {
  constexpr std::uint32_t status = 0x3f;
  fp_control now = read_fp();
  if ((now.sse ^ to.sse) & ~status) [[unlikely]] {
    std::uint32_t both = (to.sse & ~status) | (now.sse & status);
    asm volatile("ldmxcsr %0" : : "m"(both));
  }
  if (now.x87 != to.x87) [[unlikely]] {
    asm volatile("fldcw %0" : : "m"(to.x87));
  }
}

/// Saves `from`, goes on with `to`; returns the context that was left when somebody comes back to `from`.
[[gnu::always_inline]] inline context &exchange_stacks(context &from, context &to) noexcept {
  void *left = &from, **save = &from.saved, *load = to.saved;
  // Below the stack pointer a function may keep 128 bytes. rbx and rbp cannot be named as overwritten.
  asm volatile("leaq -128(%%rsp), %%rsp\n\t"
               "pushq %%rbp\n\t"
               "pushq %%rbx\n\t"
               "leaq 1f(%%rip), %%rdx\n\t"
               "pushq %%rdx\n\t"
               "movq %%rsp, (%[save])\n\t"
               "movq %[load], %%rsp\n\t"
               "popq %%rdx\n\t"
               "jmpq *%%rdx\n"
               "1:\n\t"
               "popq %%rbx\n\t"
               "popq %%rbp\n\t"
               "leaq 128(%%rsp), %%rsp"
               : "+a"(left), [save] "+S"(save), [load] "+c"(load)
               :
               : "rdx", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "xmm0", "xmm1", "xmm2", "xmm3",
                 "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15",
                 "memory", "cc");
  return *static_cast<context *>(left);
}
/// A fresh stack, whose first switch goes to `conure_stack_begin`.
inline void *prepare_stack(char *, char *high) noexcept {
  auto top = reinterpret_cast<void **>(reinterpret_cast<std::uintptr_t>(high) & ~std::uintptr_t{15});
  top[-1] = reinterpret_cast<void *>(&conure_stack_begin);
  return top - 1;
}

#else

struct fp_control {};
[[gnu::always_inline]] inline fp_control read_fp() noexcept { return {}; }
[[gnu::always_inline]] inline void restore_fp(fp_control) noexcept {} // jump_fcontext does

inline context &exchange_stacks(context &from, context &to) noexcept {
  auto back = boost::context::detail::jump_fcontext(to.saved, &from);
  auto &left = *static_cast<context *>(back.data);
  left.saved = back.fctx;
  return left;
}
void *prepare_stack(char *low, char *high) noexcept; // context.cpp

#endif

// Part of the function that switches: what ThreadSanitizer notes at a function's end must not come after this.
[[gnu::always_inline]] inline void announce_switch([[maybe_unused]] context &from, [[maybe_unused]] context &to,
                                                   [[maybe_unused]] bool for_good) noexcept {
#if defined(CONURE_ASAN)
  __sanitizer_start_switch_fiber(for_good ? nullptr : &from.fake_stack, to.bottom, to.size);
#endif
#if defined(CONURE_TSAN)
  __tsan_switch_to_fiber(to.fiber, 0);
#endif
}
[[gnu::always_inline]] inline void arrive([[maybe_unused]] context &here, context &left) noexcept {
#if defined(CONURE_ASAN)
  const void *bottom;
  std::size_t size;
  __sanitizer_finish_switch_fiber(here.fake_stack, &bottom, &size);
  if (!left.low) { // a thread's own stack: its bounds are learnt here
    left.bottom = bottom;
    left.size = size;
  }
#endif
  finish_switch(left);
}

/// Leaves the running stack for `to`, where `then` is done for the one left. Returns when somebody switches back,
/// perhaps on another thread.
[[gnu::always_inline]] inline void switch_to(context &to, after then) {
  thread_state &t = this_thread();
  context &from = *t.running;
  const exception_state exceptions{t.exceptions->caught, t.exceptions->uncaught};
  *t.exceptions = {nullptr, 0};
  const fp_control fp = read_fp();
  from.then = then;
  t.running = &to;
  announce_switch(from, to, false);
  arrive(from, exchange_stacks(from, to));
  restore_fp(fp);
  *this_thread().exceptions = {exceptions.caught, exceptions.uncaught}; // perhaps another thread's
}

/// Leaves the running stack for good.
[[noreturn]] inline void leave_to(context &to, after then) {
  thread_state &t = this_thread();
  context &from = *t.running;
  from.then = then;
  t.running = &to;
  announce_switch(from, to, true);
  exchange_stacks(from, to);
  __builtin_unreachable();
}

} // namespace conure::rt
#endif
