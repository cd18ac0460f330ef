//===- TypeKindsTest.cpp - Each line of language.md §2 --------------------===//
#include "Parsed.h"

using namespace conure;

namespace {

/// Each variable's name says what its type is: v_ value, b_ borrow, o_ owned
/// and free of borrows, h_ owned but holding a borrow, s_ owned and sendable.
void checkNames(Parsed &P) {
  using namespace clang::ast_matchers;
  unsigned Count = 0;
  for (const auto &Nodes :
       match(varDecl(hasParent(translationUnitDecl()), matchesName("::[vbohs]_[a-z0-9_]*$")).bind("d"), P.context())) {
    const auto *V = Nodes.getNodeAs<clang::VarDecl>("d");
    std::string Name = V->getNameAsString();
    clang::QualType T = V->getType();
    SCOPED_TRACE(Name + " of type " + T.getAsString());
    ++Count;
    char Kind = Name[0];
    EXPECT_EQ(P.types().isValue(T), Kind == 'v');
    EXPECT_EQ(P.types().kind(T), Kind == 'v' ? TypeKind::Value : Kind == 'b' ? TypeKind::Borrow : TypeKind::Owned);
    EXPECT_EQ(P.types().isSendable(T), Kind == 'v' || Kind == 's');
    EXPECT_EQ(P.types().isBorrowFree(T), Kind == 'v' || Kind == 'o' || Kind == 's');
    if (Kind != 'v' && Kind != 's') {
      EXPECT_FALSE(P.types().sendable(T).Path.empty()) << "no reason given";
    }
  }
  EXPECT_GT(Count, 0u);
}

TEST(TypeKinds, Scalars) {
  Parsed P(R"(
    enum class Color { Red }; struct S { void m(); int f; };
    extern int v_int; extern double v_double; extern const bool v_bool; extern Color v_enum; extern std::nullptr_t v_null;
    extern void (*v_function)(int *); extern void (S::*v_method)(); extern int S::*v_field; extern int v_array[3];
    extern int *b_pointer; extern const int *b_const; extern void *b_void; extern const char *b_text; extern int *b_array[3];
    extern int &b_reference; extern const std::string &b_string; extern void (&v_function_reference)();
  )");
  // An array of borrows is none itself, but holds them.
  EXPECT_FALSE(P.types().isBorrowFree(P.typeOf("b_array")));
  EXPECT_EQ(P.types().kind(P.typeOf("b_pointer")), TypeKind::Borrow);
  EXPECT_EQ(P.types().kind(P.typeOf("b_reference")), TypeKind::Borrow);
  EXPECT_EQ(P.types().kind(P.typeOf("v_array")), TypeKind::Value);
  EXPECT_EQ(P.types().kind(P.typeOf("v_function_reference")), TypeKind::Value);
}

TEST(TypeKinds, Library) {
  Parsed P(R"(
    struct Node { Node *next; };
    extern std::string v_string; extern std::chrono::milliseconds v_ms; extern std::chrono::steady_clock::time_point v_tp;
    extern std::error_code v_error; extern std::monostate v_mono; extern std::optional<int> v_optional;
    extern std::pair<int, std::string> v_pair; extern std::tuple<int, double> v_tuple; extern std::tuple<> v_empty;
    extern std::variant<int, std::string> v_variant; extern std::array<int, 4> v_array;
    extern std::shared_ptr<const int> v_shared; extern std::shared_ptr<const std::vector<std::string>> v_shared_vector;
    extern std::shared_ptr<int> b_shared; extern std::weak_ptr<const int> b_weak; extern std::shared_ptr<const Node> b_node;
    extern std::string_view b_view; extern std::span<int> b_span; extern std::vector<int>::iterator b_it;
    extern std::vector<int>::const_iterator b_cit; extern std::map<int, int>::iterator b_mit;
    extern std::unordered_map<int, int>::const_iterator b_uit; extern std::list<int>::iterator b_lit;
    extern std::reference_wrapper<int> b_wrapper; extern std::function<void()> b_function; extern std::any b_any;
    extern std::initializer_list<int> b_list; extern std::vector<bool>::reference b_bit; extern std::optional<int *> b_maybe;
    extern std::reverse_iterator<std::vector<int>::iterator> b_rit; extern std::exception_ptr b_exception;
    extern std::vector<int> o_vector; extern std::map<std::string, std::vector<int>> o_map; extern std::unique_ptr<int> o_unique;
    extern std::optional<std::vector<int>> o_optional; extern std::pair<int, std::unique_ptr<int>> o_pair;
    extern std::vector<int *> h_vector; extern std::map<std::string_view, int> h_map; extern std::unique_ptr<Node> h_unique;
    extern std::optional<std::pair<int, int *>> h_optional; extern std::pair<int, std::string_view> h_pair;
    extern std::pmr::string h_pmr_string; extern std::pmr::vector<int> h_pmr_vector;
    extern std::vector<std::function<void()>> h_functions; extern std::atomic<int> o_atomic;
  )");
  checkNames(P);
}

TEST(TypeKinds, Conure) {
  Parsed P(R"(
    class CONURE_PROCESS Proc {}; struct Tree { Tree *parent; std::vector<std::unique_ptr<Tree>> kids; };
    extern process<Proc> v_process; extern channel<int> v_channel; extern uni<Tree> s_uni; extern future<int> s_future;
    extern promise<uni<Tree>> s_promise; extern ref<Tree> b_ref; extern mut<Tree> b_mut;
    extern std::optional<uni<Tree>> s_optional; extern std::pair<uni<Tree>, int> s_pair;
    extern std::tuple<process<Proc>, uni<std::vector<int>>> s_tuple; extern std::variant<int, uni<Tree>> s_variant;
    extern std::array<uni<Tree>, 2> s_array; extern std::pair<uni<Tree>, std::vector<int>> o_pair;
    extern std::vector<uni<Tree>> o_vector; extern std::vector<process<Proc>> o_processes; extern Tree h_tree;
    extern std::pair<uni<Tree>, int *> h_pair;
  )");
  checkNames(P);
}

TEST(TypeKinds, Classes) {
  Parsed P(R"(
    struct Point { int x, y; }; struct Line { Point a, b; }; struct Named { std::string name; int age; };
    struct CONURE_VALUE Person { std::string name; }; struct CONURE_SENDABLE Queue { void *head; Queue(const Queue &); };
    struct Bits { unsigned a : 3; unsigned : 2; bool b : 1; }; union Number { int i; double d; }; union Raw { int i; int *p; };
    struct Anonymous { union { int i; float f; }; }; struct AnonymousBad { union { int i; int *p; }; };
    struct Node { Node *next; }; struct Opaque; struct HasRef { int &r; }; struct Derived : Point { int z; };
    struct DerivedBad : Node {}; struct Recursive { std::vector<Recursive> kids; std::unique_ptr<Recursive> next; };
    struct Matrix { int rows[3][3]; }; struct Pointers { int *rows[3]; }; struct Shape { virtual ~Shape(); int id; };
    struct Leaf final : Shape { }; struct CONURE_SENDABLE Marked { virtual ~Marked(); };
    template <class T> struct Box { T value; }; template <class T> struct CONURE_VALUE Cell { T value; Cell(const Cell &); };
    struct Empty {}; struct Copying { int x; Copying(const Copying &); };
    extern Point v_point; extern Line v_line; extern Person v_person; extern Queue v_queue; extern Bits v_bits;
    extern Number v_number; extern Anonymous v_anonymous; extern Derived v_derived; extern Matrix v_matrix; extern Empty v_empty;
    extern Box<int> v_box; extern Cell<std::string> v_cell; extern Box<process<Empty>> o_handle;
    extern Named o_named; extern Recursive o_recursive; extern Shape o_shape; extern Leaf o_leaf; extern Copying o_copying;
    extern std::unique_ptr<Leaf> o_leaf_pointer; extern std::unique_ptr<Marked> o_marked; extern Box<std::vector<int>> o_box;
    extern Raw h_raw; extern AnonymousBad h_anonymous; extern Node h_node; extern HasRef h_ref; extern DerivedBad h_derived;
    extern Pointers h_pointers; extern std::unique_ptr<Shape> h_shape; extern std::unique_ptr<Opaque> h_opaque;
    extern Box<int *> h_box; extern Box<Node> h_box_node; extern Opaque b_opaque; extern std::vector<std::unique_ptr<Shape>> h_shapes;
    void use() { Box<int> a{}; Box<process<Empty>> *b = nullptr; sizeof(*b); sizeof(Box<std::vector<int>>); sizeof(Box<int*>); sizeof(Box<Node>); sizeof(Cell<std::string>); }
  )");
  checkNames(P);
}

TEST(TypeKinds, Closures) {
  Parsed P(R"(
    struct Leaf { int *p; };
    std::string text; 
    struct Host { int n = 0; auto self() { return [this] { return n; }; } auto copy() { return [*this] { return n; }; } };
    void local() {
      int i = 0; std::string s; std::vector<int> v; Leaf leaf{};
      auto v_none = [] {}; auto v_copy = [i, s] { return i; }; auto v_init = [t = s + "x"]() mutable { t += "y"; };
      auto b_ref = [&i] { return i; }; auto b_default = [&] { return v.size(); }; auto b_pointer = [p = &i] { return *p; };
      auto o_vector = [v] { return v.size(); }; auto b_view = [w = std::string_view(s)] { return w.size(); };
      auto h_leaf = [leaf] { return leaf.p; };
      static_assert(sizeof(v_none) + sizeof(v_copy) > 0);
    }
    auto b_this = Host().self(); auto v_star = Host().copy();
  )");
  auto kind = [&](const char *Name) { return P.types().kind(P.typeOf(Name)); };
  for (const char *Name : {"v_none", "v_copy", "v_init", "v_star"})
    EXPECT_EQ(kind(Name), TypeKind::Value) << Name;
  for (const char *Name : {"b_ref", "b_default", "b_pointer", "b_view", "b_this"})
    EXPECT_EQ(kind(Name), TypeKind::Borrow) << Name;
  EXPECT_EQ(kind("o_vector"), TypeKind::Owned);
  EXPECT_TRUE(P.types().isBorrowFree(P.typeOf("o_vector")));
  EXPECT_EQ(kind("h_leaf"), TypeKind::Owned);
  EXPECT_FALSE(P.types().isBorrowFree(P.typeOf("h_leaf")));
  EXPECT_FALSE(P.types().isSendable(P.typeOf("o_vector")));
}

TEST(TypeKinds, RecursionIsAssumedGoodButNeverCachedAsAGuess) {
  // B is met inside A before A's own pointer is: asked first through A, then
  // alone, B must still be found to hold one.
  Parsed P(R"(
    struct A; struct B { std::vector<A> as; int n; }; struct A { std::unique_ptr<B> b; int *p; };
    extern A a; extern B b;
  )");
  EXPECT_FALSE(P.types().isBorrowFree(P.typeOf("a")));
  EXPECT_FALSE(P.types().isBorrowFree(P.typeOf("b")));
}

TEST(TypeKinds, ReasonPathGoesFromTheTypeToTheCulprit) {
  Parsed P(R"(
    struct User { int id; std::string_view name; }; struct Wrapper { std::vector<User> users; };
    extern Wrapper w; extern std::string_view sv;
  )");
  const Verdict &V = P.types().sendable(P.typeOf("w"));
  ASSERT_EQ(V.Path.size(), 4u);
  EXPECT_EQ(V.Path[0].Text, "'Wrapper' has a field 'users' of type 'std::vector<User>'");
  EXPECT_EQ(V.Path[1].Text, "'std::vector<User>' holds 'User'");
  EXPECT_EQ(V.Path[2].Text, "'User' has a field 'name' of type 'std::string_view'");
  EXPECT_EQ(V.Path[3].Text, "'std::string_view' borrows its characters");
  EXPECT_TRUE(V.Path[3].Loc.isValid());
  Finding F("x", {}, "m");
  TypeKinds::explain(F, V);
  EXPECT_EQ(F.Notes.front().Message, V.Path[3].Text);
}

TEST(TypeKinds, DeepImmutability) {
  Parsed P(R"(
    struct Plain { std::vector<std::string> names; std::map<int, std::vector<int>> m; }; struct Cache { mutable int hits; };
    struct HasCache { std::vector<Cache> c; }; struct Tree { std::unique_ptr<const Tree> left; }; struct Bad { std::unique_ptr<int> p; };
    struct CONURE_COUNTED Counted { int x; }; struct Base { virtual ~Base(); }; 
    extern Plain yes_plain; extern Tree yes_tree; extern std::vector<int> yes_vector; extern channel<int> yes_channel;
    extern Cache no_cache; extern HasCache no_has; extern Bad no_bad; extern Counted no_counted; extern std::string_view no_view;
    extern std::shared_ptr<const Base> no_base; extern std::function<int()> no_function;
  )");
  for (const char *Name : {"yes_plain", "yes_tree", "yes_vector", "yes_channel"})
    EXPECT_TRUE(P.types().deeplyImmutable(P.typeOf(Name)).Holds) << Name;
  for (const char *Name : {"no_cache", "no_has", "no_bad", "no_counted", "no_view", "no_base", "no_function"})
    EXPECT_FALSE(P.types().deeplyImmutable(P.typeOf(Name)).Holds) << Name;
}

TEST(TypeKinds, ConstAndMutableBorrows) {
  Parsed P(R"(
    struct T {};
    extern T &m_ref; extern T *m_ptr; extern mut<T> m_mut; extern std::span<int> m_span; extern std::reference_wrapper<T> m_w;
    extern std::vector<int>::iterator m_it; extern std::function<void()> m_f; extern std::shared_ptr<T> m_s; extern std::map<int,int>::iterator m_mit;
    extern const T &c_ref; extern const T *c_ptr; extern ref<T> c_r; extern std::string_view c_sv; extern std::span<const int> c_span;
    extern std::vector<int>::const_iterator c_it; extern std::reference_wrapper<const T> c_w; extern std::map<int,int>::const_iterator c_mit;
  )");
  for (const char *Name : {"m_ref", "m_ptr", "m_mut", "m_span", "m_w", "m_it", "m_f", "m_s", "m_mit"}) {
    EXPECT_TRUE(P.types().isMutableBorrow(P.typeOf(Name))) << Name;
    EXPECT_FALSE(P.types().isImmutableBorrow(P.typeOf(Name))) << Name;
  }
  for (const char *Name : {"c_ref", "c_ptr", "c_r", "c_sv", "c_span", "c_it", "c_w", "c_mit"}) {
    EXPECT_FALSE(P.types().isMutableBorrow(P.typeOf(Name))) << Name;
    EXPECT_TRUE(P.types().isImmutableBorrow(P.typeOf(Name))) << Name;
  }
}

TEST(TypeKinds, ImmutableMethods) {
  Parsed P(R"(
    struct Node { Node *next; };
    struct Plain { std::string s; void yes_const() const; void no_plain(); static void yes_static(); };
    struct Cached { mutable int n; void no_mutable() const; }; struct Inside { Cached c; void no_inside() const; };
    struct ToInt { int *p; void yes_int() const; }; struct ToNode { Node *p; void no_node() const; };
    struct ToConst { const Plain *p; void yes_to_const() const; }; struct Owner { std::unique_ptr<Node> p; void no_owner() const; };
    struct Owns { std::unique_ptr<Plain> p; void yes_owns() const; }; struct Many { std::vector<Node *> v; void no_many() const; };
    struct Fn { std::function<void()> f; void no_fn() const; }; struct View { std::string_view v; void yes_view() const; };
    struct Chain { const Node *p; void no_chain() const; }; struct Self { Self *parent; int x; void no_self() const; };
    struct ByValue { std::vector<Node> v; void no_by_value() const; };
  )");
  using namespace clang::ast_matchers;
  unsigned Count = 0;
  for (const auto &Nodes : match(cxxMethodDecl(matchesName("::(yes|no)_[a-z_]*$")).bind("d"), P.context())) {
    const auto *M = Nodes.getNodeAs<clang::CXXMethodDecl>("d");
    ++Count;
    EXPECT_EQ(P.types().isImmutableMethod(M), M->getName().starts_with("yes")) << M->getNameAsString();
  }
  EXPECT_EQ(Count, 16u);
}

TEST(TypeKinds, SpellsAsAUserWould) {
  Parsed P("extern uni<std::vector<std::string>> u; extern std::map<std::string, channel<int>> m;");
  EXPECT_EQ(P.types().spell(P.typeOf("u").getCanonicalType()), "uni<std::vector<std::string>>");
  EXPECT_EQ(P.types().spell(P.typeOf("m").getCanonicalType()), "std::map<std::string, channel<int>>");
}

} // namespace
