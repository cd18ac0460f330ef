// Each lock-free structure with all that may meet in it, over and over: with the delays at random of the sanitizers'
// builds, what is rare otherwise happens here. The ring has its own in queue_test.cpp, the channel's lock and the
// worker's slot in worker_test.cpp, the mailbox in process_test.cpp, select in channel_test.cpp.
#include "processes.h"

#include <atomic>
#include <fcntl.h>
#include <memory>
#include <random>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;
using clock_type = std::chrono::steady_clock;

namespace {

/// Starts `body` in a process of its own; the future ends with it.
future<int> start(std::function<void()> body) {
  return ask(spawn<Runner>(), &Runner::call, std::function<int()>([body = std::move(body)] {
               body();
               return 0;
             }));
}
void finish(std::vector<future<int>> all) {
  for (auto &f : all)
    std::move(f).get();
}

TEST(Stress, TheSpinLockLetsOneIn) {
  rt::spin_lock lock;
  long plain = 0; // of who holds the lock
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 5000; ++i) {
        if (i % 3 == 0) {
          while (!lock.try_lock())
            std::this_thread::yield();
        } else {
          lock.lock();
        }
        ++plain;
        lock.unlock();
      }
    });
  for (auto &t : threads)
    t.join();
  EXPECT_EQ(plain, 4 * 5000);
}

TEST(Stress, AParkingIsClaimedOnce) {
  // Two wakers and a timer want the same parking. Whoever claims it wakes it; it may be gone for the others only after
  // they have tried, which the count of tries stands for here as a queue's lock does elsewhere.
  run(3, [] {
    constexpr int rounds = 5000;
    struct shared_t {
      std::atomic<rt::parking *> who{nullptr};
      std::atomic<int> tries{0}, claims{0};
    };
    auto shared = std::make_shared<shared_t>();
    std::vector<future<int>> wakers;
    for (unsigned w = 1; w <= 2; ++w)
      wakers.push_back(start([shared, w] {
        rt::parking *last = nullptr;
        for (int round = 0; round < rounds; ++round) {
          rt::parking *p;
          while (!(p = shared->who.load(std::memory_order_acquire)) || p == last)
            yield();
          last = p;
          const bool ours = p->claim(w);
          if (ours)
            ++shared->claims;
          shared->tries.fetch_add(1, std::memory_order_release);
          if (ours)
            p->wake();
        }
      }));
    int timeouts = 0;
    // Two places in turn, so that a waker can tell a new parking from the one before.
    std::optional<rt::parking> places[2];
    for (int round = 0; round < rounds; ++round) {
      rt::parking &p = places[round % 2].emplace("for a claim");
      shared->tries = 0;
      shared->who.store(&p, std::memory_order_release);
      unsigned why = rt::park(p, round % 4 ? clock_type::now() + std::chrono::microseconds(round % 50) : rt::never);
      timeouts += why == rt::timed_out;
      while (shared->tries.load(std::memory_order_acquire) != 2)
        yield();
    }
    finish(std::move(wakers));
    EXPECT_EQ(shared->claims + timeouts, rounds);
  });
}

std::atomic<long> alive{0};
struct Counted {
  int value;
  explicit Counted(int v) : value(v) { ++alive; }
  Counted(Counted &&other) noexcept : value(other.value) { ++alive; }
  ~Counted() { --alive; }
};

TEST(Stress, AFutureMeetsItsPromiseInAnyOrder) {
  // Set early, late or never; asked once, with a time limit, or dropped: each value arrives once, each state is freed.
  run(3, [] {
    constexpr int rounds = 4000;
    auto setter = spawn<Runner>();
    int expected = 0, got = 0;
    for (int i = 0; i < rounds; ++i) {
      auto [f, p] = make_future<Counted>();
      const bool drops = i % 5 == 4;
      setter->run(std::function<void()>([i, drops, end = std::make_shared<promise<Counted>>(std::move(p))]() mutable {
        if (i % 3 == 0)
          yield();
        if (drops)
          end.reset();
        else
          std::move(*end).set(Counted(i));
      }));
      if (i % 2)
        yield();
      if (drops || i % 7 == 0) {
        auto gone = std::move(f);
      } else {
        ++expected;
        for (;;) {
          auto v = i % 4 == 0 ? f.try_get() : f.get_for(std::chrono::microseconds(i % 30));
          if (!v && i % 4 == 3) // the rest of the way without a limit
            v.emplace(std::move(f).get());
          if (v) {
            EXPECT_EQ(v->value, i);
            ++got;
            break;
          }
          yield();
        }
      }
    }
    EXPECT_EQ(got, expected);
    ask(setter, &Runner::call, std::function<int()>([] { return 0; })).get(); // all before it is done
  });
  EXPECT_EQ(alive, 0);
}

