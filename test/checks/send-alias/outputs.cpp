// Borrows that come into a variable by a function that was given it, a closure that captured it, or std::tie.
// rules: send-alias, move-while-borrowed, drop-while-borrowed
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <ranges>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

class CONURE_PROCESS Printer {
public:
  CONURE_ASYNC void print(std::string s) {}
};
void look(std::string_view);
void look(int);

void fill(std::string_view &out, const std::string &from) { out = from; }
void fillPointer(std::string_view *out, const std::string &from) { *out = from; }
void fillMany(std::vector<std::string_view> &out, const std::string &from) { out.push_back(from); }
void handOn(std::string_view &out, const std::string &from) { fill(out, from); }
void unseen(std::string_view &out, const std::string &from);
void count(std::size_t &out, const std::string &from) { out = from.size(); }
void clear(std::string_view &out, const std::string &from) { out = {}; }
struct Word {
  std::string_view text;
  void set(std::string_view t) { text = t; }
  static void make(Word &w, const std::string &from) { w.text = from; }
};

void byReference(process<Printer> p, std::string s) {
  std::string_view v;
  fill(v, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void byPointer(process<Printer> p, std::string s) {
  std::string_view v;
  fillPointer(&v, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void intoContainer(process<Printer> p, std::string s) {
  std::vector<std::string_view> v;
  fillMany(v, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v[0]);
}
void handedOn(process<Printer> p, std::string s) {
  std::string_view v;
  handOn(v, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void bodyNotSeen(process<Printer> p, std::string s) {
  std::string_view v;
  unseen(v, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void staticMethod(process<Printer> p, std::string s) {
  Word w;
  Word::make(w, s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'w' borrows}} [send-alias]
  look(w.text);
}
void byClosure(process<Printer> p, std::string s) {
  std::string_view v = "x";
  auto f = [&] { v = s; };
  f();
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void byClosureAtOnce(process<Printer> p, std::string s) {
  std::vector<std::string_view> v;
  [&] { v.push_back(s); }();
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v[0]);
}
void byAlgorithm(process<Printer> p, std::string s) {
  std::string_view v;
  std::vector<int> once{1};
  std::for_each(once.begin(), once.end(), [&](int) { v = s; });
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void byTie(process<Printer> p, std::string s) {
  std::string_view v;
  std::tie(v, std::ignore) = std::pair(std::string_view(s), 1);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(v);
}
void byNew(process<Printer> p, std::string s) {
  std::unique_ptr<std::string_view> v(new std::string_view(s));
  p->print(std::move(s)); // expect-error {{'s' is sent while 'v' borrows}} [send-alias]
  look(*v);
}
void byIteratorOfView(process<Printer> p, std::vector<std::string> s) {
  auto all = s | std::views::reverse;
  auto it = all.begin();
  std::vector<std::string> other = std::move(s);
  look(*it); // the elements stay where they are
}
void byBind(process<Printer> p, std::string s) {
  auto f = std::bind_front(&std::string::size, &s);
  p->print(std::move(s)); // expect-error {{'s' is sent while 'f' borrows}} [send-alias]
  look(f());
}

// Accepted.
void otherResult(process<Printer> p, std::string s) {
  std::size_t n = 0;
  count(n, s);
  p->print(std::move(s));
  look(int(n));
}
void cleared(process<Printer> p, std::string s) {
  std::string_view v = "x";
  clear(v, s);
  p->print(std::move(s));
  look(v);
}
void notRun(process<Printer> p, std::string s) {
  std::string_view v = "x";
  p->print(std::move(s));
  look(v);
}
void reboundAfter(process<Printer> p, std::string s) {
  std::string_view v;
  fill(v, s);
  look(v);
  v = "x";
  p->print(std::move(s));
  look(v);
}
void copyOfText(process<Printer> p, std::string s) {
  std::string copy;
  auto f = [&] { copy = s; };
  f();
  p->print(std::move(s));
  look(copy);
}
void ownLocal(process<Printer> p, std::string s) {
  std::string_view v;
  auto f = [&] {
    std::string_view inner = s;
    v = "y";
    look(inner);
  };
  f();
  p->print(std::move(s));
  look(v);
}
