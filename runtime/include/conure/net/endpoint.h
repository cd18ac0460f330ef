//===- endpoint.h - An address and a port ---------------------------------===//
//
// Defines `net::endpoint`, a value type, and `net::resolve`. For every user.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_NET_ENDPOINT_H
#define CONURE_NET_ENDPOINT_H

#include <conure/mode.h>
#if defined(CONURE_RUNTIME)
#include <conure/scheduled/blocking.h>
#else
#include <conure/serial/time.h>
#endif

#include <array>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace conure {
inline namespace CONURE_MODE {
namespace net {

/// An IPv4 or IPv6 address and a port.
class endpoint {
public:
  /// `endpoint::v4(127, 0, 0, 1, 8080)`. Port 0 lets the system choose when bound.
  static constexpr endpoint v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d, std::uint16_t port) {
    endpoint e;
    e.bytes_ = {a, b, c, d};
    e.port_ = port;
    return e;
  }
  static constexpr endpoint v6(const std::array<std::uint8_t, 16> &bytes, std::uint16_t port) {
    endpoint e;
    e.bytes_ = bytes;
    e.port_ = port;
    e.is_v6_ = true;
    return e;
  }
  static constexpr endpoint loopback(std::uint16_t port) { return v4(127, 0, 0, 1, port); }
  static constexpr endpoint any(std::uint16_t port) { return v4(0, 0, 0, 0, port); }
  /// From text such as "10.0.0.1" or "::1"; none if it is no address.
  static std::optional<endpoint> parse(const std::string &address, std::uint16_t port) {
    std::array<std::uint8_t, 16> bytes{};
    if (::inet_pton(AF_INET, address.c_str(), bytes.data()) == 1)
      return v4(bytes[0], bytes[1], bytes[2], bytes[3], port);
    if (::inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1)
      return v6(bytes, port);
    return std::nullopt;
  }

  constexpr bool is_v6() const { return is_v6_; }
  constexpr std::uint16_t port() const { return port_; }
  std::string address() const {
    char text[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(is_v6_ ? AF_INET6 : AF_INET, bytes_.data(), text, sizeof text);
    return text;
  }
  /// "127.0.0.1:80", "[::1]:80"
  std::string to_string() const { return (is_v6_ ? "[" + address() + "]" : address()) + ":" + std::to_string(port_); }

  friend constexpr bool operator==(const endpoint &, const endpoint &) = default;

  /// For the system's calls.
  ::socklen_t store(::sockaddr_storage &to) const {
    std::memset(&to, 0, sizeof to);
    if (is_v6_) {
      auto &in6 = reinterpret_cast<::sockaddr_in6 &>(to);
      in6.sin6_family = AF_INET6;
      in6.sin6_port = htons(port_);
      std::memcpy(&in6.sin6_addr, bytes_.data(), 16);
      return sizeof in6;
    }
    auto &in = reinterpret_cast<::sockaddr_in &>(to);
    in.sin_family = AF_INET;
    in.sin_port = htons(port_);
    std::memcpy(&in.sin_addr, bytes_.data(), 4);
    return sizeof in;
  }
  static endpoint load(const ::sockaddr_storage &from) {
    std::array<std::uint8_t, 16> bytes{};
    if (from.ss_family == AF_INET6) {
      auto &in6 = reinterpret_cast<const ::sockaddr_in6 &>(from);
      std::memcpy(bytes.data(), &in6.sin6_addr, 16);
      return v6(bytes, ntohs(in6.sin6_port));
    }
    auto &in = reinterpret_cast<const ::sockaddr_in &>(from);
    std::memcpy(bytes.data(), &in.sin_addr, 4);
    return v4(bytes[0], bytes[1], bytes[2], bytes[3], ntohs(in.sin_port));
  }

private:
  std::array<std::uint8_t, 16> bytes_{};
  std::uint16_t port_ = 0;
  bool is_v6_ = false;
};

/// The endpoints that a host's name stands for; empty if none. Asks the system's
/// resolver, off the workers.
inline std::vector<endpoint> resolve(const std::string &host, std::uint16_t port) {
  return blocking([host, port] {
    std::vector<endpoint> found;
    ::addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    ::addrinfo *list = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &list) != 0)
      return found;
    for (const ::addrinfo *at = list; at; at = at->ai_next)
      if (at->ai_family == AF_INET || at->ai_family == AF_INET6) {
        ::sockaddr_storage address{};
        std::memcpy(&address, at->ai_addr, at->ai_addrlen);
        found.push_back(endpoint::load(address));
      }
    ::freeaddrinfo(list);
    return found;
  });
}

} // namespace net
} // namespace CONURE_MODE
} // namespace conure

#endif
