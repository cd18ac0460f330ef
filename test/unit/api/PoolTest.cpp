// The memory of pooled values: conure/pool.h.
#include <conure/count.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

namespace {

namespace rt = conure::rt;

struct node { // 32 bytes
  rt::count<node> conure_count;
  CONURE_POOLED
  node *next = nullptr;
  std::uint64_t value = 0;
  unsigned char *extra = nullptr;
  virtual ~node() = default;
};
struct longer : node {
  std::uint64_t more[3] = {1, 2, 3};
};
struct longest : node {
  unsigned char more[500] = {};
};
static_assert(rt::block_pool::holds(32) && !rt::block_pool::holds(40) && !rt::block_pool::holds(144));

TEST(Pool, GivesEachValueItsOwnMemory) {
  std::vector<std::unique_ptr<node>> all;
  std::set<std::uintptr_t> at;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 5000; ++i) {
      std::unique_ptr<node> made;
      if (i % 3 == 0)
        made = std::make_unique<node>();
      else if (i % 3 == 1)
        made = std::make_unique<longer>();
      else
        made = std::make_unique<longest>();
      made->value = static_cast<std::uint64_t>(i);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(made.get()) % 16, 0u);
      all.push_back(std::move(made));
    }
    at.clear();
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_EQ(all[i]->value, i);
      ASSERT_TRUE(at.insert(reinterpret_cast<std::uintptr_t>(all[i].get())).second);
    }
    all.clear();
  }
}

TEST(Pool, TakesBackWhatMallocGave) {
  for (int i = 0; i < 1000; ++i) {
    std::unique_ptr<node> a(::new node), b(new (std::nothrow) node), c = std::make_unique<node>();
    a->next = c.get();
    c->next = b.get();
    EXPECT_NE(a.get(), c.get());
    EXPECT_NE(b.get(), c.get());
  }
}

// Values that are dropped by another thread, and threads that end.
TEST(Pool, SharesWhatThreadsLeave) {
  constexpr int threads = 4, values = 3000;
  for (int round = 0; round < 8; ++round) {
    std::vector<std::unique_ptr<node>> shared;
    std::mutex mutex;
    std::vector<std::thread> all;
    for (int t = 0; t < threads; ++t)
      all.emplace_back([&, t] {
        for (int i = 0; i < values; ++i) {
          auto made = std::make_unique<longer>();
          made->value = static_cast<std::uint64_t>(t * values + i);
          std::unique_ptr<node> other;
          {
            std::lock_guard lock(mutex);
            if (shared.size() > 700) {
              other = std::move(shared[static_cast<std::size_t>(i) % shared.size()]);
              std::swap(shared[static_cast<std::size_t>(i) % shared.size()], shared.back());
              shared.pop_back();
            }
            shared.push_back(std::move(made));
          }
          if (other) {
            ASSERT_LT(other->value, static_cast<std::uint64_t>(threads * values));
            ASSERT_EQ(static_cast<longer &>(*other).more[2], 3u);
          }
        }
      });
    for (std::thread &t : all)
      t.join();
    std::set<std::uint64_t> seen;
    for (const auto &left : shared)
      ASSERT_TRUE(seen.insert(left->value).second);
  }
}

TEST(PoolDeathTest, KeepsTheCount) {
  EXPECT_EXIT(
      {
        auto made = std::make_unique<node>();
        rt::guard g(*made);
        made.reset();
      },
      testing::ExitedWithCode(101), "node' was dropped while 1 borrow of it exists");
}

} // namespace
