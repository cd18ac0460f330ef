// The rare part of `channel_lock`: waiting for it, and ending that a worker is alone.
#include "futex.h"
#include "scheduler.h"

#include <conure/scheduled/channel_lock.h>
#include <conure/scheduled/chaos.h>
#include <conure/scheduled/panic.h>

#include <linux/membarrier.h>
#include <mutex>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace conure::rt {

constinit thread_local lone_state lone;
std::atomic<bool> lone_worker{false};

namespace {

std::mutex ending;
lone_state *who = nullptr; // of the worker that is alone; `ending` is held, or its thread runs

} // namespace

bool fence_everywhere() noexcept {
  static const bool can = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
  if (can && syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0) != 0)
    fatal("membarrier was allowed at the start and is not any more");
  return can;
}

void begin_alone() noexcept {
  // A kernel without membarrier, or a sandbox that forbids it: then locks are taken as among several workers.
  if (fence_everywhere())
    lone_worker.store(true, std::memory_order_seq_cst);
}

void enter_alone() noexcept {
  std::lock_guard hold(ending);
  if (!lone_worker.load(std::memory_order_relaxed))
    return;
  who = &lone;
  lone.worker = true;
  lone.alone.store(true, std::memory_order_relaxed);
}

void leave_alone() noexcept {
  std::lock_guard hold(ending);
  lone.alone.store(false, std::memory_order_relaxed);
  lone.worker = false;
  who = nullptr;
  lone_worker.store(false, std::memory_order_seq_cst);
}

void end_alone() noexcept {
  std::lock_guard hold(ending);
  if (!lone_worker.load(std::memory_order_relaxed))
    return;
  if (who) {
    who->alone.store(false, std::memory_order_seq_cst);
    chaos();
    fence_everywhere();
    for (unsigned i = 0; who->inside.load(std::memory_order_acquire); ++i)
      i < 100 ? cpu_relax() : void(sched_yield());
  }
  lone_worker.store(false, std::memory_order_seq_cst);
}

void channel_lock::lock_among_others() noexcept {
  // The worker itself comes here too, when it found the word taken or is just ceasing to be alone. It has the word now,
  // as everybody else will; and it must not wait for `ending`, whose holder may be waiting for it.
  if (lone.worker)
    return;
  word_.store(0, std::memory_order_release);
  chaos();
  end_alone();
  while (word_.exchange(1, std::memory_order_acquire))
    wait();
}

void channel_lock::wait() noexcept {
  // Stays away for a while before it looks: whoever holds the lock does many short operations in a row with the line in
  // its own cache, where taking turns would move the line with each of them. Reads before it writes, for the same
  // reason.
  unsigned turns = 32;
  do {
    for (unsigned i = 0; i < turns; ++i)
      cpu_relax();
    if (turns < 1024)
      turns *= 2;
    else
      sched_yield();
  } while (word_.load(std::memory_order_relaxed));
}

} // namespace conure::rt
