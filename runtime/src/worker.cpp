// The workers' loop: find a process that is ready, handle its messages.
//
// The loop runs on a pooled stack and calls handlers directly. When a handler suspends, its process keeps the stack and
// the worker goes on with another; when it is resumed, the stack that was looking for work is given back and the
// process's own stack goes on as the worker's loop. So no local variable of this file that speaks of the worker may
// live across a handler.
#include "futex.h"
#include "mailbox.h"
#include "scheduler.h"
#include "switch.h"
#include "trace.h"

#include <conure/scheduled/chaos.h>
#include <conure/scheduled/panic.h>

#include <ctime>
#include <sched.h>
#include <utility>

namespace conure::rt {

scheduler sched;

namespace {

constexpr unsigned slot_runs = 48;     // runs from the slot before the ring has its turn
constexpr unsigned shared_period = 61; // turns after which the shared queue comes first
constexpr unsigned spins = 24;         // looks at all queues before sleep

worker &here() noexcept { return *this_thread().work; }

void push_ready(worker &w, cell *c) noexcept {
  if (!w.ready.push(c))
    w.ready.spill(sched.shared, c);
  notify();
}

cell *take_slot(worker &w) noexcept {
  if (!w.slot.load(std::memory_order_relaxed))
    return nullptr;
  w.touching.store(true, std::memory_order_relaxed);
  chaos();
  std::atomic_signal_fence(std::memory_order_seq_cst);
  cell *c;
  if (!w.frozen.load(std::memory_order_relaxed)) [[likely]] {
    c = w.slot.load(std::memory_order_relaxed);
    chaos();
    w.slot.store(nullptr, std::memory_order_relaxed);
  } else {
    c = w.slot.exchange(nullptr, std::memory_order_acq_rel);
  }
  w.touching.store(false, std::memory_order_release); // what was written to the slot, to who waits for this
  return c;
}

cell *take_local(worker &w) noexcept {
  if (++w.turn % shared_period == 0)
    if (cell *c = sched.shared.pop())
      return c;
  if (w.slot_budget) {
    if (cell *c = take_slot(w)) {
      --w.slot_budget;
      return c;
    }
  }
  w.slot_budget = slot_runs;
  if (cell *c = w.ready.pop())
    return c;
  return take_slot(w);
}

cell *take_shared(worker &w) noexcept {
  cell *c = sched.shared.pop();
  if (!c)
    return nullptr;
  // A fair part of the rest comes along.
  std::uint32_t more = sched.shared.size() / sched.count;
  for (more = more > 64 ? 64 : more; more; --more) {
    cell *other = sched.shared.pop();
    if (!other)
      break;
    if (!w.ready.push(other)) {
      sched.shared.push(other);
      break;
    }
  }
  return c;
}

std::uint32_t next_random(worker &w) noexcept {
  w.random ^= w.random << 13;
  w.random ^= w.random >> 17;
  w.random ^= w.random << 5;
  return w.random;
}

cell *steal(worker &w) noexcept {
  std::uint32_t from = next_random(w) % sched.count;
  for (unsigned i = 0; i < sched.count; ++i, ++from) {
    worker &victim = sched.workers[from % sched.count];
    if (&victim == &w)
      continue;
    if (cell *c = victim.ready.steal(w.ready)) {
      ++w.counts.steals;
      if (traced()) [[unlikely]]
        trace_steal();
      return c;
    }
  }
  return nullptr;
}

bool work_somewhere() noexcept {
  if (!sched.shared.empty())
    return true;
  for (unsigned i = 0; i < sched.count; ++i)
    if (!sched.workers[i].ready.empty())
      return true;
  return false;
}

// Removes this worker from the sleepers; false: somebody is waking it.
bool unlist(worker &w) noexcept {
  std::lock_guard hold(sched.sleepers_lock);
  for (worker **at = &sched.sleepers; *at; at = &(*at)->next_sleeper)
    if (*at == &w) {
      *at = w.next_sleeper;
      sched.idlers.fetch_sub(one_sleeping - one_searching, std::memory_order_seq_cst);
      sched.wakes.fetch_add(1, std::memory_order_seq_cst);
      return true;
    }
  return false;
}

void sleep(worker &w) noexcept {
  w.signal.store(0, std::memory_order_relaxed);
  w.busy.store(false, std::memory_order_relaxed);
  {
    std::lock_guard hold(sched.sleepers_lock);
    w.next_sleeper = sched.sleepers;
    sched.sleepers = &w;
    sched.idlers.fetch_add(one_sleeping - one_searching, std::memory_order_seq_cst);
  }
  w.searching = false;
  chaos();
  // The last look, after this worker is counted as asleep: what was made ready before a sender saw the count is seen
  // here.
  if ((work_somewhere() || sched.stopping.load(std::memory_order_seq_cst)) && unlist(w)) {
    w.searching = true;
  } else {
    ++w.counts.sleeps;
    while (w.signal.load(std::memory_order_acquire) == 0)
      futex_wait(w.signal, 0);
    w.searching = true; // counted by who woke us
  }
  w.busy.store(true, std::memory_order_relaxed);
}

// The worker has found something: it searches no more. The last one that searched wakes another, since more work may be
// there.
cell *found(worker &w, cell *c) noexcept {
  if (w.searching) {
    w.searching = false;
    if ((sched.idlers.fetch_sub(one_searching, std::memory_order_seq_cst) & 0xffffffff) == 1)
      notify();
  }
  return c;
}

cell *search(worker &w) noexcept {
  for (;;) {
    if (!w.searching) {
      w.searching = true;
      sched.idlers.fetch_add(one_searching, std::memory_order_seq_cst);
    }
    for (unsigned i = 0; i < spins; ++i) {
      if (sched.stopping.load(std::memory_order_relaxed))
        return found(w, nullptr);
      if (cell *c = take_shared(w))
        return found(w, c);
      if (cell *c = steal(w))
        return found(w, c);
      for (int k = 0; k < 40; ++k)
        cpu_relax();
    }
    sleep(w);
  }
}

// The next process to run; null: the scheduler stops.
cell *next_ready(worker &w) noexcept {
  if (sched.stopping.load(std::memory_order_relaxed))
    return nullptr;
  if (cell *c = take_local(w))
    return found(w, c);
  return search(w);
}

void begin_activation(worker &w) noexcept {
  w.activation.store(w.activation.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  w.sent = w.receivers = 0;
  w.sent_to = nullptr;
  ++w.counts.activations;
}

void resumed(context &me) noexcept {
  if (traced()) [[unlikely]]
    trace_begin(me);
}

context *take_blocked(cell *c) noexcept { return std::exchange(c->blocked, nullptr); }

// One activation: handles messages. Each handler may return on another worker.
void activate(context &me, cell *c) {
  if (context *own = take_blocked(c)) {
    worker &w = here();
    ++w.counts.switches;
    if (w.spare)
      leave_to(*own, after::recycle);
    // This stack waits until the worker needs one for its loop again.
    w.spare = &me;
    switch_to(*own, after::nothing);
    return;
  }
  me.process = c;
  if (handle_messages(c))
    schedule_last_here(c);
  me.process = nullptr;
}

} // namespace

void schedule_last_here(cell *c) noexcept { push_ready(here(), c); }

cell *take_waiting(worker &w) noexcept {
  if (!w.slot.load(std::memory_order_relaxed))
    return nullptr;
  const bool for_good = w.frozen.exchange(true, std::memory_order_seq_cst);
  if (!for_good) {
    chaos();
    fence_everywhere();
    for (unsigned i = 0; w.touching.load(std::memory_order_acquire); ++i)
      i < 100 ? cpu_relax() : void(sched_yield());
  }
  // Acquire: what its sender wrote, to who will run it.
  cell *c = w.slot.exchange(nullptr, std::memory_order_acq_rel);
  if (!for_good)
    w.frozen.store(false, std::memory_order_release);
  return c;
}

std::int64_t now_ns() noexcept {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * std::int64_t{1'000'000'000} + t.tv_nsec;
}

void notify() noexcept {
  std::uint64_t idlers = sched.idlers.load(std::memory_order_seq_cst);
  if (idlers < one_sleeping || (idlers & 0xffffffff))
    return;
  worker *w;
  {
    std::lock_guard hold(sched.sleepers_lock);
    idlers = sched.idlers.load(std::memory_order_seq_cst);
    w = sched.sleepers;
    if (!w || (idlers & 0xffffffff))
      return;
    sched.sleepers = w->next_sleeper;
    idlers = sched.idlers.fetch_sub(one_sleeping - one_searching, std::memory_order_seq_cst);
    sched.wakes.fetch_add(1, std::memory_order_seq_cst);
  }
  chaos();
  w->signal.store(1, std::memory_order_release);
  futex_wake(w->signal);
  if ((idlers >> 32) == sched.count)
    stir_monitor();
}

void wake_all() noexcept {
  for (;;) {
    worker *w;
    {
      std::lock_guard hold(sched.sleepers_lock);
      w = sched.sleepers;
      if (!w)
        return;
      sched.sleepers = w->next_sleeper;
      sched.idlers.fetch_sub(one_sleeping - one_searching, std::memory_order_seq_cst);
    }
    w->signal.store(1, std::memory_order_release);
    futex_wake(w->signal);
  }
}

void schedule(cell *c) noexcept {
  worker *w = this_thread().work;
  if (!w) {
    sched.shared.push(c);
    notify();
    return;
  }
  if (c->flags.load(std::memory_order_relaxed) & fresh_flag) {
    // A new process starts in the ring, where others can take it: who spawns many is about to spread work.
    c->flags.fetch_and(static_cast<std::uint16_t>(~fresh_flag), std::memory_order_relaxed);
    push_ready(*w, c);
    return;
  }
  cell *before = w->slot.load(std::memory_order_relaxed);
  if (!before) {
    w->slot.store(c, std::memory_order_release);
  } else if ((before = w->slot.exchange(c, std::memory_order_acq_rel))) {
    push_ready(*w, before);
  }
}

void schedule_last(cell *c) noexcept {
  sched.shared.push(c);
  notify();
}

[[gnu::always_inline]] static inline void suspend_here(context &me, after then) {
  me.process->blocked = &me;
  if (traced()) [[unlikely]]
    trace_end(me, then == after::yield || then == after::requeue || then == after::next || !me.waiting
                      ? "for its turn"
                      : parking_access::what(*me.waiting));
  worker &w = here();
  ++w.counts.switches;
  // What this worker has ready is run straight away: if it is suspended half-way, by going to its stack, otherwise on a
  // stack that runs the loop.
  cell *c = sched.stopping.load(std::memory_order_relaxed) ? nullptr : take_local(w);
  if (c) {
    begin_activation(w);
    if (context *own = take_blocked(c)) {
      switch_to(*own, then);
      return resumed(me);
    }
  }
  context *loop = std::exchange(w.spare, nullptr);
  if (!loop)
    loop = acquire_stack();
  loop->start = c;
  switch_to(*loop, then);
  resumed(me);
}

void suspend(context &me, after then) { suspend_here(me, then); }

unsigned park_and_unlock(parking &p, std::atomic<std::uint32_t> &lock, std::uint32_t unlocked) {
  context &me = *this_thread().running;
  parking_access::set_unlock(p, lock, unlocked);
  me.waiting = &p;
  suspend_here(me, after::unlock);
  me.waiting = nullptr;
  return parking_access::why(p);
}

void run_worker() {
  context &me = *this_thread().running;
  for (;;) {
    cell *c = std::exchange(me.start, nullptr);
    if (!c) {
      worker &w = here();
      c = next_ready(w);
      if (!c) {
        if (w.spare)
          recycle_stack(std::exchange(w.spare, nullptr));
        leave_to(w.native, after::recycle);
      }
      begin_activation(w);
    }
    activate(me, c);
  }
}

void finish_switch(context &left) noexcept {
  if (left.then == after::unlock) [[likely]] {
    parking_access::unlock(*left.waiting);
    return;
  }
  switch (left.then) {
  case after::nothing:
    break;
  case after::recycle:
    recycle_stack(&left);
    break;
  case after::park: {
    chaos();
    // Commits the suspension. Acquire and release: who woke us before this moment wrote what we were waiting for, and
    // who wakes us later must see the stack as it was left.
    cell *c = left.process;
    if (parking_access::phase(*left.waiting).exchange(1, std::memory_order_acq_rel) == 2)
      schedule(c);
    break;
  }
  case after::unlock: // above
    break;
  case after::yield:
    schedule_last(left.process);
    break;
  case after::next:
    if (!here().slot.load(std::memory_order_relaxed)) {
      schedule(left.process);
      break;
    }
    [[fallthrough]];
  case after::requeue:
    schedule_last_here(left.process);
    break;
  case after::abandon:
    break;
  }
}

void worker_thread(worker &w) {
  thread_state &t = this_thread();
  t.work = &w;
  t.running = &w.native;
#if defined(CONURE_TSAN)
  w.native.fiber = __tsan_get_current_fiber();
#endif
  install_signal_stack();
  w.busy.store(true, std::memory_order_relaxed);
  enter_alone();
  switch_to(*acquire_stack(), after::nothing);
  // Back here when the scheduler stops.
  leave_alone();
  w.busy.store(false, std::memory_order_relaxed);
  remove_signal_stack();
  t.work = nullptr;
  t.running = &t.own;
  flush_blocks(t);
  flush_stacks(t);
  sched.stopped.fetch_add(1, std::memory_order_release);
  sched.stopped.notify_all();
}

} // namespace conure::rt
