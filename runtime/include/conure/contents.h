//===- contents.h - Borrows of what a container holds ---------------------===//
//
// Defines `element_guard`, a borrow of an element of a standard container, as
// changes.h asks about it. For rewritten code, and for whoever wants to write
// the same by hand:
//
//   int &x = v[0];
//   ::conure::rt::element_guard conure_x(v, std::addressof(x));
//   ...
//   ::conure::rt::changing<"push_back">(v, "v").changed.push_back(1);   // a violation while conure_x lives, if v
//   reallocates
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

template <class C> constexpr holding holding_of() noexcept {
  if constexpr (requires(C &c) {
                  c.release();
                  c.get_deleter();
                })
    return holding::owner;
  else if constexpr (requires(C &c) {
                       c.has_value();
                       c.value();
                       c.reset();
                     })
    return holding::maybe;
  else if constexpr (requires(C &c) {
                       typename C::traits_type;
                       c.c_str();
                     })
    return holding::text;
  else if constexpr (requires(C &c) {
                       c.capacity();
                       c.begin();
                     })
    return holding::array;
  else if constexpr (requires(C &c) {
                       c.bucket_count();
                       c.begin();
                     })
    return holding::hashed;
  else if constexpr (requires(C &c) {
                       c.shrink_to_fit();
                       c.begin();
                     })
    return holding::blocks;
  else if constexpr (requires(C &c) {
                       c.begin();
                       c.clear();
                     })
    return holding::nodes;
  else
    return holding::nothing;
}

