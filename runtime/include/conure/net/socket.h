//===- socket.h - A file descriptor that a process waits for --------------===//
//
// Defines `net::detail::socket`, which owns the descriptor of a socket and turns
// "would block" into waiting. For tcp.h alone.
//
// Every system call stands in a function that is not inlined and gives back the
// error code as a negative number. A process may go on in another thread after
// it waited, and a compiler that sees two calls in one function keeps the
// address of the first thread's `errno`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_NET_SOCKET_H
#define CONURE_NET_SOCKET_H

#include <conure/net/endpoint.h>
#if defined(CONURE_RUNTIME)
#include <conure/scheduled/time.h>
#include <conure/scheduled/wait.h>
#else
#include <conure/serial/time.h>
#endif

#include <cerrno>
#include <chrono>
#include <cstddef>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace conure {
inline namespace CONURE_MODE {
namespace net::detail {

using deadline = std::chrono::steady_clock::time_point;
inline constexpr deadline never = deadline::max();

#if defined(CONURE_RUNTIME)

inline bool wait_readable(int fd, deadline until) { return rt::wait_readable(fd, until); }
inline bool wait_writable(int fd, deadline until) { return rt::wait_writable(fd, until); }
inline void forget(int fd) noexcept { rt::forget_fd(fd); }

#else

inline bool wait(int fd, short events, deadline until) {
  for (;;) {
    int milliseconds = -1;
    if (until != never) {
      auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
      if (left <= 0)
        return false;
      milliseconds = left > 60'000 ? 60'000 : static_cast<int>(left);
    }
    ::pollfd one{fd, events, 0};
    int ready = ::poll(&one, 1, milliseconds);
    if (ready > 0)
      return true; // an error counts: the next call tells which
    if (ready < 0 && errno != EINTR)
      return true;
  }
}
inline bool wait_readable(int fd, deadline until) { return wait(fd, POLLIN, until); }
inline bool wait_writable(int fd, deadline until) { return wait(fd, POLLOUT, until); }
inline void forget(int) noexcept {}

#endif

[[gnu::noinline]] inline long receive(int fd, void *to, std::size_t size) noexcept {
  ssize_t n = ::recv(fd, to, size, 0);
  return n < 0 ? -errno : n;
}
[[gnu::noinline]] inline long transmit(int fd, const void *from, std::size_t size) noexcept {
  ssize_t n =
      ::send(fd, from, size, MSG_NOSIGNAL); // a client that vanished is an error here, not the end of the program
  return n < 0 ? -errno : n;
}
[[gnu::noinline]] inline int accept_one(int fd, ::sockaddr_storage &peer) noexcept {
  ::socklen_t length = sizeof peer;
  int got = ::accept4(fd, reinterpret_cast<::sockaddr *>(&peer), &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
  return got < 0 ? -errno : got;
}
[[gnu::noinline]] inline int connect_to(int fd, const endpoint &remote) noexcept {
  ::sockaddr_storage address;
  ::socklen_t length = remote.store(address);
  return ::connect(fd, reinterpret_cast<const ::sockaddr *>(&address), length) < 0 ? -errno : 0;
}
[[gnu::noinline]] inline int bind_to(int fd, const endpoint &local, int backlog) noexcept {
  ::sockaddr_storage address;
  ::socklen_t length = local.store(address);
  int on = 1;
  if (::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) < 0 ||
      ::bind(fd, reinterpret_cast<const ::sockaddr *>(&address), length) < 0 || ::listen(fd, backlog) < 0)
    return -errno;
  return 0;
}
[[gnu::noinline]] inline int open_socket(bool v6) noexcept {
  int fd = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  return fd < 0 ? -errno : fd;
}
[[gnu::noinline]] inline int duplicate(int fd) noexcept {
  int copy = ::fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? -errno : copy;
}
[[gnu::noinline]] inline int pending_error(int fd) noexcept {
  int error = 0;
  ::socklen_t length = sizeof error;
  return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? -errno : -error;
}
[[gnu::noinline]] inline int set_option(int fd, int level, int option, int value) noexcept {
  return ::setsockopt(fd, level, option, &value, sizeof value) < 0 ? -errno : 0;
}
[[gnu::noinline]] inline int shut(int fd, int how) noexcept { return ::shutdown(fd, how) < 0 ? -errno : 0; }

/// Owns a descriptor. Dropping it wakes whoever waits for it and closes it.
class socket {
public:
  socket() = default;
  explicit socket(int fd) noexcept : fd_(fd) {}
  socket(socket &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  socket &operator=(socket &&other) noexcept {
    if (this != &other) {
      close();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~socket() { close(); }

  int fd() const noexcept { return fd_; }
  bool is_open() const noexcept { return fd_ >= 0; }
  void close() noexcept {
    if (fd_ < 0)
      return;
    forget(fd_);
    ::close(fd_);
    fd_ = -1;
  }

  endpoint local() const noexcept { return name(::getsockname); }
  endpoint remote() const noexcept { return name(::getpeername); }

private:
  template <class Call> endpoint name(Call call) const noexcept {
    ::sockaddr_storage address{};
    ::socklen_t length = sizeof address;
    if (call(fd_, reinterpret_cast<::sockaddr *>(&address), &length) < 0)
      return endpoint::any(0);
    return endpoint::load(address);
  }

  int fd_ = -1;
};

/// Repeats \p call, which gives a negative error code, until it would no longer
/// block. \p wait suspends; false means that time is up.
template <class Call, class Wait> auto retry(Call call, Wait wait) {
  for (;;) {
    auto result = call();
    if (result == -EINTR)
      continue;
    if (result != -EAGAIN && result != -EWOULDBLOCK)
      return result;
    if (!wait())
      return static_cast<decltype(result)>(-ETIMEDOUT);
  }
}

inline std::error_code code(long result) { return {static_cast<int>(-result), std::generic_category()}; }

/// A point of any clock as one of the clock that waiting uses.
template <class Clock, class Duration> deadline to_deadline(const std::chrono::time_point<Clock, Duration> &at) {
  if constexpr (std::is_same_v<Clock, std::chrono::steady_clock>)
    return std::chrono::time_point_cast<deadline::duration>(at);
  else
    return std::chrono::steady_clock::now() + std::chrono::duration_cast<deadline::duration>(at - Clock::now());
}

} // namespace net::detail
} // namespace CONURE_MODE
} // namespace conure

#endif
