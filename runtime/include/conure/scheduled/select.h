// `select`: waits for the first value of several channels.
//
// For: user programs. `select(a, b)` gives a std::variant of the element types, in the order of the channels; nothing
// when all of them are closed and empty. Which channel is looked at first turns from call to call, so a busy one
// starves no other.
#ifndef CONURE_SCHEDULED_SELECT_H
#define CONURE_SCHEDULED_SELECT_H

#include <conure/scheduled/channel.h>

#include <array>
#include <tuple>
#include <variant>

namespace conure {
namespace rt {

/// A number that differs from call to call on a thread.
unsigned select_start() noexcept;

template <std::size_t I, class Result, class T>
bool select_take(channel_state<T> &from, std::optional<Result> &result, bool &open) {
  bool done = false;
  if (auto value = from.try_receive(done)) {
    result.emplace(std::in_place_index<I>, std::move(*value));
    return true;
  }
  open = open || !done;
  return false;
}

template <class Result, std::size_t... I, class... T>
std::optional<Result> select(deadline until, std::index_sequence<I...>, channel_state<T> &...from) {
  constexpr std::size_t n = sizeof...(T);
  std::optional<Result> result;
  const std::size_t start = select_start() % n;
  for (;;) {
    bool open = false;
    // First pass: what is there already, beginning with a different channel each time.
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t at = (start + k) % n;
      if (((I == at && select_take<I>(from, result, open)) || ...))
        return result;
    }
    if (!open || until == deadline::min())
      return result;
    // Second pass: register everywhere with one parking; who claims it has served us.
    parking p("to receive from one of several channels");
    std::tuple<std::optional<T>...> slots;
    std::array<channel_waiter, n> waiters{
        channel_waiter{.who = &p, .slot = &std::get<I>(slots), .index = unsigned(I + 1)}...};
    bool served = false, any = false;
    auto join = [&]<std::size_t K>(auto &channel, std::integral_constant<std::size_t, K>) {
      bool done, closed;
      auto value = channel.take_or_wait(waiters[K], done, closed);
      any = any || !closed;
      if (value)
        result.emplace(std::in_place_index<K>, std::move(*value));
      return served = done;
    };
    (void)(join(from, std::integral_constant<std::size_t, I>{}) || ...);
    unsigned why = 0;
    if (!served && any)
      why = park(p, until);
    (from.forget(waiters[I]), ...);
    (void)((why == I + 1 && std::get<I>(slots)
                ? (result.emplace(std::in_place_index<I>, std::move(*std::get<I>(slots))), true)
                : false) ||
           ...);
    if (result || why == timed_out)
      return result;
    // A channel was closed under us, or its senders went elsewhere: look again.
  }
}

} // namespace rt

inline namespace scheduled {

template <class... T> std::optional<std::variant<T...>> select(const channel<T> &...from) {
  return rt::select<std::variant<T...>>(rt::never, std::index_sequence_for<T...>{}, rt::channel_access::state(from)...);
}
template <class Clock, class Duration, class... T>
std::optional<std::variant<T...>> select_until(std::chrono::time_point<Clock, Duration> until,
                                               const channel<T> &...from) {
  return rt::select<std::variant<T...>>(rt::to_deadline(until), std::index_sequence_for<T...>{},
                                        rt::channel_access::state(from)...);
}
template <class... T> std::optional<std::variant<T...>> try_select(const channel<T> &...from) {
  return rt::select<std::variant<T...>>(rt::deadline::min(), std::index_sequence_for<T...>{},
                                        rt::channel_access::state(from)...);
}

} // namespace scheduled
} // namespace conure
#endif
