//===- FlowTest.cpp - The flow analysis by itself -------------------------===//
//
// States at a probe, live loans, convergence, the cap, and that no fact falls
// between the blocks of the graph.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Flow.h"
#include "Parsed.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {
namespace {

constexpr const char *Helpers = R"(
struct Part { std::string name; std::string other; int count = 0; };
void take(std::string); void take(Part); void take(std::unique_ptr<Part>); void look(const std::string &);
template <class T> void probe(T &&) {}
bool chance();
)";

/// Functions whose first call of `probe` marks the point to ask about. One parse for all: the headers cost most.
class Probed : public Parsed {
public:
  explicit Probed(const std::string &Code, Configuration C = {}) : Parsed(Helpers + Code, std::move(C)) {}

  const FunctionDecl *function(llvm::StringRef Name = "f") { return find<FunctionDecl>(Name)->getDefinition(); }
  FunctionFlow *flow(llvm::StringRef Name = "f") { return model().flow().flow(function(Name)); }
  const CallExpr *probe(llvm::StringRef Name = "f") {
    auto Calls = match(functionDecl(equalsNode(function(Name)),
                                    forEachDescendant(callExpr(callee(functionDecl(hasName("probe")))).bind("probe"))),
                       context());
    return Calls.empty() ? nullptr : Calls[0].getNodeAs<CallExpr>("probe");
  }
  PlaceState state(llvm::StringRef Name = "f") {
    const CallExpr *Call = probe(Name);
    return flow(Name)->stateBefore(Call->getArg(0), Call);
  }
  std::size_t loans(llvm::StringRef Name) {
    const CallExpr *Call = probe(Name);
    return flow(Name)->liveLoans(Call->getArg(0), Call).size();
  }
  std::string dump() {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    flow()->dump(OS);
    return Text;
  }
};

TEST(Flow, KnowsTheStateOfEachPlace) {
  Probed P(R"(
void owned(Part p, Part q) { take(std::move(q)); probe(p); }
void moved(Part p) { take(std::move(p)); probe(p); }
void perhaps(Part p) { if (chance()) take(std::move(p)); probe(p); }
void sent(channel<std::string> c, std::string s) { c.send(std::move(s)); probe(s); }
void bothBranches(Part p) { if (chance()) take(std::move(p)); else take(std::move(p)); probe(p); }
void restored(Part p) { if (chance()) { take(std::move(p)); p = {}; } probe(p); }
void partOfMoved(Part p) { take(std::move(p)); probe(p.name); }
void otherPart(Part p) { take(std::move(p.other)); probe(p.name); }
void partRestored(Part p) { take(std::move(p)); p.name = ""; probe(p.name); }
void partMissing(Part p) { take(std::move(p)); p.name = ""; probe(p); }
void everyPart(Part p) { take(std::move(p)); p.name = ""; p.other = ""; probe(p); }
void onHeap(std::unique_ptr<Part> p) { Part &r = *p; take(std::move(p)); probe(r); }
void contentMoved(std::unique_ptr<Part> p) { take(std::move(*p)); probe(*p); }
void swapped(Part p, Part q) { take(std::move(p)); std::swap(p, q); probe(p); }
void swappedOther(Part p, Part q) { take(std::move(p)); std::swap(p, q); probe(q); }
void notNull(std::unique_ptr<Part> p) { if (chance()) take(std::move(p)); if (p) probe(p); }
void null(std::unique_ptr<Part> p) { if (chance()) take(std::move(p)); if (!p) probe(p); }
)");
  EXPECT_EQ(P.state("owned"), PlaceState::Owned);
  EXPECT_EQ(P.state("moved"), PlaceState::Moved);
  EXPECT_EQ(P.state("perhaps"), PlaceState::MaybeMoved);
  EXPECT_EQ(P.state("sent"), PlaceState::Sent);
  EXPECT_EQ(P.state("bothBranches"), PlaceState::Moved);
  EXPECT_EQ(P.state("restored"), PlaceState::Owned);
  EXPECT_EQ(P.state("partOfMoved"), PlaceState::Moved);
  EXPECT_EQ(P.state("otherPart"), PlaceState::Owned);
  EXPECT_EQ(P.state("partRestored"), PlaceState::Owned);
  EXPECT_EQ(P.state("partMissing"), PlaceState::Moved);
  EXPECT_EQ(P.state("everyPart"), PlaceState::Owned);
  EXPECT_EQ(P.state("onHeap"), PlaceState::Owned); // the pointer moves, not the object it owns
  EXPECT_EQ(P.state("contentMoved"), PlaceState::Moved);
  EXPECT_EQ(P.state("swapped"), PlaceState::Owned);
  EXPECT_EQ(P.state("swappedOther"), PlaceState::Moved);
  EXPECT_EQ(P.state("notNull"), PlaceState::Owned);
  EXPECT_EQ(P.state("null"), PlaceState::MaybeMoved);
}

TEST(Flow, KnowsLiveLoans) {
  Probed P(R"(
void usedLater(std::string s) { std::string_view v = s; probe(s); look(std::string(v)); s.clear(); }
void usedBefore(std::string s) { std::string_view v = s; look(std::string(v)); probe(s); s.clear(); }
void rebound(Part p, Part q) { Part *r = &p; r = &q; probe(p); take(*r); take(std::move(p)); }
void onOnePath(Part p, Part q) { Part *r = &q; if (chance()) r = &p; probe(p); take(*r); take(std::move(p)); }
)");
  EXPECT_EQ(P.loans("usedLater"), 1u);
  EXPECT_EQ(P.loans("usedBefore"), 0u);
  EXPECT_EQ(P.loans("rebound"), 0u);
  EXPECT_EQ(P.loans("onOnePath"), 1u);
}

