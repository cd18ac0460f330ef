// Workers: who is alone and ceases to be, who waits in the slot of a busy one, what a switch keeps.
#include "processes.h"

#include <atomic>
#include <cfenv>
#include <csignal>
#include <optional>
#include <sys/signalfd.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;

namespace {

struct Echo {
  void go(channel<int> in, channel<int> out) {
    while (auto v = in.next())
      out.send(*v + 1);
  }
  PROXY(Echo, MESSAGE(Echo, go))
};

// While there is one worker it takes locks for its own; a thread from outside may come at any moment.
TEST(OneWorker, SharesChannelsWithAThreadThatComesLater) {
  for (int round = 0; round < 60; ++round) {
    channel<int> ask(0), answer(2), outside(1);
    std::atomic<bool> over{false};
    std::atomic<int> begun{0};
    std::thread other([&] {
      rt::outside_source here;
      while (begun < 1 + round * 7)
        std::this_thread::yield();
      for (int i = 0; i < 200; ++i) {
        outside.send(i);
        (void)answer.size();
      }
      outside.close();
    });
    int from_outside = 0;
    run(1, [&] {
      spawn<Echo>()->go(ask, answer);
      int next = 0;
      for (int i = 0; i < 600 || !over; ++i) {
        ++begun;
        ask.send(i);
        EXPECT_EQ(answer.receive(), i + 1);
        if (auto v = outside.try_receive()) {
          EXPECT_EQ(*v, next++);
        } else if (outside.is_closed() && outside.size() == 0) {
          over = true;
        }
      }
      from_outside = next;
      ask.close();
    });
    other.join();
    EXPECT_EQ(from_outside, 200);
  }
}

TEST(OneWorker, SharesChannelsWithABlockingCall) {
  for (int round = 0; round < 20; ++round)
    run(1, [round] {
      channel<int> values(3);
      auto sender = ask(spawn<Runner>(), &Runner::call, std::function<int()>([values, round] {
                          for (int i = 0; i < round; ++i)
                            values.send(-1);
                          blocking([&] {
                            for (int i = 0; i < 200; ++i)
                              values.send(i);
                          });
                          return 0;
                        }));
      for (int i = 0; i < round; ++i)
        EXPECT_EQ(values.receive(), -1);
      for (int i = 0; i < 200; ++i)
        EXPECT_EQ(values.receive(), i);
      std::move(sender).get();
    });
}

// Who is made ready by a process that goes on without end is run by somebody else.
TEST(Slot, IsGivenToOthersWhileItsWorkerIsBusy) {
  run(2, [] {
    auto other = spawn<Runner>();
    for (int i = 0; i < 100; ++i) {
      std::atomic<bool> ran{false};
      other->run(std::function<void()>([&] { ran = true; }));
      while (!ran) // no point at which this process would give way
        std::this_thread::yield();
    }
  });
}

TEST(Slot, LosesNobodyToTheMonitor) {
  run(2, [] {
    constexpr int pairs = 4, rounds = 300;
    std::atomic<int> done{0};
    std::vector<process<Runner>> all;
    for (int i = 0; i < pairs; ++i)
      all.push_back(spawn<Runner>());
    for (int i = 0; i < pairs; ++i)
      all[std::size_t(i)]->run(std::function<void()>([&, i] {
        auto partner = spawn<Runner>();
        for (int k = 0; k < rounds; ++k) {
          channel<int> back(1);
          partner->run(std::function<void()>([back] { back.send(1); }));
          // Now and then longer than the monitor lets the partner wait.
          if ((k + i) % 50 == 0)
            std::this_thread::sleep_for(1500us);
          EXPECT_EQ(back.receive(), 1);
        }
        ++done;
      }));
    while (done != pairs)
      sleep_for(1ms);
  });
}

TEST(Switch, KeepsTheRoundingOfEachProcess) {
  run(1, [] {
    const int before = std::fegetround();
    auto upwards = ask(spawn<Runner>(), &Runner::call, std::function<int()>([] {
                         std::fesetround(FE_UPWARD);
                         for (int i = 0; i < 10; ++i) {
                           yield();
                           EXPECT_EQ(std::fegetround(), FE_UPWARD);
                         }
                         std::fesetround(FE_TONEAREST);
                         return 0;
                       }));
    for (int i = 0; i < 10; ++i) {
      EXPECT_EQ(std::fegetround(), before);
      yield();
    }
    std::move(upwards).get();
  });
}

std::atomic<int> alarms{0};

// Signals break off system calls at any place, the workers' and the monitor's.
TEST(Signals, DisturbNobody) {
  struct sigaction act{}, before{};
  act.sa_handler = [](int) { ++alarms; };
  act.sa_flags = SA_ONSTACK;
  sigaction(SIGALRM, &act, &before);
  itimerval often{{0, 200}, {0, 200}}, never{};
  setitimer(ITIMER_REAL, &often, nullptr);
  run(2, [] {
    channel<int> c(0);
    for (int i = 0; i < 200; ++i) {
      auto sender = ask(spawn<Runner>(), &Runner::call, std::function<int()>([c, i] {
                          sleep_for(300us);
                          c.send(blocking([i] { return i; }));
                          return i;
                        }));
      EXPECT_EQ(c.receive_for(10s), i);
      EXPECT_EQ(std::move(sender).get(), i);
    }
  });
  setitimer(ITIMER_REAL, &never, nullptr);
  sigaction(SIGALRM, &before, nullptr);
  EXPECT_GT(alarms, 10);
}

TEST(Signals, CanBeHandledByAProcess) {
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &set, &before);
  run(2, [&set] {
    int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    ASSERT_GE(fd, 0);
    auto seen = ask(spawn<Runner>(), &Runner::call, std::function<int()>([fd] {
                      signalfd_siginfo info{};
                      while (read(fd, &info, sizeof info) != sizeof info)
                        rt::wait_readable(fd);
                      return static_cast<int>(info.ssi_signo);
                    }));
    sleep_for(5ms);
    kill(getpid(), SIGUSR1);
    EXPECT_EQ(std::move(seen).get(), SIGUSR1);
    rt::forget_fd(fd);
    close(fd);
  });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

struct Tight {
  std::atomic<int> *waiting;
  void take() { --*waiting; }
  PROXY(Tight, static constexpr std::size_t conure_mailbox = 2; MESSAGE(Tight, take))
};
struct Heir : Tight {
  struct conure_proxy : rt::proxy<Heir>, Tight::conure_proxy {
    using conure_process = Heir;
    explicit conure_proxy(rt::target<Heir> to) noexcept : rt::proxy<Heir>(to), Tight::conure_proxy(to) {}
  };
};

TEST(Mailbox, IsBoundedAsThatOfTheBase) {
  static_assert(rt::mailbox_bound<Tight>() == 2 && rt::mailbox_bound<Heir>() == 2 && rt::mailbox_bound<Echo>() == 0);
  run(1, [] {
    std::atomic<int> waiting{0};
    auto heir = spawn<Heir>(Tight{&waiting});
    for (int i = 0; i < 100; ++i) {
      ++waiting;
      heir->take();
      EXPECT_LE(waiting, 3);
    }
    while (waiting)
      yield();
  });
}

} // namespace
