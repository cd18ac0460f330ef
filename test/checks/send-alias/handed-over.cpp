// Functions and closures that are given a local variable, and may move its memory into the message, while a borrow of
// that memory is used afterwards.
// rules: send-alias, frozen-alias, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

struct CONURE_VALUE Page {
  std::string title;
  std::vector<int> lines;
};
class CONURE_PROCESS Printer {
public:
  explicit Printer(std::string name) {}
  CONURE_ASYNC void print(std::string s) {}
  CONURE_ASYNC void both(std::string s, int n) {}
  CONURE_ASYNC void page(Page p) {}
  CONURE_ASYNC void keep(uni<std::vector<std::string>> all) {}
};
void look(std::string_view);
void look(int);
bool chance();

std::string unseen(std::string &s);
std::string unseenToo(std::string *s);
Page unseenPage(std::vector<int> &lines);
std::string taken(std::string &s) { return std::move(s); }
std::string swapped(std::string &s) {
  std::string out;
  out.swap(s);
  return out;
}
std::string nested(std::string &s) { return taken(s); }
std::string shown(std::string &s) {
  s += "!";
  return s;
}
std::string joined(std::vector<std::string> &all) {
  std::string out;
  for (const std::string &s : all)
    out += s;
  return out;
}
template <class T> T grab(T &t) { return std::move(t); }
struct Box {
  std::string text;
  std::string take();
  std::string copy() const { return text; }
  friend std::string stolen(Box &b) { return std::move(b.text); }
};
struct Taker {
  std::string &text;
  std::string take() const { return std::move(text); }
  operator std::string() const { return std::move(text); }
};

void byReference(process<Printer> p, std::string text) {
  std::string_view word = text; // expect-note {{'word' borrows}}
  p->print(unseen(text)); // expect-error {{'unseen' may move the memory of 'text' into what is sent while 'word' borrows it}} [send-alias]
  look(word); // expect-note {{'word' is used here, after the send}}
}
void bodySeen(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(taken(text)); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  look(word);
}
void bodySwaps(process<Printer> p, std::string text) {
  const char *first = text.data();
  p->print(swapped(text)); // expect-error {{'swapped' may move the memory of 'text'}} [send-alias]
  look(*first);
}
void bodyHandsOn(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(nested(text)); // expect-error {{'nested' may move}} [send-alias]
  look(word);
}
void byPointer(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(unseenToo(&text)); // expect-error {{'unseenToo' may move}} [send-alias]
  look(word);
}
void throughReference(process<Printer> p, std::string text) {
  std::string &same = text;
  std::string_view word = text;
  p->print(taken(same)); // expect-error {{'taken' may move the memory of 'text'}} [send-alias]
  look(word);
}
template <class T> void inTemplate(channel<T> c, T value) {
  auto it = value.begin();
  c.send(grab(value)); // expect-error {{'grab' may move the memory of 'value'}} [send-alias]
  look(*it);
}
template void inTemplate<std::string>(channel<std::string>, std::string);
void partOfResult(process<Printer> p, std::vector<int> lines) {
  int &line = lines[0];
  p->page(unseenPage(lines)); // expect-error {{'unseenPage' may move the memory of 'lines'}} [send-alias]
  look(line);
}
void byMethod(process<Printer> p) {
  Box box;
  std::string_view word = box.text;
  p->print(box.take()); // expect-error {{'take' may move the memory of 'box'}} [send-alias]
  look(word);
}
void byFriend(process<Printer> p) {
  Box box;
  std::string_view word = box.text;
  p->print(stolen(box)); // expect-error {{'stolen' may move the memory of 'box'}} [send-alias]
  look(word);
}
void byHolder(process<Printer> p, std::string text) {
  std::string_view word = text;
  Taker taker{text};
  p->print(taker.take()); // expect-error {{'take' may move the memory of 'text'}} [send-alias]
  look(word);
}
void byConversion(process<Printer> p, std::string text) {
  std::string_view word = text;
  Taker taker{text};
  p->print(taker); // expect-error {{this call may move the memory of 'text'}} [send-alias]
  look(word);
}
void byInvoke(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(std::invoke(taken, text)); // expect-error {{'invoke' may move}} [send-alias]
  look(word);
}
void byApply(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(std::apply(taken, std::tie(text))); // expect-error {{'apply' may move}} [send-alias]
  look(word);
}
void byBind(process<Printer> p, std::string text) {
  std::string_view word = text;
  auto take = std::bind_front(taken, std::ref(text));
  p->print(take()); // expect-error {{this call may move}} [send-alias]
  look(word);
}
void byFunction(process<Printer> p, std::string text) {
  std::string_view word = text;
  std::function<std::string()> take = [&] { return std::move(text); };
  p->print(take()); // expect-error {{this call may move}} [send-alias]
  look(word);
}
void byClosure(process<Printer> p, std::string text) {
  std::string_view word = text;
  auto take = [&] { return std::move(text); }; // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  p->print(take());
  look(word);
}
void closureHandsOn(process<Printer> p, std::string text) {
  std::string_view word = text;
  auto take = [&] { return unseen(text); };
  p->print(take()); // expect-error {{this call may move the memory of 'text'}} [send-alias]
  look(word);
}
void calledAtOnce(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print([&text] { return unseen(text); }()); // expect-error {{this call may move the memory of 'text'}} [send-alias]
  look(word);
}
void inChoice(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->both(chance() ? taken(text) : "none", 1); // expect-error {{'taken' may move}} [send-alias]
  look(word);
}
void afterComma(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->both((look(1), taken(text)), 1); // expect-error {{'taken' may move}} [send-alias]
  look(word);
}
void grown(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(taken(text) + "!"); // expect-error {{'taken' may move}} [send-alias]
  look(word);
}
void inAggregate(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->page(Page{taken(text), {}}); // expect-error {{'taken' may move}} [send-alias]
  look(word);
}
void throughVariable(process<Printer> p, std::string text) {
  std::string_view word = text;
  auto out = unseen(text); // expect-error {{'unseen' may move the memory of 'text' into what is sent}} [send-alias]
  p->print(std::move(out));
  look(word);
}
void throughPart(process<Printer> p, std::string text) {
  std::string_view word = text;
  Page out;
  out.title = unseen(text); // expect-error {{'unseen' may move the memory of 'text' into what is sent}} [send-alias]
  p->page(std::move(out));
  look(word);
}
void intoSpawn(std::string text) {
  std::string_view word = text;
  auto p = spawn<Printer>(unseen(text)); // expect-error {{'unseen' may move}} [send-alias]
  look(word);
}
void intoPromise(promise<std::string> p, std::string text) {
  std::string_view word = text;
  std::move(p).set(unseen(text)); // expect-error {{'unseen' may move}} [send-alias]
  look(word);
}
void intoUnique(process<Printer> p, uni<std::vector<std::string>> all, std::string text) {
  std::string_view word = text;
  all->push_back(unseen(text)); // expect-error {{'unseen' may move}} [send-alias]
  p->keep(std::move(all));
  look(word);
}
void intoElementOfUnique(process<Printer> p, uni<std::vector<std::string>> all, std::string text) {
  std::string_view word = text;
  all->at(0) = unseen(text); // expect-error {{'unseen' may move}} [send-alias]
  p->keep(std::move(all));
  look(word);
}
void intoFrozen(std::string text) {
  std::string_view word = text;
  auto all = std::make_shared<const std::string>(unseen(text)); // expect-error {{'unseen' may move}} [frozen-alias]
  look(word);
}
void inLoop(process<Printer> p, std::string text) {
  std::string_view word = text;
  while (chance()) {
    look(word);
    p->print(taken(text)); // expect-error {{'taken' may move}} [send-alias]
  }
}

