//===- channel.h - Bounded queues between processes (serial mode) ---------===//
//
// Defines `channel<T>` for serial elision. For every user. A channel is a
// handle: its copies name the same queue.
//
// Two things differ from the scheduled mode, because nobody else can run while
// the program waits: a send to a full channel makes it grow, where the sender
// would be suspended; and a receive from an empty one panics, where it would
// wait, since no value could ever come.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_CHANNEL_H
#define CONURE_SERIAL_CHANNEL_H

#include <conure/serial/panic.h>
#include <conure/serial/time.h>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

namespace conure {
inline namespace serial {

/// A bounded first-in first-out queue for any number of senders and receivers.
template <class T> class channel {
public:
  using element_type = T;

  /// A channel that holds \p capacity values; with 0 each send meets a receive.
  explicit channel(std::size_t capacity) : queue_(std::make_shared<queue>()) { queue_->capacity = capacity; }

  /// Puts \p value in. In the scheduled mode, waits while the channel is full.
  void send(T value) const {
    if (queue_->closed)
      panic("send on a closed channel");
    queue_->values.push_back(std::move(value));
  }
  /// As `send`, but gives up at the deadline, or if the channel is closed.
  template <class Clock, class Duration>
  bool send_until(const std::chrono::time_point<Clock, Duration> &, T value) const {
    if (queue_->closed)
      return false;
    queue_->values.push_back(std::move(value));
    return true;
  }
  /// Puts \p value in unless the channel is full or closed; only then is it moved.
  bool try_send(T &&value) const {
    if (!has_room())
      return false;
    queue_->values.push_back(std::move(value));
    return true;
  }
  bool try_send(const T &value) const
    requires std::copy_constructible<T>
  {
    if (!has_room())
      return false;
    queue_->values.push_back(value);
    return true;
  }
  /// Takes the oldest value, waiting for one. A panic if none can come.
  T receive() const {
    if (queue_->values.empty())
      panic(queue_->closed ? "receive on a closed channel"
                           : "receive on an empty channel: in serial mode every message has run already, so nobody can "
                             "send to it");
    return take();
  }
  /// Takes the oldest value if there is one now.
  std::optional<T> try_receive() const { return queue_->values.empty() ? std::nullopt : std::optional<T>(take()); }
  /// As `receive`, but gives up at \p deadline, or when the channel is closed and empty.
  template <class Clock, class Duration>
  std::optional<T> receive_until(const std::chrono::time_point<Clock, Duration> &deadline) const {
    if (queue_->values.empty() && !queue_->closed)
      sleep_until(deadline);
    return try_receive();
  }
  template <class Rep, class Period>
  std::optional<T> receive_for(const std::chrono::duration<Rep, Period> &time) const {
    return receive_until(std::chrono::steady_clock::now() + time);
  }
  /// Takes the oldest value, waiting for one; none once the channel is closed and empty.
  /// `while (auto value = channel.next()) …`
  std::optional<T> next() const {
    if (queue_->values.empty() && queue_->closed)
      return std::nullopt;
    return receive();
  }

  /// No value can be sent from now on; those inside can be received.
  void close() const noexcept { queue_->closed = true; }
  bool is_closed() const noexcept { return queue_->closed; }
  std::size_t size() const noexcept { return queue_->values.size(); }
  std::size_t capacity() const noexcept { return queue_->capacity; }

  /// Whether both name the same queue.
  friend bool operator==(const channel &, const channel &) = default;

private:
  friend struct std::hash<channel>;

  struct queue {
    std::deque<T> values;
    std::size_t capacity = 0;
    bool closed = false;
  };

  bool has_room() const noexcept { return !queue_->closed && queue_->values.size() < queue_->capacity; }
  T take() const {
    T value = std::move(queue_->values.front());
    queue_->values.pop_front();
    return value;
  }

  std::shared_ptr<queue> queue_;
};

namespace detail {

template <class... T> std::optional<std::variant<T...>> take_first(const channel<T> &...channels) {
  std::optional<std::variant<T...>> taken;
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    auto take = [&]<std::size_t Index, class U>(std::in_place_index_t<Index> index, const channel<U> &from) {
      if (std::optional<U> value = from.try_receive())
        taken.emplace(index, std::move(*value));
      return taken.has_value();
    };
    (void)(take(std::in_place_index<I>, channels) || ...);
  }(std::index_sequence_for<T...>());
  return taken;
}

} // namespace detail

/// Takes a value from whichever channel has one, waiting for one; the variant's
/// index says which. None once all are closed and empty.
template <class... T>
  requires(sizeof...(T) > 0)
std::optional<std::variant<T...>> select(const channel<T> &...channels) {
  auto taken = detail::take_first(channels...);
  if (!taken && !(channels.is_closed() && ...))
    panic("select on empty channels: in serial mode every message has run already, so nobody can send to them");
  return taken;
}
/// As `select`, but gives up at \p deadline.
template <class Clock, class Duration, class... T>
  requires(sizeof...(T) > 0)
std::optional<std::variant<T...>> select_until(const std::chrono::time_point<Clock, Duration> &deadline,
                                               const channel<T> &...channels) {
  auto taken = detail::take_first(channels...);
  if (!taken && !(channels.is_closed() && ...))
    sleep_until(deadline);
  return taken;
}

} // namespace serial
} // namespace conure

template <class T> struct std::hash<conure::serial::channel<T>> {
  std::size_t operator()(const conure::serial::channel<T> &c) const noexcept {
    return std::hash<const void *>()(c.queue_.get());
  }
};

#endif
