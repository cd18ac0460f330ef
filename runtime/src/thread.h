// What the runtime keeps for each thread: `thread_state`, found by `this_thread()`.
//
// For: every source of the runtime. A process may go on on another thread after each suspension, so the address must not be
// kept across one; `this_thread` is opaque to the optimiser for that reason.
#ifndef CONURE_SRC_THREAD_H
#define CONURE_SRC_THREAD_H

#include "context.h"

#include <cstddef>
#include <cstdint>

namespace conure::rt {

struct worker;

/// Free blocks of one size on one thread; see memory.cpp.
struct block_list {
  void *head = nullptr;
  std::uint32_t count = 0;
  void *spare = nullptr; ///< a full batch, kept to damp the traffic with the depot
  char *fresh = nullptr, *fresh_end = nullptr;
};

inline constexpr std::size_t block_step = 32, block_classes = 16; ///< sizes 32, 64, … 512
inline constexpr unsigned kept_stacks = 8;

struct thread_state {
  context *running = nullptr;
  worker *work = nullptr; ///< null: a thread that runs no processes
  block_list blocks[block_classes];
  char *stacks[kept_stacks] = {}; ///< free pooled stacks, by their lowest address
  unsigned stack_count = 0;
  unsigned select_turn = 0;
  bool registered = false; ///< its blocks go back when the thread ends
  context own;             ///< for the thread's own stack
};

thread_state &this_thread() noexcept;
/// Gives the calling thread's free blocks and stacks back to the common pools.
void flush_blocks(thread_state &) noexcept;
void flush_stacks(thread_state &) noexcept;

} // namespace conure::rt
#endif
