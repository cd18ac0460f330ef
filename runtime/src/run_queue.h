// The queues of processes that are ready: `ring` (one owner, many thieves) and `shared_queue` (for all).
//
// For: the workers. Both take and give cells in the order they came.
#ifndef CONURE_SRC_RUN_QUEUE_H
#define CONURE_SRC_RUN_QUEUE_H

#include <conure/scheduled/cell.h>
#include <conure/scheduled/chaos.h>
#include <conure/scheduled/wait.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <mutex>

namespace conure::rt {

/// A list of ready cells, linked through cell::link, under a lock. `size` may be read without it.
class shared_queue {
public:
  void push(cell *c) noexcept { push_list(c, c, 1); }
  void push_list(cell *front, cell *back, std::uint32_t n) noexcept {
    back->link = nullptr;
    std::lock_guard hold(lock_);
    (back_ ? back_->link : front_) = front;
    back_ = back;
    // Sequentially consistent, as the rings' tails are: see `sleepers`.
    size_.store(size_.load(std::memory_order_relaxed) + n, std::memory_order_seq_cst);
  }
  cell *pop() noexcept {
    if (empty())
      return nullptr;
    std::lock_guard hold(lock_);
    cell *c = front_;
    if (c) {
      front_ = c->link;
      if (!front_)
        back_ = nullptr;
      size_.store(size_.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
    }
    return c;
  }
  bool empty() const noexcept { return size_.load(std::memory_order_seq_cst) == 0; }
  std::uint32_t size() const noexcept { return size_.load(std::memory_order_relaxed); }

private:
  spin_lock lock_;
  std::atomic<std::uint32_t> size_{0};
  cell *front_ = nullptr, *back_ = nullptr;
};

/// A worker's own queue. The owner pushes at the tail; owner and thieves take at the head, a thief half of what there
/// is.
///
/// Orderings. `tail_` is written by the owner only: its release makes the slots up to it visible to a thief that
/// acquires it. `head_` moves by compare and exchange, so each slot has exactly one taker; the taker reads the slots
/// before it moves the head, and the owner overwrites a slot only after it has acquired a head beyond it, so what was
/// read was valid if the exchange succeeds. Both count on without wrapping to the ring's size, and a thief that sleeps
/// through 2^32 pushes between two instructions is not considered.
class ring {
public:
  static constexpr std::uint32_t capacity = 256;

  /// Owner. False: full.
  bool push(cell *c) noexcept {
    std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == capacity)
      return false;
    slots_[tail % capacity].store(c, std::memory_order_relaxed);
    chaos();
    // Sequentially consistent rather than release: orders the push before the look for sleepers that follows it.
    tail_.store(tail + 1, std::memory_order_seq_cst);
    return true;
  }
  /// Owner.
  cell *pop() noexcept {
    std::uint32_t head = head_.load(std::memory_order_acquire);
    for (;;) {
      if (head == tail_.load(std::memory_order_relaxed))
        return nullptr;
      cell *c = slots_[head % capacity].load(std::memory_order_relaxed);
      chaos();
      if (head_.compare_exchange_weak(head, head + 1, std::memory_order_acq_rel, std::memory_order_acquire))
        return c;
    }
  }
  /// Owner, when full: moves half into `to`, with `last` behind it.
  void spill(shared_queue &to, cell *last) noexcept {
    std::uint32_t head = head_.load(std::memory_order_acquire);
    std::uint32_t n = (tail_.load(std::memory_order_relaxed) - head) / 2;
    std::array<cell *, capacity / 2> some;
    for (std::uint32_t i = 0; i < n; ++i)
      some[i] = slots_[(head + i) % capacity].load(std::memory_order_relaxed);
    if (n == 0 ||
        !head_.compare_exchange_strong(head, head + n, std::memory_order_acq_rel, std::memory_order_relaxed)) {
      if (!push(last)) // a thief has just made room, so this is for the next time
        to.push(last);
      return;
    }
    for (std::uint32_t i = 0; i + 1 < n; ++i)
      some[i]->link = some[i + 1];
    some[n - 1]->link = last;
    to.push_list(some[0], last, n + 1);
  }
  /// Thief: moves half of the ring into `own` (of the thief, and empty), and returns one of them.
  cell *steal(ring &own) noexcept {
    for (;;) {
      std::uint32_t head = head_.load(std::memory_order_acquire);
      std::uint32_t n = tail_.load(std::memory_order_seq_cst) - head;
      if (n == 0 || n > capacity) // the second: head and tail were not read at one time
        return nullptr;
      n -= n / 2;
      std::uint32_t tail = own.tail_.load(std::memory_order_relaxed);
      for (std::uint32_t i = 0; i < n; ++i)
        own.slots_[(tail + i) % capacity].store(slots_[(head + i) % capacity].load(std::memory_order_relaxed),
                                                std::memory_order_relaxed);
      chaos();
      if (!head_.compare_exchange_strong(head, head + n, std::memory_order_acq_rel, std::memory_order_relaxed))
        continue;
      cell *last = own.slots_[(tail + n - 1) % capacity].load(std::memory_order_relaxed);
      own.tail_.store(tail + n - 1, std::memory_order_seq_cst);
      return last;
    }
  }
  bool empty() const noexcept { return head_.load(std::memory_order_acquire) == tail_.load(std::memory_order_seq_cst); }

private:
  alignas(64) std::atomic<std::uint32_t> head_{0};
  alignas(64) std::atomic<std::uint32_t> tail_{0};
  std::array<std::atomic<cell *>, capacity> slots_{};
};

} // namespace conure::rt
#endif
