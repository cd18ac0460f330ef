//===- changes.h - Operations that invalidate borrows of elements ---------===//
//
// Defines `changing` and `position`, which stand before an operation that
// changes a container and report a violation where it would invalidate a borrow
// (contents.h) by that container's own rules:
//
//   ::conure::rt::changing<"push_back">(v, "v").changed.push_back(1)
//   m.erase(::conure::rt::position<"erase">(m, "m", key))
//
// For rewritten code. Nothing is evaluated twice; in constant expressions, and
// for what is no standard container, they do nothing.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHANGES_H
#define CONURE_CHANGES_H

#include <conure/contents.h>

#include <utility>

namespace conure::rt {

/// The name of an operation as a template argument.
template <std::size_t N> struct operation {
  char text[N];
  constexpr operation(const char (&from)[N]) {
    for (std::size_t i = 0; i < N; ++i)
      text[i] = from[i];
  }
  template <std::size_t... M> constexpr bool is(const char (&...one)[M]) const { return (... || equals(one)); }

  template <std::size_t M> constexpr bool equals(const char (&one)[M]) const {
    if (M != N)
      return false;
    for (std::size_t i = 0; i < N; ++i)
      if (text[i] != one[i])
        return false;
    return true;
  }
};

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

/// A violation if a borrow under \p key is hit.
template <class C>
[[gnu::noinline]] void check_contents(const C &container, const void *key, const effect &e, const char *operation,
                                      const char *name, const place &at) {
  auto &chain = chain_of(key);
  std::size_t borrows = 0;
  report_text where;
  {
    chain_lock lock(chain);
    for (const element_guard *g = chain.first; g; g = g->next())
      if (g->borrows(key, kind_of(container)) && e.hits(*g, std::addressof(container))) {
        ++borrows;
        where << "\n  borrowed at " << g->where();
      }
  }
  if (borrows)
    contents_violation(value_type_name<C>(), operation, name, borrows, where, at);
}

inline bool may_be_borrowed(const void *key) noexcept { return key && chain_of(key).borrowed() != 0; }

} // namespace detail

