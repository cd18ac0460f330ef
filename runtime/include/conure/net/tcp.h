//===- tcp.h - TCP listeners and streams ----------------------------------===//
//
// Defines `net::tcp_listener` and `net::tcp_stream`. For every user. Both are
// owned values without borrows, so that the methods of a unique one can be
// called, and what `accept` gives can be made unique in turn:
//
//   auto server = recover(net::tcp_listener(net::endpoint::v4(127, 0, 0, 1, 40'000)));
//   auto client = recover(server->accept());
//   spawn<Session>(std::move(client))->serve();
//
// Each operation comes in two forms, as in std::filesystem: one throws
// std::system_error, one takes a std::error_code to set. An operation that does
// not end in time has the error `std::errc::timed_out`. Dropping a socket closes
// it and ends the waiting of whoever still waits for it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_NET_TCP_H
#define CONURE_NET_TCP_H

#include <conure/net/socket.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <netinet/tcp.h>

namespace conure {
inline namespace CONURE_MODE {
namespace net {

/// A connection. Move-only; used by one process at a time.
class tcp_stream {
public:
  /// Connects to \p remote.
  explicit tcp_stream(const endpoint &remote) : tcp_stream(remote, detail::never) {}
  /// Connects to \p remote, or throws `timed_out` at \p deadline.
  template <class Clock, class Duration>
  tcp_stream(const endpoint &remote, const std::chrono::time_point<Clock, Duration> &deadline)
      : tcp_stream(remote, detail::to_deadline(deadline)) {}
  tcp_stream(const endpoint &remote, detail::deadline until) {
    std::error_code error;
    open(remote, until, error);
    raise(error, "connect");
  }
  /// Connects; none, and \p error set, if that fails.
  static std::optional<tcp_stream> connect(const endpoint &remote, std::error_code &error,
                                           detail::deadline until = detail::never) {
    tcp_stream made;
    made.open(remote, until, error);
    if (error)
      return std::nullopt;
    return made;
  }

  /// Appends what there is, at most \p most bytes, waiting for the first. The
  /// number of bytes; 0 at the end of the stream.
  std::size_t read(std::string &into, std::size_t most = 65'536) {
    std::error_code error;
    std::size_t n = read(into, error, most);
    raise(error, "read");
    return n;
  }
  std::size_t read(std::string &into, std::error_code &error, std::size_t most = 65'536) {
    const std::size_t before = into.size();
    into.resize(before + most);
    std::size_t n = read(into.data() + before, most, error);
    into.resize(before + n);
    return n;
  }
  /// As above, into \p size bytes at \p to.
  std::size_t read(char *to, std::size_t size, std::error_code &error) {
    const detail::deadline until = limit();
    long n = detail::retry([&] { return detail::receive(socket_.fd(), to, size); },
                           [&] { return detail::wait_readable(socket_.fd(), until); });
    error = n < 0 ? detail::code(n) : std::error_code();
    return n < 0 ? 0 : static_cast<std::size_t>(n);
  }

  /// Writes all of \p bytes.
  void write(std::string_view bytes) {
    std::error_code error;
    write(bytes, error);
    raise(error, "write");
  }
  /// The number of bytes written: less than asked for only with an error.
  std::size_t write(std::string_view bytes, std::error_code &error) {
    const detail::deadline until = limit();
    std::size_t done = 0;
    error.clear();
    while (done < bytes.size()) {
      long n = detail::retry([&] { return detail::transmit(socket_.fd(), bytes.data() + done, bytes.size() - done); },
                             [&] { return detail::wait_writable(socket_.fd(), until); });
      if (n < 0) {
        error = detail::code(n);
        break;
      }
      done += static_cast<std::size_t>(n);
    }
    return done;
  }

  /// Each operation from now on may take this long; without an argument, any time.
  void set_timeout(std::optional<std::chrono::nanoseconds> time = std::nullopt) { timeout_ = time; }
  /// Small writes go out at once.
  void set_no_delay(bool on = true) {
    raise(detail::code(detail::set_option(socket_.fd(), IPPROTO_TCP, TCP_NODELAY, on)), "set_no_delay");
  }

  /// Half-close: the other side reads the end of the stream, and may go on writing.
  void shutdown_write() { shut(SHUT_WR); }
  void shutdown_read() { shut(SHUT_RD); }
  /// Both. Also ends what a duplicate of this stream waits for in another process.
  void shutdown() { shut(SHUT_RDWR); }
  /// Another owner of the same connection, so that one process can read and another write.
  tcp_stream duplicate() const {
    int fd = detail::duplicate(socket_.fd());
    if (fd < 0)
      throw std::system_error(detail::code(fd), "duplicate");
    tcp_stream copy{detail::socket(fd)};
    copy.timeout_ = timeout_;
    return copy;
  }

  endpoint local() const { return socket_.local(); }
  endpoint remote() const { return socket_.remote(); }
  bool is_open() const { return socket_.is_open(); }
  void close() { socket_.close(); }

private:
  friend class tcp_listener;
  tcp_stream() = default;
  explicit tcp_stream(detail::socket s) : socket_(std::move(s)) {}

  detail::deadline limit() const { return timeout_ ? std::chrono::steady_clock::now() + *timeout_ : detail::never; }
  static void raise(const std::error_code &error, const char *what) {
    if (error)
      throw std::system_error(error, what);
  }
  void open(const endpoint &remote, detail::deadline until, std::error_code &error) {
    error.clear();
    int fd = detail::open_socket(remote.is_v6());
    if (fd < 0) {
      error = detail::code(fd);
      return;
    }
    socket_ = detail::socket(fd);
    int result = detail::connect_to(fd, remote);
    if (result == -EINPROGRESS || result == -EINTR)
      result = detail::wait_writable(fd, until) ? detail::pending_error(fd) : -ETIMEDOUT;
    if (result < 0) {
      error = detail::code(result);
      socket_.close();
    }
  }
  void shut(int how) {
    int result = detail::shut(socket_.fd(), how);
    if (result < 0 && result != -ENOTCONN) // the other side was faster
      throw std::system_error(detail::code(result), "shutdown");
  }

  detail::socket socket_;
  std::optional<std::chrono::nanoseconds> timeout_;
};

/// Waits for connections.
class tcp_listener {
public:
  /// Listens at \p local; `local().port()` tells the port that port 0 became.
  explicit tcp_listener(const endpoint &local, int backlog = 4096) {
    int fd = detail::open_socket(local.is_v6());
    if (fd < 0)
      throw std::system_error(detail::code(fd), "socket");
    socket_ = detail::socket(fd);
    int result = detail::bind_to(fd, local, backlog);
    if (result < 0)
      throw std::system_error(detail::code(result), "listen at " + local.to_string());
  }

  /// The next connection. Clients that vanish before they are accepted are
  /// passed over. When the program has no descriptor left, connections wait in
  /// the backlog and one is taken as soon as a descriptor is free; the error
  /// comes when none is for a second.
  tcp_stream accept() const {
    std::error_code error;
    std::optional<tcp_stream> got = accept(error);
    if (!got)
      throw std::system_error(error, "accept");
    return std::move(*got);
  }
  std::optional<tcp_stream> accept(std::error_code &error) const { return accept_by(detail::never, error); }
  /// None when none came until \p deadline.
  template <class Clock, class Duration>
  std::optional<tcp_stream> accept_until(const std::chrono::time_point<Clock, Duration> &deadline) const {
    std::error_code error;
    auto got = accept_by(detail::to_deadline(deadline), error);
    if (!got && error != std::errc::timed_out)
      throw std::system_error(error, "accept");
    return got;
  }
  template <class Rep, class Period>
  std::optional<tcp_stream> accept_for(const std::chrono::duration<Rep, Period> &time) const {
    return accept_until(std::chrono::steady_clock::now() + time);
  }

  endpoint local() const { return socket_.local(); }
  bool is_open() const { return socket_.is_open(); }
  void close() { socket_.close(); }

private:
  std::optional<tcp_stream> accept_by(detail::deadline until, std::error_code &error) const {
    using namespace std::chrono_literals;
    error.clear();
    auto pause = 1ms;
    std::chrono::milliseconds without{0};
    for (;;) {
      ::sockaddr_storage peer;
      int fd = detail::retry([&] { return detail::accept_one(socket_.fd(), peer); },
                             [&] { return detail::wait_readable(socket_.fd(), until); });
      if (fd >= 0)
        return tcp_stream(detail::socket(fd));
      if (fd == -ECONNABORTED || fd == -EPROTO || fd == -EPERM)
        continue;
      const bool exhausted = fd == -EMFILE || fd == -ENFILE || fd == -ENOBUFS || fd == -ENOMEM;
      if (exhausted && without < 1s && std::chrono::steady_clock::now() < until) {
        // Not `wait_readable`: the connection is there, it is the descriptor that is missing.
        sleep_for(pause);
        without += pause;
        pause = std::min(pause * 2, std::chrono::milliseconds(50));
        continue;
      }
      error = detail::code(fd);
      return std::nullopt;
    }
  }

  detail::socket socket_;
};

} // namespace net
} // namespace CONURE_MODE
} // namespace conure

#endif
