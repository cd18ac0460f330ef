//===- contents.h - Borrows of what a container holds ---------------------===//
//
// Defines `element_guard`, a borrow of an element of a standard container, and
// `check_contents`, which stands before an operation that would invalidate it.
// For rewritten code:
//
//   int &x = v[0];
//   ::conure::rt::element_guard conure_x(v);
//   ...
//   (::conure::rt::check_contents(v, "push_back"), v).push_back(1);   // a violation while conure_x lives
//
// A container has no room for a count, so the guards are chained by its address.
// An operation on a container none of whose elements is borrowed costs one load.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CONTENTS_H
#define CONURE_CONTENTS_H

#include <conure/count.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

namespace conure::rt {

class element_guard;
template <class C> void check_contents(const C &container, const char *operation, const place &at = place::current());

namespace detail {

/// The guards of all containers whose addresses fall here. The lock keeps
/// processes apart whose containers are neighbours; it is held for a few
/// instructions. `any` may be read without it: the process that asks has set it
/// itself, if the container is its own.
struct contents_chain {
  std::atomic<std::uint32_t> any = 0;
  std::mutex mutex;
  element_guard *first = nullptr;
};

inline contents_chain &chain_of(const void *container) {
  static auto *chains = new contents_chain[1024]; // never destroyed: guards in static variables outlive it
  auto bits = reinterpret_cast<std::uintptr_t>(container);
  return chains[((bits >> 4) ^ (bits >> 14)) % 1024];
}

} // namespace detail

/// A borrow of some element of \p container for as long as the guard lives. May
/// be copied and stored, beside an iterator or a pointer to the element.
class element_guard {
public:
  element_guard() noexcept = default;
  template <class C>
    requires(!std::same_as<C, element_guard>)
  explicit element_guard(const C &container, const place &at = place::current()) noexcept : at_(at) {
    link(std::addressof(container));
  }
  element_guard(const element_guard &other) noexcept : at_(other.at_) { link(other.container_); }
  element_guard &operator=(const element_guard &other) noexcept {
    if (this != &other) {
      unlink();
      at_ = other.at_;
      link(other.container_);
    }
    return *this;
  }
  ~element_guard() { unlink(); }

private:
  template <class C> friend void check_contents(const C &, const char *, const place &);

  void link(const void *container) noexcept {
    container_ = container;
    if (!container)
      return;
    auto &chain = detail::chain_of(container);
    std::lock_guard lock(chain.mutex);
    chain.any.store(chain.any.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    previous_ = nullptr;
    next_ = chain.first;
    if (next_)
      next_->previous_ = this;
    chain.first = this;
  }
  void unlink() noexcept {
    if (!container_)
      return;
    auto &chain = detail::chain_of(container_);
    std::lock_guard lock(chain.mutex);
    chain.any.store(chain.any.load(std::memory_order_relaxed) - 1, std::memory_order_relaxed);
    (previous_ ? previous_->next_ : chain.first) = next_;
    if (next_)
      next_->previous_ = previous_;
    container_ = nullptr;
  }

  const void *container_ = nullptr;
  element_guard *next_ = nullptr;
  element_guard *previous_ = nullptr;
  place at_;
};

namespace detail {

[[gnu::cold, gnu::noinline]] inline void contents_violation(std::string_view type, const char *operation,
                                                            std::size_t borrows, const std::string &where,
                                                            const place &at) {
  violation("'" + std::string(operation) + "' of a '" + std::string(type) + "' at " + describe(at) + " while " +
            std::to_string(borrows) +
            (borrows == 1 ? " borrow of its elements exists" : " borrows of its elements exist") + where);
}

} // namespace detail

/// A violation if an element of \p container is borrowed. \p operation names
/// what would invalidate the borrow.
template <class C> void check_contents(const C &container, const char *operation, const place &at) {
  auto &chain = detail::chain_of(std::addressof(container));
  if (chain.any.load(std::memory_order_relaxed) == 0) [[likely]]
    return;
  std::size_t borrows = 0;
  std::string where;
  {
    std::lock_guard lock(chain.mutex);
    for (const element_guard *g = chain.first; g; g = g->next_)
      if (g->container_ == std::addressof(container)) {
        ++borrows;
        where += "\n  borrowed at " + describe(g->at_);
      }
  }
  if (borrows)
    detail::contents_violation(value_type_name<C>(), operation, borrows, where, at);
}

} // namespace conure::rt

#endif
