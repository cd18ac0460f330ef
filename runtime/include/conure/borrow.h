//===- borrow.h - Borrows to store: ref<T> and mut<T> ---------------------===//
//
// Defines `ref<T>` (immutable) and `mut<T>` (mutable), the borrows to keep in a
// field or a container. For every user. Unlike a reference they can be made to
// borrow another value; unlike a pointer they are never null. `T` may be
// incomplete where the field is declared:
//
//   struct Node {
//     std::unique_ptr<Node> next;
//     std::optional<mut<Node>> previous;
//   };
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_BORROW_H
#define CONURE_BORROW_H

#include <conure/mode.h>
#if defined(CONURE_RUNTIME)
#include <conure/count.h>
#endif

#include <concepts>
#include <memory>
#include <type_traits>

namespace conure {
inline namespace CONURE_MODE {

template <class T> class mut;
template <class T> class ref;

namespace detail {

/// What a stored borrow is made of: in rewritten code it counts.
#if defined(CONURE_RUNTIME)
template <class T> using borrow_pointer = rt::borrowed<T>;
using borrow_place = rt::place;
#else
template <class T> using borrow_pointer = T *;
struct borrow_place {
  static constexpr borrow_place current() noexcept { return {}; }
};
#endif

/// Makes one that knows where it was made.
template <class T> borrow_pointer<T> lend(T *value, [[maybe_unused]] const borrow_place &at) noexcept {
#if defined(CONURE_RUNTIME)
  return borrow_pointer<T>(value, at);
#else
  return value;
#endif
}

template <class T> inline constexpr bool is_stored_borrow = false;
template <class T> inline constexpr bool is_stored_borrow<mut<T>> = true;
template <class T> inline constexpr bool is_stored_borrow<ref<T>> = true;

/// Whether a borrow of T can be made of an object of type U: U is T, or derives
/// from it. Asks as little as it can, since T is often incomplete here.
template <class U, class T>
concept lends = std::same_as<U, T> ||
                (std::is_class_v<T> && !is_stored_borrow<std::remove_const_t<U>> && std::convertible_to<U *, T *>);

} // namespace detail

/// A mutable borrow that can be stored.
template <class T> class mut {
  static_assert(!std::is_const_v<T>, "mut<const T> cannot mutate: use ref<T>");
  static_assert(!std::is_reference_v<T>, "mut<T> takes the type that is borrowed, without &");

public:
  using element_type = T;

  template <detail::lends<T> U>
  mut(U &value, const detail::borrow_place &at = detail::borrow_place::current()) noexcept
      : to_(detail::lend<T>(std::addressof(value), at)) {}
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<U *, T *>)
  mut(const mut<U> &other, const detail::borrow_place &at = detail::borrow_place::current()) noexcept
      : to_(detail::lend<T>(std::addressof(other.get()), at)) {}

  T *operator->() const noexcept { return to_; }
  T &operator*() const noexcept { return *to_; }
  T &get() const noexcept { return *to_; }
  operator T &() const noexcept { return *to_; }

private:
  detail::borrow_pointer<T> to_;
};

/// An immutable borrow that can be stored.
template <class T> class ref {
  static_assert(!std::is_const_v<T>, "ref<T> is immutable by itself: leave the const out");
  static_assert(!std::is_reference_v<T>, "ref<T> takes the type that is borrowed, without &");

public:
  using element_type = T;

  template <class U>
    requires detail::lends<std::remove_const_t<U>, T>
  ref(U &value, const detail::borrow_place &at = detail::borrow_place::current()) noexcept
      : to_(detail::lend<const T>(std::addressof(value), at)) {}
  template <class U>
    requires detail::lends<U, T>
  ref(const U &&) = delete; // a temporary would be gone at once
  template <class U>
    requires std::convertible_to<U *, const T *>
  ref(const mut<U> &other, const detail::borrow_place &at = detail::borrow_place::current()) noexcept
      : to_(detail::lend<const T>(std::addressof(other.get()), at)) {}
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<const U *, const T *>)
  ref(const ref<U> &other, const detail::borrow_place &at = detail::borrow_place::current()) noexcept
      : to_(detail::lend<const T>(std::addressof(other.get()), at)) {}

  const T *operator->() const noexcept { return to_; }
  const T &operator*() const noexcept { return *to_; }
  const T &get() const noexcept { return *to_; }
  operator const T &() const noexcept { return *to_; }

private:
  detail::borrow_pointer<const T> to_;
};

template <class T> mut(T &) -> mut<T>;
template <class T> ref(const T &) -> ref<T>;
template <class T> ref(mut<T>) -> ref<T>;

} // namespace CONURE_MODE
} // namespace conure

#endif
