//===- contents.h - Borrows of what a container holds ---------------------===//
//
// Defines `element_guard`, a borrow of an element of a standard container, as
// changes.h asks about it. For rewritten code, and for whoever wants to write
// the same by hand:
//
//   int &x = v[0];
//   ::conure::rt::element_guard conure_x(v, std::addressof(x));
//   ...
//   ::conure::rt::changing<::conure::rt::op_push_back>(v, "v").changed.push_back(1);   // a violation while conure_x
//   lives, if v reallocates
//
// A container has no room for a count, so the guards are chained by where its
// contents are. An operation on a container costs one load when no container
// whose contents fall into the same chain is borrowed.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CONTENTS_H
#define CONURE_CONTENTS_H

#include <conure/count.h>

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define CONURE_SINGLE_THREADED __libc_single_threaded
#else
#define CONURE_SINGLE_THREADED false
#endif

namespace conure::rt {

class element_guard;

namespace detail {

/// How a container holds its elements, by what it can do. Decides what an operation invalidates.
enum class holding {
  nothing, ///< not a container
  array,   ///< vector
  text,    ///< string: its characters may lie within itself
  blocks,  ///< deque
  nodes,   ///< list, set, map
  hashed,  ///< unordered_set, unordered_map
  maybe,   ///< optional
  owner,   ///< unique_ptr
};

template <class Always, template <class...> class Expression, class... T> inline constexpr bool compiles = false;
template <template <class...> class Expression, class... T>
inline constexpr bool compiles<std::void_t<Expression<T...>>, Expression, T...> = true;

/// Whether T, or each of them, can do what \p Expression says.
template <template <class...> class Expression, class... T>
inline constexpr bool can = compiles<void, Expression, T...>;

template <class C> using begins = decltype(std::declval<C &>().begin());
template <class C> using clears = decltype(std::declval<C &>().clear());
template <class C> using shrinks = decltype(std::declval<C &>().shrink_to_fit());
template <class C> using has_buckets = decltype(std::declval<C &>().bucket_count());
template <class C> using has_capacity = decltype(std::declval<C &>().capacity());
template <class C> using has_data = decltype(*std::declval<C &>().data()); // not vector<bool>
template <class C> using has_text = std::pair<typename C::traits_type, decltype(std::declval<C &>().c_str())>;
template <class C>
using may_be_empty = decltype(void(std::declval<C &>().has_value()), void(std::declval<C &>().value()),
                              void(std::declval<C &>().reset()));
template <class C>
using releases = decltype(void(std::declval<C &>().release()), void(std::declval<C &>().get_deleter()));

template <class C> constexpr holding holding_of() noexcept {
  if constexpr (can<releases, C>)
    return holding::owner;
  else if constexpr (can<may_be_empty, C>)
    return holding::maybe;
  else if constexpr (can<has_text, C>)
    return holding::text;
  else if constexpr (can<has_capacity, C> && can<begins, C>)
    return holding::array;
  else if constexpr (can<has_buckets, C> && can<begins, C>)
    return holding::hashed;
  else if constexpr (can<shrinks, C> && can<begins, C>)
    return holding::blocks;
  else if constexpr (can<begins, C> && can<clears, C>)
    return holding::nodes;
  else
    return holding::nothing;
}

/// True if the elements keep their place when they go to another container, though what stands for them does not.
constexpr bool wanders(holding how) noexcept {
  return how == holding::blocks || how == holding::nodes || how == holding::hashed;
}

/// What stands for the contents of \p c. Those of a vector, a long string and a unique_ptr keep their place when it is
/// moved or swapped, and their borrows go with them; for what wanders, see changes.h. Null: there is nothing to borrow.
template <class C> const void *contents_key(const C &c) noexcept {
  constexpr holding how = holding_of<C>();
  if constexpr (how == holding::owner) {
    if constexpr (std::is_pointer_v<typename C::pointer>)
      return c.get();
    else
      return c.get() ? std::addressof(c) : nullptr;
  } else if constexpr (how == holding::text || (how == holding::array && can<has_data, const C>)) {
    const void *data = c.data();
    return data ? data : std::addressof(c);
  } else if constexpr (how == holding::nothing) {
    return nullptr;
  } else {
    return std::addressof(c);
  }
}

/// Tells apart what lies at one address: an optional string and its string, a vector and the first of its elements.
template <class C> inline constexpr char contents_kind = 0;
template <class C> constexpr const void *kind_of(const C &) noexcept { return &contents_kind<C>; }

/// The guards of all contents that fall here. The lock keeps processes apart whose containers are neighbours; it is
/// held for a few instructions. Whether there are any may be asked without it: the process that asks has linked the
/// guards itself, if the container is its own.
struct contents_chain {
  element_guard *first = nullptr;
  bool locked = false;

