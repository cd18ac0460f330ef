// `make_future`, `future<T>`, `promise<T>` and `ask`: one value, from one process to another.
//
// For: user programs.
//
// Both ends share one state. Its word tells how far it is; its lowest bit locks it for the few instructions in which
// the ends meet. Who finds the other end gone frees the state.
#ifndef CONURE_SCHEDULED_FUTURE_H
#define CONURE_SCHEDULED_FUTURE_H

#include <conure/scheduled/panic.h>
#include <conure/scheduled/process.h>
#include <conure/scheduled/time.h>

#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace conure {
namespace rt {

/// The part of a future's state that does not know its type.
class future_core {
public:
  enum : std::uint32_t { locked = 1, has_value = 2, promise_gone = 4, future_gone = 8 };

  /// The promise is done, with a value or without. True: the caller frees the state.
  bool resolve(std::uint32_t how) noexcept {
    std::uint32_t word = lock();
    chaos();
    parking *p = waiter_;
    waiter_ = nullptr;
    const bool contested = contested_;
    bool ours = p && (!contested || p->claim(1));
    chaos();
    // Release: the value happens before its reader. After this store the state is the future's.
    word_.store(word | how | promise_gone, std::memory_order_release);
    if (ours)
      contested ? p->wake() : wake_parked(*p, 1);
    return word & future_gone;
  }
  /// Waits for the promise; false: time was up.
  bool wait(deadline until) {
    if (settled())
      return true;
    parking p("for a future", this);
    chaos();
    std::uint32_t word = lock();
    if (word & promise_gone) {
      word_.store(word, std::memory_order_release);
      return true;
    }
    waiter_ = &p;
    contested_ = until != never || !in_process();
    if (!contested_) {
      park_and_unlock(p, word_, word);
      return true;
    }
    word_.store(word, std::memory_order_release);
    chaos();
    if (park(p, until) != timed_out)
      return true;
    word = lock(); // `resolve` claims under the lock: after this it knows of no parking
    waiter_ = nullptr;
    word_.store(word, std::memory_order_release);
    return false;
  }
  /// The promise is done, and its end will not touch the state any more.
  bool settled() const noexcept {
    return (word_.load(std::memory_order_acquire) & (promise_gone | locked)) == promise_gone;
  }
  bool filled() const noexcept { return word_.load(std::memory_order_acquire) & has_value; }
  /// The future goes. True: the caller frees the state.
  bool leave() noexcept {
    if (settled())
      return true;
    chaos();
    std::uint32_t word = lock();
    word_.store(word | future_gone, std::memory_order_release);
    return word & promise_gone;
  }

private:
  std::uint32_t lock() noexcept {
    for (unsigned tries = 0;; ++tries) {
      std::uint32_t word = word_.fetch_or(locked, std::memory_order_acquire);
      if (!(word & locked))
        return word;
      pause(tries);
    }
  }
  static void pause(unsigned tries) noexcept;

  std::atomic<std::uint32_t> word_{0};
  parking *waiter_ = nullptr;
  bool contested_ = false; ///< a timer may wake it, too
};

struct nothing {};
template <class T> using stored = std::conditional_t<std::is_void_v<T>, nothing, T>;

template <class T> struct future_state final : future_core {
  union {
    stored<T> value;
  };
  future_state() noexcept {}
  future_state(const future_state &) = delete;
  future_state &operator=(const future_state &) = delete;
  ~future_state() {
    if (filled())
      std::destroy_at(&value);
  }
  static future_state *make() { return ::new (allocate(sizeof(future_state), alignof(future_state))) future_state; }
  static void free(future_state *s) noexcept {
    std::destroy_at(s);
    release(s, sizeof(future_state), alignof(future_state));
  }
};

} // namespace rt

