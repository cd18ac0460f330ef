// What a call may drop or keep: "no" is a promise, so each wrong "no" here would be a use after free.
#include "checks/model/Effects.h"
#include "Parsed.h"
#include "checks/model/Model.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace conure;

namespace {

constexpr llvm::StringLiteral Code = R"(
  #include <memory>
  #include <optional>
  #include <vector>
  struct Node { Node() = default; Node(Node &&) = default; Node &operator=(Node &&) = default; ~Node(); int value = 0; std::unique_ptr<Node> next; };
  inline Node::~Node() {}
  struct Derived : Node {};
  struct Other { ~Other() {} };
  struct Plain { int n; };
  int unknown(int);

  int reads(const Node &n) { return n.value; }
  int makes_its_own() { Node n; return n.value; }
  void resets(std::unique_ptr<Node> &p) { p.reset(); }
  void deletes(Node *n) { delete n; }
  void deletes_derived(Derived *n) { delete n; }
  void clears(std::vector<Node> &v) { v.clear(); }
  void assigns(Node &n) { n = Node(); }
  void calls_resets(std::unique_ptr<Node> &p) { resets(p); }
  void drops_other(std::unique_ptr<Other> &p) { p.reset(); }
  int calls_unknown() { return unknown(1); }
  void calls_pointer(void (*f)()) { f(); }
  void recursive(int n) { if (n) recursive(n - 1); }
  struct Virtual { virtual void go() {} virtual ~Virtual() = default; };
  struct Drops : Virtual { std::unique_ptr<Node> held; void go() override { held.reset(); } };
  void dispatches(Virtual &v) { v.go(); }
  void plain_clear(std::vector<Plain> &v) { v.clear(); }
  void plain_read(const std::vector<Plain> &v) { (void)v.size(); }
  void plain_assign(Plain &p) { p = Plain{1}; }

  int *stored;
  struct Sink { int *kept; void keep(int *p) { kept = p; } int get() const { return *kept; } };
  int uses(const int &n) { return n + 1; }
  void stores(int &n) { stored = &n; }
  int &returns(int &n) { return n; }
  int passes_on(int &n) { return uses(n); }
  void passes_to_store(int &n) { stores(n); }
  void captures(int &n) { auto f = [&n] { return n; }; f(); }
  void writes(int &n) { n = 1; n++; }
  void hands_out(int *p) { Sink s; s.keep(p); }
)";

class EffectsTest : public ::testing::Test {
protected:
  Parsed Unit{Code.str()};
  template <class T> const T *named(llvm::StringRef Name) {
    for (Decl *D : Unit.context().getTranslationUnitDecl()->decls()) {
      auto *Found = dyn_cast<T>(D);
      if (!Found || Found->getNameAsString() != Name)
        continue;
      if constexpr (std::is_same_v<T, CXXRecordDecl>)
        return Found->getDefinition();
      else
        return Found;
    }
    ADD_FAILURE() << "no " << Name.str();
    return nullptr;
  }
  bool drops(llvm::StringRef Function, llvm::StringRef Class = "Node") {
    return Unit.model().effects().mayDrop(named<FunctionDecl>(Function), named<CXXRecordDecl>(Class));
  }
  bool keeps(llvm::StringRef Function, unsigned Index = 0) {
    return Unit.model().effects().mayKeep(named<FunctionDecl>(Function), Index);
  }
};

TEST_F(EffectsTest, WhatDropsNothing) {
  EXPECT_FALSE(drops("reads"));
  EXPECT_FALSE(drops("recursive"));
  EXPECT_FALSE(drops("drops_other"));
  EXPECT_FALSE(drops("plain_read", "Plain"));
}

TEST_F(EffectsTest, WhatMayDrop) {
  for (llvm::StringRef Name : {"resets", "deletes", "deletes_derived", "clears", "assigns", "calls_resets",
                               "calls_unknown", "calls_pointer", "dispatches"})
    EXPECT_TRUE(drops(Name)) << Name.str();
  EXPECT_TRUE(drops("drops_other", "Other"));
  EXPECT_TRUE(drops("plain_clear", "Plain")) << "a trivial destruction leaves no call";
  EXPECT_TRUE(drops("plain_assign", "Plain"));
  EXPECT_TRUE(drops("deletes", "Derived")) << "a base class pointer may lead to it";
}

TEST_F(EffectsTest, WhatKeepsItsArgument) {
  for (llvm::StringRef Name : {"stores", "returns", "passes_to_store", "captures", "hands_out"})
    EXPECT_TRUE(keeps(Name)) << Name.str();
  for (llvm::StringRef Name : {"uses", "passes_on", "writes"})
    EXPECT_FALSE(keeps(Name)) << Name.str();
  EXPECT_TRUE(keeps("unknown"));
}

} // namespace
