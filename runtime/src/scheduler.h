// The scheduler: its workers, how they find work, sleep and are woken.
//
// For: the sources of the runtime.
#ifndef CONURE_SRC_SCHEDULER_H
#define CONURE_SRC_SCHEDULER_H

#include "context.h"
#include "run_queue.h"
#include "thread.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

namespace conure::rt {

/// What a worker counts, for CONURE_STATS. Written by its thread only.
struct worker_counts {
  std::uint64_t messages = 0, activations = 0, switches = 0, steals = 0, sleeps = 0, spawned = 0, ended = 0,
                preempted = 0;
};

struct alignas(64) worker {
  unsigned index = 0;
  std::uint32_t random = 1;
  std::uint32_t turn = 0;
  unsigned slot_budget = 0;
  bool searching = false;
  unsigned sent = 0;             ///< messages since the activation began
  unsigned receivers = 0;        ///< how often another process than before was sent to
  const cell *sent_to = nullptr; ///< the process that was sent to last; may be gone
  context *spare = nullptr;      ///< a stack that is suspended in the worker's loop
  context native;                ///< of the thread's own stack
  worker_counts counts;
  std::thread thread;

  alignas(64) ring ready;
  /// The process made ready last: it runs next, on this worker, while what it was sent is still in the cache.
  ///
  /// Only the owner fills it. The owner empties it without a read-modify-write: it says that it is `touching` the slot,
  /// looks whether that is `frozen`, reads, and writes null. The monitor, which takes what has waited too long, freezes
  /// the slot, runs membarrier and waits until the owner does not touch it: as in channel_lock.h, one of the two sees
  /// the other. While a slot is frozen both use exchanges. Where there is no membarrier it is frozen for good.
  std::atomic<cell *> slot{nullptr};
  std::atomic<bool> touching{false}, frozen{false};
  /// Goes up with each activation; the monitor sees by it who is stuck in one.
  std::atomic<std::uint64_t> activation{0};
  std::atomic<bool> preempt{false};
  std::atomic<bool> busy{false};

  alignas(64) std::atomic<std::uint32_t> signal{0}; ///< futex: 1 wakes the sleeper
  worker *next_sleeper = nullptr;
};

struct scheduler {
  std::unique_ptr<worker[]> workers;
  unsigned count = 0;
  shared_queue shared;

  /// Upper half: workers asleep; lower half: workers that search for work. Who makes work visible looks here, and wakes
  /// one worker if some sleep and none searches; a worker that goes to sleep first counts itself here and then looks
  /// for work once more. Both steps are sequentially consistent on both sides, so one of the two sees the other.
  alignas(64) std::atomic<std::uint64_t> idlers{0};
  spin_lock sleepers_lock;
  worker *sleepers = nullptr;
  std::atomic<std::uint64_t> wakes{0}; ///< how often a worker ceased to sleep, by itself or woken; see `deadlocked`

  std::atomic<bool> running{false}, stopping{false};
  std::atomic<unsigned> stopped{0};
  std::atomic<unsigned> outside{0}; ///< threads and jobs outside that may still send
  std::mutex end_lock;
  std::condition_variable ended;
  bool main_gone = false;
};
extern scheduler sched;

inline constexpr std::uint64_t one_searching = 1, one_sleeping = std::uint64_t{1} << 32;

/// Makes a process ready. From a worker: next on this worker, or in its ring; from elsewhere: in the shared queue.
void schedule(cell *) noexcept;
/// As `schedule`, behind everything that is ready.
void schedule_last(cell *) noexcept;
/// The monitor: takes what waits in the slot of a worker that is in one activation for too long.
cell *take_waiting(worker &) noexcept;
/// Wakes a worker if there is none that searches.
void notify() noexcept;
/// Suspends the running process: goes on with whatever this worker runs next. `then` says when it goes on.
void suspend(context &running, after then);
/// The thread of a worker.
void worker_thread(worker &);
void wake_all() noexcept;

/// The clock that slices, timers and the trace use.
std::int64_t now_ns() noexcept;

// monitor.cpp
void start_monitor();
void stop_monitor() noexcept;
/// All workers slept and one was woken: ticks are needed again.
void stir_monitor() noexcept;

// channel_lock.cpp
/// A full fence in every thread of the program. False: the kernel cannot; that is known from the first call on.
bool fence_everywhere() noexcept;
/// The run that begins has one worker, so that it may take channels' locks for its own until somebody else comes.
void begin_alone() noexcept;
/// By the worker, at its start and at its end.
void enter_alone() noexcept;
void leave_alone() noexcept;

// blocking.cpp
/// Ends the pool's idle threads. False: some thread is still inside a call.
bool stop_blocking() noexcept;
std::size_t blocking_threads() noexcept;

// panic.cpp
void install_handlers();
void install_signal_stack();
void remove_signal_stack() noexcept;
[[noreturn]] void report_deadlock() noexcept;

struct parking_access {
  static cell *process(const parking &p) noexcept { return p.process_; }
  static const char *what(const parking &p) noexcept { return p.what_; }
  static const void *object(const parking &p) noexcept { return p.object_; }
  static std::atomic<std::uint32_t> &phase(parking &p) noexcept { return p.phase_; }
  static void set_unlock(parking &p, std::atomic<std::uint32_t> &word, std::uint32_t value) noexcept {
    p.unlock_ = &word;
    p.unlocked_ = value;
  }
  /// The parking may be gone at once.
  static void unlock(parking &p) noexcept {
    std::atomic<std::uint32_t> &word = *p.unlock_;
    word.store(p.unlocked_, std::memory_order_release);
  }
  static void set_why(parking &p, unsigned why) noexcept { p.why_.store(why, std::memory_order_relaxed); }
  static unsigned why(const parking &p) noexcept { return p.why_.load(std::memory_order_relaxed); }
};

/// Timers; see timer.cpp.
struct timer {
  std::int64_t at;
  parking *who;
  std::size_t place = 0; ///< in the heap, from 1; 0: not in it
};
void add_timer(timer &);
void remove_timer(timer &) noexcept;
/// Wakes those whose time has come; returns the next time, or the largest value.
std::int64_t run_timers() noexcept;
bool no_timers() noexcept;
/// After a run: forgets those that are left.
void reset_timers() noexcept;

// poll.cpp
int poll_descriptor();
void descriptors_ready(const void *events, int n) noexcept;
bool no_descriptors() noexcept;
void reset_descriptors() noexcept;

} // namespace conure::rt
#endif
