//===- changes.h - Operations that invalidate borrows of elements ---------===//
//
// Defines `changing` and `position`, which stand before an operation that
// changes a container and report a violation where it would invalidate a borrow
// (contents.h) by that container's own rules:
//
//   ::conure::rt::changing<::conure::rt::op_push_back>(v, "v").changed.push_back(1)
//   m.erase(::conure::rt::position<::conure::rt::op_erase>(m, "m", key))
//
// and `leaving`, which stands before what takes the contents of a container, or of all that are in an object,
// elsewhere:
//
//   other = std::move(::conure::rt::leaving<::conure::rt::op_move>(m, "m"))
//
// For rewritten code. Nothing is evaluated twice; in constant expressions, and
// for what is no standard container, they do nothing.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHANGES_H
#define CONURE_CHANGES_H

#include <conure/ending.h>
#include <conure/leaving.h>

#include <memory>
#include <type_traits>
#include <utility>

namespace conure::rt {

/// Lives until the end of the expression that changes a container: looks before what can be told before, and after what
/// cannot.
template <class Op, class C> class change {
public:
  C &changed;

  [[gnu::always_inline]] constexpr change(C &c, const char *name, const place &at) noexcept
      : changed(c), name_(name), at_(at) {
    if constexpr (how != detail::holding::nothing)
      if (!detail::in_constant()) {
        const void *key = detail::contents_key(c);
        if (__builtin_expect(detail::may_be_borrowed(c, key), false))
          seen_ = before(c, key, name, at);
      }
  }
  change(const change &) = delete;
  [[gnu::always_inline]] CONURE_CONSTEXPR_DESTRUCTOR ~change() {
    if constexpr (how != detail::holding::nothing && looks_after)
      if (__builtin_expect(!detail::in_constant() && seen_.key, false))
        after(changed, seen_, name_, at_);
  }

private:
  using effect = detail::effect;
  using holding = detail::holding;
  template <class... One> static constexpr bool is = (... || std::is_same_v<Op, One>);
  static constexpr holding how = detail::holding_of<std::remove_const_t<C>>();
  static constexpr bool replaces =
      is<op_clear, op_assignment, op_assign, op_assign_range, op_input, op_getline, op_swap_away>;
  static constexpr bool looks_after =
      (how == holding::array && !replaces && !is<op_pop_back>) || (how == holding::hashed && !replaces) ||
      (how == holding::maybe && is<op_assignment, op_swap>) || (how == holding::blocks && is<op_resize>);

  /// What is remembered for after the change; no key: it was told before.
  struct seen {
    const void *key = nullptr;
    std::size_t size = 0;
  };

  // Static, and with values: a change whose address nobody has costs no memory.
  [[gnu::cold, gnu::noinline]] static seen before(C &changed, const void *key, const char *name, place at) noexcept {
    auto report = [&](const effect &e) { detail::check_contents(changed, key, e, Op::text, name, at); };
    seen result;
    if constexpr (looks_after)
      result = {key, measure(changed)};
    if constexpr (how == holding::array) {
      if constexpr (replaces)
        report({effect::all});
      else if constexpr (is<op_push_back, op_emplace_back>) {
        if (changed.size() == changed.capacity()) {
          report({effect::all});
          result.key = nullptr;
        } else
          report({effect::ends});
      } else if constexpr (is<op_pop_back>) {
        if (!changed.empty())
          report(last(changed));
      }
    } else if constexpr (how == holding::text) {
      report({effect::all});
    } else if constexpr (how == holding::blocks) {
      if constexpr (is<op_push_back, op_push_front, op_emplace_back, op_emplace_front>)
        report({effect::iterators});
      else if constexpr (is<op_pop_back, op_pop_front>) {
        if (!changed.empty())
          report(one(is<op_pop_back> ? std::addressof(changed.back()) : std::addressof(changed.front())));
      } else if constexpr (!is<op_resize, op_swap, op_shrink_to_fit>)
        report({effect::all});
    } else if constexpr (how == holding::nodes) {
      if constexpr (replaces ||
                    is<op_erase_range, op_erase, op_remove, op_remove_if, op_unique, op_resize, op_erase_if>)
        report({effect::all});
      else if constexpr (is<op_pop_back, op_pop_front>)
        if (!changed.empty())
          report(one(ended(changed)));
    } else if constexpr (how == holding::hashed) {
      if constexpr (replaces || is<op_erase_range, op_erase, op_erase_if>)
        report({effect::all});
    } else if constexpr (how == holding::maybe) {
      if (changed.has_value() && !looks_after)
        report({effect::all});
    } else if constexpr (how == holding::owner) {
      report({effect::all});
    }
    return result;
  }

  [[gnu::cold, gnu::noinline]] static void after(C &changed, seen was, const char *name, place at) noexcept {
    auto report = [&](const effect &e) { detail::check_contents(changed, was.key, e, Op::text, name, at); };
    if constexpr (how == holding::array) {
      if (detail::contents_key(changed) != was.key) {
        if constexpr (!is<op_swap>)
          report({effect::all});
      } else if (changed.size() < was.size) {
        if constexpr (detail::can<detail::has_data, C>)
          report({effect::from_here, changed.data() + changed.size()});
        else
          report({effect::all});
      } else if (changed.size() > was.size) {
        report({effect::ends});
      }
    } else if constexpr (how == holding::hashed) {
      if (changed.bucket_count() != was.size && !is<op_swap>)
        report({effect::iterators});
    } else if constexpr (how == holding::maybe) {
      if (!changed.has_value() && was.size)
        report({effect::all});
    } else if constexpr (how == holding::blocks) {
      if (changed.size() < was.size)
        report({effect::all});
      else if (changed.size() > was.size)
        report({effect::iterators});
    }
  }

  static std::size_t measure(const C &changed) noexcept {
    if constexpr (how == holding::hashed)
      return changed.bucket_count();
    else if constexpr (how == holding::maybe)
      return changed.has_value();
    else
      return changed.size();
  }
  static effect last(const C &changed) noexcept {
    if constexpr (detail::can<detail::has_data, C>)
      return {effect::from_here, changed.data() + changed.size() - 1};
    else
      return {effect::all};
  }
  static const void *ended(const C &changed) noexcept {
    if constexpr (is<op_pop_back>)
      return std::addressof(changed.back());
    else
      return std::addressof(*changed.begin());
  }
  static effect one(const void *element) noexcept {
    return {effect::one, element, sizeof(typename std::remove_const_t<C>::value_type)};
  }

  seen seen_;
  const char *name_;
  place at_;
};

/// `changing<op_clear>(v, "v").changed.clear()`: \p c is about to be changed.
template <class Op, class C>
[[gnu::always_inline]] constexpr change<Op, C> changing(C &c, const char *name,
                                                        const place &at = place::current()) noexcept {
  return change<Op, C>(c, name, at);
}

namespace detail {

template <class P, class C>
using points_into = decltype(std::addressof(*std::declval<P &>()) == std::addressof(*std::declval<C &>().begin()));
template <class P, class C> using looks_up = decltype(std::declval<C &>().equal_range(std::declval<P &>()).first);

/// What `position` says when some contents are borrowed that may be these. The container is const, so that a program
/// that looks up its keys elsewhere has no second use of the same function, which would then be inlined nowhere.
template <class Op, class C, class P>
[[gnu::cold, gnu::noinline]] void check_position(const C &c, const void *key, const char *name, const P &where,
                                                 place at) {
  constexpr holding how = holding_of<C>();
  auto report = [&](const effect &e) { check_contents(c, key, e, Op::text, name, at); };
  if constexpr (how == holding::array) {
    if constexpr (can<compares_with_end, const P, const C> && can<has_data, const C>) {
      report(where == c.end() ? effect{effect::ends} : effect{effect::from_here, std::addressof(*where)});
    } else {
      report({effect::all});
    }
  } else if constexpr (how == holding::nodes || how == holding::hashed) {
    constexpr std::size_t size = sizeof(typename C::value_type);
    if constexpr (can<points_into, const P, const C>) {
      report({effect::one, std::addressof(*where), size});
    } else if constexpr (can<looks_up, const P, const C>) {
      auto [first, last] = c.equal_range(where);
      for (; first != last; ++first)
        report({effect::one, std::addressof(*first), size});
    } else {
      report({effect::all});
    }
  } else if constexpr (how != holding::nothing) {
    report({effect::all});
  }
}

} // namespace detail

/// `m.erase(position<op_erase>(m, "m", it))`: the element at an iterator or under a key is erased, or something is
/// inserted before it. Gives \p where back.
template <class Op, class C, class P>
[[gnu::always_inline]] constexpr P &&position(C &c, const char *name, P &&where,
                                              const place &at = place::current()) noexcept {
  if (!detail::in_constant()) {
    const void *key = detail::contents_key(c);
    if (__builtin_expect(detail::may_be_borrowed(c, key), false))
      detail::check_position<Op>(std::as_const(c), key, name, where, at);
  }
  return std::forward<P>(where);
}

/// `ended(conure_p_e, v, "v", "end of life")`: \p c ends here, or is overwritten, and what \p guard stands for is to be
/// used later.
template <class C>
void ended(const element_guard &guard, const C &c, const char *name, const char *how,
           const place &at = place::current()) noexcept {
  const void *key = detail::contents_key(c);
  bool hit = key && guard.is_linked() && guard.borrows(key, detail::kind_of(c));
  if constexpr (detail::wanders(detail::holding_of<C>()))
    hit = hit || (guard.is_linked() && guard.wanders_as(detail::kind_of(c)) &&
                  detail::holds<C>(std::addressof(c), guard.element(std::addressof(c))));
  if (hit) {
    report_text where;
    where << "\n  borrowed at " << guard.where();
    detail::contents_violation(value_type_name<C>(), how, name, 1, where, at);
  }
}

} // namespace conure::rt

#endif
