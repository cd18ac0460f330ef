//===- invalidation.h - Which borrows of elements an operation hits ------===//
//
// Defines the operations on containers, `effect`, which borrows of a container's
// elements (contents.h) one invalidates, and the report of these. For changes.h
// and leaving.h.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_INVALIDATION_H
#define CONURE_INVALIDATION_H

#include <conure/contents.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace conure::rt {

/// The operations, as template arguments. No macro of the user's has such a name, as it may have that of a method.
#define CONURE_OPERATION(name, as_text)                                                                                \
  struct name {                                                                                                        \
    static constexpr const char *text = as_text;                                                                       \
  }
CONURE_OPERATION(op_push_back, "push_back");
CONURE_OPERATION(op_emplace_back, "emplace_back");
CONURE_OPERATION(op_pop_back, "pop_back");
CONURE_OPERATION(op_push_front, "push_front");
CONURE_OPERATION(op_emplace_front, "emplace_front");
CONURE_OPERATION(op_pop_front, "pop_front");
CONURE_OPERATION(op_clear, "clear");
CONURE_OPERATION(op_assign, "assign");
CONURE_OPERATION(op_resize, "resize");
CONURE_OPERATION(op_reserve, "reserve");
CONURE_OPERATION(op_shrink_to_fit, "shrink_to_fit");
CONURE_OPERATION(op_append, "append");
CONURE_OPERATION(op_append_range, "append_range");
CONURE_OPERATION(op_assign_range, "assign_range");
CONURE_OPERATION(op_insert, "insert");
CONURE_OPERATION(op_insert_range, "insert_range");
CONURE_OPERATION(op_emplace, "emplace");
CONURE_OPERATION(op_erase, "erase");
CONURE_OPERATION(op_erase_after, "erase_after");
CONURE_OPERATION(op_erase_if, "erase_if");
CONURE_OPERATION(op_remove, "remove");
CONURE_OPERATION(op_remove_if, "remove_if");
CONURE_OPERATION(op_unique, "unique");
CONURE_OPERATION(op_replace, "replace");
CONURE_OPERATION(op_swap, "swap");
CONURE_OPERATION(op_resize_and_overwrite, "resize_and_overwrite");
CONURE_OPERATION(op_try_emplace, "try_emplace");
CONURE_OPERATION(op_insert_or_assign, "insert_or_assign");
CONURE_OPERATION(op_emplace_hint, "emplace_hint");
CONURE_OPERATION(op_rehash, "rehash");
CONURE_OPERATION(op_merge, "merge");
CONURE_OPERATION(op_reset, "reset");
CONURE_OPERATION(op_getline, "getline");
CONURE_OPERATION(op_assignment, "=");
CONURE_OPERATION(op_addition, "+=");
CONURE_OPERATION(op_input, ">>");
CONURE_OPERATION(op_subscript, "operator[]");
CONURE_OPERATION(op_erase_range, "erase range");
CONURE_OPERATION(op_move, "move");
CONURE_OPERATION(op_delete, "delete");
CONURE_OPERATION(op_exchange, "exchange");
CONURE_OPERATION(op_splice, "splice");
CONURE_OPERATION(op_splice_all, "splice"); // from then on nothing is left
CONURE_OPERATION(op_extract, "extract");
CONURE_OPERATION(op_swap_away, "swap away"); // of what a temporary takes with it
#undef CONURE_OPERATION

namespace detail {

/// Which of the borrows of a container an operation invalidates.
struct effect {
  enum { none, all, iterators, one, from_here, ends } what = none;
  const void *first = nullptr; ///< of `one` and `from_here`
  std::size_t size = 0;        ///< of `one`
  bool hits(const element_guard &g, const void *container) const noexcept {
    if (what == all)
      return true;
    if (what == iterators)
      return g.iterates();
    borrowed_element e = g.element(container);
    if (e.end && (what == ends || what == from_here))
      return true;
    if (what == ends)
      return false;
    if (e.any)
      return true;
    auto before = [](const void *a, const void *b) {
      return reinterpret_cast<std::uintptr_t>(a) < reinterpret_cast<std::uintptr_t>(b);
    };
    if (!e.address || before(e.address, first))
      return false;
    return what == from_here || before(e.address, static_cast<const char *>(first) + size);
  }
};

[[gnu::cold, gnu::noinline]] inline void contents_violation(const name_range &type, const char *operation,
                                                            const char *name, std::size_t borrows,
                                                            const report_text &where, const place &at) {
  report_text what;
  what << "'" << operation << "' of ";
  if (*name)
    what << "'" << name << "', ";
  (what << "a value of type '").add(type.text, type.length)
      << (*name ? "', at " : "' at ") << at << " while " << borrows
      << (borrows == 1 ? " borrow of its elements exists" : " borrows of its elements exist");
  violation(what.add(where.text(), where.length()));
}

/// Whether \p container has the element in it.
using holds_element = bool (*)(const void *container, const borrowed_element &element) noexcept;
template <class C>
[[gnu::cold, gnu::noinline]] bool holds(const void *container, const borrowed_element &element) noexcept {
  if (element.end)
    return holding_of<C>() != holding::hashed; // the end of all that are hashed is the same
  auto address = reinterpret_cast<std::uintptr_t>(element.address);
  for (const auto &one : *static_cast<const C *>(container))
    if (address - reinterpret_cast<std::uintptr_t>(std::addressof(one)) < sizeof one)
      return true;
  return false;
}
template <class C> constexpr holds_element holds_of() noexcept {
  if constexpr (wanders(holding_of<C>()))
    return &holds<C>;
  else
    return nullptr;
}

/// The borrows under \p key that are hit, and where they were made. For all containers, so that it is compiled once.
/// With \p has also those of which nobody knows where they are by now.
[[gnu::cold, gnu::noinline]] inline std::size_t hit_borrows(const void *container, const void *kind, const void *key,
                                                            const effect &e, holds_element has, report_text &where) {
  std::size_t borrows = 0;
  auto note = [&](const element_guard &g) {
    ++borrows;
    where << "\n  borrowed at " << g.where();
  };
  {
    auto &chain = chain_of(key);
    chain_lock lock(chain);
    for (const element_guard *g = chain.first; g; g = g->next())
      if (g->borrows(key, kind) && e.hits(*g, container))
        note(*g);
  }
  if (has && __atomic_load_n(&any_wandered, __ATOMIC_RELAXED)) {
    auto &chain = chain_of(kind);
    chain_lock lock(chain);
    for (const element_guard *g = chain.first; g; g = g->next())
      if (g->wanders_as(kind) && e.hits(*g, container) && has(container, g->element(container)))
        note(*g);
  }
  return borrows;
}

/// A violation if a borrow under \p key is hit.
template <class C>
[[gnu::noinline]] void check_contents(const C &container, const void *key, const effect &e, const char *operation,
                                      const char *name, const place &at) {
  report_text where;
  if (const std::size_t borrows =
          hit_borrows(std::addressof(container), kind_of(container), key, e, holds_of<C>(), where))
    contents_violation(value_type_name<C>(), operation, name, borrows, where, at);
}

template <class C> [[gnu::always_inline]] inline bool may_be_borrowed(const C &, const void *key) noexcept {
  if (key && chain_of(key).borrowed())
    return true;
  if constexpr (wanders(holding_of<C>()))
    if (__builtin_expect(__atomic_load_n(&any_wandered, __ATOMIC_RELAXED), false))
      return chain_of(&contents_kind<C>).borrowed();
  return false;
}

} // namespace detail

} // namespace conure::rt

#endif
