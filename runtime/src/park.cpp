// Suspending and waking; giving way.
//
// A parking's phase goes from running (0) to parked (1), set by the stack switched to once nothing runs on the
// suspended one, and to woken (2), set by the waker. Each is an exchange, so exactly one of the two sees the other's
// and schedules the process.
#include "futex.h"
#include "scheduler.h"

#include <conure/scheduled/chaos.h>
#include <conure/scheduled/future.h>
#include <conure/scheduled/panic.h>
#include <conure/scheduled/select.h>
#include <conure/scheduled/time.h>

#include <sched.h>

namespace conure::rt {

std::atomic<bool> preempt_requested{false};

bool forked() noexcept; // main.cpp

namespace {

std::int64_t nanoseconds(deadline t) noexcept {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(t.time_since_epoch()).count();
}

unsigned park_thread(parking &p, deadline until) {
  if (forked() && until == never)
    fatal("a wait in a child of fork, where nobody can end it: the child may exec, or end by _exit");
  auto &phase = parking_access::phase(p);
  for (std::uint32_t now; (now = phase.load(std::memory_order_acquire)) != 2;) {
    if (until == never) {
      futex_wait(phase, now);
      continue;
    }
    std::int64_t left = nanoseconds(until) - now_ns();
    if (left <= 0) {
      if (p.claim(timed_out))
        return timed_out;
      until = never; // somebody is about to wake us
      continue;
    }
    timespec t{left / 1'000'000'000, left % 1'000'000'000};
    futex_wait(phase, now, &t);
  }
  return parking_access::why(p);
}

} // namespace

parking::parking(const char *what, const void *object) noexcept : what_(what), object_(object) {
  thread_state &t = this_thread();
  process_ = t.work ? t.running->process : nullptr;
}

void parking::wake() noexcept {
  cell *process = process_;
  std::atomic<std::uint32_t> &phase = phase_;
  // Acquire and release: what the waker wrote, to the woken; the stack as it was left, to who runs it next.
  chaos();
  std::uint32_t before = phase.exchange(2, std::memory_order_acq_rel);
  // From here on the parking may be gone. Waking a futex at an address that is reused is harmless: its waiters look
  // again.
  if (!process)
    futex_wake(phase);
  else if (before == 1)
    schedule(process);
}

unsigned park(parking &p, deadline until) {
  if (parking_access::phase(p).load(std::memory_order_acquire) == 2)
    return parking_access::why(p);
  thread_state &t = this_thread();
  if (!t.work)
    return park_thread(p, until);
  context &me = *t.running;
  me.waiting = &p;
  if (until == never) {
    suspend(me, after::park);
  } else {
    timer alarm{nanoseconds(until), &p};
    add_timer(alarm);
    suspend(me, after::park);
    remove_timer(alarm);
  }
  me.waiting = nullptr;
  return parking_access::why(p);
}

void wake_parked(parking &p, unsigned why) noexcept {
  // The lock's release and acquire have ordered the suspension before this, and the run queue orders this before the
  // resumption.
  cell *process = parking_access::process(p);
  parking_access::set_why(p, why);
  schedule(process);
}

bool in_process() noexcept { return this_thread().work; }

void sleep_until(deadline until) {
  parking p("for a time");
  if (until <= deadline::clock::now())
    return yield_now();
  park(p, until);
}

void yield_now() {
  thread_state &t = this_thread();
  if (t.work)
    suspend(*t.running, after::yield);
  else
    sched_yield();
}

void preempt_now() {
  thread_state &t = this_thread();
  worker *w = t.work;
  if (!w || !w->preempt.load(std::memory_order_relaxed))
    return;
  w->preempt.store(false, std::memory_order_relaxed);
  bool others = false;
  for (unsigned i = 0; i < sched.count; ++i)
    others = others || sched.workers[i].preempt.load(std::memory_order_relaxed);
  if (!others) // the monitor may raise it again at this very moment; then it is lowered for one tick, which is harmless
    preempt_requested.store(false, std::memory_order_relaxed);
  if (sched.stopping.load(std::memory_order_acquire)) {
    suspend(*t.running, after::abandon);
    __builtin_unreachable();
  }
  ++w->counts.preempted;
  yield_now();
}

void spin_lock::wait() noexcept {
  for (unsigned i = 0;; ++i) {
    // Reads before it writes, so that the line stays with its holder.
    if (!word_.load(std::memory_order_relaxed) && !word_.exchange(1, std::memory_order_acquire))
      return;
    i < 100 ? cpu_relax() : void(sched_yield());
  }
}

void future_core::pause(unsigned tries) noexcept { tries < 100 ? cpu_relax() : void(sched_yield()); }

unsigned select_start() noexcept { return this_thread().select_turn++; }

outside_source::outside_source() noexcept { sched.outside.fetch_add(1, std::memory_order_seq_cst); }
outside_source::~outside_source() { sched.outside.fetch_sub(1, std::memory_order_seq_cst); }

} // namespace conure::rt
