// What happens when the system has no more: memory, address space, threads. Each is a panic with its reason.
#include "processes.h"
#include "sanitize.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;

namespace {

const auto panics = testing::ExitedWithCode(101);

class Limit : public testing::Test {
  void SetUp() override {
    if (rt::sanitized)
      GTEST_SKIP() << "the sanitizers reserve more address space than any limit";
    GTEST_FLAG_SET(death_test_style, "threadsafe");
  }
};

/// The program may have so much more address space than it has now.
void allow(std::size_t more) {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  rlimit limit{};
  getrlimit(RLIMIT_AS, &limit);
  limit.rlim_cur = pages * 4096 + more;
  setrlimit(RLIMIT_AS, &limit);
}

struct Sink {
  void take(int) {}
  void hold(channel<int> until) { until.receive(); }
  PROXY(Sink, MESSAGE(Sink, take) MESSAGE(Sink, hold))
};

TEST_F(Limit, NoMemoryForMessagesIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    auto sink = spawn<Sink>();
                    channel<int> never(1);
                    sink->hold(never);
                    yield();
                    allow(64 << 20);
                    for (;;)
                      sink->take(1);
                  }),
              panics,
              "panic: out of memory for messages and processes\n  in process conure::test::Script, message main");
}

TEST_F(Limit, NoMemoryForProcessesIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    std::vector<process<Sink>> all;
                    all.reserve(4 << 20);
                    allow(64 << 20);
                    for (;;)
                      all.push_back(spawn<Sink>());
                  }),
              panics, "out of memory for messages and processes");
}

TEST_F(Limit, NoAddressSpaceForStacksIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    channel<int> never(1);
                    allow(256 << 20);
                    for (;;) {
                      spawn<Sink>()->hold(never);
                      yield();
                    }
                  }),
              panics, "no stack for one more suspended process: the system gives no more address space");
}

TEST_F(Limit, NoThreadForAWorkerIsAPanic) {
  EXPECT_EXIT(
      {
        allow(24 << 20);
        run(16, [] { std::fputs("ran\n", stderr); });
      },
      panics, "cannot start (the monitor's thread|worker [0-9]+ of 16)");
}

// However much is left when the panic comes: the report may be short, but it does not fail in its turn.
TEST_F(Limit, APanicNeedsNoMemory) {
  for (std::size_t more = 1; more < 80; more += 3)
    EXPECT_EXIT(
        {
          allow(more << 20);
          run(64, [] {
            std::vector<std::unique_ptr<char[]>> all;
            for (;;)
              all.push_back(std::make_unique<char[]>(300'000));
          });
        },
        panics, "panic: .*\n  (in|outside|while) [a-zA-Z ]*process")
        << more;
}

TEST_F(Limit, NoThreadForABlockingCallIsAPanic) {
  EXPECT_EXIT(run(1,
                  [] {
                    allow(2 << 20);
                    blocking([] {});
                  }),
              panics, "no thread for a blocking call");
}

std::size_t mappings() {
  std::ifstream in("/proc/self/maps");
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
}

// Each guard page splits a mapping in two where the kernel knows no other way; there are never more than the system
// allows, however many wait.
TEST_F(Limit, MappingsAreNotUsedUp) {
  std::size_t most = 65530;
  std::ifstream("/proc/sys/vm/max_map_count") >> most;
  run(1, [most] {
    channel<int> gate(0);
    constexpr int waiting = 40000;
    for (int i = 0; i < waiting; ++i)
      spawn<Sink>()->hold(gate);
    yield();
    EXPECT_LT(mappings(), most / 2);
    for (int i = 0; i < waiting; ++i)
      gate.send(i);
  });
}

std::size_t resident() {
  std::size_t all = 0, pages = 0;
  std::ifstream("/proc/self/statm") >> all >> pages;
  return pages * 4096;
}

struct Empty {
  void go() {}
  PROXY(Empty, MESSAGE(Empty, go))
};

TEST_F(Limit, AnIdleProcessTakes128Bytes) {
  run(1, [] {
    constexpr std::size_t n = 200000;
    std::size_t before = resident();
    std::vector<process<Empty>> all; // the handles count, too
    all.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
      all.push_back(spawn<Empty>());
      all.back()->go();
    }
    sleep_for(20ms); // all have handled it
    EXPECT_LE((resident() - before) / n, 128u);
  });
}

// What suspended processes and waiting messages took goes back to the system once the program has nothing to do.
TEST_F(Limit, MemoryIsGivenBackWhenIdle) {
  run(2, [] {
    constexpr int waiting = 20000, messages = 2000000;
    // Of the page a stack needs, half: stacks that earlier tests left behind are lent again and were resident before.
    constexpr std::size_t taken = std::size_t{waiting} * 4096 / 2;
    const std::size_t before = resident();
    {
      channel<int> gate(0);
      for (int i = 0; i < waiting; ++i)
        spawn<Sink>()->hold(gate);
      for (int i = 0; i < 1000 && resident() < before + taken; ++i)
        sleep_for(5ms);
      EXPECT_GE(resident(), before + taken);
      for (int i = 0; i < waiting; ++i)
        gate.send(i);
    }
    {
      channel<int> gate(0);
      auto sink = spawn<Sink>();
      sink->hold(gate);
      for (int i = 0; i < messages; ++i)
        sink->take(i);
      EXPECT_GT(resident(), before + std::size_t{messages} * 32 / 2); // likewise: what was free before is used first
      gate.send(1);
    }
    for (int i = 0; i < 300 && resident() > before + (16 << 20); ++i)
      sleep_for(50ms);
    EXPECT_LT(resident(), before + (16 << 20));
  });
}

} // namespace
