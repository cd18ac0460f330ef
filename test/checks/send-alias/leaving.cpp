// Values that are moved on before they leave: into other variables, containers and functions. A borrow of what keeps its
// address is good in one process; not so where the new owner is sent or becomes immutable to everyone.
// rules: send-alias, frozen-alias, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

using Table = std::vector<int>;
using Frozen = std::shared_ptr<const Table>;
struct CONURE_VALUE Page {
  std::string title;
  std::string body;
};
class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
  CONURE_ASYNC void page(Page p) {}
  CONURE_ASYNC void many(uni<std::vector<std::string>> all) {}
  CONURE_ASYNC void frozen(Frozen t) {}
};
void look(std::string_view);
void look(int);
bool chance();

std::string taken(std::string &s) { return std::move(s); }
Table takenTable(Table &t) { return std::move(t); }
std::string same(std::string s) { return s; }
Table same(Table t) { return t; }
void give(process<Printer> p, std::string s) { p->print(std::move(s)); }
Frozen freezeIt(Table t) { return std::make_shared<const Table>(std::move(t)); }
Frozen freezeByLocal(Table t) {
  Table local = std::move(t);
  return freezeIt(std::move(local));
}
Frozen freezeUnseen(Table t);
void keepUnseen(Table t);
std::size_t measure(Table t) { return t.size(); }
void keepHere(std::vector<Table> &all, Table t) { all.push_back(std::move(t)); }

// What a function may have moved out of a variable, moved on.
void byVariable(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text); // expect-error {{'taken' may move the memory of 'text' into what is sent while 'word' borrows it}} [send-alias]
  std::string other = std::move(out);
  p->print(std::move(other));
  look(word);
}
void byAggregate(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  Page page{std::move(out), ""};
  p->page(std::move(page));
  look(word);
}
void byField(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  Page page;
  page.title = std::move(out);
  p->page(std::move(page));
  look(word);
}
void byEmplace(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::optional<std::string> out;
  out.emplace(taken(text)); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  std::string moved = std::move(out).value();
  p->print(std::move(moved));
  look(word);
}
void bySwap(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out, other;
  out = taken(text); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  other.swap(out);
  p->print(std::move(other));
  look(word);
}
void byTie(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out;
  std::tie(out, std::ignore) = std::pair(taken(text), 1); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  p->print(std::move(out));
  look(word);
}
void byExchange(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out;
  std::string old = std::exchange(out, taken(text)); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  p->print(std::move(out));
  look(word);
}
void intoUnique(process<Printer> p, uni<std::vector<std::string>> all, std::string text) {
  std::string_view word = text;
  std::string out = taken(text); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  all->push_back(std::move(out));
  p->many(std::move(all));
  look(word);
}
void intoFunction(process<Printer> p, std::string text) {
  std::string_view word = text;
  give(p, taken(text)); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  look(word);
}
void intoFunctionByVariable(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  give(p, std::move(out));
  look(word);
}
void swappedItself(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string other;
  std::swap(text, other); // expect-error {{'text' is moved to where it may leave this process while 'word' borrows a part of it}} [send-alias]
  p->print(std::move(other));
  look(word);
}

// What keeps its address.
void elementByVariable(Table t) {
  int &first = t[0]; // expect-note {{'first' borrows 't[0]' here}}
  Table other = std::move(t); // expect-error {{'t' is moved to where it may leave this process while 'first' borrows a part of it}} [send-alias]
  Frozen f = std::make_shared<const Table>(std::move(other));
  first = 1; // expect-note {{'first' is used here, after the move}}
}
void elementByAssignment(Table t) {
  int &first = t[0];
  Table other;
  other = std::move(t); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  Frozen f = std::make_shared<const Table>(std::move(other));
  first = 1;
}
void elementByContainer(Table t) {
  int &first = t[0];
  std::vector<Table> all;
  all.push_back(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  auto f = std::make_shared<const std::vector<Table>>(std::move(all));
  first = 1;
}
void elementBySwap(Table t) {
  int &first = t[0];
  Table other;
  other.swap(t); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  Frozen f = std::make_shared<const Table>(std::move(other));
  first = 1;
}
void elementByExchange(Table t) {
  int &first = t[0];
  auto other = std::exchange(t, {}); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  Frozen f = std::make_shared<const Table>(std::move(other));
  first = 1;
}
void elementByChain(Table t) {
  int &first = t[0];
  Table a(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  Table b{std::move(a)}, c;
  c = same(std::move(b));
  Frozen f = std::make_shared<const Table>(std::move(c));
  first = 1;
}
void elementByFunction(Table t) {
  int &first = t[0];
  Frozen f = freezeIt(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  first = 1;
}
void elementByFunctions(Table t) {
  int &first = t[0];
  Frozen f = freezeByLocal(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  first = 1;
}
void elementByUnseen(Table t) {
  int &first = t[0];
  keepUnseen(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  first = 1;
}
void elementByCallable(Table t) {
  int &first = t[0];
  std::function<void(Table)> f = keepUnseen;
  f(std::move(t)); // expect-error {{'t' is moved to where it may leave}} [send-alias]
  first = 1;
}

// Whether a try succeeds: where it did, the memory is gone.
void tried(channel<std::string> c, std::string text) {
  std::string_view word = text;
  c.try_send(std::move(text)); // expect-error {{'try_send' may move the memory of 'text' into what is sent while 'word' borrows it}} [send-alias]
  look(word);
}
void triedAndDone(channel<std::string> c, std::string text) {
  std::string_view word = text;
  if (c.try_send(std::move(text))) // expect-error {{'try_send' may move the memory of 'text'}} [send-alias]
    look(word);
}

// Accepted.
void triedInVain(channel<std::string> c, std::string text) {
  std::string_view word = text;
  if (!c.try_send(std::move(text)))
    look(word);
}
void triedWithCopy(channel<std::string> c, std::string text) {
  std::string_view word = text;
  c.try_send(text);
  look(word);
}
void staysHere(Table t) {
  int &first = t[0];
  Table other = std::move(t);
  first = 1;
  look(other[0]);
}
void usedBefore(Table t) {
  int &first = t[0];
  first = 1;
  Table other = std::move(t);
  Frozen f = std::make_shared<const Table>(std::move(other));
}
void functionThatSendsNothing(Table t, std::vector<Table> all) {
  int &first = t[0];
  keepHere(all, std::move(t));
  first = 1;
  look(int(all.size()));
}
void functionThatReads(Table t) {
  int &first = t[0];
  look(int(measure(t)));
  first = 1;
}
void otherVariableLeaves(Table t, Table u) {
  int &first = t[0];
  Table other = std::move(t);
  Frozen f = std::make_shared<const Table>(std::move(u));
  first = 1;
}
void ownedPointer(std::unique_ptr<Page> page, std::vector<std::unique_ptr<Page>> all) {
  Page &r = *page;
  all.push_back(std::move(page));
  look(r.title);
}
void resultStays(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text);
  std::string other = std::move(out);
  look(other);
  look(word);
}
void copyOfResult(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::string out = taken(text);
  p->print(out);
  look(word);
}
void swappedBack(process<Printer> p, std::string text) {
  std::string other;
  std::swap(text, other);
  std::string_view word = text;
  p->print(std::move(other));
  look(word);
}
