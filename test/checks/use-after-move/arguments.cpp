// Moves among the operands of calls, constructors and lists: what runs in which order.
// rules: use-after-move, move-while-borrowed, drop-while-borrowed
#include "../Inputs/parts.h"
struct Tree { void add(std::string k, std::string v); Tree &self(); Tree &set(std::string); std::string key; bool is(const std::string&) const;};
void two(std::string, const std::string &);
void two2(const std::string &, std::string);
void refref(std::string &&, const std::string &);
int len(const std::string&);
void three(int, std::string, int);
void moveBeforeRead(std::string s) { two(std::move(s), s); } // expect-error {{'s' is}} [use-after-move]
void readBeforeMove(std::string s) { two2(s, std::move(s)); } // expect-error {{'s' is}} [use-after-move]
void moveIntoReferenceBesideRead(std::string s) { refref(std::move(s), s); } // expect-error {{'s' is}} [use-after-move]
void readInsideOperand(std::string s) { three(len(s), std::move(s), 0); } // expect-error {{'s' is}} [use-after-move]
void copyAndMoveIntoMethod(std::string s) { Tree t; t.add(s, std::move(s)); } // expect-error {{'s' is}} [use-after-move]
void chainedCalls(std::string s) { Tree{}.set(std::move(s)).set(s); } // expect-error {{'s' is}} [use-after-move]
void readThenMoveInBraces(std::string s) { std::pair<int, std::string> p{len(s), std::move(s)}; }
void moveThenReadOfPair(std::string s) { std::pair<std::string, int> p{std::move(s), len(s)}; }
struct Agg { std::string s; int n; };
struct Agg2 { int n; std::string s; };
void moveThenReadInAggregate(std::string s) { Agg a{std::move(s), len(s)}; } // expect-error {{'s' is}} [use-after-move]
void readThenMoveInAggregate(std::string s) { Agg2 a{len(s), std::move(s)}; }
void pairOfReadAndMove(std::unique_ptr<Part> p) { auto q = std::make_pair(p->count, std::move(p)); }
struct Ctor { Ctor(std::string, int); };
void constructorArguments(std::string s) { Ctor c(std::move(s), len(s)); } // expect-error {{'s' is}} [use-after-move]
void constructorInBraces(std::string s) { Ctor c{std::move(s), len(s)}; } // expect-error {{'s' is}} [use-after-move]
void forwardedToMakeUnique(std::string s) { auto c = std::make_unique<Ctor>(std::move(s), 1); look(s); } // expect-error {{'s' is}} [use-after-move]
void filledByClosure(Tree t) { auto f = [](Tree, Tree&) {}; f(std::move(t), t); }
void keyReadAfterMapAssignment(std::map<std::string, std::string> m, std::string k) { m[k] = std::move(k); look(k); } // expect-error {{'k' is used after it was moved}} [use-after-move]
void keyMovedInSubscript(std::map<std::string, std::string> m, std::string k) { m[std::move(k)] = k; } // expect-error {{'k' is used after it was moved}} [use-after-move]
void intoInsert(std::vector<std::string> v, std::string s) { v.insert(v.end(), std::move(s)); look(v[0]); }
void selfAssignment(std::string s) { s = std::move(s); look(s); }
void rightSideFirst(std::string s, std::string t) { s = std::move(t) + s; look(s); t = "x"; look(t);}
void assignedFromItself(std::string s) { s = std::move(s) + "x"; look(s); }
void commaThenMove(std::string s) { (s += "x", take(std::move(s))); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void dflt(std::string a, int n = number());
void withDefaultArgument(std::string s) { dflt(std::move(s)); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void variadic(int, ...);
template <class... T> void pack(T &&...t) { (take(std::forward<T>(t)), ...); }
void packOfForwards(std::string s) { pack(std::move(s), std::string("x")); look(s); } // expect-error {{'s' is used after it was moved}} [use-after-move]
void packOfLvalues(std::string s) { pack(s); look(s); }
void commaRestores(std::unique_ptr<Part> p) { std::unique_ptr<Part> q; q = std::move(p), p = nullptr; q->use(); if (!p) return; }
void readOnlyConstructor(std::string s) { std::string t(std::move(s), 0, 1); look(s); }
void bindingOfMovedTuple(std::tuple<std::string, std::string> t) { auto [a, b] = std::move(t); look(a); look(std::get<0>(t)); } // expect-error {{is used after}} [use-after-move]
void bindingByReference(std::tuple<std::string, std::string> t) { auto &[a, b] = t; take(std::move(a)); look(b); look(a); } // expect-error {{is used after}} [use-after-move]
void bindingOfFields(Part p) { auto &[a, b, c] = p; take(std::move(a)); look(p.name); } // expect-error {{'p.name' is used after it was moved}} [use-after-move]
void arrayOfMoveAndRead(std::string s) { std::string a[] = {std::move(s), s}; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void arrayOfReadAndMove(std::string s) { std::array<std::string, 2> a = {s, std::move(s)}; }
void listOfMoveAndRead(std::string s) { std::vector<std::string> v{std::move(s), s}; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void newExpression(std::string s) { auto t = new std::string(std::move(s)); look(s); delete t; } // expect-error {{'s' is used after it was moved}} [use-after-move]
void thrown(std::string s) { throw std::move(s); }
void optionalValueOfRvalue(std::optional<std::string> o) { auto s = std::move(o).value(); look(*o); } // expect-error {{is used after}} [use-after-move]
void starOfRvalueOptional(std::optional<std::string> o) { auto s = *std::move(o); look(*o); } // expect-error {{is used after}} [use-after-move]
void variantAlternative(std::variant<std::string, int> v) { auto s = std::get<0>(std::move(v)); look(std::get<0>(v)); } // expect-error {{is used after}} [use-after-move]
void partBehindUniquePointer(std::unique_ptr<std::pair<std::string, std::string>> p) { auto s = std::move(p->first); look(p->second); look(p->first); } // expect-error {{is used after}} [use-after-move]
