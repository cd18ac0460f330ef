//===- pointers.h - Counted pointers in containers ------------------------===//
//
// Defines what a `std::vector<borrowed<Node>>` or `std::unordered_set<borrowed<Node>>` needs beside `borrowed` itself:
// a hash, and `pointers(all)`, a range of `Node *` for loops; and `borrow_in`, for variables of templates. For
// rewritten code, and for whoever wants to write the same by hand:
//
//   for (auto *node : ::conure::rt::pointers(all))
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_POINTERS_H
#define CONURE_POINTERS_H

#include <conure/count.h>

#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace conure::rt {

/// What \p Range holds, each as the pointer it is. A range that is made on the spot is kept for as long as the loop
/// runs.
template <class Range> class pointer_range {
public:
  explicit pointer_range(Range &&range) : range_(std::forward<Range>(range)) {}

  template <class Iterator> class step {
  public:
    explicit step(Iterator at) : at_(std::move(at)) {}
    auto operator*() const { return (*at_).get(); }
    step &operator++() {
      ++at_;
      return *this;
    }
    template <class End> bool operator!=(const step<End> &end) const { return at_ != end.at_; }

  private:
    template <class> friend class step;
    Iterator at_;
  };
  auto begin() const {
    using std::begin;
    return step(begin(range_));
  }
  auto end() const {
    using std::end;
    return step(end(range_));
  }

private:
  Range range_; // a reference if the range is an lvalue
};

/// For loops over counted pointers; any other range stays what it is.
template <class Range> pointer_range<Range> pointers(Range &&range) {
  return pointer_range<Range>(std::forward<Range>(range));
}

/// What a variable of type \p Declared, which depends on a template parameter, borrows: what a pointer points to, what
/// an lvalue reference names. Anything else is a value, or about to be moved.
template <class Declared, class T> constexpr auto borrow_in(T &variable) noexcept {
  if constexpr (std::is_pointer_v<std::remove_reference_t<Declared>>) {
    if constexpr (std::is_reference_v<Declared>)
      return static_cast<const void *>(nullptr);
    else
      return variable;
  } else if constexpr (std::is_lvalue_reference_v<Declared> && std::is_object_v<T>) {
    return std::addressof(variable);
  } else {
    return static_cast<const void *>(nullptr);
  }
}

} // namespace conure::rt

/// The hash of the pointer.
template <class T> struct std::hash<conure::rt::borrowed<T>> {
  std::size_t operator()(const conure::rt::borrowed<T> &value) const noexcept { return std::hash<T *>()(value.get()); }
};

#endif
