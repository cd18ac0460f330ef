// Values that are sent while the same function still uses a borrow of them. Once a cause: no other rule repeats it.
// rules: send-alias, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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
  CONURE_ASYNC void page(Page p) {}
  CONURE_ASYNC void get(promise<int> p, std::string s) {}
};
void look(std::string_view);
void look(int);
bool chance();

void view(process<Printer> p, std::string text) {
  std::string_view word = text; // expect-note {{'word' borrows 'text' here}}
  p->print(std::move(text)); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word); // expect-note {{'word' is used here, after the send}}
}
void reference(process<Printer> p, std::string text) {
  std::string &r = text;
  p->print(std::move(text)); // expect-error {{'text' is sent while 'r' borrows it}} [send-alias]
  look(r);
}
void pointerOfPart(process<Printer> p, Page page) {
  const std::string *title = &page.title;
  p->page(std::move(page)); // expect-error {{'page' is sent while 'title' borrows a part of it}} [send-alias]
  look(*title);
}
void addressStays(process<Printer> p, Page page) {
  int &line = page.lines[0];
  p->page(std::move(page)); // expect-error {{'page' is sent while 'line' borrows a part of it}} [send-alias]
  look(line);
}
void inContainer(process<Printer> p, std::string text) {
  std::vector<std::string_view> words;
  words.push_back(text);
  p->print(std::move(text)); // expect-error {{'text' is sent while 'words' borrows a part of it}} [send-alias]
  look(words[0]);
}
void inClosure(process<Printer> p, std::string text) {
  std::function<void()> f = [&] { look(text); };
  p->print(std::move(text)); // expect-error {{'text' is sent while 'f' borrows it}} [send-alias]
  f();
}
void intoChannel(channel<std::string> c, std::string text) {
  auto it = text.begin();
  c.send(std::move(text)); // expect-error {{'text' is sent while 'it' borrows a part of it}} [send-alias]
  look(*it);
}
void intoSpawn(std::string text) {
  const char *raw = text.c_str();
  auto other = spawn<Printer>(std::move(text)); // expect-error {{'text' is sent while 'raw' borrows a part of it}} [send-alias]
  look(*raw);
}
void intoAsk(process<Printer> p, std::string text) {
  std::string_view word = text;
  auto f = ask(p, &Printer::get, std::move(text)); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void intoPromise(promise<std::string> p, std::string text) {
  std::string_view word = text;
  std::move(p).set(std::move(text)); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void inAggregate(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->page(Page{std::move(text), {}}); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void onOnePath(process<Printer> p, std::string a, std::string b) {
  std::string_view word = a;
  if (chance())
    word = b;
  p->print(std::move(b)); // expect-error {{'b' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void inLaterIteration(process<Printer> p) {
  std::string_view last;
  for (std::string text = "x"; chance(); text = "y") {
    look(last);
    last = text;
    p->print(std::move(text)); // expect-error {{'text' is sent while 'last' borrows a part of it}} [send-alias]
  }
}
template <class T> void inTemplate(channel<T> c, T value) {
  T &r = value;
  c.send(std::move(value)); // expect-error {{'value' is sent while 'r' borrows it}} [send-alias]
  look(r);
}
template void inTemplate<std::string>(channel<std::string>, std::string);
#define SEND(p, x) (p)->print(std::move(x))
void inMacro(process<Printer> p, std::string text) {
  std::string_view word = text;
  SEND(p, text); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
  look(word);
}
void inLambda(process<Printer> p) {
  auto f = [p](std::string text) {
    std::string_view word = text;
    p->print(std::move(text)); // expect-error {{'text' is sent while 'word' borrows a part of it}} [send-alias]
    look(word);
  };
  f("x");
}

// Accepted.
void usedBefore(process<Printer> p, std::string text) {
  std::string_view word = text;
  look(word);
  p->print(std::move(text));
}
void copySent(process<Printer> p, std::string text) {
  std::string_view word = text;
  p->print(text);
  look(word);
}
void reboundFirst(process<Printer> p, std::string text) {
  std::string_view word = text;
  look(word);
  word = "other";
  p->print(std::move(text));
  look(word);
}
void sizeTaken(process<Printer> p, std::string text) {
  auto size = std::string_view(text).size();
  p->print(std::move(text));
  look(int(size));
}
void otherPart(process<Printer> p, Page page) {
  int &line = page.lines[0];
  p->print(std::move(page.title));
  look(line);
}
void freshInEachIteration(process<Printer> p) {
  while (chance()) {
    std::string text = "x";
    std::string_view word = text;
    look(word);
    p->print(std::move(text));
  }
}
void otherPath(process<Printer> p, std::string text) {
  std::string_view word = text;
  if (chance()) {
    p->print(std::move(text));
    return;
  }
  look(word);
}
void copyOfPart(process<Printer> p, Page page) {
  std::string title = page.title;
  p->page(std::move(page));
  look(title);
}
void trySend(channel<std::string> c, std::string text) {
  std::string_view word = text;
  if (!c.try_send(text))
    look(word);
}
template <class T> void templateAccepted(channel<T> c, T value) {
  T copy = value;
  c.send(std::move(value));
  look(copy);
}
template void templateAccepted<std::string>(channel<std::string>, std::string);
