// Handles to processes: `process<T>`, `spawn<T>` and `self`.
//
// For: user programs, through conure.h, when they are built with the scheduled runtime.
#ifndef CONURE_SCHEDULED_PROCESS_H
#define CONURE_SCHEDULED_PROCESS_H

#include <conure/rt.h>

#include <concepts>
#include <functional>

namespace conure {
inline namespace scheduled {

template <class T> class process;
template <class T> process<T> self(const T &object);

} // namespace scheduled

namespace rt {

template <class T>
concept rewritten = requires { requires std::same_as<typename T::conure_proxy::conure_process, T>; };

template <class T> struct proxy_of;
template <rewritten T> struct proxy_of<T> {
  using type = typename T::conure_proxy;
};

/// What `process<T>::operator->` returns: the proxy, for the length of the expression.
template <class T> class arrow {
  static_assert(rewritten<T>, "class T is a process class that was not rewritten: build it with conure");

public:
  explicit arrow(target<T> to) noexcept : proxy_(to) {}
  const typename proxy_of<T>::type *operator->() const noexcept { return &proxy_; }

private:
  typename proxy_of<T>::type proxy_;
};

/// From CONURE_MAILBOX(n), which the rewriter turns into the proxy's member
/// `static constexpr std::size_t conure_mailbox = n;`. A class without one of its own has its base's.
template <class T> constexpr std::uint32_t mailbox_bound() {
  if constexpr (requires { T::conure_proxy::conure_mailbox; }) {
    static_assert(T::conure_proxy::conure_mailbox > 0, "a mailbox needs room for one message");
    return static_cast<std::uint32_t>(T::conure_proxy::conure_mailbox);
  } else {
    return 0;
  }
}

template <class T> constexpr std::uint32_t object_offset() {
  // The cell is aligned as its object is, and at least to 16.
  return static_cast<std::uint32_t>((sizeof(cell) + alignof(T) - 1) / alignof(T) * alignof(T) - sizeof(cell));
}

template <class T>
inline constexpr process_type type_of{
    [](void *object) { static_cast<T *>(object)->~T(); },
    type_name<T>(),
    static_cast<std::uint32_t>(sizeof(cell) + object_offset<T>() + sizeof(T)),
    static_cast<std::uint32_t>(alignof(T) > 16 ? alignof(T) : 16),
    object_offset<T>(),
    mailbox_bound<T>(),
    std::is_trivially_destructible_v<T>,
};

/// Links the processes under construction on this stack, for `self` in constructors.
struct construction {
  explicit construction(cell *process) noexcept;
  ~construction();
  construction(const construction &) = delete;
  construction &operator=(const construction &) = delete;
  cell *process;
  construction *outer;
};

/// A cell whose object is being made; bounded mailboxes get their semaphore.
[[nodiscard]] cell *new_cell(const process_type &type);
/// The constructor is done: messages that came meanwhile are scheduled.
void constructed(cell *process) noexcept;
/// The constructor threw. Panics if it handed itself out.
void construction_failed(cell *process) noexcept;
/// The process that runs or is constructed at `object`, with one handle more; panics if there is none.
[[nodiscard]] cell *own_cell(const void *object);

struct access {
  template <class T> static process<T> adopt(cell *c, T *object) noexcept { return process<T>(c, object); }
  template <class T> static cell *cell_of(const process<T> &p) noexcept { return p.cell_ptr(); }
  template <class T> static target<T> target_of(const process<T> &p) noexcept { return {p.cell_ptr(), p.object()}; }
  template <class T> static target<T> checked_target(const process<T> &p) { return p.checked(); }
};

} // namespace rt

inline namespace scheduled {

/// A handle to a process of class T: a value, one word, atomically counted. `p->m(args)` sends. A handle to a derived
/// process converts to one of its base. Moving from a handle leaves it empty; to use it then is a panic.
template <class T> class process {
public:
  using element_type = T;

  process(const process &other) noexcept : word_(other.word_) {
    if (word_)
      rt::retain(cell_ptr());
  }
  process(process &&other) noexcept : word_(std::exchange(other.word_, 0)) {}
  template <class Derived>
    requires(!std::is_same_v<Derived, T> && std::is_convertible_v<Derived *, T *>)
  process(const process<Derived> &other) noexcept {
    if (rt::cell *c = rt::access::cell_of(other)) {
      rt::retain(c);
      set(c, rt::access::target_of(other).object());
    }
  }
  process &operator=(const process &other) noexcept {
    process(other).swap(*this);
    return *this;
  }
  process &operator=(process &&other) noexcept {
    process(std::move(other)).swap(*this);
    return *this;
  }
  ~process() {
    if (word_)
      rt::drop_handle(cell_ptr());
  }

  rt::arrow<T> operator->() const { return rt::arrow<T>(checked()); }
  void swap(process &other) noexcept { std::swap(word_, other.word_); }
  friend void swap(process &a, process &b) noexcept { a.swap(b); }
  /// Whether both are handles to the same process.
  friend bool operator==(const process &a, const process &b) noexcept { return a.cell_ptr() == b.cell_ptr(); }

private:
  friend rt::access;
  process(rt::cell *c, T *object) noexcept { set(c, object); }
  void set(rt::cell *c, T *object) noexcept {
    word_ = reinterpret_cast<std::uintptr_t>(c) | rt::offset_bits(c, object);
  }
  rt::cell *cell_ptr() const noexcept { return reinterpret_cast<rt::cell *>(word_ & rt::address_mask); }
  T *object() const noexcept {
    return reinterpret_cast<T *>((word_ & rt::address_mask) + sizeof(rt::cell) + (word_ >> rt::offset_shift));
  }
  rt::target<T> checked() const;

  std::uintptr_t word_ = 0;
};

} // namespace scheduled

namespace rt {
[[noreturn]] void no_process();
}

inline namespace scheduled {

template <class T> rt::target<T> process<T>::checked() const {
  if (!word_) [[unlikely]]
    rt::no_process();
  return {cell_ptr(), object()};
}

/// Makes a process. Its constructor runs here and now; it runs when its first message comes.
template <class T, class... Args> [[nodiscard]] process<T> spawn(Args &&...args) {
  static_assert(std::is_class_v<T> && std::is_same_v<T, std::remove_cvref_t<T>>, "spawn<T> takes a process class");
  rt::cell *c = rt::new_cell(rt::type_of<T>);
  rt::construction here(c);
  T *object;
  auto make = [&] {
    if constexpr (requires(void *at) { ::new (at) T(std::forward<Args>(args)...); })
      return ::new (c->object()) T(std::forward<Args>(args)...);
    else
      return ::new (c->object()) T{std::forward<Args>(args)...}; // an aggregate
  };
  if constexpr (noexcept(make())) {
    object = make();
  } else {
    try {
      object = make();
    } catch (...) {
      rt::construction_failed(c);
      throw;
    }
  }
  rt::constructed(c);
  return rt::access::adopt<T>(c, object);
}

/// A handle to the running process, of which `object` is a part; also in its constructor.
template <class T> [[nodiscard]] process<T> self(const T &object) {
  auto *own = const_cast<T *>(std::addressof(object));
  return rt::access::adopt<T>(rt::own_cell(own), own);
}

} // namespace scheduled
} // namespace conure

template <class T> struct std::hash<conure::scheduled::process<T>> {
  std::size_t operator()(const conure::scheduled::process<T> &p) const noexcept {
    return std::hash<void *>()(conure::rt::access::cell_of(p));
  }
};
#endif
