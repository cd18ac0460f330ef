//===- count.h - Borrow counts --------------------------------------------===//
//
// Defines the count that a counted class carries, and the borrows that change
// it. For rewritten code, and for whoever wants to write the same by hand:
//
//   class Node {
//    public:
//     ::conure::rt::count<Node> conure_count;       // first: it is dropped last
//     ...
//     ::conure::rt::borrowed<Node> previous;        // a pointer field
//   };
//   Node &last = *list.tail;
//   ::conure::rt::guard conure_last(last);          // a local reference
//
// A value that is dropped or moved while its count is not zero is a violation
// (violation.h). Counts are plain words: one process alone sees a value.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_COUNT_H
#define CONURE_COUNT_H

#include <conure/pool.h>
#include <conure/violation.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

// Before C++20 no class with a destructor of its own is used in constant expressions: Conure has units that do so
// compiled as C++20.
#if __cplusplus > 201703L
#define CONURE_CONSTEXPR_DESTRUCTOR constexpr
#else
#define CONURE_CONSTEXPR_DESTRUCTOR
#endif

namespace conure::rt {

namespace detail {
/// A function of its own, which is constexpr in every standard: compilers warn of the question in one that is not.
[[gnu::always_inline]] constexpr bool in_constant() noexcept { return __builtin_is_constant_evaluated(); }
} // namespace detail

/// The number of borrows of one value, and the low half of the address of the
/// code that made it: one word.
class count_word {
public:
  std::uint32_t borrows() const noexcept { return borrows_; }

protected:
  constexpr count_word() noexcept = default;

  // A panic does not return, and is one function for all classes.
  [[gnu::cold, gnu::noinline]] void fail_as(const name_range &type, const char *what) const noexcept {
    if constexpr (report_violations)
      if (violations::shown_before())
        return;
    report_text text;
    (text << "a value of type '").add(type.text, type.length)
        << "' was " << what << " while " << std::size_t(borrows_)
        << (borrows_ == 1 ? " borrow of it exists" : " borrows of it exist");
    if constexpr (borrow_places)
      places::describe(this, text);
    else if (made_)
      (text << "\n  created at ").code(code_at(made_))
          << "\n  (the places of the borrows are known when built with -DCONURE_BORROW_PLACES=1)";
    violation(text);
  }

  // Where the code is that this is inlined into: with its debug information that leads to the line that made the value.
  // Volatile, or two places in one function are taken for one.
  [[gnu::always_inline]] static std::uint32_t code_address() noexcept {
    std::uintptr_t address = 0;
#if defined(__x86_64__)
    __asm__ volatile("lea 0(%%rip), %0" : "=r"(address));
#elif defined(__aarch64__)
    __asm__ volatile("adr %0, ." : "=r"(address));
#endif
    return static_cast<std::uint32_t>(address);
  }
  // The upper half is that of code nearby.
  static const void *code_at(std::uint32_t low) noexcept {
    auto near = reinterpret_cast<std::uintptr_t>(&count_word::code_at);
    auto distance = static_cast<std::int32_t>(low - static_cast<std::uint32_t>(near));
    return reinterpret_cast<const void *>(near + static_cast<std::uintptr_t>(static_cast<std::intptr_t>(distance)));
  }

  mutable std::uint32_t borrows_ = 0;
  std::uint32_t made_ = 0;

