// Stacks: `context`, and the pool they come from. Switching between them is in switch.h.
//
// For: the sources of the runtime. A context describes one stack: a worker thread's own or a pooled one. It
// lies at the top of the pooled stack, so that a process suspended half-way touches as few pages as possible.
#ifndef CONURE_SRC_CONTEXT_H
#define CONURE_SRC_CONTEXT_H

#include "sanitize.h"

#include <conure/scheduled/cell.h>
#include <conure/scheduled/process.h>
#include <conure/scheduled/wait.h>

#include <cstddef>

namespace conure::rt {

class parking;

/// What is to be done for a stack, by the one that was switched to, when nothing runs on it any more.
enum class after : unsigned char {
  nothing,
  recycle, ///< give it back to the pool
  park,    ///< commit its suspension
  unlock,  ///< commit its suspension by giving up a lock
  yield,   ///< schedule its process again, behind all others
  next,    ///< schedule its process to run after the one that runs now, on this worker
  requeue, ///< schedule its process again, behind those of this worker
  abandon, ///< the scheduler stops: leave it as it is
};

/// What the C++ library keeps for each thread about exceptions, and must be kept for each stack instead.
struct exception_state {
  void *caught = nullptr;
  unsigned uncaught = 0;
};

struct context {
  void *saved = nullptr; ///< the stack pointer (or Boost.Context's fcontext_t), while nothing runs here
  cell *process = nullptr;
  const message_type *message = nullptr; ///< null: the destructor
  construction *constructing = nullptr;
  parking *waiting = nullptr;
  cell *start = nullptr;        ///< for a fresh stack: what to run first
  std::int64_t slice = 0;       ///< when its message went on, for the trace
  std::int64_t flood_since = 0; ///< when it last gave way to who it floods; see flood.h
  after then = after::nothing;
  char *low = nullptr, *high = nullptr; ///< usable memory of a pooled stack; null: a thread's own
  context *next = nullptr;              ///< in the pool
#if defined(CONURE_ASAN)
  void *fake_stack = nullptr;
  const void *bottom = nullptr;
  std::size_t size = 0;
#endif
#if defined(CONURE_TSAN)
  void *fiber = nullptr;
#endif
};

/// What runs on a pooled stack. Defined by the scheduler.
[[noreturn]] void run_worker();
/// Done by the stack switched to, for the stack left. Defined by the scheduler.
void finish_switch(context &left) noexcept;

/// A fresh stack: the first switch to it calls `run_worker`.
context *acquire_stack();
void recycle_stack(context *) noexcept;
/// Gives the memory of free stacks back to the system.
void trim_stacks() noexcept;
/// After a run: takes back the stacks of processes that never finished.
void reset_stacks() noexcept;
/// Calls `see` for each stack on which a process is suspended. The workers are at rest, or the program is about to end.
void each_suspended(void (*see)(const context &, void *), void *data);
/// The context whose guard holds `address`; null if there is none.
const context *guard_owner(const void *address) noexcept;
struct stack_counts {
  std::size_t made, used, peak;
};
stack_counts count_stacks() noexcept;

} // namespace conure::rt
#endif
