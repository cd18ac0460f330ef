//===- KnownTypesTest.cpp - The table and what a project adds to it -------===//
#include "Parsed.h"

using namespace conure;

namespace {

TEST(KnownTypes, ReportsLinesThatAreWrong) {
  EXPECT_EQ(KnownTypes::check("value qt::String"), "");
  EXPECT_EQ(KnownTypes::check("  # a comment"), "");
  EXPECT_EQ(KnownTypes::check("owned qt::List 0 2"), "");
  EXPECT_EQ(KnownTypes::check("borrow qt::Ref const \"borrows\""), "");
  EXPECT_EQ(KnownTypes::check("function f blocks use=g why=\"a b\""), "");
  EXPECT_NE(KnownTypes::check("valu qt::String"), "");
  EXPECT_NE(KnownTypes::check("value"), "");
  EXPECT_NE(KnownTypes::check("value ::qt::String"), "");
  EXPECT_NE(KnownTypes::check("owned qt::List first"), "");
  EXPECT_NE(KnownTypes::check("borrow qt::Ref \"unfinished"), "");
  EXPECT_NE(KnownTypes::check("function f"), "");
}

TEST(KnownTypes, AProjectAddsAndOverrules) {
  const char *Code = R"(
    namespace qt { inline namespace v6 { struct String { void *d; String(const String &); };
      template <class T> struct List { T *d; }; template <class T> struct ListIterator { T *p; }; } }
    extern qt::String string; extern qt::List<int> list; extern qt::List<int *> pointers; extern qt::ListIterator<int> it;
    extern std::vector<int> vector; void f();
  )";
  Parsed Without(Code);
  EXPECT_FALSE(Without.types().isValue(Without.typeOf("string")));
  Configuration C;
  C.ExtraKnownTypes = {"value qt::String", "owned qt::List 0", "borrow qt::*Iterator \"is an iterator\"",
                       "opaque std::vector", "function f blocks use=g"};
  Parsed With(Code, C);
  EXPECT_TRUE(With.types().isValue(With.typeOf("string")));
  EXPECT_TRUE(With.types().isBorrowFree(With.typeOf("list")));
  EXPECT_FALSE(With.types().isBorrowFree(With.typeOf("pointers")));
  EXPECT_TRUE(With.types().isBorrow(With.typeOf("it")));
  EXPECT_TRUE(With.types().isBorrow(With.typeOf("vector")));
  const KnownFunction *F = With.model().knownTypes().find(With.find<clang::FunctionDecl>("::f"));
  ASSERT_NE(F, nullptr);
  EXPECT_TRUE(F->has("blocks"));
  EXPECT_EQ(F->get("use"), "g");
}

TEST(KnownTypes, NamesLeaveOutInlineNamespacesAndTemplates) {
  Parsed P(
      "namespace a { inline namespace b { template <class T> struct C { void m(); }; } namespace { void hidden(); } }"
      "void outer() { struct Local { void method(); }; }");
  EXPECT_EQ(KnownTypes::qualifiedName(P.find<clang::CXXMethodDecl>("::a::C::m")), "a::C::m");
  EXPECT_EQ(KnownTypes::qualifiedName(P.find<clang::FunctionDecl>("hidden")), "");
  EXPECT_EQ(KnownTypes::qualifiedName(P.find<clang::CXXMethodDecl>("method")), "");
}

} // namespace
