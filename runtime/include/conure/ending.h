//===- ending.h - Objects that end with the containers in them ------------===//
//
// Defines `end_of_object`, which stands where an object is destroyed or
// overwritten that has containers in it, and is a violation where elements of
// these are borrowed:
//
//   delete ::conure::rt::end_of_object<::conure::rt::op_delete, 8, 33>(shelf, "shelf");
//
// For rewritten code, which knows where the containers are: at these bytes; one
// more where what is stored there stands for the contents, as in a vector.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_ENDING_H
#define CONURE_ENDING_H

#include <conure/invalidation.h>

#include <cstddef>
#include <memory>
#include <type_traits>

namespace conure::rt {

namespace detail {

inline const void *key_at(const char *object, std::size_t place) noexcept {
  const char *at = object + (place & ~std::size_t(1));
  if (!(place & 1))
    return at;
  const void *stored;
  __builtin_memcpy(&stored, at, sizeof stored);
  return stored;
}

[[gnu::cold, gnu::noinline]] inline void check_end(const char *object, const std::size_t *places, std::size_t count,
                                                   const name_range &type, const char *operation, const char *name,
                                                   const place &at) {
  report_text where;
  std::size_t borrows = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const void *key = key_at(object, places[i]);
    auto &chain = chain_of(key);
    chain_lock lock(chain);
    for (const element_guard *g = chain.first; key && g; g = g->next()) {
      const holding how = g->kind().how;
      const bool stored = how == holding::array || how == holding::text || how == holding::owner;
      if (g->key() == key && stored == bool(places[i] & 1)) {
        ++borrows;
        where << "\n  borrowed at " << g->where();
      }
    }
  }
  if (borrows)
    contents_violation(type, operation, name, borrows, where, at);
}

} // namespace detail

/// \p object is about to be destroyed or overwritten.
template <class Op, std::size_t... Places, class T, std::enable_if_t<!std::is_pointer_v<T>, int> = 0>
[[gnu::always_inline]] constexpr T &end_of_object(T &object, const char *name,
                                                  const place &at = place::current()) noexcept {
  if (!detail::in_constant()) {
    const char *bytes = reinterpret_cast<const char *>(std::addressof(object));
    if (__builtin_expect((... || detail::chain_of(detail::key_at(bytes, Places)).borrowed()), false)) {
      constexpr std::size_t places[] = {Places...};
      detail::check_end(bytes, places, sizeof...(Places), value_type_name<T>(), Op::text, name, at);
    }
  }
  return object;
}
template <class Op, std::size_t... Places, class T>
[[gnu::always_inline]] constexpr T *end_of_object(T *object, const char *name,
                                                  const place &at = place::current()) noexcept {
  if (object)
    end_of_object<Op, Places...>(*object, name, at);
  return object;
}
/// The same for what \p shared shares, if nobody else does.
template <class Op, std::size_t... Places, class Shared>
[[gnu::always_inline]] inline Shared &end_of_shared(Shared &shared, const char *name,
                                                    const place &at = place::current()) noexcept {
  if (shared && shared.use_count() == 1)
    end_of_object<Op, Places...>(*shared, name, at);
  return shared;
}

} // namespace conure::rt

#endif
