// What the runtime writes about a run: CONURE_STATS and CONURE_TRACE.
#include "processes.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <unistd.h>
#include <vector>

using namespace conure;
using namespace conure::test;
using namespace std::chrono_literals;

namespace {

void some_work() {
  auto runner = spawn<Runner>();
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(ask(runner, &Runner::call, std::function<int()>([i] { return i; })).get(), i);
  runner->run(std::function<void()>([] { sleep_for(1ms); }));
  EXPECT_EQ(ask(runner, &Runner::call, std::function<int()>([] { return 3; })).get(), 3);
  EXPECT_EQ(blocking([] { return 4; }), 4);
}

TEST(Report, StatsCountMessagesAndProcesses) {
  testing::internal::CaptureStderr();
  setenv("CONURE_STATS", "1", 1);
  run(2, some_work);
  unsetenv("CONURE_STATS");
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("conure: worker 1: "), std::string::npos) << text;
  // Eleven questions, one message to sleep, and main's.
  EXPECT_NE(text.find("conure: 13 messages, 2 processes spawned"), std::string::npos) << text;
}

TEST(Report, TraceIsATimelineOfMessages) {
  std::string name = testing::TempDir() + "conure-trace-" + std::to_string(getpid()) + ".json";
  setenv("CONURE_TRACE", name.c_str(), 1);
  run(2, some_work);
  unsetenv("CONURE_TRACE");
  std::ifstream in(name);
  auto trace = nlohmann::json::parse(in);
  std::remove(name.c_str());

  struct Slice {
    double from, to;
  };
  std::map<int, std::vector<Slice>> slices;
  std::map<std::string, int> seen, waits;
  struct Arrow {
    int thread = -1;
    double at = 0;
  };
  std::map<int, Arrow> starts, ends;
  for (auto &e : trace["traceEvents"]) {
    if (e["ph"] == "s" || e["ph"] == "f")
      (e["ph"] == "s" ? starts : ends)[e["id"]] = {e["tid"], e["ts"]};
    if (e["ph"] != "X")
      continue;
    ++seen[e["cat"].get<std::string>() + " " + e["name"].get<std::string>()];
    if (e["args"].contains("waits"))
      ++waits[e["args"]["waits"]];
    slices[e["tid"]].push_back({e["ts"], e["ts"].get<double>() + e["dur"].get<double>()});
  }
  EXPECT_EQ(seen["message conure::test::Runner.ask"], 11);
  EXPECT_EQ(seen["message conure::test::Runner.run"], 2); // before and after its sleep
  EXPECT_EQ(seen["blocking conure::test::Script.main"], 1);
  EXPECT_GE(seen["message conure::test::Script.main"], 2);
  EXPECT_GE(waits["for a time"], 1);
  EXPECT_EQ(waits["for a blocking call"], 1);
  // Each message that was sent and handled has its arrow, which ends where a slice begins.
  EXPECT_EQ(starts.size(), 13u);
  ASSERT_EQ(ends.size(), starts.size());
  for (auto &[id, end] : ends) {
    EXPECT_LE(starts[id].at, end.at);
    EXPECT_TRUE(std::any_of(slices[end.thread].begin(), slices[end.thread].end(),
                            [&](const Slice &s) { return std::abs(s.from - end.at) < 0.002; }));
  }
  for (auto &[thread, all] : slices) { // a thread does one thing at a time
    std::sort(all.begin(), all.end(), [](const Slice &a, const Slice &b) { return a.from < b.from; });
    for (std::size_t i = 1; i < all.size(); ++i)
      EXPECT_GE(all[i].from, all[i - 1].to - 0.002);
  }
}

TEST(Report, ATraceThatCannotBeWrittenIsToldAtTheStart) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("CONURE_TRACE", "/nonexistent/trace.json", 1);
        run(1, [] { std::fputs("ran\n", stderr); });
      },
      testing::ExitedWithCode(101), "panic: CONURE_TRACE: cannot write /nonexistent/trace.json");
}

} // namespace
