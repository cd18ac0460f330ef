// A TCP client of blocking system calls, for the tests of the sockets.
#ifndef CONURE_TEST_CLIENT_H
#define CONURE_TEST_CLIENT_H

#include <algorithm>
#include <arpa/inet.h>
#include <cstdint>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace conure::test {

/// The number that the next descriptor opened will have.
inline int next_descriptor() {
  int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  ::close(fd);
  return fd;
}

class Client {
public:
  explicit Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr *>(&to), sizeof to), 0);
  }
  Client(Client &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Client(const Client &) = delete;
  ~Client() {
    if (fd_ >= 0)
      ::close(fd_);
  }

  void write(std::string_view text) {
    while (!text.empty()) {
      ssize_t n = ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
      ASSERT_GT(n, 0);
      text.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  std::string read(std::size_t size) {
    std::string text;
    char buffer[65536];
    while (text.size() < size) {
      ssize_t n = ::recv(fd_, buffer, std::min(sizeof buffer, size - text.size()), 0);
      if (n <= 0)
        break;
      text.append(buffer, static_cast<std::size_t>(n));
    }
    return text;
  }
  std::string read_all() { return read(std::size_t(-1)); }
  void shutdown_write() { ::shutdown(fd_, SHUT_WR); }
  /// Closes with a reset, as a client that vanishes does.
  void reset() {
    linger hard{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    ::close(fd_);
    fd_ = -1;
  }
  std::uint16_t port() const {
    sockaddr_in own{};
    socklen_t length = sizeof own;
    ::getsockname(fd_, reinterpret_cast<sockaddr *>(&own), &length);
    return ntohs(own.sin_port);
  }

private:
  int fd_;
};

} // namespace conure::test

#endif