/// What stands for the contents of \p c. Those of a vector and of a unique_ptr keep their place when it is moved or
/// swapped, and their borrows go with them. Null: there is nothing to borrow.
template <class C> const void *contents_key(const C &c) noexcept {
  constexpr holding how = holding_of<C>();
  if constexpr (how == holding::owner) {
    if constexpr (std::is_pointer_v<typename C::pointer>)
      return c.get();
    else
      return c.get() ? std::addressof(c) : nullptr;
  } else if constexpr (how == holding::array && requires { c.data(); }) {
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
/// held for a few instructions. `any` may be read without it: the process that asks has set it itself, if the container
/// is its own.
struct contents_chain {
  std::uint32_t any = 0;
  bool locked = false;
  element_guard *first = nullptr;

  // Relaxed: atomic only because neighbours of other processes count here, too. (<atomic> is a large header.)
  std::uint32_t borrowed() const noexcept { return __atomic_load_n(&any, __ATOMIC_RELAXED); }
  void add(std::uint32_t n) noexcept { __atomic_store_n(&any, borrowed() + n, __ATOMIC_RELAXED); }
};
inline constinit contents_chain contents_chains[1024];

inline contents_chain &chain_of(const void *key) noexcept {
  auto bits = reinterpret_cast<std::uintptr_t>(key);
  return contents_chains[((bits >> 4) ^ (bits >> 14)) % 1024];
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

/// What a guard says about the element it borrows.
struct borrowed_element {
  enum { any, at, end } where = any; ///< some element, one that is known, or the end of the container
  const void *address = nullptr;
};

/// A borrow of some element of \p container for as long as the guard lives, or until `release`.
class element_guard {
public:
  element_guard() noexcept = default;
  /// Of any or all of its elements: a view, a pointer to all of them.
  template <class C>
    requires(!std::same_as<C, element_guard>)
  explicit element_guard(const C &container, const place &at = place::current()) noexcept : at_(at) {
    link(detail::contents_key(container), detail::kind_of(container));
  }
  /// Of the element at \p element, or of one that it is a part of.
  template <class C>
    requires(!std::same_as<C, element_guard>)
  element_guard(const C &container, const volatile void *element, const place &at = place::current()) noexcept
      : at_(at), subject_(const_cast<const void *>(element)), locate_(element ? &element_itself : nullptr) {
    link(detail::contents_key(container), detail::kind_of(container));
  }
  /// Of the element that an iterator or a pointer is at, whenever it is asked.
  template <class C, class Iterator>
  static element_guard by(const C &container, const Iterator &iterator, const place &at = place::current()) noexcept {
    return element_guard(tag(), container, iterator, at);
  }
  /// Of the iteration over a container: of its end, and of an element that is not known.
  template <class C> static element_guard over(const C &container, const place &at = place::current()) noexcept {
    return element_guard(over_tag(), container, at);
  }
  element_guard(const element_guard &other) noexcept
      : at_(other.at_), subject_(other.subject_), locate_(other.locate_), iterates_(other.iterates_) {
    link(other.key_, other.kind_);
  }
  element_guard &operator=(const element_guard &other) noexcept {
    if (this != &other) {
      unlink();
      at_ = other.at_;
      subject_ = other.subject_;
      locate_ = other.locate_;
      iterates_ = other.iterates_;
      link(other.key_, other.kind_);
    }
    return *this;
  }
  ~element_guard() { unlink(); }

  /// No borrow any more: what borrowed will not be used again.
  void release() noexcept { unlink(); }

  // For changes.h, with the lock of the chain held.
  bool borrows(const void *key, const void *kind) const noexcept { return key_ == key && kind_ == kind; }
  const element_guard *next() const noexcept { return next_; }
  const place &where() const noexcept { return at_; }
  /// It depends on more than the element: on the buckets, the blocks, the end.
  bool iterates() const noexcept { return iterates_; }
  borrowed_element element(const void *container) const noexcept {
    return locate_ ? locate_(container, subject_) : borrowed_element();
  }

private:
  struct tag {};
  struct over_tag {};
  using locator = borrowed_element (*)(const void *container, const void *subject) noexcept;

  template <class C, class Iterator>
  element_guard(tag, const C &container, const Iterator &iterator, const place &at) noexcept
      : at_(at), subject_(std::addressof(iterator)), locate_(&element_of<C, Iterator>),
        iterates_(!std::is_pointer_v<Iterator>) {
    link(detail::contents_key(container), detail::kind_of(container));
  }
  template <class C>
  element_guard(over_tag, const C &container, const place &at) noexcept
      : at_(at), subject_(this), locate_(&end_itself), iterates_(true) {
    link(detail::contents_key(container), detail::kind_of(container));
  }

  static borrowed_element element_itself(const void *, const void *subject) noexcept {
    return {borrowed_element::at, subject};
  }
  static borrowed_element end_itself(const void *, const void *) noexcept { return {borrowed_element::end, nullptr}; }
  template <class C, class Iterator>
  static borrowed_element element_of(const void *container, const void *subject) noexcept {
    const auto &iterator = *static_cast<const Iterator *>(subject);
    if constexpr (std::is_pointer_v<Iterator>) {
      return {iterator ? borrowed_element::at : borrowed_element::any, iterator};
    } else if constexpr (requires(const C &c) {
                           { iterator == c.end() } -> std::convertible_to<bool>;
                           std::addressof(*iterator);
                         }) {
      if (iterator == static_cast<const C *>(container)->end())
        return {borrowed_element::end, nullptr};
      return {borrowed_element::at, std::addressof(*iterator)};
    } else {
      return {};
    }
  }

  void link(const void *key, const void *kind) noexcept {
    key_ = key;
    kind_ = kind;
    if (!key)
      return;
    if constexpr (count_statistics)
      statistics::borrowed_element(at_);
    auto &chain = detail::chain_of(key);
    detail::chain_lock lock(chain);
    chain.add(1);
    previous_ = nullptr;
    next_ = chain.first;
    if (next_)
      next_->previous_ = this;
    chain.first = this;
  }
  void unlink() noexcept {
    if (!key_)
      return;
    auto &chain = detail::chain_of(key_);
    detail::chain_lock lock(chain);
    chain.add(~std::uint32_t(0));
    (previous_ ? previous_->next_ : chain.first) = next_;
    if (next_)
      next_->previous_ = previous_;
    key_ = nullptr;
  }

  const void *key_ = nullptr;
  const void *kind_ = nullptr;
  element_guard *next_ = nullptr;
  element_guard *previous_ = nullptr;
  place at_;
  const void *subject_ = nullptr;
  locator locate_ = nullptr;
  bool iterates_ = false;
};

} // namespace conure::rt

#endif
