//===- future.h - Answers that come later (serial mode) -------------------===//
//
// Defines `future`, `promise`, `make_future` and `ask` for serial elision. For
// every user. One value goes one way, once: the promise is consumed by `set`,
// the future by the call that gives its value.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_FUTURE_H
#define CONURE_SERIAL_FUTURE_H

#include <conure/serial/panic.h>
#include <conure/serial/process.h>
#include <conure/serial/time.h>

#include <chrono>
#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace conure {
inline namespace serial {

template <class T> class future;
template <class T> class promise;
template <class T> std::pair<future<T>, promise<T>> make_future();

namespace detail {

template <class T> struct future_state {
  static_assert(!std::is_reference_v<T>, "a future holds a value, not a reference");
  using value_type = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  std::optional<value_type> value;
  bool dropped = false; // the promise went without a value
};

} // namespace detail

/// The side that receives.
template <class T> class [[nodiscard]] future {
  using state = detail::future_state<T>;

public:
  using element_type = T;
  /// What the calls that may come too early give: `std::optional<T>`, or `bool` for `void`.
  using maybe = std::conditional_t<std::is_void_v<T>, bool, std::optional<typename state::value_type>>;

  future(future &&) = default;
  future &operator=(future &&) = default;

  /// Waits for the value. A panic if the promise was dropped without one.
  T get() && {
    check();
    if (!state_->value)
      panic("get of a future without a value: in serial mode every message has run already, so nobody can set it");
    return take();
  }
  /// The value if it is there now; the future stays usable if not.
  maybe try_get() {
    check();
    return maybe_take();
  }
  /// As `get`, but gives up at \p deadline; the future stays usable then.
  template <class Clock, class Duration> maybe get_until(const std::chrono::time_point<Clock, Duration> &deadline) {
    check();
    if (!state_->value)
      sleep_until(deadline);
    return maybe_take();
  }
  template <class Rep, class Period> maybe get_for(const std::chrono::duration<Rep, Period> &time) {
    return get_until(std::chrono::steady_clock::now() + time);
  }

private:
  template <class U> friend std::pair<future<U>, promise<U>> make_future();
  explicit future(std::shared_ptr<state> s) : state_(std::move(s)) {}

  void check() const {
    if (!state_)
      panic("use of a future whose value was taken already");
    if (state_->dropped)
      panic("the promise of this future was dropped without a value");
  }
  T take() {
    auto taken = std::move(state_);
    if constexpr (!std::is_void_v<T>)
      return std::move(*taken->value);
  }
  maybe maybe_take() {
    if (!state_->value)
      return maybe();
    if constexpr (std::is_void_v<T>) {
      take();
      return true;
    } else
      return maybe(take());
  }

  std::shared_ptr<state> state_;
};

namespace detail {

/// What promises of values and of nothing share.
template <class T> class promise_base {
public:
  promise_base(promise_base &&) = default;
  promise_base &operator=(promise_base &&other) noexcept {
    if (this != &other) {
      drop();
      state_ = std::move(other.state_);
    }
    return *this;
  }
  ~promise_base() { drop(); }

protected:
  explicit promise_base(std::shared_ptr<future_state<T>> s) : state_(std::move(s)) {}

  template <class... V> void fulfil(V &&...value) {
    if (!state_)
      panic("set of a promise that was set already");
    state_->value.emplace(std::forward<V>(value)...);
    state_.reset();
  }

private:
  void drop() noexcept {
    if (state_)
      state_->dropped = true;
    state_.reset();
  }

  std::shared_ptr<future_state<T>> state_;
};

} // namespace detail

/// The side that answers: `std::move(p).set(value)`, once.
template <class T> class [[nodiscard]] promise : detail::promise_base<T> {
public:
  using element_type = T;
  void set(T value) && noexcept(std::is_nothrow_move_constructible_v<T>) { this->fulfil(std::move(value)); }

private:
  template <class U> friend std::pair<future<U>, promise<U>> make_future();
  using detail::promise_base<T>::promise_base;
};

template <> class [[nodiscard]] promise<void> : detail::promise_base<void> {
public:
  using element_type = void;
  void set() && noexcept { fulfil(); }

private:
  template <class U> friend std::pair<future<U>, promise<U>> make_future();
  using detail::promise_base<void>::promise_base;
};

/// `auto [f, p] = make_future<int>();`
template <class T> [[nodiscard]] std::pair<future<T>, promise<T>> make_future() {
  auto state = std::make_shared<detail::future_state<T>>();
  return {future<T>(state), promise<T>(state)};
}

namespace detail {

template <class T, class Method, class R, class... Args>
future<R> ask_by(const process<T> &to, Method method, Args &&...args) {
  auto [result, answer] = make_future<R>();
  (to.operator->().operator->()->*method)(std::move(answer), std::forward<Args>(args)...);
  return std::move(result);
}

} // namespace detail

/// Sends \p method, whose first parameter is a `promise<R>`, and gives the future of its answer.
template <class T, class C, class R, class... P, class... Args>
  requires std::derived_from<T, C>
[[nodiscard]] future<R> ask(const process<T> &to, void (C::*method)(promise<R>, P...), Args &&...args) {
  return detail::ask_by<T, decltype(method), R>(to, method, std::forward<Args>(args)...);
}
template <class T, class C, class R, class... P, class... Args>
  requires std::derived_from<T, C>
[[nodiscard]] future<R> ask(const process<T> &to, void (C::*method)(promise<R>, P...) const, Args &&...args) {
  return detail::ask_by<T, decltype(method), R>(to, method, std::forward<Args>(args)...);
}
template <class T, class C, class R, class... P, class... Args>
  requires std::derived_from<T, C>
[[nodiscard]] future<R> ask(const process<T> &to, void (C::*method)(promise<R>, P...) noexcept, Args &&...args) {
  return detail::ask_by<T, decltype(method), R>(to, method, std::forward<Args>(args)...);
}
template <class T, class C, class R, class... P, class... Args>
  requires std::derived_from<T, C>
[[nodiscard]] future<R> ask(const process<T> &to, void (C::*method)(promise<R>, P...) const noexcept, Args &&...args) {
  return detail::ask_by<T, decltype(method), R>(to, method, std::forward<Args>(args)...);
}

} // namespace serial
} // namespace conure

#endif
