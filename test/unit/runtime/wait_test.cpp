// Futures, time, blocking calls, descriptors, preemption, exceptions across suspensions.
#include "processes.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <random>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

TEST(Future, CarriesOneValue) {
  run(2, [] {
    auto [f, p] = make_future<std::unique_ptr<int>>();
    auto runner = spawn<Runner>();
    runner->run(std::function<void()>([shared = std::make_shared<promise<std::unique_ptr<int>>>(std::move(p))] {
      sleep_for(1ms);
      std::move(*shared).set(std::make_unique<int>(3));
    }));
    EXPECT_EQ(*std::move(f).get(), 3);
  });
}

TEST(Future, MayBeAskedWithATimeLimit) {
  run(2, [] {
    auto [f, p] = make_future<int>();
    EXPECT_EQ(f.try_get(), std::nullopt);
    EXPECT_EQ(f.get_until(clock_type::now() + 2ms), std::nullopt);
    EXPECT_EQ(f.get_for(1ms), std::nullopt);
    std::move(p).set(4);
    EXPECT_EQ(f.get_for(1h), 4);
    auto [g, q] = make_future<void>();
    EXPECT_FALSE(g.try_get());
    std::move(q).set();
    EXPECT_TRUE(g.try_get());
  });
}

TEST(Future, AndPromiseMayGoInAnyOrder) {
  run(2, [] {
    for (int i = 0; i < 100; ++i) {
      auto [f, p] = make_future<std::string>();
      auto runner = spawn<Runner>();
      auto shared = std::make_shared<promise<std::string>>(std::move(p));
      runner->run(std::function<void()>([s = std::move(shared)] { std::move(*s).set(std::string(40, 'x')); }));
      if (i % 2)
        yield();
      auto gone = std::move(f);
    }
  });
}

TEST(Ask, GivesTheAnswer) {
  run(2, [] {
    auto runner = spawn<Runner>();
    long sum = 0;
    for (int i = 0; i < 1000; ++i)
      sum += ask(runner, &Runner::call, std::function<int()>([i] { return i; })).get();
    EXPECT_EQ(sum, 999 * 500);
  });
}

TEST(Time, PassesInOrderAndWithoutAFloor) {
  run(1, [] { // two workers might take what is late in any order
    channel<int> order(3);
    std::vector<process<Runner>> all;
    auto begin = clock_type::now();
    for (int ms : {12, 4, 8}) {
      all.push_back(spawn<Runner>());
      all.back()->run(std::function<void()>([ms, order, begin] {
        sleep_until(begin + std::chrono::milliseconds(ms));
        order.send(ms);
      }));
    }
    EXPECT_EQ(order.receive(), 4);
    EXPECT_EQ(order.receive(), 8);
    EXPECT_EQ(order.receive(), 12);
    // The best of some: the machine may be busy.
    auto best = clock_type::duration::max();
    for (int i = 0; i < 20; ++i) {
      auto begin = clock_type::now();
      sleep_for(500us);
      best = std::min(best, clock_type::now() - begin);
    }
    EXPECT_GE(best, 500us);
    EXPECT_LT(best, 4ms);
  });
}

TEST(Time, HasNoTrouble) {
  run(1, [] {
    sleep_for(-1h);
    sleep_until(clock_type::now() - 1h);
    sleep_until(std::chrono::system_clock::now() + 1ms);
    auto [f, p] = make_future<int>();
    std::move(p).set(1);
    EXPECT_EQ(f.get_for(std::chrono::hours::max()), 1);
  });
}

TEST(Blocking, LetsOthersRun) {
  run(1, [] {
    std::atomic<bool> go{false};
    auto other = spawn<Runner>();
    other->run(std::function<void()>([&] { go = true; }));
    int value = blocking([&] {
      while (!go)
        std::this_thread::sleep_for(1ms);
      return 5;
    });
    EXPECT_EQ(value, 5);
    EXPECT_THROW(blocking([]() -> int { throw std::runtime_error("inside"); }), std::runtime_error);
    int target = 1;
    blocking([&] { target = 2; });
    EXPECT_EQ(target, 2);
  });
}

TEST(Blocking, GrowsItsPool) {
  run(2, [] {
    std::atomic<int> inside{0};
    std::vector<future<int>> all;
    for (int i = 0; i < 8; ++i)
      all.push_back(ask(spawn<Runner>(), &Runner::call, std::function<int()>([&] {
                          return blocking([&] {
                            ++inside;
                            while (inside < 8) // needs eight threads at one time
                              std::this_thread::sleep_for(1ms);
                            return 1;
                          });
                        })));
    for (auto &f : all)
      EXPECT_EQ(std::move(f).get(), 1);
  });
}

// Functions of their own: a compiler may keep the address of `errno` across a suspension, after which it is another
// thread's.
[[gnu::noinline]] ssize_t try_write(int fd, const void *from, std::size_t n) {
  ssize_t done = write(fd, from, n);
  return done < 0 ? -errno : done;
}
[[gnu::noinline]] ssize_t try_read(int fd, void *to, std::size_t n) {
  ssize_t done = read(fd, to, n);
  return done < 0 ? -errno : done;
}

