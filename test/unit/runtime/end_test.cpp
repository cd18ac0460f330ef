// How a program ends badly: each in a process of its own (a death test).
#include "processes.h"

#include <atomic>
#include <functional>
#include <optional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;

#include "sanitize.h"
#if defined(CONURE_TSAN)
// The report of a stack overflow is made in the signal's handler; the fault is where the overflowing code is, not
// anywhere.
extern "C" const char *__tsan_default_options() { return "report_signal_unsafe=0"; }
#endif

namespace {

const auto panics = testing::ExitedWithCode(101);

struct Noisy {
  ~Noisy() { std::fputs("a destructor ran\n", stderr); }
};

class End : public testing::Test {
  void SetUp() override { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

TEST_F(End, PanicNamesProcessMessageAndPlace) {
  EXPECT_EXIT(
      run(2, [] { panic("it broke"); }), panics,
      "panic: it broke\n  in process conure::test::Script, message main\n  at .*end_test.cpp:[0-9]+ in .*\nstack:\n"
      "  #0 ");
}

TEST_F(End, PanicRunsNoDestructor) {
  EXPECT_EXIT(run(1,
                  [] {
                    Noisy n;
                    panic("quiet");
                  }),
              panics, "panic: quiet(\n  .*)*\n$");
}

TEST_F(End, AnExceptionThatLeavesAMessageIsAPanic) {
  EXPECT_EXIT(run(2,
                  [] {
                    spawn<Runner>()->run(std::function<void()>([] {
                      yield();
                      throw std::runtime_error("thrown there");
                    }));
                    sleep_for(10s);
                  }),
              panics,
              "an exception left a message: std::runtime_error: thrown there\n  in process conure::test::Runner, "
              "message run\n");
}

[[gnu::noinline]] int deeper(volatile char *from, int n) {
  volatile char here[500];
  here[0] = *from;
  if (n == 0)
    return here[0];
  return deeper(here, n - 1) + here[0];
}

TEST_F(End, AStackOverflowIsAPanic) {
  EXPECT_EXIT(run(2,
                  [] {
                    volatile char c = 1;
                    EXPECT_NE(deeper(&c, 1 << 30), 0);
                  }),
              panics, "panic: stack overflow\n  in process conure::test::Script, message main\n");
}

TEST_F(End, AStackOverflowAfterASuspensionIsAPanic) {
  EXPECT_EXIT(run(2,
                  [] {
                    for (int i = 0; i < 100; ++i)
                      sleep_for(10us);
                    volatile char c = 1;
                    EXPECT_NE(deeper(&c, 1 << 30), 0);
                  }),
              panics, "panic: stack overflow\n");
}

TEST_F(End, ADeadlockIsAPanicThatListsWhatEachWaitsFor) {
  EXPECT_EXIT(run(2,
                  [] {
                    channel<int> c(1);
                    auto other = spawn<Runner>();
                    other->run(std::function<void()>([] {
                      auto [f, p] = make_future<int>();
                      std::move(f).get();
                    }));
                    auto idle = spawn<Runner>();
                    c.receive();
                  }),
              panics,
              "panic: deadlock: every process waits, and nothing can wake one\n"
              "  process conure::test::Runner, message run, waits for a future .*\n"
              "  process conure::test::Script, message main, waits to receive from a channel .*\n"
              "  and 1 process waits for a message\n");
}

struct SelfKeeper {
  std::optional<process<SelfKeeper>> kept;
  void main() { kept = self(*this); }
  PROXY(SelfKeeper, MESSAGE(SelfKeeper, main))
};

TEST_F(End, ADeadlockOfIdleProcessesIsOneToo) {
  EXPECT_EXIT(rt::run<SelfKeeper>(), panics, "deadlock.*\n  and 1 process waits for a message\n");
}

TEST_F(End, ASleepOrACallOutsideIsNoDeadlock) {
  run(2, [] {
    sleep_for(50ms);
    blocking([] { std::this_thread::sleep_for(50ms); });
  });
}

TEST_F(End, ADroppedPromiseIsAPanicForWhoWaits) {
  EXPECT_EXIT(run(1,
                  [] {
                    auto [f, p] = make_future<int>();
                    {
                      auto gone = std::move(p);
                    }
                    std::move(f).get();
                  }),
              panics, "the promise of a future was dropped without a value\n  in process conure::test::Script");
}

TEST_F(End, AnEmptyHandleIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    auto p = spawn<Runner>();
                    auto q = std::move(p);
                    p->run(std::function<void()>([] {}));
                  }),
              panics, "through a process handle that had been moved");
}

TEST_F(End, SelfOfSomethingElseIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    Runner none;
                    auto p = self(none);
                  }),
              panics, "self of an object that is not the running process");
}

// Runs `body` in a child that the main process forks, and ends as the child does.
void in_child(std::function<void(process<Runner>, channel<int>)> body) {
  run(2, [&] {
    auto other = spawn<Runner>();
    channel<int> c(1);
    pid_t child = fork();
    if (child == 0)
      return body(other, c);
    int status = 0;
    waitpid(child, &status, 0);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
  });
}

TEST_F(End, AForkedChildMayNotUseProcesses) {
  EXPECT_EXIT(in_child([](process<Runner>, channel<int>) { auto p = spawn<Runner>(); }), panics, "in a child of fork");
  EXPECT_EXIT(in_child([](process<Runner> p, channel<int>) { p->run(std::function<void()>([] {})); }), panics,
              "a message was sent in a child of fork");
  EXPECT_EXIT(in_child([](process<Runner>, channel<int> c) { c.receive(); }), panics,
              "a process waits in a child of fork");
  EXPECT_EXIT(in_child([](process<Runner>, channel<int>) {}), panics, "a message ended in a child of fork");
}

TEST_F(End, AForkedChildMayExec) {
  EXPECT_EXIT(in_child([](process<Runner>, channel<int>) {
                char name[] = "/bin/sh", flag[] = "-c", text[] = "echo from the child >&2; exit 7";
                char *arguments[] = {name, flag, text, nullptr};
                execv(name, arguments);
              }),
              testing::ExitedWithCode(7), "from the child");
}

TEST_F(End, ASettingThatMakesNoSenseIsAPanic) {
  EXPECT_EXIT(
      {
        setenv("CONURE_WORKERS", "several", 1);
        rt::run<Script>([] {});
      },
      panics, "CONURE_WORKERS=several is not a number");
}

TEST_F(End, AProcessThatCannotBeStoppedDoesNotKeepTheProgram) {
  EXPECT_EXIT(run(2,
                  [] {
                    static std::atomic<bool> running{false};
                    auto busy = spawn<Runner>();
                    busy->run(std::function<void()>([] {
                      running = true;
                      for (std::atomic<long> i = 0;; ++i) {
                      }
                    }));
                    while (!running)
                      sleep_for(1ms);
                    std::fputs("done\n", stdout);
                  }),
              testing::ExitedWithCode(0), "");
}

} // namespace