  friend void borrow(const count_word &, const void *, const place &) noexcept;
  friend void give_back(const count_word &, const void *) noexcept;
};

/// One more borrow of the value that carries \p count; \p by is the borrower.
inline void borrow(const count_word &count, [[maybe_unused]] const void *by,
                   [[maybe_unused]] const place &at) noexcept {
  ++count.borrows_;
  if constexpr (count_statistics)
    statistics::borrowed(at);
  if constexpr (borrow_places)
    places::borrowed(&count, by, at);
}
namespace detail {
/// What is in \p kept, of which the compiler knows nothing more. A program that goes on after a violation gives back
/// borrows of values that are gone, which GCC would tell of; what the program itself does with them it still tells.
template <class T> T *own_affair(T *const &kept) noexcept {
  if constexpr (report_violations)
    __asm__("" : "+m"(const_cast<T *&>(kept)));
  return kept;
}
} // namespace detail

#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuse-after-free" // GCC cannot see that the value's drop has panicked before
#endif
/// The borrow that \p by had is gone.
inline void give_back(const count_word &count, [[maybe_unused]] const void *by) noexcept {
  if constexpr (borrow_places)
    places::returned(&count, by);
  if constexpr (report_violations)
    if (violations::returned_to_orphan(&count))
      return;
  --count.borrows_;
}
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12
#pragma GCC diagnostic pop
#endif

/// The count that the class \p Owner carries. Copying a value copies no count.
template <class Owner> class count : public count_word {
public:
  [[gnu::always_inline]] constexpr count([[maybe_unused]] const place &at = place::current()) noexcept {
    if (detail::in_constant())
      return;
    made_ = code_address();
    if constexpr (count_statistics)
      statistics::made();
    if constexpr (borrow_places)
      places::made(this, at);
  }
  [[gnu::always_inline]] constexpr count(const count &, const place &at = place::current()) noexcept : count(at) {}
  [[gnu::always_inline]] constexpr count(count &&from, const place &at = place::current()) noexcept : count(at) {
    from.check("moved");
  }
  constexpr count &operator=(const count &) noexcept { return *this; }
  constexpr count &operator=(count &&from) noexcept {
    if (this != &from)
      from.check("moved");
    return *this;
  }
  CONURE_CONSTEXPR_DESTRUCTOR ~count() {
    check("dropped");
    if constexpr (count_statistics)
      if (!detail::in_constant())
        statistics::dropped();
    if constexpr (report_violations)
      if (!detail::in_constant() && borrows_)
        violations::orphaned(this, borrows_);
    if constexpr (borrow_places)
      if (!detail::in_constant())
        places::gone(this);
  }

private:
  constexpr void check(const char *what) const noexcept {
    if (__builtin_expect(!detail::in_constant() && borrows_, false)) {
      fail(what);
      if constexpr (!report_violations)
        __builtin_unreachable(); // a panic does not return: what follows may rely on a count of zero
    }
  }

  [[gnu::cold, gnu::noinline]] void fail(const char *what) const noexcept { fail_as(value_type_name<Owner>(), what); }
};

namespace detail {
template <class T, class = void> inline constexpr bool carries_count = false;
template <class T>
inline constexpr bool carries_count<T, std::void_t<decltype(std::declval<const T &>().conure_count)>> =
    std::is_convertible_v<decltype((std::declval<const T &>().conure_count)), const count_word &>;
} // namespace detail

/// The count of a value, or null if its class is not counted. Ask only where the class is complete.
template <class T> const count_word *count_of(const T *value) noexcept {
  if constexpr (detail::carries_count<T>) {
    return value ? std::addressof(value->conure_count) : nullptr;
  } else {
    return nullptr;
  }
}

/// A borrow of one value for as long as the guard lives: stands beside a local
/// reference or pointer, a parameter, a reference field, a capture. Does nothing
/// for a class that is not counted.
class guard {
public:
  guard() noexcept = default;
  template <class T, std::enable_if_t<!std::is_same_v<T, guard> && !std::is_pointer_v<T>, int> = 0>
  explicit guard(const T &value, const place &at = place::current()) noexcept {
    take(count_of(std::addressof(value)), at);
  }
  template <class T> explicit guard(T *value, const place &at = place::current()) noexcept { take(of(value), at); }
  guard(const guard &other, const place &at = place::current()) noexcept { take(other.count_, at); }
  guard &operator=(const guard &other) noexcept {
    place at;
    if constexpr (borrow_places)
      if (other.count_)
        at = places::of(other.count_, &other);
    set(other.count_, at);
    return *this;
  }
  ~guard() { drop(); }

  /// From now on a borrow of \p value, for a pointer that was assigned. Gives it back, to stand within an expression:
  /// `conure_p.follow(p = next)`.
  template <class T> T *follow(T *value, const place &at = place::current()) noexcept {
    set(of(value), at);
    return value;
  }

private:
  template <class T> static const count_word *of(T *value) noexcept {
    if constexpr (std::is_object_v<T>)
      return count_of(static_cast<const T *>(value));
    else
      return nullptr; // void, functions
  }
  void take(const count_word *count, const place &at) noexcept {
    count_ = count;
    if (count_)
      borrow(*count_, this, at);
  }
  void set(const count_word *count, const place &at) noexcept {
    const count_word *old = detail::own_affair(count_);
    if (count) // the new borrow first: the old one may be the last of the same value
      borrow(*count, this, at);
    count_ = count;
    if (old)
      give_back(*old, this);
  }
  void drop() noexcept {
    if (const count_word *old = detail::own_affair(count_))
      give_back(*old, this);
    count_ = nullptr;
  }