void fill_and_drain(int in, int out) {
  constexpr std::size_t total = 1 << 20;
  auto writer = ask(spawn<Runner>(), &Runner::call, std::function<int()>([in] {
                      std::vector<char> some(10000, 'x');
                      for (std::size_t sent = 0; sent < total;) {
                        auto n = try_write(in, some.data(), std::min(some.size(), total - sent));
                        if (n > 0)
                          sent += std::size_t(n);
                        else if (n == -EAGAIN)
                          rt::wait_writable(in);
                      }
                      return 0;
                    }));
  std::vector<char> some(7000);
  std::size_t got = 0;
  while (got < total) {
    auto n = try_read(out, some.data(), some.size());
    if (n > 0)
      got += std::size_t(n);
    else if (n == -EAGAIN)
      EXPECT_TRUE(rt::wait_readable(out));
    else
      break;
  }
  EXPECT_EQ(got, total);
  std::move(writer).get();
}

TEST(Descriptors, SuspendTheProcess) {
  for (unsigned workers : {1u, 2u})
    run(workers, [] {
      int pair[2];
      ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
      fill_and_drain(pair[0], pair[1]);
      rt::wait_readable(pair[1], clock_type::now()); // an edge of bytes that have been read may be remembered: once
      EXPECT_FALSE(rt::wait_readable(pair[1], clock_type::now() + 2ms));
      auto waiting = ask(spawn<Runner>(), &Runner::call,
                         std::function<int()>([fd = pair[0]] { return rt::wait_readable(fd) ? 1 : 2; }));
      sleep_for(2ms);
      rt::forget_fd(pair[0]);
      EXPECT_EQ(std::move(waiting).get(), 2);
      rt::forget_fd(pair[1]);
      close(pair[0]);
      close(pair[1]);
    });
}

TEST(Preemption, LetsOthersHaveTheirTurn) {
  run(1, [] {
    std::atomic<bool> go{false};
    auto other = spawn<Runner>();
    other->run(std::function<void()>([&] { go = true; }));
    while (!go)
      rt::preempt(); // the only worker is ours until we are made to give way
  });
}

// Suspends at random, so that it goes on on other threads.
void wander(std::minstd_rand &random) {
  switch (random() % 4) {
  case 0:
    yield();
    break;
  case 1:
    sleep_for(std::chrono::microseconds(random() % 50));
    break;
  default:
    break;
  }
}

int thrown_and_caught(std::minstd_rand &random, int depth) {
  try {
    wander(random);
    if (depth == 0)
      throw depth;
    return thrown_and_caught(random, depth - 1);
  } catch (int d) {
    wander(random); // suspended inside a catch
    try {
      throw std::runtime_error(std::to_string(d));
    } catch (const std::exception &e) {
      wander(random);
      EXPECT_EQ(std::stoi(e.what()), d);
    }
    EXPECT_EQ(std::uncaught_exceptions(), 0);
    EXPECT_TRUE(std::current_exception());
    if (depth == 5)
      return d;
    try {
      throw; // the outer one is still the current one
    } catch (int again) {
      EXPECT_EQ(again, d);
    }
    throw d + 1;
  }
}

TEST(Exceptions, SurviveSuspensions) {
  run(3, [] {
    std::vector<future<int>> all;
    for (unsigned i = 0; i < 30; ++i)
      all.push_back(ask(spawn<Runner>(), &Runner::call, std::function<int()>([i] {
                          std::minstd_rand random(i + 1);
                          int sum = 0;
                          for (int k = 0; k < 50; ++k)
                            sum += thrown_and_caught(random, 5);
                          EXPECT_FALSE(std::current_exception());
                          return sum;
                        })));
    for (auto &f : all)
      EXPECT_EQ(std::move(f).get(), 250);
  });
}

TEST(Stress, ManyProcessesThatWander) {
  run(4, [] {
    std::atomic<long> handled{0};
    constexpr int processes = 200, messages = 100;
    std::vector<process<Runner>> all;
    for (int i = 0; i < processes; ++i)
      all.push_back(spawn<Runner>());
    auto shared = std::make_shared<std::vector<process<Runner>>>(all);
    for (int m = 0; m < messages; ++m)
      for (int i = 0; i < processes; ++i)
        all[std::size_t(i)]->run(std::function<void()>([&handled, seed = unsigned(m * processes + i + 1), shared] {
          std::minstd_rand random(seed);
          wander(random);
          // And a message to somebody else, whose work is to be counted too.
          (*shared)[random() % processes]->run(std::function<void()>([&handled] { ++handled; }));
          wander(random);
          ++handled;
        }));
    while (handled != 2L * processes * messages)
      sleep_for(1ms);
  });
}

} // namespace