  // Relaxed: atomic only because neighbours of other processes count here, too. (<atomic> is a large header.)
  bool borrowed() const noexcept { return __atomic_load_n(&first, __ATOMIC_RELAXED) != nullptr; }
};
CONURE_CONSTINIT inline contents_chain contents_chains[1024];

/// Some borrow has been of a container whose contents went elsewhere: from then on it is under its `contents_kind`.
CONURE_CONSTINIT inline bool any_wandered = false;

inline contents_chain &chain_of(const void *key) noexcept {
  // The offset in bytes: shifting down and up again would make each check longer.
  static_assert((sizeof(contents_chain) & (sizeof(contents_chain) - 1)) == 0);
  constexpr std::uintptr_t size = sizeof(contents_chain), all = sizeof(contents_chains) - size;
  auto bits = reinterpret_cast<std::uintptr_t>(key);
  return *reinterpret_cast<contents_chain *>(reinterpret_cast<char *>(contents_chains) + ((bits ^ (bits >> 10)) & all));
}

class chain_lock {
public:
  explicit chain_lock(contents_chain &chain) noexcept : chain_(CONURE_SINGLE_THREADED ? nullptr : &chain) {
    while (chain_ && __atomic_exchange_n(&chain_->locked, true, __ATOMIC_ACQUIRE)) {
    }
  }
  chain_lock(const chain_lock &) = delete;
  ~chain_lock() {
    if (chain_)
      __atomic_store_n(&chain_->locked, false, __ATOMIC_RELEASE);
  }

private:
  contents_chain *chain_;
};

} // namespace detail

/// What a guard says about the elements it borrows.
struct borrowed_element {
  bool any = false;              ///< of some element, nobody knows which
  bool end = false;              ///< of the end of the container
  const void *address = nullptr; ///< of the element that is or begins there
};

namespace detail {

/// What is the same for all guards that one line makes.
struct guard_kind {
  const void *container; ///< contents_kind
  borrowed_element (*locate)(const void *container, const void *subject) noexcept;
  bool iterates; ///< it depends on more than the element: on the buckets, the blocks, the end
  holding how;
  bool tells; ///< which element it is, wherever that is
};

inline borrowed_element any_element(const void *, const void *) noexcept { return {true, false, nullptr}; }
inline borrowed_element element_itself(const void *, const void *subject) noexcept { return {false, false, subject}; }
inline borrowed_element element_and_end(const void *, const void *subject) noexcept { return {false, true, subject}; }
template <class Iterator, class C>
using compares_with_end =
    std::enable_if_t<std::is_convertible_v<decltype(std::declval<Iterator &>() == std::declval<C &>().end()), bool>>;
template <class Iterator> using points = decltype(std::addressof(*std::declval<Iterator &>()));
template <class C, class Iterator>
inline constexpr bool tells_element =
    std::is_pointer_v<Iterator> || (can<compares_with_end, Iterator, C> && can<points, Iterator>);
template <class C, class Iterator> borrowed_element element_of(const void *container, const void *subject) noexcept {
  const auto &iterator = *static_cast<const Iterator *>(subject);
  if constexpr (std::is_pointer_v<Iterator>) {
    return {!iterator, false, iterator};
  } else if constexpr (can<compares_with_end, const Iterator, const C> && can<points, const Iterator>) {
    if (iterator == static_cast<const C *>(container)->end())
      return {false, true, nullptr};
    return {false, false, std::addressof(*iterator)};
  } else {
    return {true, false, nullptr};
  }
}

template <class C, borrowed_element (*Locate)(const void *, const void *) noexcept, bool Iterates, bool Tells>
inline constexpr guard_kind guard_kind_of{&contents_kind<C>, Locate, Iterates, holding_of<C>(), Tells};

} // namespace detail

/// A borrow of some element of \p container for as long as the guard lives, or until `release`.
class element_guard {
public:
  element_guard() noexcept = default;
  /// Of any or all of its elements: a view, a pointer to all of them.
  template <class C, std::enable_if_t<!std::is_same_v<C, element_guard>, int> = 0>
  explicit element_guard(const C &container, const place &at = place::current()) noexcept
      : kind_(&detail::guard_kind_of<C, detail::any_element, false, false>), at_(at) {
    link(detail::contents_key(container));
  }
  /// Of the element at \p element, or of one that it is a part of.
  template <class C, std::enable_if_t<!std::is_same_v<C, element_guard>, int> = 0>
  element_guard(const C &container, const volatile void *element, const place &at = place::current()) noexcept
      : kind_(element ? &detail::guard_kind_of<C, detail::element_itself, false, true>
                      : &detail::guard_kind_of<C, detail::any_element, false, false>),
        subject_(const_cast<const void *>(element)), at_(at) {
    link(detail::contents_key(container));
  }
  /// Of the element that an iterator or a pointer is at, whenever it is asked.
  template <class C, class Iterator>
  static element_guard by(const C &container, const Iterator &iterator, const place &at = place::current()) noexcept {
    return element_guard(container,
                         detail::guard_kind_of<C, detail::element_of<C, Iterator>, !std::is_pointer_v<Iterator>,
                                               detail::tells_element<const C, const Iterator>>,
                         std::addressof(iterator), at);
  }
  /// Of the element that a pointer or an iterator is at now: it is kept where nobody changes it.
  template <class C, class Kept>
  static element_guard of(const C &container, const Kept &kept, const place &at = place::current()) noexcept {
    constexpr bool iterates = !std::is_pointer_v<Kept>;
    if constexpr (detail::tells_element<const C, const Kept>) {
      const auto now = detail::element_of<C, Kept>(std::addressof(container), std::addressof(kept));
      if (now.address)
        return element_guard(container, detail::guard_kind_of<C, detail::element_itself, iterates, true>, now.address,
                             at);
      if (now.end)
        return element_guard(container, detail::guard_kind_of<C, detail::element_and_end, iterates, false>, nullptr,
                             at);
    }
    return element_guard(container, at);
  }
  /// Of the iteration over a container: of its end, and of the element that `at` tells, if any.
  template <class C> static element_guard over(const C &container, const place &at = place::current()) noexcept {
    return element_guard(container, detail::guard_kind_of<C, detail::element_and_end, true, false>, nullptr, at);
  }
  element_guard(const element_guard &other) noexcept : kind_(other.kind_), subject_(other.subject_), at_(other.at_) {
    link(other.where_ ? other.key_ : nullptr);
  }
  element_guard &operator=(const element_guard &other) noexcept {
    if (this != &other) {
      unlink();
      kind_ = other.kind_;
      subject_ = other.subject_;
      at_ = other.at_;
      link(other.where_ ? other.key_ : nullptr);
    }
    return *this;
  }
  ~element_guard() { unlink(); }

