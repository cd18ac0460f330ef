// `channel<T>`: a bounded first-in first-out queue between processes, for many senders and many receivers.
//
// For: user programs. The handle is a value, one word, atomically counted. Capacity 0 makes a rendezvous: a value
// passes only from hand to hand. `select` is in select.h.
//
// A channel is a ring and two queues of waiters under one lock. A sender that finds a receiver waiting moves its
// value straight into the receiver; a receiver that makes room moves the value of the first waiting sender in. So who
// is woken has what it waited for, and order is kept.
#ifndef CONURE_SCHEDULED_CHANNEL_H
#define CONURE_SCHEDULED_CHANNEL_H

#include <conure/scheduled/channel_lock.h>
#include <conure/scheduled/panic.h>
#include <conure/scheduled/time.h>

#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <type_traits>
#include <utility>

namespace conure {
namespace rt {

/// A process that waits at a channel; lies on its stack.
struct channel_waiter {
  parking *who;
  void *slot;            ///< sender: its T; receiver: its std::optional<T>
  unsigned index = 1;    ///< what `park` returns when it was served; for select 1 + the number of the channel
  bool contested = true; ///< a timer or another channel may wake it too: claim first
  bool queued = false;
  channel_waiter *prev = nullptr, *next = nullptr;
};

/// What `park` returns when the channel was closed under the waiter.
inline constexpr unsigned channel_closed = 0xfffffffeu;

/// A queue of waiters; the channel's lock is held.
struct waiter_queue {
  channel_waiter *front = nullptr, *back = nullptr;
  void push(channel_waiter &w) noexcept {
    w.prev = back;
    w.next = nullptr;
    (back ? back->next : front) = &w;
    back = &w;
    w.queued = true;
  }
  void remove(channel_waiter &w) noexcept {
    (w.prev ? w.prev->next : front) = w.next;
    (w.next ? w.next->prev : back) = w.prev;
    w.queued = false;
  }
  /// The first one that nobody else has claimed; it is then ours to wake.
  channel_waiter *claim(unsigned why) noexcept {
    while (channel_waiter *w = front) {
      remove(*w);
      if (!w->contested || w->who->claim(why ? why : w->index))
        return w;
    }
    return nullptr;
  }
};

/// Wakes a waiter that was claimed; the lock has been given up.
inline void wake(channel_waiter *w, unsigned why) noexcept {
  if (w->contested)
    w->who->wake();
  else
    wake_parked(*w->who, why);
}

/// Waits in a queue, whose lock is held and is given up; returns why it was woken.
inline unsigned wait_in(waiter_queue &queue, channel_waiter &me, channel_lock &lock, deadline until) {
  if (until == never && in_process()) {
    me.contested = false;
    queue.push(me);
    return lock.park(*me.who);
  }
  queue.push(me);
  lock.unlock();
  return park(*me.who, until);
}

template <class T> class channel_state {
public:
  explicit channel_state(std::size_t capacity) : capacity_(capacity) {
    if (capacity)
      ring_ = std::allocator<T>().allocate(capacity);
  }
  channel_state(const channel_state &) = delete;
  channel_state &operator=(const channel_state &) = delete;
  ~channel_state() {
    for (; count_; --count_)
      std::destroy_at(&pop_place());
    if (capacity_)
      std::allocator<T>().deallocate(ring_, capacity_);
  }

  /// Sends without waiting. False: closed or full.
  bool try_send(T &value) {
    std::unique_lock guard(lock_);
    return !closed_ && offer(value, guard);
  }
  /// What `park` returns: 1 sent, channel_closed, timed_out.
  unsigned send(T &value, deadline until) {
    lock_.lock();
    if (receivers_.front || count_ == capacity_ || closed_) [[unlikely]]
      return send_slowly(value, until);
    push(value);
    lock_.unlock();
    return 1;
  }
  /// Receives without waiting; `done` is false when it would have had to wait.
  std::optional<T> try_receive(bool &done) {
    std::optional<T> value;
    std::unique_lock guard(lock_);
    done = take(value, guard);
    return value;
  }
  std::optional<T> receive(deadline until) {
    std::optional<T> value;
    lock_.lock();
    if (!count_ || senders_.front) [[unlikely]] {
      receive_slowly(value, until);
      return value;
    }
    pop(value);
    lock_.unlock();
    return value;
  }
  void close() noexcept {
    std::unique_lock guard(lock_);
    closed_ = true;
    // Each waiter is woken outside the lock: `wake` may schedule.
    while (channel_waiter *w = receivers_.claim(channel_closed)) {
      guard.unlock();
      wake(w, channel_closed);
      guard.lock();
    }
    while (channel_waiter *w = senders_.claim(channel_closed)) {
      guard.unlock();
      wake(w, channel_closed);
      guard.lock();
    }
  }
  bool closed() const noexcept {
    std::lock_guard guard(lock_);
    return closed_;
  }
  std::size_t size() const noexcept {
    std::lock_guard guard(lock_);
    return count_;
  }
  std::size_t capacity() const noexcept { return capacity_; }

  /// For select: receives, or registers `w`. `closed` tells that nothing will ever come.
  std::optional<T> take_or_wait(channel_waiter &w, bool &done, bool &closed) {
    std::unique_lock guard(lock_);
    std::optional<T> value;
    done = closed = false;
    if (count_ || senders_.front) {
      // Another channel of the select may have served us already; then this one keeps its value.
      if (!w.who->claim(w.index)) {
        return value;
      }
      take(value, guard); // nothing, if the waiting senders have all been claimed by others
      done = true;
      return value;
    }
    closed = closed_;
    if (!closed_)
      receivers_.push(w);
    return value;
  }
  /// Takes a waiter out whose time was up; also waits for a waker that is just passing over it.
  void forget(channel_waiter &w) noexcept {
    std::lock_guard guard(lock_);
    if (w.queued)
      receivers_.remove(w);
  }
  void forget_sender(channel_waiter &w) noexcept {
    std::lock_guard guard(lock_);
    if (w.queued)
      senders_.remove(w);
  }

  std::atomic<std::size_t> handles{1};

private:
  /// Hands `value` to a waiting receiver or to the ring.
  bool offer(T &value, std::unique_lock<channel_lock> &guard) {
    if (channel_waiter *w = receivers_.claim(0)) {
      static_cast<std::optional<T> *>(w->slot)->emplace(std::move(value));
      guard.unlock();
      wake(w, 1);
      return true;
    }
    if (count_ == capacity_)
      return false;
    push(value);
    return true;
  }
  /// False: there is nothing yet.
  bool take(std::optional<T> &value, std::unique_lock<channel_lock> &guard) {
    if (count_) {
      pop(value);
      if (channel_waiter *w = senders_.claim(1)) {
        push(*static_cast<T *>(w->slot));
        guard.unlock();
        wake(w, 1);
      }
      return true;
    }
    if (channel_waiter *w = senders_.claim(1)) { // only in a rendezvous
      value.emplace(std::move(*static_cast<T *>(w->slot)));
      guard.unlock();
      wake(w, 1);
      return true;
    }
    return closed_;
  }
  // The lock is held in both, and given up.
  [[gnu::noinline]] unsigned send_slowly(T &value, deadline until) {
    std::unique_lock guard(lock_, std::adopt_lock);
    if (closed_)
      return channel_closed;
    if (offer(value, guard))
      return 1;
    parking p("to send to a full channel", this);
    channel_waiter me{.who = &p, .slot = &value};
    guard.release();
    unsigned why = wait_in(senders_, me, lock_, until);
    if (why == timed_out)
      forget_sender(me);
    return why;
  }
  [[gnu::noinline]] void receive_slowly(std::optional<T> &value, deadline until) {
    std::unique_lock guard(lock_, std::adopt_lock);
    if (take(value, guard))
      return;
    parking p("to receive from a channel", this);
    channel_waiter me{.who = &p, .slot = &value};
    guard.release();
    if (wait_in(receivers_, me, lock_, until) == timed_out)
      forget(me);
  }
  void push(T &value) {
    std::construct_at(ring_ + tail_, std::move(value));
    tail_ = tail_ + 1 == capacity_ ? 0 : tail_ + 1;
    ++count_;
  }
  void pop(std::optional<T> &value) {
    T &place = pop_place();
    value.emplace(std::move(place));
    std::destroy_at(&place);
    --count_;
  }
  T &pop_place() noexcept {
    T &place = ring_[head_];
    head_ = head_ + 1 == capacity_ ? 0 : head_ + 1;
    return place;
  }

  mutable channel_lock lock_;
  bool closed_ = false;
  std::size_t capacity_, count_ = 0, head_ = 0, tail_ = 0;
  T *ring_ = nullptr;
  waiter_queue receivers_, senders_;
};

struct channel_access;

} // namespace rt

inline namespace scheduled {

template <class T> class channel {
  static_assert(std::is_object_v<T> && std::is_nothrow_move_constructible_v<T>,
                "the elements of a channel move without throwing");

public:
  using element_type = T;

  /// A channel that holds up to `capacity` values; 0: a rendezvous.
  explicit channel(std::size_t capacity) : state_(new rt::channel_state<T>(capacity)) {}
  channel(const channel &other) noexcept : state_(other.state_) {
    if (state_)
      state_->handles.fetch_add(1, std::memory_order_relaxed);
  }
  channel(channel &&other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  channel &operator=(channel other) noexcept {
    std::swap(state_, other.state_);
    return *this;
  }
  ~channel() {
    // Acquire and release: all uses of the channel happen before its end.
    if (state_ && state_->handles.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete state_;
  }

  /// Puts the value in, waiting for room. A panic if the channel is closed.
  void send(T value) const {
    if (get().send(value, rt::never) == rt::channel_closed) [[unlikely]]
      rt::fatal("send on a closed channel");
  }
  /// False: time was up, or the channel is closed; the value is gone.
  template <class Clock, class Duration>
  bool send_until(const std::chrono::time_point<Clock, Duration> &until, T value) const {
    return get().send(value, rt::to_deadline(until)) == 1;
  }
  /// False, and the value not taken: full or closed.
  bool try_send(T &&value) const { return get().try_send(value); }
  bool try_send(const T &value) const
    requires std::is_copy_constructible_v<T>
  {
    T copy(value);
    return get().try_send(copy);
  }
  /// Waits for a value; that none can come any more is a panic.
  T receive() const {
    auto value = get().receive(rt::never);
    if (!value) [[unlikely]]
      rt::fatal("receive on a closed channel");
    return std::move(*value);
  }
  /// Waits for a value; nothing: closed and empty.
  std::optional<T> next() const { return get().receive(rt::never); }
  std::optional<T> try_receive() const {
    bool done = false;
    return get().try_receive(done);
  }
  /// Nothing: time was up, or closed and empty.
  template <class Clock, class Duration>
  std::optional<T> receive_until(std::chrono::time_point<Clock, Duration> until) const {
    return get().receive(rt::to_deadline(until));
  }
  template <class Rep, class Period> std::optional<T> receive_for(std::chrono::duration<Rep, Period> d) const {
    return get().receive(rt::from_now(d));
  }
  /// No more values: waiting senders give up, receivers get what is left.
  void close() const noexcept { get().close(); }
  bool is_closed() const noexcept { return get().closed(); }
  std::size_t size() const noexcept { return get().size(); }
  std::size_t capacity() const noexcept { return get().capacity(); }

  friend bool operator==(const channel &a, const channel &b) noexcept { return a.state_ == b.state_; }

private:
  friend rt::channel_access;
  friend struct std::hash<channel>;
  rt::channel_state<T> &get() const noexcept {
    if (!state_) [[unlikely]]
      rt::fatal("use of a channel that was moved from");
    return *state_;
  }
  rt::channel_state<T> *state_;
};

} // namespace scheduled

namespace rt {
struct channel_access {
  template <class T> static channel_state<T> &state(const channel<T> &c) noexcept { return c.get(); }
};
} // namespace rt
} // namespace conure

template <class T> struct std::hash<conure::scheduled::channel<T>> {
  std::size_t operator()(const conure::scheduled::channel<T> &c) const noexcept {
    return std::hash<const void *>()(c.state_);
  }
};
#endif
