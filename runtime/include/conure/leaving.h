//===- leaving.h - Contents that go to another container -----------------===//
//
// Defines `leaving`, which stands before what takes the contents of a container,
// or of all that are in an object, elsewhere:
//
//   other = std::move(::conure::rt::leaving<::conure::rt::op_move>(m, "m"))
//   std::swap(::conure::rt::leaving<::conure::rt::op_swap>(a, "a"), ...)
//
// For rewritten code. Borrows of nodes and blocks are then found by what they
// are of, since nobody knows where that goes.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_LEAVING_H
#define CONURE_LEAVING_H

#include <conure/invalidation.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace conure::rt {

namespace detail {

/// Each borrow under a key within these bytes is one of what now goes elsewhere. Counts those that cannot go with it.
[[gnu::cold, gnu::noinline]] inline std::size_t leave(const void *first, std::size_t size, bool whole,
                                                      report_text &where) {
  std::size_t lost = 0;
  auto begin = reinterpret_cast<std::uintptr_t>(first);
  for (std::uintptr_t at = begin; at < begin + size; at += sizeof(void *)) {
    const void *key = reinterpret_cast<const void *>(at);
    auto &chain = chain_of(key);
    for (bool again = chain.borrowed(); again;) {
      again = false;
      element_guard *next = nullptr;
      {
        chain_lock lock(chain);
        for (element_guard *g = chain.first; g && !next; g = g->next())
          if (g->key() == key && g->kind().tells && wanders(g->kind().how))
            next = g;
      }
      if (next) {
        next->wander();
        again = true;
      }
    }
    if (!whole)
      continue;
    chain_lock lock(chain);
    for (const element_guard *g = chain.first; g; g = g->next())
      if (g->key() == key && (wanders(g->kind().how) || g->kind().how == holding::text)) {
        ++lost;
        where << "\n  borrowed at " << g->where();
      }
  }
  return lost;
}
template <class Op, class C>
[[gnu::cold, gnu::noinline]] void check_leaving(const void *first, std::size_t size, const char *name, place at) {
  constexpr bool whole = !std::is_same_v<Op, op_splice> && !std::is_same_v<Op, op_extract>;
  report_text where;
  if (const std::size_t lost = leave(first, size, whole, where))
    contents_violation(value_type_name<C>(), Op::text, name, lost, where, at);
}

} // namespace detail

/// `std::move(leaving<op_move>(m, "m"))`: what is in \p c, or in the containers that are parts of it, goes elsewhere.
/// Borrows of nodes and blocks go along, wherever that is: from now on each change of such a container looks whether it
/// has what they are of. What cannot go along is a violation: an iteration, a view of a short string.
template <class Op, class C>
[[gnu::always_inline]] constexpr C &leaving(C &c, const char *name, const place &at = place::current()) noexcept {
  constexpr detail::holding how = detail::holding_of<std::remove_const_t<C>>();
  if (detail::in_constant())
    return c;
  if constexpr (detail::wanders(how)) {
    if (__builtin_expect(detail::chain_of(std::addressof(c)).borrowed(), false))
      detail::check_leaving<Op, C>(std::addressof(c), 1, name, at);
  } else if constexpr (how == detail::holding::text) {
    // What lies elsewhere keeps its place.
    auto inside = reinterpret_cast<std::uintptr_t>(c.data()) - reinterpret_cast<std::uintptr_t>(std::addressof(c));
    if (__builtin_expect(inside < sizeof c && detail::chain_of(c.data()).borrowed(), false))
      detail::check_leaving<Op, C>(c.data(), 1, name, at);
  } else if constexpr (how == detail::holding::nothing || how == detail::holding::maybe) {
    bool any = false;
    const char *first = reinterpret_cast<const char *>(std::addressof(c));
    for (std::size_t offset = 0; offset < sizeof c; offset += sizeof(void *))
      any |= detail::chain_of(first + offset).borrowed();
    if (__builtin_expect(any, false))
      detail::check_leaving<Op, C>(first, sizeof c, name, at);
  }
  return c;
}

} // namespace conure::rt

#endif
