//===- AnnotationsTest.cpp - Marks, through templates and redeclarations --===//
#include "Parsed.h"

using namespace conure;
using clang::CXXMethodDecl;
using clang::CXXRecordDecl;

namespace {

TEST(Annotations, MarksOnClassesAndMethods) {
  Parsed P(R"(
    class CONURE_PROCESS Counter { public: CONURE_ASYNC void add(int); void plain(); };
    class CONURE_PROCESS Later; class Later { public: void x(); };
    template <class T> class CONURE_PROCESS Box { public: CONURE_ASYNC void put(T); CONURE_ASYNC virtual void over(); class CONURE_PROCESS Inner {}; };
    class CONURE_PROCESS Sub : public Box<int> { public: void over() override; };
    template class Box<int>;
    void Counter::add(int) {}
  )");
  EXPECT_TRUE(isProcessClass(P.find<CXXRecordDecl>("Counter")));
  EXPECT_TRUE(isProcessClass(P.find<CXXRecordDecl>("Later")->getDefinition()));
  EXPECT_TRUE(isMessage(P.find<CXXMethodDecl>("::Counter::add")));
  EXPECT_FALSE(isMessage(P.find<CXXMethodDecl>("::Counter::plain")));
  EXPECT_TRUE(isMessage(P.find<CXXMethodDecl>("::Sub::over")));
  const auto *Box = P.find<clang::ClassTemplateDecl>("Box");
  EXPECT_TRUE(hasMark(Box, Mark::Process));
  for (const auto *S : Box->specializations()) {
    EXPECT_TRUE(isProcessClass(S));
    for (const CXXMethodDecl *M : S->methods())
      if (M->getIdentifier() && M->getName() == "put") {
        EXPECT_TRUE(isMessage(M));
      }
    for (const clang::Decl *D : S->decls())
      if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->getName() == "Inner") {
        EXPECT_TRUE(isProcessClass(R));
      }
  }
}

TEST(Annotations, ReasonsOfTrust) {
  Parsed P(R"(
    CONURE_TRUSTED("reads a register") void a(); CONURE_TRUSTED("") void b(); void c();
    struct S { CONURE_TRUSTED("inner") void m() { auto l = [] { int here = 0; }; } };
  )");
  EXPECT_EQ(trustedReason(P.find<clang::FunctionDecl>("::a")), llvm::StringRef("reads a register"));
  EXPECT_EQ(trustedReason(P.find<clang::FunctionDecl>("::b")), llvm::StringRef(""));
  EXPECT_EQ(trustedReason(P.find<clang::FunctionDecl>("::c")), std::nullopt);
  EXPECT_TRUE(P.model().isTrusted(P.find<clang::VarDecl>("here")));
  EXPECT_FALSE(P.model().isTrusted(P.find<clang::FunctionDecl>("::c")));
}

TEST(Annotations, LibraryTypesAndCalls) {
  Parsed P(R"(
    class CONURE_PROCESS Proc {};
    void f() { auto my_p = spawn<Proc>(); auto my_u = recover(std::string("x")); auto my_w = std::move(my_u); auto my_s = static_cast<std::string &&>(*my_w); }
    namespace other { template <class T> struct uni {}; template <class T> int recover(T); int x = recover(1); } extern other::uni<int> fake;
  )");
  EXPECT_EQ(builtinKind(P.typeOf("my_p")), conure::Builtin::Process);
  EXPECT_TRUE(isUni(P.typeOf("my_u")));
  EXPECT_FALSE(isUni(P.typeOf("fake")));
  auto init = [&](const char *Name) { return P.find<clang::VarDecl>(Name)->getInit(); };
  EXPECT_TRUE(isConureCall(init("my_p"), "spawn"));
  EXPECT_TRUE(isConureCall(init("my_u"), "recover"));
  EXPECT_FALSE(isConureCall(init("::other::x"), "recover"));
  const auto *Moved = dyn_cast<clang::CXXConstructExpr>(init("my_w")->IgnoreImplicit());
  ASSERT_NE(Moved, nullptr);
  EXPECT_NE(movedOperand(Moved->getArg(0)), nullptr);
}

TEST(Annotations, UserCodeIsNeitherSystemNorLibrary) {
  Parsed P("#define TWICE(x) (x), (x)\nint mine = (TWICE(1)); class CONURE_PROCESS Main { public: CONURE_ASYNC void "
           "main() {} }; CONURE_MAIN(Main)");
  EXPECT_TRUE(P.model().isUserCode(P.find<clang::VarDecl>("mine")->getLocation()));
  EXPECT_FALSE(P.model().isUserCode(P.find<clang::ClassTemplateDecl>("::conure::uni")->getLocation()));
  EXPECT_FALSE(P.model().isUserCode(P.find<clang::ClassTemplateDecl>("::std::vector")->getLocation()));
}

} // namespace
