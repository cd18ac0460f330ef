// The monitor: one thread that waits for timers and descriptors, and looks at the workers while any of them works.
//
// While all workers sleep it sleeps as long as the next timer allows. While some work it looks every tick: who has been
// in one activation since the last look is asked to give way, and a process that waits in such a worker's slot is given
// to the others. When all workers sleep and nothing outside can wake one, the program is deadlocked.
#include "pieces.h"
#include "scheduler.h"

#include <conure/scheduled/panic.h>

#include <cerrno>
#include <cstring>
#include <limits>
#include <pthread.h>
#include <signal.h>
#include <string>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace conure::rt {
namespace {

// Who has waited in the slot of a busy worker for one tick is given to the others; who runs for `slice` ticks is asked
// to give way. With one worker there is nobody to give anything to, and the tick is the slice.
constexpr std::int64_t short_tick = 1'000'000, long_tick = 10'000'000;
constexpr unsigned slice = long_tick / short_tick;
constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();

std::thread thread;
int event = -1;
std::atomic<bool> quit{false};
/// The monitor sleeps without ticks; who wakes the first worker ends that.
std::atomic<bool> deep{false};

unsigned asleep() noexcept { return static_cast<unsigned>(sched.idlers.load(std::memory_order_seq_cst) >> 32); }

int wait_events(epoll_event *events, int room, std::int64_t until) noexcept {
  if (until == far)
    return epoll_wait(poll_descriptor(), events, room, -1);
  std::int64_t left = until - now_ns();
  if (left < 0)
    left = 0;
#if defined(SYS_epoll_pwait2)
  static bool have = true;
  if (have) {
    timespec t{left / 1'000'000'000, left % 1'000'000'000};
    long n = syscall(SYS_epoll_pwait2, poll_descriptor(), events, room, &t, nullptr, 0);
    if (n >= 0 || errno != ENOSYS)
      return static_cast<int>(n);
    have = false;
  }
#endif
  return epoll_wait(poll_descriptor(), events, room, static_cast<int>((left + 999'999) / 1'000'000));
}

// True when nothing can happen any more. A worker that was woken between the looks changes `wakes`, and whatever can
// wake one from outside lets the worker be woken before it is no longer counted as a source; so if the second look at
// `wakes` agrees with the first, then at the moment of the looks in between nobody was awake, nothing was ready and no
// source was left.
bool deadlocked() noexcept {
  std::uint64_t wakes = sched.wakes.load(std::memory_order_seq_cst);
  if (sched.outside.load(std::memory_order_seq_cst) || !no_timers() || !no_descriptors() || asleep() != sched.count ||
      !sched.shared.empty() || sched.stopping.load(std::memory_order_seq_cst))
    return false;
  for (unsigned i = 0; i < sched.count; ++i)
    if (!sched.workers[i].ready.empty() || sched.workers[i].slot.load(std::memory_order_seq_cst))
      return false;
  {
    std::lock_guard hold(sched.end_lock);
    if (sched.main_gone)
      return false;
  }
  return wakes == sched.wakes.load(std::memory_order_seq_cst) && !sched.outside.load(std::memory_order_seq_cst) &&
         no_timers() && no_descriptors();
}

/// What the monitor saw of a worker at its looks.
struct seen {
  std::uint64_t activation = 0;
  unsigned ticks = 0;         ///< for how long it has been in that one
  const cell *slot = nullptr; ///< what waited there
};

void look(std::vector<seen> &all, unsigned long_enough) noexcept {
  bool any = false;
  for (unsigned i = 0; i < sched.count; ++i) {
    worker &w = sched.workers[i];
    seen &s = all[i];
    std::uint64_t now = w.activation.load(std::memory_order_relaxed);
    const cell *waits = w.slot.load(std::memory_order_relaxed);
    if (now != s.activation || !w.busy.load(std::memory_order_relaxed)) {
      s = {now, 0, waits};
      continue;
    }
    ++s.ticks;
    if (waits && waits == s.slot)
      if (cell *c = take_waiting(w))
        schedule_last(c);
    s.slot = waits;
    if (s.ticks >= long_enough && (!sched.shared.empty() || !w.ready.empty())) {
      w.preempt.store(true, std::memory_order_relaxed);
      any = true;
      notify(); // another worker may take what waits
    }
  }
  preempt_requested.store(any || sched.stopping.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

/// Gives memory back while the program has nothing to do, at most once a second: an idle moment may be short. Free
/// blocks are looked through on a thread of its own, since timers must not wait for that.
class trimmer {
public:
  /// The workers sleep. Returns when it wants to be called again, if they still do.
  std::int64_t idle() noexcept {
    trim_stacks();
    if (!worth_trimming())
      return far;
    std::int64_t now = now_ns();
    if (now < next_)
      return next_;
    if (running_.load(std::memory_order_acquire))
      return far;
    join();
    next_ = now + 1'000'000'000;
    running_.store(true, std::memory_order_relaxed);
    try {
      thread_ = std::thread([this] {
        pthread_setname_np(pthread_self(), "conure-trim");
        trim_blocks(stop_);
        running_.store(false, std::memory_order_release);
      });
    } catch (const std::system_error &) { // no thread: the memory stays
      running_.store(false, std::memory_order_relaxed);
    }
    return far;
  }
  ~trimmer() {
    stop_.store(true, std::memory_order_relaxed);
    join();
  }

private:
  void join() noexcept {
    if (thread_.joinable())
      thread_.join();
  }
  std::thread thread_;
  std::atomic<bool> running_{false}, stop_{false};
  std::int64_t next_ = 0;
};

void run() {
  pthread_setname_np(pthread_self(), "conure-monitor");
  std::vector<seen> workers(sched.count);
  const std::int64_t tick = sched.count > 1 ? short_tick : long_tick;
  const unsigned long_enough = sched.count > 1 ? slice : 1;
  trimmer memory;
  epoll_event events[256];
  std::int64_t next_tick = now_ns() + tick;
  while (!quit.load(std::memory_order_acquire)) {
    std::int64_t until = run_timers();
    bool idle = asleep() == sched.count;
    if (idle) {
      if (deadlocked())
        report_deadlock();
      until = std::min(until, memory.idle());
      // Both steps are sequentially consistent, as is the waker's: it sees `deep`, or we see that it woke somebody.
      deep.store(true, std::memory_order_seq_cst);
      idle = asleep() == sched.count;
    }
    if (!idle) {
      deep.store(false, std::memory_order_relaxed);
      until = std::min(until, next_tick);
    }
    int n = wait_events(events, 256, until);
    deep.store(false, std::memory_order_relaxed);
    for (int i = 0; i < n; ++i)
      if (events[i].data.fd == event) {
        std::uint64_t count;
        if (read(event, &count, sizeof count) < 0 && errno != EAGAIN)
          fatal("the monitor cannot read its event");
      }
    if (n > 0)
      descriptors_ready(events, n);
    if (now_ns() >= next_tick) {
      look(workers, long_enough);
      next_tick = now_ns() + tick;
    }
  }
}

} // namespace

void kick_monitor() noexcept {
  std::uint64_t one = 1;
  // It can fail only when the counter is full, and then the monitor is being woken anyway.
  [[maybe_unused]] auto n = write(event, &one, sizeof one);
}

void stir_monitor() noexcept {
  if (deep.load(std::memory_order_seq_cst))
    kick_monitor();
}

void start_monitor() {
  if (event < 0) {
    event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    epoll_event want{};
    want.events = EPOLLIN;
    want.data.fd = event;
    if (event < 0 || epoll_ctl(poll_descriptor(), EPOLL_CTL_ADD, event, &want) != 0)
      fatal(std::string("cannot create the monitor's event: ") + std::strerror(errno));
  }
  quit.store(false);
  try {
    thread = std::thread(run);
  } catch (const std::system_error &e) {
    fatal(std::string("cannot start the monitor's thread: ") + e.what());
  }
}

void stop_monitor() noexcept {
  quit.store(true, std::memory_order_release);
  kick_monitor();
  thread.join();
}

} // namespace conure::rt
