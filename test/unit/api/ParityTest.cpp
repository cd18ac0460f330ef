// Both modes offer the same names with the same types: this unit must compile with and without CONURE_RUNTIME.
#include <conure/conure.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace conure;
using namespace std::chrono_literals;

class CONURE_PROCESS Base {
public:
  CONURE_ASYNC void get(promise<int> answer) { std::move(answer).set(1); }
};
class CONURE_PROCESS Derived : public Base {
public:
  explicit Derived(int) {}
  CONURE_ASYNC void more(promise<std::string> answer, int, std::string) const noexcept { std::move(answer).set(""); }
};

template <class A, class B> constexpr bool same = std::is_same_v<A, B>;

template <class T> void channels(const channel<T> c, T value, std::chrono::steady_clock::time_point at) {
  static_assert(same<decltype(c.send(std::move(value))), void>);
  static_assert(same<decltype(c.try_send(std::move(value))), bool>);
  static_assert(same<decltype(c.send_until(at, std::move(value))), bool>);
  static_assert(same<decltype(c.receive()), T>);
  static_assert(same<decltype(c.try_receive()), std::optional<T>>);
  static_assert(same<decltype(c.next()), std::optional<T>>);
  static_assert(same<decltype(c.receive_until(at)), std::optional<T>>);
  static_assert(same<decltype(c.receive_until(std::chrono::system_clock::now())), std::optional<T>>);
  static_assert(same<decltype(c.receive_for(1ms)), std::optional<T>>);
  static_assert(same<decltype(c.close()), void>);
  static_assert(same<decltype(c.is_closed()), bool>);
  static_assert(same<decltype(c.size()), std::size_t>);
  static_assert(same<decltype(c.capacity()), std::size_t>);
  static_assert(same<decltype(c == c), bool>);
  static_assert(same<decltype(std::hash<channel<T>>()(c)), std::size_t>);
  static_assert(std::is_copy_constructible_v<channel<T>> && std::is_nothrow_move_constructible_v<channel<T>>);
  static_assert(!std::is_convertible_v<std::size_t, channel<T>>);
}
template void channels(channel<int>, int, std::chrono::steady_clock::time_point);
template void channels(channel<uni<std::string>>, uni<std::string>, std::chrono::steady_clock::time_point);

using two = decltype(select(std::declval<channel<int>>(), std::declval<channel<std::string>>()));
static_assert(same<two, std::optional<std::variant<int, std::string>>>);
static_assert(same<decltype(select_until(std::chrono::steady_clock::now(), std::declval<channel<int>>())),
                   std::optional<std::variant<int>>>);

template <class T, class Maybe> void futures(future<T> f, std::chrono::steady_clock::time_point at) {
  static_assert(same<decltype(std::move(f).get()), T>);
  static_assert(same<decltype(f.try_get()), Maybe>);
  static_assert(same<decltype(f.get_until(at)), Maybe>);
  static_assert(same<decltype(f.get_for(1ms)), Maybe>);
  static_assert(!std::is_copy_constructible_v<future<T>> && std::is_move_assignable_v<future<T>>);
  static_assert(!std::is_copy_constructible_v<promise<T>> && std::is_move_assignable_v<promise<T>>);
  static_assert(same<decltype(make_future<T>()), std::pair<future<T>, promise<T>>>);
}
template void futures<int, std::optional<int>>(future<int>, std::chrono::steady_clock::time_point);
template void futures<void, bool>(future<void>, std::chrono::steady_clock::time_point);
static_assert(same<decltype(std::declval<promise<int>>().set(1)), void>);
static_assert(same<decltype(std::declval<promise<void>>().set()), void>);
static_assert(same<decltype(std::declval<promise<std::pair<std::string, long>>>().set({"a", 1})), void>);
struct Explicit {
  explicit Explicit(int);
};
template <class P, class V>
concept settable = requires(P p, V v) { std::move(p).set(v); };
static_assert(settable<promise<Explicit>, Explicit> && !settable<promise<Explicit>, int>);

template <class P> constexpr bool handle() {
  return std::is_copy_constructible_v<P> && std::is_nothrow_move_constructible_v<P> && std::is_copy_assignable_v<P> &&
         !std::is_default_constructible_v<P> && same<decltype(std::declval<P>() == std::declval<P>()), bool> &&
         same<decltype(std::hash<P>()(std::declval<P>())), std::size_t>;
}
static_assert(handle<process<Derived>>());
static_assert(std::is_convertible_v<process<Derived>, process<Base>>);
static_assert(!std::is_convertible_v<process<Base>, process<Derived>>);
static_assert(same<decltype(spawn<Derived>(1)), process<Derived>>);
static_assert(same<decltype(self(std::declval<const Derived &>())), process<Derived>>);

static_assert(same<decltype(ask(std::declval<process<Derived>>(), &Derived::get)), future<int>>);
static_assert(same<decltype(ask(std::declval<process<Derived>>(), &Derived::more, 1, "text")), future<std::string>>);

static_assert(same<decltype(sleep_for(1ms)), void>);
static_assert(same<decltype(sleep_until(std::chrono::system_clock::now())), void>);
static_assert(same<decltype(yield()), void>);
static_assert(same<decltype(blocking([] { return std::string(); })), std::string>);
static_assert(same<decltype(blocking([] {})), void>);
static_assert(same<decltype(arguments()), std::vector<std::string>>);
static_assert(same<decltype(panic("")), void>);

} // namespace
