// The queues of ready processes, by themselves: every cell that goes in comes out once.
#include "run_queue.h"

#include <conure/scheduled/process.h>

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <memory>
#include <thread>
#include <vector>

using namespace conure::rt;

namespace {

constexpr process_type type{nullptr, "test", sizeof(cell), 16, 0, 0, true};

struct Cells {
  explicit Cells(std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
      all.push_back(std::make_unique<cell>(&type));
  }
  std::vector<std::unique_ptr<cell>> all;
};

TEST(Ring, IsFirstInFirstOut) {
  Cells cells(ring::capacity);
  auto queue = std::make_unique<ring>();
  EXPECT_TRUE(queue->empty());
  for (auto &c : cells.all)
    EXPECT_TRUE(queue->push(c.get()));
  cell more(&type);
  EXPECT_FALSE(queue->push(&more));
  for (auto &c : cells.all)
    EXPECT_EQ(queue->pop(), c.get());
  EXPECT_EQ(queue->pop(), nullptr);
}

TEST(Ring, SpillsHalfInOrder) {
  Cells cells(ring::capacity + 1);
  auto queue = std::make_unique<ring>();
  shared_queue rest;
  for (std::size_t i = 0; i < ring::capacity; ++i)
    queue->push(cells.all[i].get());
  queue->spill(rest, cells.all.back().get());
  for (std::size_t i = 0; i < ring::capacity / 2; ++i)
    EXPECT_EQ(rest.pop(), cells.all[i].get());
  EXPECT_EQ(rest.pop(), cells.all.back().get());
  EXPECT_EQ(rest.pop(), nullptr);
  for (std::size_t i = ring::capacity / 2; i < ring::capacity; ++i)
    EXPECT_EQ(queue->pop(), cells.all[i].get());
}

TEST(Ring, GivesHalfToAThief) {
  Cells cells(10);
  auto queue = std::make_unique<ring>(), thief = std::make_unique<ring>();
  for (auto &c : cells.all)
    queue->push(c.get());
  EXPECT_EQ(queue->steal(*thief), cells.all[4].get());
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(thief->pop(), cells.all[i].get());
  EXPECT_EQ(thief->pop(), nullptr);
  EXPECT_EQ(queue->pop(), cells.all[5].get());
}

TEST(Ring, LosesNothingToManyThieves) {
  constexpr std::size_t n = 20000, thieves = 3;
  Cells cells(n);
  auto queue = std::make_unique<ring>();
  shared_queue rest;
  std::atomic<std::size_t> taken{0};
  std::vector<std::vector<cell *>> got(thieves + 1);
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < thieves; ++t)
    threads.emplace_back([&, t] {
      auto own = std::make_unique<ring>();
      while (taken < n) {
        cell *c = own->pop();
        if (!c)
          c = queue->steal(*own);
        if (!c)
          c = rest.pop();
        if (c) {
          got[t].push_back(c);
          ++taken;
        } else {
          std::this_thread::yield();
        }
      }
    });
  std::size_t next = 0;
  unsigned random = 1;
  while (taken < n) {
    random = random * 1664525 + 1013904223;
    if (next < n && random >> 31) {
      cell *c = cells.all[next++].get();
      if (!queue->push(c))
        queue->spill(rest, c);
    } else if (cell *c = queue->pop()) {
      got[thieves].push_back(c);
      ++taken;
    } else if (next == n) {
      std::this_thread::yield();
    }
  }
  for (auto &t : threads)
    t.join();
  std::vector<cell *> all;
  for (auto &g : got)
    all.insert(all.end(), g.begin(), g.end());
  std::sort(all.begin(), all.end());
  EXPECT_EQ(all.size(), n);
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

} // namespace
