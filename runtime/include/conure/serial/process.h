//===- process.h - Processes and their handles (serial mode) --------------===//
//
// Defines `process<T>`, `spawn` and `self` for serial elision: a message is an
// ordinary call that runs at once, in its sender. For every user.
//
// A process lives as long as a handle to it exists or it handles a message, as
// in the scheduled mode, where it drops itself after its remaining messages.
// One thread runs everything, so that the counts are plain words.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_PROCESS_H
#define CONURE_SERIAL_PROCESS_H

#include <conure/serial/panic.h>

#include <concepts>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace conure {
inline namespace serial {

/// Second argument of `process` for the guard that a send holds while the
/// process handles it; users never name it.
struct in_message;

template <class T, class Role = void> class process;

namespace detail {

/// What every process has beside its object: how many handles and running
/// messages keep it, and how to end it.
struct process_box {
  std::size_t uses = 1; // the handle that spawn gives
  void *object = nullptr;
  std::size_t size = 0;
  void (*destroy)(process_box *) = nullptr;
};

/// The processes alive, by the address of their object: `self(*this)` looks
/// them up. Never destroyed, since handles in static variables outlive it.
inline std::map<const void *, process_box *, std::greater<>> &live_processes() {
  static auto *live = new std::map<const void *, process_box *, std::greater<>>;
  return *live;
}

/// The process that \p part is, or is a base class of; null if it is none.
inline process_box *find_process(const void *part) {
  auto &live = live_processes();
  auto at = live.lower_bound(part); // the last one that starts at or before
  if (at == live.end())
    return nullptr;
  auto *start = static_cast<const std::byte *>(at->first);
  return static_cast<const std::byte *>(part) < start + at->second->size ? at->second : nullptr;
}

inline void hold(process_box *box) noexcept {
  if (box)
    ++box->uses;
}
inline void release(process_box *box) noexcept {
  if (box && --box->uses == 0)
    box->destroy(box);
}

template <class T> struct process_storage : process_box {
  alignas(T) std::byte bytes[sizeof(T)];

  static void end(process_box *box) {
    auto *self = static_cast<process_storage *>(box);
    box->uses = 1; // a handle made by the destructor must not end it twice
    std::launder(reinterpret_cast<T *>(self->bytes))->~T();
    live_processes().erase(self->bytes);
    delete self;
  }
};

struct process_access; // builds handles from boxes

} // namespace detail

/// A handle to a process of class \p T: a value, copied freely. `p->m(args)`
/// sends the message `m`. A handle to a derived process converts to one of its
/// base. Moving from a handle leaves it empty; to use it then is a panic.
template <class T> class process<T, void> {
public:
  using element_type = T;

  process(const process &other) noexcept : box_(other.box_), object_(other.object_) { detail::hold(box_); }
  process(process &&other) noexcept
      : box_(std::exchange(other.box_, nullptr)), object_(std::exchange(other.object_, nullptr)) {}
  template <class U>
    requires(!std::same_as<U, T> && std::convertible_to<U *, T *>)
  process(const process<U> &other) noexcept : box_(other.box_), object_(other.object_) {
    detail::hold(box_);
  }
  process &operator=(const process &other) noexcept {
    process(other).swap(*this);
    return *this;
  }
  process &operator=(process &&other) noexcept {
    process(std::move(other)).swap(*this);
    return *this;
  }
  ~process() { detail::release(box_); }

  /// Sends. The result keeps the process alive until the message is handled.
  process<T, in_message> operator->() const { return process<T, in_message>(*this); }

  void swap(process &other) noexcept {
    std::swap(box_, other.box_);
    std::swap(object_, other.object_);
  }
  friend void swap(process &a, process &b) noexcept { a.swap(b); }
  /// Whether both are handles to the same process.
  friend bool operator==(const process &a, const process &b) noexcept { return a.box_ == b.box_; }

private:
  template <class U, class Role> friend class process;
  friend struct detail::process_access;
  friend struct std::hash<process>;

  process(detail::process_box *box, T *object) noexcept : box_(box), object_(object) {}

  detail::process_box *box_;
  T *object_;
};

/// A send under way.
template <class T> class process<T, in_message> {
public:
  explicit process(const process<T> &to) : box_(to.box_), object_(to.object_) {
    if (!box_)
      panic("a message was sent through a process handle that had been moved");
    detail::hold(box_);
  }
  process(const process &) = delete;
  process &operator=(const process &) = delete;
  ~process() { detail::release(box_); }

  T *operator->() const noexcept { return object_; }

private:
  detail::process_box *box_;
  T *object_;
};

namespace detail {

struct process_access {
  template <class T> static process<T> adopt(process_box *box, T *object) noexcept { return process<T>(box, object); }
  template <class T> static const void *identity(const process<T> &p) noexcept { return p.box_; }
};

} // namespace detail

/// Creates a process. It runs when its first message comes.
template <class T, class... Args> [[nodiscard]] process<T> spawn(Args &&...args) {
  static_assert(std::same_as<T, std::remove_cvref_t<T>> && std::is_class_v<T>, "spawn<T> takes a process class");
  using storage = detail::process_storage<T>;
  auto made = std::make_unique<storage>();
  made->object = made->bytes;
  made->size = sizeof(T);
  made->destroy = &storage::end;
  auto &live = detail::live_processes();
  live.emplace(made->bytes, made.get()); // first: the constructor may ask for self(*this)
  T *object;
  try {
    if constexpr (requires(void *at) { ::new (at) T(std::forward<Args>(args)...); })
      object = ::new (static_cast<void *>(made->bytes)) T(std::forward<Args>(args)...);
    else
      object = ::new (static_cast<void *>(made->bytes)) T{std::forward<Args>(args)...};
  } catch (...) {
    live.erase(made->bytes);
    throw;
  }
  return detail::process_access::adopt<T>(made.release(), object);
}

/// A handle to the process that is running: `self(*this)`.
template <class T> [[nodiscard]] process<T> self(const T &object) {
  detail::process_box *box = detail::find_process(std::addressof(object));
  if (!box)
    panic("self(*this): the object is no process; processes are made by spawn");
  detail::hold(box);
  return detail::process_access::adopt<T>(box, const_cast<T *>(std::addressof(object)));
}

} // namespace serial
} // namespace conure

template <class T> struct std::hash<conure::serial::process<T, void>> {
  std::size_t operator()(const conure::serial::process<T, void> &p) const noexcept {
    return std::hash<const void *>()(conure::serial::detail::process_access::identity(p));
  }
};

#endif