inline namespace scheduled {

template <class T> class future;
template <class T> class promise;
template <class T> std::pair<future<T>, promise<T>> make_future();

/// The end that gives the value. Dropping it without `set` is a panic for who waits.
template <class T> class [[nodiscard]] promise {
public:
  using element_type = T;
  promise(promise &&other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  promise &operator=(promise &&other) noexcept {
    promise moved(std::move(other));
    std::swap(state_, moved.state_);
    return *this;
  }
  ~promise() {
    if (state_ && state_->resolve(0))
      rt::future_state<T>::free(state_);
  }
  /// Gives the value; the promise is used up.
  void set(rt::stored<T> value) && noexcept(std::is_nothrow_move_constructible_v<rt::stored<T>>)
    requires(!std::is_void_v<T>)
  {
    fulfil(std::move(value));
  }
  void set() && noexcept
    requires std::is_void_v<T>
  {
    fulfil();
  }

private:
  friend std::pair<future<T>, promise<T>> make_future<T>();
  explicit promise(rt::future_state<T> *state) noexcept : state_(state) {}
  template <class... V> void fulfil(V &&...value) {
    if (!state_) [[unlikely]]
      rt::fatal("use of a promise that was moved from");
    std::construct_at(&state_->value, std::forward<V>(value)...);
    auto *state = std::exchange(state_, nullptr);
    if (state->resolve(rt::future_core::has_value))
      rt::future_state<T>::free(state);
  }
  rt::future_state<T> *state_;
};

/// The end that waits for the value.
template <class T> class [[nodiscard]] future {
public:
  using element_type = T;
  /// What the calls that may come too early give: `std::optional<T>`, or `bool` for `void`.
  using maybe = std::conditional_t<std::is_void_v<T>, bool, std::optional<rt::stored<T>>>;

  future(future &&other) noexcept : state_(std::exchange(other.state_, nullptr)) {}
  future &operator=(future &&other) noexcept {
    future moved(std::move(other));
    std::swap(state_, moved.state_);
    return *this;
  }
  ~future() {
    if (state_ && state_->leave())
      rt::future_state<T>::free(state_);
  }
  /// Waits for the value; the future is used up. That the promise was dropped is a panic.
  T get() && {
    future here(std::move(*this));
    here.checked().wait(rt::never);
    if (!here.state_->filled()) [[unlikely]]
      rt::fatal("the promise of a future was dropped without a value");
    if constexpr (!std::is_void_v<T>)
      return std::move(here.state_->value);
  }
  /// As `get`, but gives up at `until`; the future stays usable then.
  template <class Clock, class Duration> maybe get_until(std::chrono::time_point<Clock, Duration> until) {
    return take(checked().wait(rt::to_deadline(until)));
  }
  template <class Rep, class Period> maybe get_for(std::chrono::duration<Rep, Period> d) {
    return take(checked().wait(rt::from_now(d)));
  }
  maybe try_get() { return take(checked().settled()); }

private:
  friend std::pair<future<T>, promise<T>> make_future<T>();
  explicit future(rt::future_state<T> *state) noexcept : state_(state) {}
  rt::future_state<T> &checked() const {
    if (!state_) [[unlikely]]
      rt::fatal("use of a future that was moved from or whose value was taken");
    return *state_;
  }
  maybe take(bool there) {
    if (!there)
      return maybe();
    future here(std::move(*this));
    if (!here.state_->filled()) [[unlikely]]
      rt::fatal("the promise of a future was dropped without a value");
    if constexpr (std::is_void_v<T>)
      return true;
    else
      return maybe(std::move(here.state_->value));
  }
  rt::future_state<T> *state_;
};

template <class T> [[nodiscard]] std::pair<future<T>, promise<T>> make_future() {
  auto *state = rt::future_state<T>::make();
  return {future<T>(state), promise<T>(state)};
}

} // namespace scheduled

namespace rt {
template <class M> struct asked;
template <class C, class R, class... P> struct asked<void (C::*)(promise<R>, P...)> {
  using owner = C;
  using type = R;
};
template <class C, class R, class... P> struct asked<void (C::*)(promise<R>, P...) const> {
  using owner = C;
  using type = R;
};
template <class C, class R, class... P>
struct asked<void (C::*)(promise<R>, P...) noexcept> : asked<void (C::*)(promise<R>, P...)> {};
template <class C, class R, class... P>
struct asked<void (C::*)(promise<R>, P...) const noexcept> : asked<void (C::*)(promise<R>, P...) const> {};

/// Handles a message that `ask` sent: the member pointer is its first argument.
template <class Self> struct ask_handler {
  template <class M, class R, class... A>
  void operator()(Self &self, M &&method, promise<R> &&reply, A &&...args) const {
    (self.*method)(std::move(reply), std::move(args)...);
  }
};
} // namespace rt

inline namespace scheduled {

/// Sends message `method`, whose first parameter is a `promise<R>`, and gives the `future<R>`.
template <class T, class M, class... Args>
[[nodiscard]] future<typename rt::asked<M>::type> ask(const process<T> &to, M method, Args &&...args) {
  auto [result, reply] = make_future<typename rt::asked<M>::type>();
  rt::send<"ask">(rt::access::checked_target(to), rt::ask_handler<T>{}, method, std::move(reply),
                  std::forward<Args>(args)...);
  return std::move(result);
}

} // namespace scheduled
} // namespace conure
#endif
