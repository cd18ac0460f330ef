//===- uni.h - Unique values: the sole owner of an isolated value ---------===//
//
// Defines `uni<T>`, `recover` and `freeze`, the same in both modes. For every
// user. A `uni<T>` is a `T` stored inline that promises: nothing outside of it
// points into it, and nothing in it points outside. That is what makes it safe
// to hand to another process. The promise is kept by `conure check`; at run time
// a `uni<T>` is a `T`, and costs what a `T` costs.
//
//   uni<std::vector<int>> a = recover(std::vector{10, 20});  // T -> uni<T>
//   a->push_back(30);                                        // as a receiver
//   std::vector<int> b = recover(std::move(a));              // uni<T> -> T
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_UNI_H
#define CONURE_UNI_H

#include <concepts>
#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace conure {

template <class T> class uni;

namespace detail {

template <class T> inline constexpr bool is_uni = false;
template <class T> inline constexpr bool is_uni<uni<T>> = true;

template <class T> inline constexpr bool is_unique_ptr = false;
template <class T, class D> inline constexpr bool is_unique_ptr<std::unique_ptr<T, D>> = true;

/// Whether F is the type of a lambda without parameters. `recover` runs those,
/// and takes any other callable for the value it is: a functor that happens to
/// be callable without arguments must not be called behind the user's back. No
/// trait tells, so the compilers' own spelling of the type does.
template <class F> consteval bool is_body() {
#if defined(__clang__)
  constexpr std::string_view name = __PRETTY_FUNCTION__; // ... [F = (lambda at f.cpp:3:5)]
  return std::is_class_v<F> && std::invocable<F> && name.find("(lambda at ") != name.npos && name.ends_with(")]");
#elif defined(__GNUC__)
  constexpr std::string_view name = __PRETTY_FUNCTION__; // ... [with F = f()::<lambda()>]
  return std::is_class_v<F> && std::invocable<F> &&
         (name.ends_with("<lambda()>]") || name.ends_with("<lambda()> mutable]"));
#else
  return std::is_class_v<F> && std::invocable<F>;
#endif
}

struct from_body {};
template <class T, class F> constexpr uni<T> own_result(F &&body);

} // namespace detail

/// The sole owner of an isolated \p T. Move-only.
template <class T> class uni {
  static_assert(std::is_object_v<T> && !std::is_array_v<T>,
                "uni<T> holds a value: T is no reference, function or array");
  static_assert(std::same_as<T, std::remove_cv_t<T>>, "uni<T> owns its value: T is neither const nor volatile");
  static_assert(!detail::is_uni<T>, "uni<uni<T>> is uni<T>");

public:
  using element_type = T;

  /// What `return value;` means in a function that returns `uni<T>`. Elsewhere
  /// say `recover(value)`; `conure check` asks for it.
  uni(T &&value) noexcept(std::is_nothrow_move_constructible_v<T>) : value_(std::move(value)) {}
  uni(const T &value) noexcept(std::is_nothrow_copy_constructible_v<T>)
    requires std::copy_constructible<T>
      : value_(value) {}

  /// A unique owner of a derived object is a unique owner of its base.
  template <class U>
    requires(detail::is_unique_ptr<U> && detail::is_unique_ptr<T> && !std::same_as<U, T> && std::convertible_to<U, T>)
  uni(uni<U> &&other) noexcept : value_(*std::move(other)) {}

  uni(uni &&) = default;
  uni &operator=(uni &&) = default;
  uni(const uni &) = delete;
  uni &operator=(const uni &) = delete;
  ~uni() = default;

  T *operator->() noexcept { return std::addressof(value_); }
  const T *operator->() const noexcept { return std::addressof(value_); }
  T &operator*() & noexcept { return value_; }
  const T &operator*() const & noexcept { return value_; }
  T &&operator*() && noexcept { return std::move(value_); }

  /// Consumes the unique value: `std::vector<int> v = std::move(u);`
  operator T() && noexcept(std::is_nothrow_move_constructible_v<T>) { return std::move(value_); }

  friend void swap(uni &a, uni &b) noexcept(std::is_nothrow_swappable_v<T>) {
    using std::swap;
    swap(a.value_, b.value_);
  }

private:
  template <class U, class F> friend constexpr uni<U> detail::own_result(F &&);

  // The body's result is made in place: T need not be movable to be recovered.
  template <class F> uni(detail::from_body, F &&body) : value_(std::invoke(std::forward<F>(body))) {}
  T value_;
};

template <class T> uni(T) -> uni<T>;

namespace detail {

// Functions of their own, so that the type of `recover(…)` is spelled by what it owns, in a compiler's messages and in
// ours.
template <class T, class F> constexpr uni<T> own(F &&value) { return uni<T>(std::forward<F>(value)); }
template <class T, class F> constexpr uni<T> own_result(F &&body) { return uni<T>(from_body{}, std::forward<F>(body)); }
template <class T> constexpr T disown(uni<T> &&value) { return *std::move(value); }

} // namespace detail

/// `recover(expression)`: T -> uni<T>.
/// `recover([&] { ...; return v; })`: runs the body; T -> uni<T>, uni<T> -> T.
template <class F> [[nodiscard]] constexpr auto recover(F &&value_or_body) {
  using V = std::remove_cvref_t<F>;
  static_assert(!std::is_function_v<V>, "recover takes an expression or a lambda");
  if constexpr (detail::is_body<V>()) {
    using R = std::invoke_result_t<F>;
    static_assert(!std::is_void_v<R>, "the body of recover must return the value to recover");
    static_assert(!std::is_reference_v<R>, "the body of recover must return a value, not a reference");
    if constexpr (std::is_void_v<R> || std::is_reference_v<R>)
      return; // told above; no second error
    else if constexpr (detail::is_uni<R>)
      return detail::disown(std::invoke(std::forward<F>(value_or_body)));
    else
      return detail::own_result<std::remove_cv_t<R>>(std::forward<F>(value_or_body));
  } else {
    static_assert(!std::is_array_v<V>,
                  "recover cannot own an array or a string literal: recover(std::string(\"...\"))");
    return detail::own<std::decay_t<F>>(std::forward<F>(value_or_body));
  }
}

/// `recover(std::move(u))`: uni<T> -> T, lifting the limits of a unique value.
template <class T> [[nodiscard]] T recover(uni<T> &&value) { return *std::move(value); }
/// A unique value is consumed by recovering it: say `recover(std::move(u))`.
template <class T> T recover(uni<T> &value) = delete;
template <class T> T recover(const uni<T> &value) = delete;

/// From unique to immutable and shared by any number of processes.
template <class T> [[nodiscard]] std::shared_ptr<const T> freeze(uni<T> &&value) {
  return std::make_shared<T>(*std::move(value));
}
template <class T> std::shared_ptr<const T> freeze(uni<T> &value) = delete;
template <class T> std::shared_ptr<const T> freeze(const uni<T> &value) = delete;

} // namespace conure

#endif