/// Lives until the end of the expression that changes a container: looks before what can be told before, and after what
/// cannot.
template <operation Op, class C> class change {
public:
  C &changed;

  [[gnu::always_inline]] constexpr change(C &c, const char *name, const place &at) noexcept
      : changed(c), name_(name), at_(at) {
    if constexpr (how != detail::holding::nothing)
      if (!std::is_constant_evaluated()) {
        const void *key = detail::contents_key(c);
        if (detail::may_be_borrowed(key)) [[unlikely]]
          seen_ = before(c, key, name, at);
      }
  }
  change(const change &) = delete;
  [[gnu::always_inline]] constexpr ~change() {
    if constexpr (how != detail::holding::nothing && looks_after)
      if (!std::is_constant_evaluated() && seen_.key) [[unlikely]]
        after(changed, seen_, name_, at_);
  }

private:
  using effect = detail::effect;
  using holding = detail::holding;
  static constexpr holding how = detail::holding_of<std::remove_const_t<C>>();
  static constexpr bool replaces = Op.is("clear", "=", "assign", "assign_range", ">>", "getline", "swap away");
  static constexpr bool looks_after = (how == holding::array && !replaces && !Op.is("pop_back")) ||
                                      how == holding::hashed || (how == holding::maybe && Op.is("=")) ||
                                      (how == holding::blocks && Op.is("resize"));

  /// What is remembered for after the change; no key: it was told before.
  struct seen {
    const void *key = nullptr;
    std::size_t size = 0;
  };

  // Static, and with values: a change whose address nobody has costs no memory.
  [[gnu::cold, gnu::noinline]] static seen before(C &changed, const void *key, const char *name, place at) noexcept {
    auto report = [&](const effect &e) { detail::check_contents(changed, key, e, Op.text, name, at); };
    seen result;
    if constexpr (looks_after)
      result = {key, measure(changed)};
    if constexpr (how == holding::array) {
      if constexpr (replaces)
        report({effect::all});
      else if constexpr (Op.is("push_back", "emplace_back")) {
        if (changed.size() == changed.capacity()) {
          report({effect::all});
          result.key = nullptr;
        } else
          report({effect::ends});
      } else if constexpr (Op.is("pop_back")) {
        if (!changed.empty())
          report(last(changed));
      }
    } else if constexpr (how == holding::text) {
      report({effect::all});
    } else if constexpr (how == holding::blocks) {
      if constexpr (Op.is("push_back", "push_front", "emplace_back", "emplace_front"))
        report({effect::iterators});
      else if constexpr (Op.is("pop_back", "pop_front")) {
        if (!changed.empty())
          report(one(Op.is("pop_back") ? std::addressof(changed.back()) : std::addressof(changed.front())));
      } else if constexpr (!Op.is("resize", "swap", "shrink_to_fit"))
        report({effect::all});
    } else if constexpr (how == holding::nodes) {
      if constexpr (replaces || Op.is("erase range", "erase", "remove", "remove_if", "unique", "resize", "erase_if"))
        report({effect::all});
      else if constexpr (Op.is("pop_back", "pop_front"))
        if (!changed.empty())
          report(one(ended(changed)));
    } else if constexpr (how == holding::hashed) {
      if constexpr (replaces || Op.is("erase range", "erase", "erase_if"))
        report({effect::all});
    } else if constexpr (how == holding::maybe) {
      if (changed.has_value() && !Op.is("="))
        report({effect::all});
    } else if constexpr (how == holding::owner) {
      report({effect::all});
    }
    return result;
  }

  [[gnu::cold, gnu::noinline]] static void after(C &changed, seen was, const char *name, place at) noexcept {
    auto report = [&](const effect &e) { detail::check_contents(changed, was.key, e, Op.text, name, at); };
    if constexpr (how == holding::array) {
      if (detail::contents_key(changed) != was.key) {
        if constexpr (!Op.is("swap"))
          report({effect::all});
      } else if (changed.size() < was.size) {
        if constexpr (requires { changed.data(); })
          report({effect::from_here, changed.data() + changed.size()});
        else
          report({effect::all});
      } else if (changed.size() > was.size) {
        report({effect::ends});
      }
    } else if constexpr (how == holding::hashed) {
      if (changed.bucket_count() != was.size && !Op.is("swap"))
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
    if constexpr (requires { changed.data(); })
      return {effect::from_here, changed.data() + changed.size() - 1};
    else
      return {effect::all};
  }
  static const void *ended(const C &changed) noexcept {
    if constexpr (Op.is("pop_back"))
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

/// `changing<"clear">(v, "v").changed.clear()`: \p c is about to be changed.
template <operation Op, class C>
[[gnu::always_inline]] constexpr change<Op, C> changing(C &c, const char *name,
                                                        const place &at = place::current()) noexcept {
  return change<Op, C>(c, name, at);
}

namespace detail {

/// What `position` says when some contents are borrowed that may be these. The container is const, so that a program
/// that looks up its keys elsewhere has no second use of the same function, which would then be inlined nowhere.
template <operation Op, class C, class P>
[[gnu::cold, gnu::noinline]] void check_position(const C &c, const void *key, const char *name, const P &where,
                                                 place at) {
  constexpr holding how = holding_of<C>();
  auto report = [&](const effect &e) { check_contents(c, key, e, Op.text, name, at); };
  if constexpr (how == holding::array) {
    if constexpr (requires {
                    { where == c.end() } -> std::convertible_to<bool>;
                    c.data();
                  }) {
      report(where == c.end() ? effect{effect::ends} : effect{effect::from_here, std::addressof(*where)});
    } else {
      report({effect::all});
    }
  } else if constexpr (how == holding::nodes || how == holding::hashed) {
    constexpr std::size_t size = sizeof(typename C::value_type);
    if constexpr (requires { std::addressof(*where) == std::addressof(*c.begin()); }) {
      report({effect::one, std::addressof(*where), size});
    } else if constexpr (requires { c.equal_range(where).first; }) {
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

/// `m.erase(position<"erase">(m, "m", it))`: the element at an iterator or under a key is erased, or something is
/// inserted before it. Gives \p where back.
template <operation Op, class C, class P>
[[gnu::always_inline]] constexpr P &&position(C &c, const char *name, P &&where,
                                              const place &at = place::current()) noexcept {
  if (!std::is_constant_evaluated()) {
    const void *key = detail::contents_key(c);
    if (detail::may_be_borrowed(key)) [[unlikely]]
      detail::check_position<Op>(std::as_const(c), key, name, where, at);
  }
  return std::forward<P>(where);
}

} // namespace conure::rt

#endif
