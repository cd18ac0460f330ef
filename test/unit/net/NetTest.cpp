// Sockets, in both modes. Clients are threads of the test with plain system calls, so that the two ends share no code.
#include "Client.h"

#include <conure/conure.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#if defined(CONURE_RUNTIME)
#include "../../../runtime/src/sanitize.h"
#include "../runtime/processes.h"
#endif

namespace {

using namespace conure;
using namespace std::chrono_literals;
using net::endpoint;
using net::tcp_listener;
using net::tcp_stream;
using test::Client;

/// Runs `body` as the main process where there is a scheduler.
template <class Body> void in_process(Body body) {
#if defined(CONURE_RUNTIME)
  conure::test::run(2, body);
#else
  body();
#endif
}

TEST(Endpoint, IsAValue) {
  constexpr endpoint e = endpoint::v4(127, 0, 0, 1, 80);
  static_assert(e == endpoint::loopback(80));
  static_assert(std::is_trivially_copyable_v<endpoint>);
  EXPECT_EQ(e.to_string(), "127.0.0.1:80");
  EXPECT_EQ(endpoint::parse("::1", 443)->to_string(), "[::1]:443");
  EXPECT_EQ(endpoint::parse("10.1.2.3", 1), endpoint::v4(10, 1, 2, 3, 1));
  EXPECT_EQ(endpoint::parse("no address", 1), std::nullopt);
  EXPECT_EQ(endpoint::parse("", 1), std::nullopt);
}

TEST(Tcp, SeedForm) {
  in_process([] {
    auto server = recover(tcp_listener(endpoint::v4(127, 0, 0, 1, 0)));
    Client client(server->local().port());
    auto stream = recover(server->accept());
    static_assert(std::same_as<decltype(stream), uni<tcp_stream>>);
    client.write("hello");
    std::string got;
    while (got.size() < 5)
      stream->read(got);
    EXPECT_EQ(got, "hello");
    stream->write("and back");
    EXPECT_EQ(client.read(8), "and back");
    EXPECT_EQ(stream->remote().port(), client.port());
    EXPECT_EQ(stream->local().port(), server->local().port());
  });
}

TEST(Tcp, SendsMoreThanTheBuffersHold) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    Client client(server.local().port());
    tcp_stream stream = server.accept();
    const std::size_t size = 8 << 20;
    std::thread reader([&] { EXPECT_EQ(client.read(size).size(), size); });
    stream.write(std::string(size, 'x'));
    blocking([&] { reader.join(); });
  });
}

TEST(Tcp, HalfCloses) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    Client client(server.local().port());
    tcp_stream stream = server.accept();
    client.shutdown_write();
    std::string got;
    EXPECT_EQ(stream.read(got), 0u) << "the end of the stream";
    stream.write("still here");
    stream.shutdown_write();
    EXPECT_EQ(client.read_all(), "still here");
  });
}

TEST(Tcp, TimesOut) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(server.accept_for(30ms));
    EXPECT_FALSE(server.accept_until(std::chrono::system_clock::now() + 5ms));
    EXPECT_GE(std::chrono::steady_clock::now() - start, 30ms);

    Client client(server.local().port());
    tcp_stream stream = server.accept();
    stream.set_timeout(20ms);
    std::string got;
    std::error_code error;
    EXPECT_EQ(stream.read(got, error), 0u);
    EXPECT_EQ(error, std::errc::timed_out);
    EXPECT_TRUE(got.empty());
    EXPECT_THROW(stream.read(got), std::system_error);
    // Nobody reads at the other end: at some point there is no room.
    std::string much(64 << 20, 'x');
    EXPECT_LT(stream.write(much, error), much.size());
    EXPECT_EQ(error, std::errc::timed_out);
    stream.set_timeout();
    client.write("late");
    EXPECT_EQ(stream.read(got), 4u) << "the stream stays usable after a time-out";
  });
}

TEST(Tcp, Connects) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    tcp_stream client(server.local(), std::chrono::steady_clock::now() + 5s);
    tcp_stream stream = server.accept();
    client.set_no_delay();
    client.write("x");
    std::string got;
    stream.read(got);
    EXPECT_EQ(got, "x");
    EXPECT_EQ(client.remote(), server.local());

    endpoint nobody = [] { return tcp_listener(endpoint::loopback(0)).local(); }();
    std::error_code error;
    EXPECT_FALSE(tcp_stream::connect(nobody, error));
    EXPECT_EQ(error, std::errc::connection_refused);
    EXPECT_THROW(tcp_stream{nobody}, std::system_error);
    EXPECT_THROW(tcp_listener{server.local()}, std::system_error) << "the address is in use";
  });
}

TEST(Tcp, ResolvesNames) {
  in_process([] {
    std::vector<endpoint> found = net::resolve("localhost", 80);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().port(), 80);
    EXPECT_TRUE(net::resolve("no.such.host.invalid", 80).empty());
  });
}

TEST(Tcp, SurvivesClientsThatVanish) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    const auto port = server.local().port();
    for (int i = 0; i < 20; ++i) {
      Client client(port);
      if (i % 2)
        client.reset(); // before it is accepted
      tcp_stream stream = server.accept();
      if (i % 2 == 0)
        client.reset(); // in the middle
      std::error_code error;
      std::string got;
      // The first write may still go into the buffer; in the end there is an error or the end, never a signal.
      for (int n = 0; n < 100 && !error; ++n)
        stream.write("into the void", error);
      EXPECT_TRUE(error == std::errc::connection_reset || error == std::errc::broken_pipe) << error.message();
      stream.read(got, error);
    }
  });
}

