// What the runtime keeps for each thread: `thread_state`, found by `this_thread()`.
//
// For: every source of the runtime. A process may go on on another thread after each suspension, so the address must
// not be kept across one; `this_thread` is opaque to the optimiser for that reason.
#ifndef CONURE_SRC_THREAD_H
#define CONURE_SRC_THREAD_H

#include "context.h"

#include <cstddef>
#include <cstdint>

namespace conure::rt {

struct worker;
struct trace_buffer;

/// Free blocks of one size on one thread; see memory.cpp.
struct block_list {
  void *head = nullptr;
  std::uint32_t count = 0;
  void *spare = nullptr; ///< a full batch, kept to damp the traffic with the depot
  char *fresh = nullptr, *fresh_end = nullptr;
};

// The layout of the C++ ABI's per-thread exception state (Itanium C++ ABI, 2.2.2).
struct eh_globals {
  void *caught;
  unsigned uncaught;
};

inline constexpr std::size_t block_step = 32, block_classes = 16; ///< sizes 32, 64, … 512
inline constexpr unsigned kept_stacks = 8;

struct thread_state {
  context *running = nullptr;
  eh_globals *exceptions = nullptr; ///< the C++ library's, of this thread
  worker *work = nullptr;           ///< null: a thread that runs no processes
  block_list blocks[block_classes];
  char *stacks[kept_stacks] = {}; ///< free pooled stacks, by their lowest address
  unsigned stack_count = 0;
  unsigned select_turn = 0;
  trace_buffer *trace = nullptr; ///< see trace.cpp
  bool registered = false;       ///< its blocks go back when the thread ends
  context own;                   ///< for the thread's own stack
};

} // namespace conure::rt

// By a plain name, for the assembly below.
extern "C" {
extern constinit thread_local conure::rt::thread_state conure_thread_state __attribute__((tls_model("initial-exec")));
}

namespace conure::rt {

void adopt_thread(thread_state &) noexcept;

#if !defined(__x86_64__)
// A function of its own, so that no caller keeps the address.
[[gnu::noinline]] inline thread_state *find_thread_state() noexcept {
  thread_state *here = &conure_thread_state;
  asm volatile("" : "+r"(here) : : "memory");
  return here;
}
#endif

inline thread_state &this_thread() noexcept {
  thread_state *t;
#if defined(__x86_64__)
  asm volatile("movq %%fs:0, %0\n\taddq conure_thread_state@gottpoff(%%rip), %0" : "=r"(t) : : "cc");
#else
  t = find_thread_state();
#endif
  if (!t->running) [[unlikely]]
    adopt_thread(*t);
  return *t;
}
/// Gives the calling thread's free blocks and stacks back to the common pools.
void flush_blocks(thread_state &) noexcept;
void flush_stacks(thread_state &) noexcept;

} // namespace conure::rt
#endif