TEST(Stress, AFutureMayBeAskedByAThread) {
  run(2, [] {
    auto setter = spawn<Runner>();
    long sum = 0;
    std::atomic<bool> done{false};
    rt::outside_source comes; // the thread: nobody else may be left who could wake anybody
    std::thread asker([&] {
      for (int i = 0; i < 2000; ++i)
        sum += ask(setter, &Runner::call, std::function<int()>([i] { return i; })).get();
      done = true;
    });
    while (!done)
      sleep_for(1ms);
    asker.join();
    EXPECT_EQ(sum, 1999 * 1000);
  });
}

std::atomic<long> destroyed, handled;
struct Dropped {
  ~Dropped() { ++destroyed; }
  void touch() { ++handled; }
  PROXY(Dropped, MESSAGE(Dropped, touch))
};

TEST(Stress, HandlesGoOnAllSides) {
  // The last handle goes while messages arrive, on any thread: each process is destroyed once, after its messages.
  destroyed = handled = 0;
  constexpr int rounds = 2000, others = 3;
  run(3, [] {
    std::vector<process<Runner>> runners;
    for (int i = 0; i < others; ++i)
      runners.push_back(spawn<Runner>());
    for (int i = 0; i < rounds; ++i) {
      auto p = spawn<Dropped>();
      for (auto &r : runners)
        r->run(std::function<void()>([p]() mutable {
          auto copy = p;
          p->touch();
          auto moved = std::move(p);
          copy->touch();
        }));
    }
    while (destroyed != rounds)
      sleep_for(1ms);
  });
  EXPECT_EQ(handled, 2L * rounds * others);
  EXPECT_EQ(destroyed, rounds);
}

// Sends so many messages that are handled at once: a flood, whose sender follows its messages to another worker.
void send_many(const process<Runner> &to, int n, std::atomic<long> &handled) {
  for (int i = 0; i < n; ++i)
    to->run(std::function<void()>([&handled] { handled.fetch_add(1, std::memory_order_relaxed); }));
}

TEST(Stress, FloodsOfManyKeepTheirOrder) {
  run(3, [] {
    constexpr int senders = 5, messages = 20'000;
    auto receiver = spawn<Runner>();
    auto last = std::make_shared<std::vector<int>>(senders, -1); // the receiver's
    std::vector<future<int>> all;
    for (int s = 0; s < senders; ++s)
      all.push_back(start([=] {
        for (int i = 0; i < messages; ++i)
          receiver->run(std::function<void()>([=] {
            ASSERT_EQ((*last)[std::size_t(s)] + 1, i);
            (*last)[std::size_t(s)] = i;
          }));
      }));
    finish(std::move(all));
    ask(receiver, &Runner::call, std::function<int()>([=] {
          for (int at : *last)
            EXPECT_EQ(at, messages - 1);
          return 0;
        }))
        .get();
  });
}

TEST(Stress, AFloodDoesNotWaitForWhoWaitsForItsEnd) {
  run(2, [] {
    std::atomic<long> handled{0};
    for (int round = 0; round < 5; ++round) {
      auto receiver = spawn<Runner>();
      channel<int> ended(1);
      send_many(receiver, 1000, handled);
      receiver->run(std::function<void()>([ended] { ended.receive(); }));
      send_many(receiver, 5000, handled);
      ended.send(1);
    }
    while (handled != 5 * 6000)
      sleep_for(1ms);
  });
}

