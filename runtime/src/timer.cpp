// Timers: a binary heap of deadlines, on the stacks of who waits.
//
// A timer is removed by its owner under the heap's lock, and fires under it, too: so the owner cannot leave while the
// monitor is touching it.
#include "scheduler.h"

#include <conure/scheduled/panic.h>

#include <limits>
#include <mutex>
#include <new>
#include <vector>

namespace conure::rt {

void kick_monitor() noexcept; // monitor.cpp

namespace {

constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();

spin_lock lock;
std::vector<timer *> heap{nullptr}; // from 1
std::int64_t monitor_sleeps_until = far;
std::atomic<std::size_t> pending{0}; // for the deadlock check, sequentially consistent with the queues it reads

void put(std::size_t at, timer *t) noexcept {
  heap[at] = t;
  t->place = at;
}
void rise(std::size_t at, timer *t) noexcept {
  for (; at > 1 && t->at < heap[at / 2]->at; at /= 2)
    put(at, heap[at / 2]);
  put(at, t);
}
void sink(std::size_t at, timer *t) noexcept {
  for (std::size_t child; (child = 2 * at) < heap.size(); at = child) {
    if (child + 1 < heap.size() && heap[child + 1]->at < heap[child]->at)
      ++child;
    if (heap[child]->at >= t->at)
      break;
    put(at, heap[child]);
  }
  put(at, t);
}
void take_out(timer &t) noexcept {
  std::size_t at = t.place;
  timer *last = heap.back();
  heap.pop_back();
  t.place = 0;
  if (last != &t)
    at > 1 && last->at < heap[at / 2]->at ? rise(at, last) : sink(at, last);
  pending.store(heap.size() - 1, std::memory_order_seq_cst);
}

} // namespace

void add_timer(timer &t) {
  bool earlier;
  {
    std::lock_guard hold(lock);
    try {
      heap.push_back(&t);
    } catch (const std::bad_alloc &) {
      fatal("out of memory for one more timer");
    }
    pending.store(heap.size() - 1, std::memory_order_seq_cst);
    rise(heap.size() - 1, &t);
    earlier = t.at < monitor_sleeps_until;
    if (earlier)
      monitor_sleeps_until = t.at;
  }
  chaos();
  if (earlier)
    kick_monitor();
}

void remove_timer(timer &t) noexcept {
  std::lock_guard hold(lock);
  if (t.place)
    take_out(t);
}

std::int64_t run_timers() noexcept {
  std::lock_guard hold(lock);
  for (std::int64_t now = now_ns(); heap.size() > 1;) {
    timer *t = heap[1];
    if (t->at > now)
      return monitor_sleeps_until = t->at;
    parking *who = t->who;
    bool ours = who->claim(timed_out);
    take_out(*t);
    if (ours)
      who->wake();
  }
  return monitor_sleeps_until = far;
}

void reset_timers() noexcept {
  std::lock_guard hold(lock);
  heap.resize(1);
  pending.store(0);
}

bool no_timers() noexcept { return pending.load(std::memory_order_seq_cst) == 0; }

} // namespace conure::rt
