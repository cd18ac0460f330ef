// The tree: written whole or not at all, and never over what is not a tree.
#include "rewrite/Emit.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace conure::rewrite;
namespace fs = std::filesystem;

namespace {

class Tree : public ::testing::Test {
protected:
  void SetUp() override {
    std::string Pattern = (fs::temp_directory_path() / "conure-emit-XXXXXX").string();
    ASSERT_NE(::mkdtemp(Pattern.data()), nullptr);
    Base = Pattern;
    Out = (Base / "tree").string();
  }
  void TearDown() override { fs::remove_all(Base); }

  std::string read(const std::string &Below) {
    std::ifstream In(fs::path(Out) / Below);
    std::ostringstream Text;
    Text << In.rdbuf();
    return Text.str();
  }
  void age(const std::string &Below) {
    fs::last_write_time(fs::path(Out) / Below, fs::file_time_type::clock::now() - std::chrono::hours(1));
  }
  /// No temporary directory is left beside the tree.
  size_t entries() { return std::distance(fs::directory_iterator(Base), fs::directory_iterator()); }

  fs::path Base;
  std::string Out;
};

} // namespace

TEST_F(Tree, IsWrittenWithItsDirectories) {
  EXPECT_EQ(writeTree(Out, {{"a.cpp", "1"}, {"d/e/b.h", "2"}}), "");
  EXPECT_EQ(read("a.cpp"), "1");
  EXPECT_EQ(read("d/e/b.h"), "2");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Tree, KeepsTheTimeOfWhatDidNotChange) {
  ASSERT_EQ(writeTree(Out, {{"a", "1"}, {"b", "1"}}), "");
  age("a");
  age("b");
  auto Old = fs::last_write_time(fs::path(Out) / "a");
  ASSERT_EQ(writeTree(Out, {{"a", "1"}, {"b", "2"}}), "");
  EXPECT_EQ(fs::last_write_time(fs::path(Out) / "a"), Old);
  EXPECT_GT(fs::last_write_time(fs::path(Out) / "b"), Old);
  EXPECT_EQ(read("b"), "2");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Tree, DropsItsOldFilesAndKeepsWhatABuildMade) {
  ASSERT_EQ(writeTree(Out, {{"a", "1"}, {"gone", "1"}}), "");
  std::ofstream(fs::path(Out) / "a.o") << "object";
  fs::create_directories(fs::path(Out) / "sub");
  std::ofstream(fs::path(Out) / "sub/b.o") << "object2";
  ASSERT_EQ(writeTree(Out, {{"a", "2"}}), "");
  EXPECT_FALSE(fs::exists(fs::path(Out) / "gone"));
  EXPECT_EQ(read("a.o"), "object");
  EXPECT_EQ(read("sub/b.o"), "object2");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Tree, StaysAsItWasWhenWritingFails) {
  ASSERT_EQ(writeTree(Out, {{"a", "1"}}), "");
  // A file cannot be a directory too: the second file fails.
  EXPECT_NE(writeTree(Out, {{"a", "2"}, {"b", ""}, {"b/c", ""}}), "");
  EXPECT_EQ(read("a"), "1");
  EXPECT_EQ(entries(), 1u);
}

TEST_F(Tree, IsNotWrittenOverOtherThings) {
  fs::create_directories(Out);
  EXPECT_EQ(refuseTarget(Out, "/elsewhere"), ""); // empty
  std::ofstream(fs::path(Out) / "precious") << "x";
  EXPECT_NE(refuseTarget(Out, "/elsewhere"), "");
  EXPECT_NE(refuseTarget((fs::path(Out) / "precious").string(), "/elsewhere"), "");
}

TEST_F(Tree, IsNotWrittenOverTheProject) {
  EXPECT_NE(refuseTarget("/p/src", "/p/src"), "");
  EXPECT_NE(refuseTarget("/p", "/p/src"), "");
  EXPECT_EQ(refuseTarget("/p/src/out", "/p/src"), "");
  EXPECT_EQ(refuseTarget("/p/sr", "/p/src"), "");
}
