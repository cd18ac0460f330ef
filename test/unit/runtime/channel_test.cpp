// Channels and select.
#include "processes.h"

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;

namespace {

TEST(Channel, IsFirstInFirstOut) {
  run(1, [] {
    channel<int> c(3);
    EXPECT_TRUE(c.try_send(1));
    EXPECT_TRUE(c.try_send(2));
    EXPECT_TRUE(c.try_send(3));
    EXPECT_FALSE(c.try_send(4));
    EXPECT_EQ(c.size(), 3u);
    EXPECT_EQ(c.receive(), 1);
    EXPECT_EQ(c.receive(), 2);
    c.send(5);
    EXPECT_EQ(c.receive(), 3);
    EXPECT_EQ(c.receive(), 5);
    EXPECT_EQ(c.try_receive(), std::nullopt);
  });
}

TEST(Channel, LeavesAValueItDidNotTake) {
  run(1, [] {
    channel<std::unique_ptr<int>> c(1);
    auto first = std::make_unique<int>(1), second = std::make_unique<int>(2);
    EXPECT_TRUE(c.try_send(std::move(first)));
    EXPECT_FALSE(c.try_send(std::move(second)));
    ASSERT_TRUE(second);
    EXPECT_EQ(*second, 2);
  });
}

struct Producer {
  void go(channel<long> out, long from, long to) {
    for (long i = from; i < to; ++i)
      out.send(i);
  }
  PROXY(Producer, MESSAGE(Producer, go))
};
struct Consumer {
  void go(channel<long> in, channel<long> sums) {
    long sum = 0, last = -1;
    while (auto v = in.next()) {
      sum += *v;
      last = *v;
    }
    (void)last;
    sums.send(sum);
  }
  PROXY(Consumer, MESSAGE(Consumer, go))
};

class ChannelMany : public testing::TestWithParam<std::pair<unsigned, std::size_t>> {};

TEST_P(ChannelMany, LosesNothingAmongManySendersAndReceivers) {
  auto [workers, capacity] = GetParam();
  run(workers, [capacity = capacity] {
    channel<long> c(capacity), sums(4);
    constexpr long each = 3000, n = 4;
    std::vector<future<int>> producers;
    for (long i = 0; i < n; ++i)
      producers.push_back(ask(spawn<Runner>(), &Runner::call, std::function<int()>([c, i] {
                                for (long k = i * each; k < (i + 1) * each; ++k)
                                  c.send(k);
                                return 0;
                              })));
    for (int i = 0; i < 4; ++i)
      spawn<Consumer>()->go(c, sums);
    for (auto &p : producers)
      std::move(p).get();
    c.close();
    long sum = 0;
    for (int i = 0; i < 4; ++i)
      sum += sums.receive();
    EXPECT_EQ(sum, n * each * (n * each - 1) / 2);
  });
}
INSTANTIATE_TEST_SUITE_P(Sizes, ChannelMany,
                         testing::Values(std::pair{1u, 0ul}, std::pair{2u, 0ul}, std::pair{2u, 1ul},
                                         std::pair{1u, 100ul}, std::pair{2u, 100ul}, std::pair{4u, 7ul}));

TEST(Channel, KeepsTheOrderOfOneSenderForOneReceiver) {
  for (std::size_t capacity : {0, 1, 16})
    run(2, [capacity] {
      channel<long> c(capacity);
      spawn<Producer>()->go(c, 0, 5000);
      for (long i = 0; i < 5000; ++i)
        ASSERT_EQ(c.receive(), i);
    });
}

TEST(Channel, GivesWhatIsLeftAfterItWasClosed) {
  run(1, [] {
    channel<int> c(2);
    c.send(1);
    c.close();
    EXPECT_TRUE(c.is_closed());
    EXPECT_FALSE(c.try_send(2));
    EXPECT_FALSE(c.send_until(std::chrono::steady_clock::now() + 1h, 2));
    EXPECT_EQ(c.next(), 1);
    EXPECT_EQ(c.next(), std::nullopt);
    EXPECT_EQ(c.receive_for(1h), std::nullopt);
  });
}

TEST(Channel, WakesItsReceiversWhenItIsClosed) {
  run(2, [] {
    channel<int> c(0);
    auto waiting = ask(spawn<Runner>(), &Runner::call, std::function<int()>([c] { return c.next() ? 1 : 2; }));
    sleep_for(5ms);
    c.close();
    EXPECT_EQ(std::move(waiting).get(), 2);
  });
}

TEST(Channel, GivesUpWhenTimeIsUp) {
  run(2, [] {
    channel<int> empty(1), full(1);
    full.send(1);
    auto begin = std::chrono::steady_clock::now();
    EXPECT_EQ(empty.receive_until(begin + 3ms), std::nullopt);
    EXPECT_FALSE(full.send_until(begin + 6ms, 2));
    auto took = std::chrono::steady_clock::now() - begin;
    EXPECT_GE(took, 6ms);
    EXPECT_LT(took, 5s);
    // Nothing of the waits is left behind.
    empty.send(7);
    EXPECT_EQ(empty.receive(), 7);
    EXPECT_EQ(full.receive(), 1);
    EXPECT_EQ(full.try_receive(), std::nullopt);
  });
}

TEST(Channel, TimesOutAndReceivesAtOnce) {
  // The timer and the sender race for the waiter: each value arrives exactly once, now or with the next receive.
  run(3, [] {
    channel<int> c(0);
    constexpr int n = 2000;
    auto sender = ask(spawn<Runner>(), &Runner::call, std::function<int()>([c] {
                        for (int i = 0; i < n; ++i)
                          c.send(i);
                        return 0;
                      }));
    for (int next = 0; next < n;) {
      auto v = c.receive_until(std::chrono::steady_clock::now() + std::chrono::microseconds(next % 7 * 10));
      if (v) {
        ASSERT_EQ(*v, next++);
      }
    }
    std::move(sender).get();
  });
}

TEST(Select, TakesFromWhicheverHasAValue) {
  run(2, [] {
    channel<int> a(1);
    channel<std::string> b(1);
    b.send("x");
    auto r = select(a, b);
    ASSERT_TRUE(r);
    EXPECT_EQ(std::get<1>(*r), "x");
    auto later = ask(spawn<Runner>(), &Runner::call, std::function<int()>([a] {
                       sleep_for(std::chrono::milliseconds(2));
                       a.send(9);
                       return 0;
                     }));
    r = select(a, b);
    ASSERT_TRUE(r);
    EXPECT_EQ(std::get<0>(*r), 9);
    std::move(later).get();
    EXPECT_FALSE(select_until(std::chrono::steady_clock::now() + 2ms, a, b));
    EXPECT_FALSE(try_select(a, b));
    a.close();
    b.close();
    EXPECT_FALSE(select(a, b));
  });
}

TEST(Select, LosesNothingAmongSeveralSelectors) {
  for (std::size_t capacity : {0, 1, 5})
    run(3, [capacity] {
      channel<int> a(capacity), b(capacity), c(capacity);
      constexpr int n = 3000;
      std::vector<future<int>> senders, takers;
      for (auto to : {a, b, c})
        senders.push_back(ask(spawn<Runner>(), &Runner::call, std::function<int()>([to] {
                                for (int i = 1; i <= n; ++i)
                                  to.send(i);
                                return 0;
                              })));
      for (int k = 0; k < 3; ++k)
        takers.push_back(ask(spawn<Runner>(), &Runner::call, std::function<int()>([a, b, c, k] {
                               int sum = 0;
                               while (auto v = k == 0 ? select(a, b, c) : k == 1 ? select(c, a, b) : select(b, c, a))
                                 sum += std::visit([](int x) { return x; }, *v) % 1000;
                               return sum;
                             })));
      for (auto &s : senders)
        std::move(s).get();
      a.close();
      b.close();
      c.close();
      int sum = 0;
      for (auto &t : takers)
        sum += std::move(t).get();
      EXPECT_EQ(sum, 3 * 3 * (999 * 1000 / 2));
    });
}

TEST(Channel, WorksFromAThreadThatRunsNoProcess) {
  channel<int> in(0), out(0);
  rt::outside_source here; // before the processes wait for the other thread, which may come late
  std::thread other([in, out] {
    for (int i = 0; i < 200; ++i)
      out.send(in.receive() + 1);
  });
  run(2, [in, out] {
    for (int i = 0; i < 200; ++i) {
      in.send(i);
      EXPECT_EQ(out.receive(), i + 1);
    }
  });
  other.join();
}

} // namespace
