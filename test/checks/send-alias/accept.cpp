// Values moved into a message that nobody else can borrow.
#include <conure/conure.h>
#include <array>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

struct CONURE_VALUE Msg {
  std::string text;
  int n = 0;
};
struct Point {
  int x, y;
};
class CONURE_PROCESS Printer {
public:
  explicit Printer(std::string name) {}
  CONURE_ASYNC void print(std::string s) {}
  CONURE_ASYNC void message(Msg m) {}
  CONURE_ASYNC void point(Point p) {}
  CONURE_ASYNC void handle(process<Printer> p, channel<int> c) {}
  CONURE_ASYNC void frozen(std::shared_ptr<const std::vector<int>> v) {}
  CONURE_ASYNC void unique(uni<std::vector<int>> v) {}
  CONURE_ASYNC void number(std::optional<int> n) {}
};
std::string make();

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main(process<Printer> p, std::string parameter, channel<std::string> c) {
    p->print(name_);               // a copy
    p->print("literal");
    p->print(make());
    p->print(std::move(parameter)); // by value
    std::string local = "x";
    p->print(std::move(local));
    Msg msg{"a", 1};
    p->print(std::move(msg.text)); // a part of a local
    Msg whole{"b", 2};
    p->message(std::move(whole));
    std::string part = "c";
    p->message(Msg{std::move(part), 3});
    std::array<std::string, 2> two{"a", "b"};
    auto [first, second] = Msg{"d", 4};
    p->print(std::move(first));
    p->point(std::move(point_));   // bits are copied
    p->handle(std::move(peer_), std::move(numbers_)); // handles to what is shared anyway
    p->frozen(std::move(frozen_)); // nobody can change it
    p->number(std::move(number_));
    p->unique(std::move(unique_)); // a uni has no borrows
    std::string sent = "y";
    c.send(std::move(sent));
    auto other = spawn<Printer>(std::string(name_));
    for (std::string s : many_)
      p->print(std::move(s));
    std::string elsewhere = std::move(name_); // no send
    p->print(std::exchange(local, "z"));
  }

private:
  std::string name_;
  Point point_;
  process<Printer> peer_;
  channel<int> numbers_;
  std::shared_ptr<const std::vector<int>> frozen_;
  std::optional<int> number_;
  uni<std::vector<int>> unique_;
  std::vector<std::string> many_;
};

struct Builder {
  std::string text;
  std::string take() { return std::move(text); }
  std::string view() const { return text; }
  std::string joined() {
    std::string all;
    all += text;
    return all;
  }
};
std::string upper(std::string s) { return s; }
/// What a function gives out was a local variable's, a copy, or made in it.
struct Sends {
  Builder builder_;
  std::string name_;
  void all(process<Printer> p) {
    Builder local;
    p->print(local.take());
    p->print(builder_.view());
    p->print(builder_.joined());
    p->print(std::string(builder_.text));
    p->print(upper("a"));
    p->print(name_ + ".");
    std::string s = "a";
    p->print(std::move(s) + ".");
    std::string other;
    s = "b";
    std::swap(other, s);
    p->print(std::move(other));
    std::string line = "c";
    line = name_;
    p->print(std::move(line));
    std::string text = "d";
    auto back = std::views::reverse(text);
    std::string reversed(back.begin(), back.end());
    p->print(std::move(text));
    p->print(std::move(reversed));
  }
};
// rules: send-alias
