// Suspending a process: `parking`, `park`, and waiting for a file descriptor. All that blocks is built on these.
//
// For: channel.h, future.h, time.h and the network layer; not for user programs.
#ifndef CONURE_SCHEDULED_WAIT_H
#define CONURE_SCHEDULED_WAIT_H

#include <conure/scheduled/chaos.h>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace conure::rt {

struct cell;

using deadline = std::chrono::steady_clock::time_point;
inline constexpr deadline never = deadline::max();

/// What `park` returns when time was up.
inline constexpr unsigned timed_out = 0xffffffffu;

/// A lock for a few instructions.
class spin_lock {
public:
  void lock() noexcept {
    chaos();
    if (word_.exchange(1, std::memory_order_acquire)) [[unlikely]]
      wait();
    chaos();
  }
  bool try_lock() noexcept { return !word_.exchange(1, std::memory_order_acquire); }
  void unlock() noexcept { word_.store(0, std::memory_order_release); }

private:
  void wait() noexcept;
  std::atomic<std::uint32_t> word_{0};
};

/// One suspension, on the stack of who waits. `what` and `object` are for reports.
///
/// Several wakers may know a parking (channels of a select, a timer). `claim` decides: exactly one gets true, and that
/// one calls `wake` once; until then the parking stays alive. A waker that lost may touch it only where the waiter must
/// pass before it leaves (the lock of the queue it is registered in).
class parking {
public:
  explicit parking(const char *what, const void *object = nullptr) noexcept;
  parking(const parking &) = delete;
  parking &operator=(const parking &) = delete;

  /// Any thread. `why` is neither 0 nor (but for timers) `timed_out`.
  bool claim(unsigned why) noexcept {
    unsigned none = 0;
    chaos();
    // Relaxed: the claim only elects; what the winner wrote is published by `wake`.
    return why_.compare_exchange_strong(none, why, std::memory_order_relaxed);
  }
  /// Any thread; after it, the parking may be gone.
  void wake() noexcept;

private:
  friend struct parking_access;
  std::atomic<unsigned> why_{0};
  std::atomic<std::uint32_t> phase_{0}; ///< 0 running, 1 parked, 2 woken; a futex for threads that run no process
  cell *process_;
  const char *what_;
  const void *object_;
  std::atomic<std::uint32_t> *unlock_ = nullptr; ///< see `park_and_unlock`
  std::uint32_t unlocked_ = 0;
};

/// Suspends the running process until `p` is claimed and woken, or time is up. Returns the `why` of the claim. On a
/// thread that runs no process it blocks the thread.
unsigned park(parking &p, deadline until = never);

/// For who waits without a time limit and can be woken from one queue only, whose lock is the word that is given:
/// suspends, and only then stores `unlocked` into it. So a waker, who holds that lock, finds the process wholly
/// suspended: it needs no `claim`, and calls `wake_parked`. That saves both sides their read-modify-writes. For threads
/// that run a process only.
unsigned park_and_unlock(parking &p, std::atomic<std::uint32_t> &lock, std::uint32_t unlocked);
/// Wakes who waits in `park_and_unlock`, with the `why` it is to return; not before the lock has been taken.
void wake_parked(parking &p, unsigned why) noexcept;
/// Whether the calling thread runs a process.
bool in_process() noexcept;

/// Suspends until `fd` can be read or written, has an error, or may have become ready since the last look: try the
/// call, and wait again if it would block. False: time was up, or the descriptor was forgotten. At most one waiter a
/// direction.
bool wait_readable(int fd, deadline until = never);
bool wait_writable(int fd, deadline until = never);
/// Wakes who waits for `fd`, with false. To be called before the descriptor is closed.
void forget_fd(int fd) noexcept;

/// Lets the others run first.
void yield_now();

/// While one exists, the program is not called deadlocked: a thread outside will send something.
class outside_source {
public:
  outside_source() noexcept;
  ~outside_source();
  outside_source(const outside_source &) = delete;
  outside_source &operator=(const outside_source &) = delete;
};

} // namespace conure::rt
#endif