  const count_word *count_ = nullptr;
};

/// A pointer that counts: for pointer fields and elements of containers. Where
/// its value is read, say `get()`; it converts to `T *` by itself where no
/// deduction and no cast is in the way. Like a pointer it may be null, and
/// moving it leaves it as it was. T may be incomplete where it is declared; for a
/// class that is not counted it is a plain pointer.
template <class T> class borrowed {
public:
  using element_type = T;

  constexpr borrowed() noexcept = default;
  template <class Null, std::enable_if_t<std::is_same_v<Null, std::nullptr_t>, int> = 0> // not for 0, a T * too
  constexpr borrowed(Null) noexcept {}
  borrowed(T *value, const place &at = place::current()) noexcept : to_(value) { take(at); }
  borrowed(const borrowed &other, const place &at = place::current()) noexcept : to_(other.to_) {
    take(copied_at(other, at));
  }
  template <class U, std::enable_if_t<!std::is_same_v<U, T> && std::is_convertible_v<U *, T *>, int> = 0>
  borrowed(const borrowed<U> &other, const place &at = place::current()) noexcept : to_(other.get()) {
    take(at);
  }
  /// Also takes a `T *`, by way of a temporary that knows the place.
  borrowed &operator=(const borrowed &other) noexcept {
    assign(other.to_, place_of(other));
    return *this;
  }
  /// Without the temporary, where no place is remembered.
  template <class U, std::enable_if_t<!borrow_places && !count_statistics && std::is_convertible_v<U *, T *>, int> = 0>
  borrowed &operator=(U *value) noexcept {
    assign(value, {});
    return *this;
  }
  borrowed &operator=(std::nullptr_t) noexcept {
    drop();
    to_ = nullptr;
    return *this;
  }
  ~borrowed() { drop(); }

  T *get() const noexcept { return to_; }
  operator T *() const noexcept { return to_; }
  T *operator->() const noexcept { return to_; }
  template <class U = T> std::enable_if_t<!std::is_void_v<U>, U &> operator*() const noexcept { return *to_; }

  borrowed &operator+=(std::ptrdiff_t n) noexcept { return *this = borrowed(to_ + n); }
  borrowed &operator-=(std::ptrdiff_t n) noexcept { return *this = borrowed(to_ - n); }
  borrowed &operator++() noexcept { return *this += 1; }
  borrowed &operator--() noexcept { return *this -= 1; }
  T *operator++(int) noexcept {
    T *old = to_;
    *this += 1;
    return old;
  }
  T *operator--(int) noexcept {
    T *old = to_;
    *this -= 1;
    return old;
  }

  friend void swap(borrowed &a, borrowed &b) noexcept {
    borrowed old = a;
    a = b;
    b = old;
  }

private:
  place place_of([[maybe_unused]] const borrowed &other) const noexcept {
    if constexpr (borrow_places)
      if (const count_word *c = other.count())
        return places::of(c, &other);
    return {};
  }
  /// Where a copy was made: what a library copies, and what is copied with its class, was borrowed where the original
  /// was, unless the calls that led there can be told.
  place copied_at([[maybe_unused]] const borrowed &other, const place &at) const noexcept {
    if constexpr (borrow_places)
      if (!conure_describe_address && places::of_library(at))
        if (place original = place_of(other); original.line())
          return original;
    return at;
  }
  void assign(T *value, const place &at) noexcept {
    const count_word *old = count();
    to_ = value;
    take(at); // the new borrow first: the old one may be the last of the same value
    if (old)
      give_back(*old, this);
  }
  const count_word *count() const noexcept {
    if constexpr (std::is_object_v<T>)
      return count_of(static_cast<const T *>(detail::own_affair(to_)));
    else
      return nullptr;
  }
  void take(const place &at) noexcept {
    if (const count_word *c = count())
      borrow(*c, this, at);
  }
  void drop() noexcept {
    if (const count_word *c = count())
      give_back(*c, this);
  }

  T *to_ = nullptr;
};

/// A pointer into a counted value, to a part that has no count of its own
/// (`&x.field`): counts on the owner.
template <class T> class borrowed_part {
public:
  borrowed_part() noexcept = default;
  borrowed_part(std::nullptr_t) noexcept {}
  template <class Owner>
  borrowed_part(T *part, const Owner &owner, const place &at = place::current()) noexcept
      : to_(part), owner_(owner, at) {}

  T *get() const noexcept { return to_; }
  operator T *() const noexcept { return to_; }
  T *operator->() const noexcept { return to_; }
  template <class U = T> std::enable_if_t<!std::is_void_v<U>, U &> operator*() const noexcept { return *to_; }

private:
  T *to_ = nullptr;
  guard owner_;
};

} // namespace conure::rt

#endif
