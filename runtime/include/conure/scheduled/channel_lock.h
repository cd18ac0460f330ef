// `channel_lock`: the lock of a queue of waiters, which costs a single worker no atomic read-modify-write.
//
// For: channel.h and bounded mailboxes; not for user programs.
//
// While a program has one worker, nearly all who take such a lock run on that worker's thread, one after another: no
// section is left half-way but by a suspension, and that gives the lock up. So the worker enters without writing the
// lock's word ("alone"), and only counts that it is inside. Another thread (a blocking call, a thread of the user's)
// ends that for the rest of the run before it goes on: it takes the word as usual, sees `lone_worker`, gives the word
// back, has the worker leave, and takes the word again.
//
// Orderings. The worker: counts itself inside, then reads `alone`. Who ends it: writes `alone`, then reads the count.
// One of the two must see the other, for which both would need a full fence between their two steps; the worker has
// none, since the other side runs `membarrier`, which puts one into every thread of the program. If the worker read
// `alone` before that fence then its count is visible after it, and is waited for: the worker's release of the count
// and the acquire of who waits order the worker's sections before all that follow. If it read it after the fence, it
// sees that it is not alone. A thread that was about to take the word when the run began: it exchanges the word and
// then reads `lone_worker`, and the run begins by writing `lone_worker` and only then starts the worker, which looks at
// the word before it enters alone; all of these are sequentially consistent, so either that thread backs out, or the
// worker sees the word taken and waits for it as usual.
#ifndef CONURE_SCHEDULED_CHANNEL_LOCK_H
#define CONURE_SCHEDULED_CHANNEL_LOCK_H

#include <conure/scheduled/wait.h>

#include <atomic>
#include <cstdint>

namespace conure::rt {

/// What a thread knows of its being alone. Of the thread itself, but `alone` is also written by who ends it.
struct lone_state {
  std::atomic<bool> alone{false};
  std::atomic<std::uint32_t> inside{0}; ///< how many locks it holds alone
  bool worker = false;                  ///< it is, or was, the worker that is alone
};
// A process that moves to another worker may go on with the address of its last thread's state. That is harmless: where
// there are two workers, none is ever alone.
extern constinit thread_local lone_state lone;
/// Some worker is alone.
extern std::atomic<bool> lone_worker;
/// Ends that. Returns when the worker is inside no lock.
void end_alone() noexcept;

class channel_lock {
public:
  void lock() noexcept {
    if (lone.alone.load(std::memory_order_relaxed)) {
      lone_state &me = lone;
      me.inside.store(me.inside.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      chaos();
      std::atomic_signal_fence(std::memory_order_seq_cst); // the compiler keeps the order; see above for the processor
      if (me.alone.load(std::memory_order_relaxed) && !word_.load(std::memory_order_seq_cst)) [[likely]] {
        alone_ = true;
        chaos();
        return;
      }
      leave(me);
    }
    lock_word();
  }
  void unlock() noexcept {
    chaos();
    if (alone_) {
      alone_ = false;
      leave(lone);
    } else {
      word_.store(0, std::memory_order_release);
    }
  }
  /// `park_and_unlock` with what the lock is held by. The lock is held.
  unsigned park(parking &p) noexcept {
    if (!alone_)
      return park_and_unlock(p, word_, 0);
    alone_ = false;
    return park_and_unlock(p, lone.inside, lone.inside.load(std::memory_order_relaxed) - 1);
  }

private:
  static void leave(lone_state &me) noexcept {
    // Release: to who waits in `end_alone`.
    me.inside.store(me.inside.load(std::memory_order_relaxed) - 1, std::memory_order_release);
  }
  void lock_word() noexcept {
    while (word_.exchange(1, std::memory_order_seq_cst)) [[unlikely]]
      wait();
    chaos();
    if (lone_worker.load(std::memory_order_seq_cst)) [[unlikely]]
      lock_among_others();
  }
  void lock_among_others() noexcept;
  void wait() noexcept;

  std::atomic<std::uint32_t> word_{0};
  bool alone_ = false; ///< written by the holder
};

} // namespace conure::rt
#endif