// Accepted.
void notUsedAfter(process<Printer> p, std::string text) {
  std::string_view word = text;
  look(word);
  p->print(unseen(text));
  look(text);
}
void referenceToVariable(process<Printer> p, std::string text) {
  std::string &same = text; // the variable stays here, with what was left in it
  p->print(unseen(text));
  look(same);
}
void onlyChanged(process<Printer> p, std::string text) {
  auto word = text.begin();
  p->print(shown(text)); // its body copies
  look(*word);
}
void onlyRead(process<Printer> p, std::vector<std::string> all) {
  std::string &first = all[0];
  std::string_view word = first;
  p->print(joined(all));
  look(first);
  look(word);
}
void constMethod(process<Printer> p, Box box) {
  std::string_view word = box.text;
  p->print(box.copy());
  look(word);
}
void otherType(process<Printer> p, std::vector<int> lines) {
  int &line = lines[0];
  p->print([&] {
    std::ostringstream out;
    for (int l : lines)
      out << l;
    return out.str();
  }());
  look(line);
}
void closureReads(process<Printer> p, std::vector<std::string> all) {
  std::string_view word = all[0];
  p->print(std::accumulate(all.begin(), all.end(), std::string(), [](std::string sum, const std::string &each) {
    return sum + each;
  }));
  p->print([&] {
    std::string out;
    for (const auto &each : all)
      out += each + word.data();
    return out;
  }());
  look(word);
}
void stream(process<Printer> p, std::istringstream in) {
  std::string line;
  std::string_view first = line;
  std::getline(in, line);
  p->print(in.str());
  p->print(line.substr(1));
  p->print(line + "!");
  p->print(std::string(first));
  look(first);
}
void variableStays(std::string text) {
  std::string_view word = text;
  auto out = unseen(text);
  look(out);
  look(word);
}
void rebound(process<Printer> p, std::string text) {
  std::string_view word = text;
  look(word);
  word = "other";
  p->print(taken(text));
  look(word);
}
