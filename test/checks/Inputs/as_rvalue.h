// std::views::as_rvalue where the library has none yet: what the standard says of it, for tests.
#pragma once
#include <iterator>
#include <ranges>
#include <utility>
#ifndef __cpp_lib_ranges_as_rvalue
namespace std::ranges {
template <input_range V>
  requires view<V>
class as_rvalue_view : public view_interface<as_rvalue_view<V>> {
public:
  constexpr explicit as_rvalue_view(V base) : base_(std::move(base)) {}
  constexpr auto begin() { return move_iterator(ranges::begin(base_)); }
  constexpr auto end() { return move_sentinel(ranges::end(base_)); }

private:
  V base_;
};
namespace views {
struct as_rvalue_adaptor {
  template <viewable_range R> friend constexpr auto operator|(R &&range, const as_rvalue_adaptor &) {
    return as_rvalue_view<all_t<R>>(views::all(std::forward<R>(range)));
  }
};
inline constexpr as_rvalue_adaptor as_rvalue;
} // namespace views
} // namespace std::ranges
#endif