TEST(Stress, TwoFloodEachOther) {
  run(2, [] {
    std::atomic<long> handled{0};
    constexpr int n = 20'000;
    auto one = spawn<Runner>(), other = spawn<Runner>();
    one->run(std::function<void()>([&, other] { send_many(other, n, handled); }));
    other->run(std::function<void()>([&, one] { send_many(one, n, handled); }));
    while (handled != 2 * n)
      sleep_for(1ms);
  });
}

TEST(Stress, SleepersMissNoWork) {
  // The workers have nothing to do between two messages, and go to sleep at just the moment the next one comes: from a
  // thread outside, and from a process that somebody else woke.
  run(4, [] {
    auto runner = spawn<Runner>();
    std::atomic<int> handled{0};
    std::atomic<bool> done{false};
    constexpr int messages = 3000;
    rt::outside_source comes;
    std::thread sender([&] {
      for (int i = 0; i < messages; ++i) {
        runner->run(std::function<void()>([&] { ++handled; }));
        while (handled <= i)
          std::this_thread::yield();
        for (int delay = 0; delay < i % 500; ++delay)
          std::atomic_signal_fence(std::memory_order_seq_cst);
      }
      done = true;
    });
    for (int i = 0; !done; ++i) {
      std::atomic<bool> there{false};
      sleep_for(std::chrono::microseconds(i % 60));
      runner->run(std::function<void()>([&] { there = true; }));
      while (!there)
        sleep_for(std::chrono::microseconds(i % 20));
    }
    sender.join();
    EXPECT_EQ(handled, messages);
  });
}

TEST(Stress, TimersGoInAndOutOfTheirHeap) {
  run(3, [] {
    std::vector<future<int>> all;
    for (unsigned seed = 1; seed <= 8; ++seed)
      all.push_back(start([seed] {
        std::minstd_rand random(seed);
        channel<int> nobody(1), somebody(1);
        for (int i = 0; i < 150; ++i) {
          auto until = clock_type::now() + std::chrono::microseconds(random() % 200);
          switch (random() % 3) {
          case 0:
            sleep_until(until);
            EXPECT_GE(clock_type::now(), until);
            break;
          case 1:
            EXPECT_EQ(nobody.receive_until(until), std::nullopt);
            EXPECT_GE(clock_type::now(), until);
            break;
          default: // is taken out before its time
            somebody.send(i);
            EXPECT_EQ(somebody.receive_until(clock_type::now() + 1h), i);
          }
        }
      }));
    finish(std::move(all));
  });
}

TEST(Stress, ReadinessTimeLimitsAndForgettingMeet) {
  // Both ends of a pipe, a time limit that is always near, and in the end somebody who forgets the descriptor.
  run(3, [] {
    for (int round = 0; round < 20; ++round) {
      int ends[2];
      ASSERT_EQ(pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
      constexpr int bytes = 100;
      auto writer = start([out = ends[1]] {
        for (int i = 0; i < bytes;) {
          char c = static_cast<char>(i);
          if (write(out, &c, 1) == 1)
            ++i;
          if (i % 5 == 0)
            yield();
        }
      });
      int got = 0;
      for (unsigned turn = 0; got < bytes; ++turn) {
        char c;
        if (read(ends[0], &c, 1) == 1) {
          ASSERT_EQ(c, static_cast<char>(got));
          ++got;
        } else {
          rt::wait_readable(ends[0], clock_type::now() + std::chrono::microseconds(turn % 20));
        }
      }
      std::move(writer).get();
      auto waiting = start([in = ends[0]] {
        while (rt::wait_readable(in, clock_type::now() + 1h)) { // an old edge may be remembered
        }
      });
      if (round % 2)
        sleep_for(100us);
      // Forgets until the waiter is gone: it may begin to wait only after the first time.
      do
        rt::forget_fd(ends[0]);
      while (!waiting.get_for(50us));
      rt::forget_fd(ends[1]);
      close(ends[0]);
      close(ends[1]);
    }
  });
}

} // namespace