TEST(Flow, ShowsItsFacts) {
  std::string Text = Probed("void f(Part p) { Part &r = p; take(std::move(p.name)); probe(r); }").dump();
  EXPECT_NE(Text.find("issue r -> p"), std::string::npos) << Text;
  EXPECT_NE(Text.find("move leaves p.name: moved p.name"), std::string::npos) << Text;
}

TEST(Flow, ConvergesInNestedLoops) {
  std::string Open, Close;
  for (int I = 0; I < 12; ++I) {
    Open += "while (chance()) { if (chance()) continue; ";
    Close += " if (chance()) break; }";
  }
  Probed P("void f(Part p, Part q) { " + Open +
           "take(std::move(p)); std::swap(p, q); if (chance()) take(std::move(q)); p = q;" + Close + " probe(q); }");
  ASSERT_NE(P.flow(), nullptr);
  EXPECT_EQ(P.state(), PlaceState::MaybeMoved);
  // Each bit can change once a block, and reverse post-order settles most of them at once.
  EXPECT_LT(P.flow()->visits(), 12u * 8 * 6);
}

TEST(Flow, GivesUpAndCountsWhatIsTooLarge) {
  Configuration C;
  C.MaxBlocks = 20;
  std::string Body;
  for (int I = 0; I < 30; ++I)
    Body += "if (chance()) p = {}; ";
  Probed P("void f(Part p) { take(std::move(p)); " + Body + " probe(p); }", C);
  EXPECT_EQ(P.flow(), nullptr);
  ASSERT_EQ(P.model().flow().skipped().size(), 1u);
  EXPECT_EQ(P.model().flow().skipped()[0].Function, P.function());
}

TEST(Flow, StopsAfterTooManyVisits) {
  Configuration C;
  C.MaxVisits = 5;
  Probed P("void f(Part p) { while (chance()) { if (chance()) take(std::move(p)); else p = {}; } }", C);
  EXPECT_EQ(P.flow(), nullptr);
  EXPECT_EQ(P.model().flow().skipped().size(), 1u);
}

TEST(Flow, PlacesEveryFactInTheGraph) {
  // A fact whose statement the graph does not list would be lost in silence.
  Probed P(R"(
struct Base { std::string b; }; struct Derived : Base { std::string d; };
void two(std::string, int); int number(const std::string &);
void f(Part p, std::vector<std::string> v, std::unique_ptr<Part> u, std::optional<Part> o, Derived d) {
  Part moved = chance() ? std::move(p) : Part{};
  for (auto &e : v) take(std::move(e));
  for (unsigned i = 0; i < v.size(); ++i) if (i && chance()) take(std::move(v[i]));
  auto [a, b, c] = std::move(moved);
  take(std::move(a));
  Base base = std::move(d);
  look(d.d);
  two(std::move(b), number(b));
  auto lambda = [&, x = std::move(u)] { look(p.name); take(std::move(v[0])); };
  lambda();
  [&] { p = Part{}; }();
  try { take(std::move(*o)); throw 1; } catch (int) { o.reset(); }
  do { p.count++; p.name += "x"; } while (p.count < 3 && !p.name.empty());
  switch (p.count) { case 1: take(std::move(p.name)); break; default: p.name = "y"; }
  std::string s; (s = "z").clear(); take(s + std::move(p.other));
  const std::string &r = chance() ? p.name : p.other; look(r);
  if (auto q = std::make_unique<Part>(); q && q->count) take(std::move(q));
  std::string *ptr = &s; *ptr = "w"; ++ptr; --ptr; ptr->size();
  std::initializer_list<std::string> list{std::move(s), "t"};
  (void)std::move(v); new Part{std::move(p)};
})");
  ASSERT_NE(P.flow(), nullptr);
  for (FactId Lost : P.flow()->unplaced()) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    P.flow()->facts().print(OS, Lost, P.flow()->places());
    ADD_FAILURE() << "lost: " << OS.str() << " at "
                  << P.flow()->facts()[Lost].Loc.printToString(P.context().getSourceManager());
  }
}

TEST(Flow, SummarisesClosures) {
  Probed P(R"(
void moves(Part p, Part q) { auto g = [&] { take(std::move(p)); q = {}; look(q.name); }; g(); probe(p); }
void mayMove(Part p) { auto g = [&] { if (chance()) take(std::move(p)); }; g(); probe(p); }
void restores(Part p, Part q) { take(std::move(q)); auto g = [&] { q = {}; }; g(); probe(q); }
)");
  EXPECT_EQ(P.state("moves"), PlaceState::Moved);
  EXPECT_EQ(P.state("mayMove"), PlaceState::MaybeMoved);
  EXPECT_EQ(P.state("restores"), PlaceState::Owned);
}

TEST(Places, NamesPathsAsTheyAreWritten) {
  Probed P("struct B { std::vector<Part> parts; std::unique_ptr<B> next; };\n"
           "void f(B b) { probe(b.next->parts[2].name); probe(b.parts.back()); }");
  PlaceTable Own;
  PlaceResolver R(P.context(), Own);
  EXPECT_EQ(Own.name(R.resolve(P.probe()->getArg(0)).Id), "b.next->parts[2].name");
}

} // namespace
} // namespace conure
