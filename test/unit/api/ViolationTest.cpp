// The report of a violated count names the user's lines, in optimised programs too: with the runtime's library linked,
// debug information leads through the inlined code of constructors and of the standard library.
#include "../runtime/processes.h"

#include <conure/conure.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

namespace {

using conure::mut;

struct Node {
  explicit Node(int v) : value(v) {}
  conure::rt::count<Node> conure_count;
  int value;
  std::optional<mut<Node>> back;
};

constexpr int first = __LINE__;
[[gnu::noinline]] void violate() {
  Node other(1);
  auto node = std::make_unique<Node>(2); // first + 3
  other.back = *node;                    // first + 4
  node.reset();                          // first + 5
}

std::string line(const std::string &what, int number) {
  return what + " .*ViolationTest.cpp:" + std::to_string(number) + " in .*violate";
}

TEST(ViolationDeathTest, NamesTheUsersLines) {
  EXPECT_EXIT(conure::test::run(1, violate), testing::ExitedWithCode(101), line("created at", first + 3));
  EXPECT_EXIT(conure::test::run(1, violate), testing::ExitedWithCode(101), line("\n  at", first + 5));
#if CONURE_BORROW_PLACES
  EXPECT_EXIT(conure::test::run(1, violate), testing::ExitedWithCode(101), line("borrowed at", first + 4));
#endif
}

} // namespace
