// The contract between rewritten code and the scheduled runtime; a person could write the same by hand.
//
// For each process class C the rewriter adds, in the class, a nested proxy with the names and parameters of its
// messages:
//
//   public: struct conure_proxy : ::conure::rt::proxy<C>, Base::conure_proxy {        // Base: if it is a process class
//     using conure_process = C;
//     explicit conure_proxy(::conure::rt::target<C> conure_to) noexcept
//         : ::conure::rt::proxy<C>(conure_to), Base::conure_proxy(conure_to) {}
//     void increment(int by) const {
//       ::conure::rt::send<"increment">(
//           ::conure::rt::proxy<C>::conure_target(),
//           [](C &conure_self, int &&by) { conure_self.increment(::std::move(by)); }, ::std::move(by));
//     }
//   };
//
// and `process<C>::operator->` gives access to that proxy. `send` moves the arguments into a message and enqueues it;
// the lambda has no state and is what handles it. `preempt()` is the statement the rewriter puts on loop back-edges and
// into recursive functions: one load and one branch.
#ifndef CONURE_RT_H
#define CONURE_RT_H

#include <conure/changes.h>
#include <conure/count.h>
#include <conure/pointers.h>
#include <conure/scheduled/cell.h>

#include <algorithm>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

namespace conure::rt {

/// The name of a message as a template argument.
template <std::size_t N> struct name {
  char text[N];
  constexpr name(const char (&from)[N]) { std::copy_n(from, N, text); }
};

/// Where a message goes: a process, seen as a T. Converts to the bases of T.
template <class T> class target {
public:
  target(cell *process, T *object) noexcept : process_(process), object_(object) {}
  template <class Derived>
    requires(!std::is_same_v<Derived, T> && std::is_convertible_v<Derived *, T *>)
  target(const target<Derived> &other) noexcept : process_(other.process()), object_(other.object()) {}
  cell *process() const noexcept { return process_; }
  T *object() const noexcept { return object_; }

private:
  cell *process_;
  T *object_;
};

/// Base of each class's proxy; holds where its messages go.
template <class T> class proxy {
public:
  explicit proxy(target<T> to) noexcept : to_(to) {}
  target<T> conure_target() const noexcept { return to_; }

private:
  target<T> to_;
};

[[noreturn]] void offset_too_large() noexcept;

/// The upper bits of a handle or of a message: where in the process the addressed sub-object is.
inline std::uintptr_t offset_bits(const cell *process, const void *object) noexcept {
  auto offset = reinterpret_cast<std::uintptr_t>(object) - reinterpret_cast<std::uintptr_t>(process) - sizeof(cell);
  if (offset >> 16) [[unlikely]]
    offset_too_large();
  return offset << offset_shift;
}

/// A message with its arguments.
template <name Name, class Self, class Fn, class... Args> struct message final : node {
  [[no_unique_address]] std::tuple<Args...> args;

  template <class... A> explicit message(std::uintptr_t bits, A &&...a) : args(std::forward<A>(a)...) {
    what = reinterpret_cast<std::uintptr_t>(&type) | bits;
  }
  static void run(node *n, void *object) {
    auto *me = static_cast<message *>(n);
    std::apply([object](Args &...a) { Fn{}(*static_cast<Self *>(object), std::move(a)...); }, me->args);
    std::destroy_at(&me->args);
  }
  static void drop(node *n) { std::destroy_at(&static_cast<message *>(n)->args); }
  static const message_type type;
};
template <name Name, class Self, class Fn, class... Args>
constinit inline const message_type message<Name, Self, Fn, Args...>::type{&message::run, &message::drop, Name.text,
                                                                           sizeof(message), alignof(message)};

/// Sends a message: moves `args` into it, enqueues it, and on its turn the process calls `fn(self, args...)`.
template <name Name, class Self, class Fn, class... Args> void send(target<Self> to, Fn, Args &&...args) {
  static_assert(std::is_empty_v<Fn> && std::is_default_constructible_v<Fn>, "the handler of a message has no state");
  static_assert(std::is_invocable_v<Fn, Self &, std::decay_t<Args> &&...>, "the handler takes the arguments by rvalue");
  using type = message<Name, Self, Fn, std::decay_t<Args>...>;
  cell *process = to.process();
  auto bits = offset_bits(process, to.object());
  void *memory = allocate(sizeof(type), alignof(type));
  if constexpr (std::is_nothrow_constructible_v<type, std::uintptr_t, Args...>) {
    post(process, ::new (memory) type(bits, std::forward<Args>(args)...));
  } else {
    type *made;
    try {
      made = ::new (memory) type(bits, std::forward<Args>(args)...);
    } catch (...) {
      release(memory, sizeof(type), alignof(type));
      throw;
    }
    post(process, made);
  }
}

/// Raised by the monitor when some process has used up its slice.
extern std::atomic<bool> preempt_requested;
void preempt_now();

/// A point at which a running process may be made to wait for its next turn. Also put into constexpr functions.
constexpr void preempt() {
  if (std::is_constant_evaluated())
    return;
  if (preempt_requested.load(std::memory_order_relaxed)) [[unlikely]]
    preempt_now();
}

} // namespace conure::rt
#endif
