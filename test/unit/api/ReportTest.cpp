// Borrow counts that report and go on: borrows that outlive their value do not touch its memory.
#define CONURE_REPORT_VIOLATIONS
#include <conure/count.h>
#include <gtest/gtest.h>

#include <memory>
#include <new>
#include <string>

namespace {

namespace rt = conure::rt;

struct Node {
  rt::count<Node> conure_count;
  int value = 0;
};

TEST(Report, GoesOn) {
  testing::internal::CaptureStderr();
  auto node = std::make_unique<Node>();
  rt::borrowed<Node> p = node.get(), q = p;
  node.reset();
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_NE(text.find("conure: violation: a value of type"), text.npos) << text;
  EXPECT_NE(text.find("while 2 borrows of it exist"), text.npos) << text;
  p = nullptr; // neither may write to what was the node: a sanitizer would say
  q = nullptr;
}

TEST(Report, KeepsTheSumWhenAnAddressIsUsedAgain) {
  alignas(Node) unsigned char memory[sizeof(Node)];
  testing::internal::CaptureStderr();
  auto *old = ::new (static_cast<void *>(memory)) Node;
  rt::borrowed<Node> stale = old;
  old->~Node();
  auto *fresh = ::new (static_cast<void *>(memory)) Node;
  rt::borrowed<Node> one = fresh, two = fresh;
  EXPECT_EQ(fresh->conure_count.borrows(), 2u);
  stale = nullptr;
  one = nullptr;
  two = nullptr;
  EXPECT_EQ(fresh->conure_count.borrows(), 0u);
  fresh->~Node();
  std::string text = testing::internal::GetCapturedStderr();
  EXPECT_EQ(text.find("violation"), text.rfind("violation")) << "one violation, not two:\n" << text;
}

} // namespace
