// Giving way; see flood.h.
#include "flood.h"
#include "mailbox.h"

#include <conure/scheduled/future.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <new>

namespace conure::rt {
namespace {

/// So long may a flood of messages take for its sender to count as doing little else: about 100 ns a message. Who does
/// more between two messages is better off beside the receiver than on its worker.
constexpr std::int64_t quick = 25'000;
/// So long a sender waits for its messages to be handled, and so long it does not try again if they were not.
constexpr std::chrono::milliseconds patience{1};
constexpr std::int64_t pause = 20'000'000;

/// A message of the runtime itself: tells its sender that those before it were handled, on the worker that handled
/// them.
struct follower final : node {
  promise<void> reached;

  explicit follower(promise<void> p) noexcept : reached(std::move(p)) {
    what = reinterpret_cast<std::uintptr_t>(&type);
  }
  static void run(node *n, void *) {
    auto *me = static_cast<follower *>(n);
    std::move(me->reached).set();
    --this_thread().work->counts.messages; // it is none of the program's
    std::destroy_at(&me->reached);
  }
  static void drop(node *n) { std::destroy_at(&static_cast<follower *>(n)->reached); }
  static const message_type type;
};
constinit const message_type follower::type{&follower::run, &follower::drop, "a sender that follows", sizeof(follower),
                                            alignof(follower)};

// Goes on where `receiver` handles its messages, or here when that takes too long: it may be waiting for something that
// the sender does next.
void follow(context &me, cell *receiver) {
  auto [arrival, reached] = make_future<void>();
  deliver(receiver, ::new (allocate(sizeof(follower), alignof(follower))) follower(std::move(reached)));
  const bool there = arrival.get_for(patience);
  me.flood_since = now_ns() + (there ? 0 : pause);
}

} // namespace

[[gnu::noinline]] void give_way(thread_state &t, cell *receiver) {
  worker &w = *t.work;
  context &me = *t.running;
  const bool may_follow = std::exchange(w.receivers, 0) == 1 && sched.count > 1 && me.process != receiver &&
                          !(receiver->flags.load(std::memory_order_relaxed) & bounded_flag);
  w.sent = 0;
  w.sent_to = nullptr;
  if (!me.process)
    return;
  const std::int64_t took = may_follow ? now_ns() - me.flood_since : quick; // less than 0 while it is not to try again
  const bool follows = took >= 0 && took < quick;
  const cell *next = w.slot.load(std::memory_order_relaxed);
  if (follows && next != receiver)
    return follow(me, receiver);
  if (follows)
    suspend(me, after::next);
  else if (next || !w.ready.empty())
    suspend(me, after::requeue);
  if (may_follow)
    me.flood_since = std::max(me.flood_since, now_ns());
}

} // namespace conure::rt