TEST(Tcp, DroppingEndsTheConnection) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    Client client(server.local().port());
    {
      auto dropped = server.accept();
      auto moved = std::move(dropped);
      moved.write("bye");
    }
    EXPECT_EQ(client.read_all(), "bye");
  });
}

TEST(Tcp, ServesAgainWhenDescriptorsAreFree) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    Client client(server.local().port());
    rlimit old{}, low{};
    getrlimit(RLIMIT_NOFILE, &old);
    low = old;
    low.rlim_cur = static_cast<rlim_t>(test::next_descriptor()); // none is free
    setrlimit(RLIMIT_NOFILE, &low);
    std::error_code error;
    auto start = std::chrono::steady_clock::now();
    EXPECT_FALSE(server.accept(error));
    EXPECT_EQ(error, std::errc::too_many_files_open);
    EXPECT_GE(std::chrono::steady_clock::now() - start, 500ms) << "it should have waited for one";
    std::thread later([&] {
      std::this_thread::sleep_for(50ms);
      setrlimit(RLIMIT_NOFILE, &old);
    });
    tcp_stream stream = server.accept(); // the connection has waited in the backlog
    blocking([&] { later.join(); });
    stream.write("served");
    stream.shutdown_write();
    EXPECT_EQ(client.read_all(), "served");
  });
}

#if defined(CONURE_RUNTIME)

constexpr rlim_t most_connections = rt::sanitized ? 500 : 3000;

struct Session {
  tcp_stream stream;
  void serve(channel<int> done) {
    std::error_code error;
    std::string text;
    while (!error && stream.read(text, error) > 0) {
      stream.write(text, error);
      text.clear();
    }
    done.send(1);
  }
  PROXY(Session, MESSAGE(Session, serve))
};

TEST(Scheduled, ServesThousandsOfConnectionsAtOnce) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  // Two descriptors each, and some for the rest. Fewer under the sanitizers, for their sake.
  const int connections = static_cast<int>(std::min<rlim_t>(most_connections, (files.rlim_max - 100) / 2));
  in_process([connections] {
    tcp_listener server(endpoint::loopback(0));
    const auto port = server.local().port();
    std::thread clients([port, connections] {
      std::vector<Client> all;
      for (int i = 0; i < connections; ++i)
        all.emplace_back(port);
      for (auto &c : all)
        c.write("ping");
      for (auto &c : all)
        EXPECT_EQ(c.read(4), "ping");
      for (int i = 0; i < connections; i += 2)
        all[static_cast<std::size_t>(i)].reset();
    });
    channel<int> done{static_cast<std::size_t>(connections)};
    for (int i = 0; i < connections; ++i)
      spawn<Session>(server.accept())->serve(done);
    for (int i = 0; i < connections; ++i)
      done.receive();
    blocking([&] { clients.join(); });
  });
}

struct Canceller {
  tcp_stream stream;
  void cancel() {
    sleep_for(20ms);
    stream.shutdown();
  }
  PROXY(Canceller, MESSAGE(Canceller, cancel))
};

TEST(Scheduled, ADuplicateEndsWhatTheOtherWaitsFor) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    Client client(server.local().port());
    tcp_stream stream = server.accept();
    spawn<Canceller>(stream.duplicate())->cancel();
    std::string got;
    EXPECT_EQ(stream.read(got), 0u);
  });
}

TEST(Scheduled, DroppingAWaitingPeerEndsTheReading) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    auto near = std::make_unique<tcp_stream>(server.local());
    auto session = spawn<Session>(server.accept());
    channel<int> done(1);
    session->serve(done); // waits to read
    sleep_for(10ms);
    near.reset(); // and is cancelled by its other end being dropped
    EXPECT_EQ(done.receive(), 1);
  });
}

TEST(Scheduled, HalfClosesUnderATimeLimit) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    tcp_stream near(server.local());
    tcp_stream far = server.accept();
    far.set_timeout(5s);
    near.write("question");
    near.shutdown_write();
    std::string got;
    while (far.read(got) > 0) {
    }
    EXPECT_EQ(got, "question");
    std::error_code error;
    near.set_timeout(10ms);
    std::string answer;
    EXPECT_EQ(near.read(answer, error), 0u);
    EXPECT_EQ(error, std::errc::timed_out) << "the other half is open";
    far.write("answer");
    far.shutdown_write();
    near.set_timeout();
    while (near.read(answer) > 0) {
    }
    EXPECT_EQ(answer, "answer");
  });
}

TEST(Scheduled, WaitingForTheNetworkIsNoDeadlock) {
  in_process([] {
    tcp_listener server(endpoint::loopback(0));
    const auto port = server.local().port();
    std::thread late([port] {
      std::this_thread::sleep_for(100ms);
      Client(port).write("x");
    });
    tcp_stream stream = server.accept();
    std::string got;
    stream.read(got);
    EXPECT_EQ(got, "x");
    blocking([&] { late.join(); });
  });
}

#endif

} // namespace