  /// The iteration has come to the element at \p element.
  void at(const volatile void *element) noexcept { subject_ = const_cast<const void *>(element); }

  /// No borrow any more: what borrowed will not be used again.
  void release() noexcept {
    unlink();
    where_ = nullptr;
  }

  bool is_linked() const noexcept { return where_ != nullptr; }

  /// What holds the element is not known any more.
  void wander() noexcept {
    unlink();
    __atomic_store_n(&detail::any_wandered, true, __ATOMIC_RELAXED);
    link(kind_->container);
  }

  // For changes.h, with the lock of the chain held.
  bool borrows(const void *key, const void *kind) const noexcept { return key_ == key && kind_->container == kind; }
  bool wanders_as(const void *kind) const noexcept { return key_ == kind && kind_->container == kind; }
  const detail::guard_kind &kind() const noexcept { return *kind_; }
  const void *key() const noexcept { return key_; }
  const element_guard *next() const noexcept { return next_; }
  element_guard *next() noexcept { return next_; }
  const place &where() const noexcept { return at_; }
  bool iterates() const noexcept { return kind_->iterates; }
  borrowed_element element(const void *container) const noexcept { return kind_->locate(container, subject_); }

private:
  template <class C>
  element_guard(const C &container, const detail::guard_kind &kind, const void *subject, const place &at) noexcept
      : kind_(&kind), subject_(subject), at_(at) {
    link(detail::contents_key(container));
  }

  void link(const void *key) noexcept {
    if (!key)
      return;
    if constexpr (count_statistics)
      statistics::borrowed_element(at_);
    key_ = key;
    auto &chain = detail::chain_of(key);
    detail::chain_lock lock(chain);
    next_ = chain.first;
    if (__builtin_expect(next_ != nullptr, false))
      next_->where_ = &next_;
    where_ = &chain.first;
    __atomic_store_n(where_, this, __ATOMIC_RELAXED);
  }
  void unlink() noexcept {
    if (!where_)
      return;
    detail::chain_lock lock(detail::chain_of(key_));
    __atomic_store_n(where_, next_, __ATOMIC_RELAXED);
    if (__builtin_expect(next_ != nullptr, false))
      next_->where_ = where_;
  }

  element_guard **where_ = nullptr; ///< what points to this one in its chain; null: there is no borrow
  element_guard *next_ = nullptr;
  const void *key_ = nullptr;
  const detail::guard_kind *kind_ = nullptr;
  const void *subject_ = nullptr;
  place at_;
};

/// The counted object that a borrowed element's container is in. `(conure_x_o.counted(), owner.reset())` counts on it
/// while the rest of the expression runs.
template <class T> class element_home {
public:
  explicit element_home(const T *object, const place &at = place::current()) noexcept : object_(object), at_(at) {}
  guard counted() const noexcept { return guard(object_, at_); }

private:
  const T *object_;
  place at_;
};

} // namespace conure::rt

#endif
