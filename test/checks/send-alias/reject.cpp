// Values moved into a message out of what others may borrow.
#include <conure/conure.h>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

struct CONURE_VALUE Msg {
  std::string text;
  int n = 0;
};
class CONURE_PROCESS Printer {
public:
  explicit Printer(std::string name) {}
  CONURE_ASYNC void print(std::string s) {}
  CONURE_ASYNC void message(Msg m) {}
  CONURE_ASYNC void maybe(std::optional<std::string> s) {}
  CONURE_ASYNC void get(promise<int> p, std::string s) {}
};
std::string global;
struct Holder {
  std::string text;
  std::string &ref;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main(process<Printer> p, channel<std::string> c, promise<std::string> answer) {
    p->print(std::move(name_)); // expect-error {{field 'name_' is moved into a message, but a borrow of it may stay behind}} [send-alias]
    std::string local = "x";
    std::string &ref = local;
    p->print(std::move(ref)); // expect-error {{what the reference 'ref' refers to}} [send-alias]
    std::string *pointer = &local;
    p->print(std::move(*pointer)); // expect-error {{what this expression refers to}} [send-alias]
    std::vector<std::string> many{"a"};
    for (auto &s : many)
      p->print(std::move(s)); // expect-error {{'s'}} [send-alias]
    p->print(std::move(many[0])); // expect-error {{what this expression refers to}} [send-alias]
    p->print(std::move(global)); // expect-error {{'global', which lives as long as the program,}} [send-alias]
    static std::string fixed;
    p->print(std::move(fixed)); // expect-error {{'fixed', which lives}} [send-alias]
    c.send(std::move(name_)); // expect-error {{field 'name_'}} [send-alias]
    std::move(answer).set(std::move(name_)); // expect-error {{field 'name_'}} [send-alias]
    auto other = spawn<Printer>(std::move(name_)); // expect-error {{field 'name_'}} [send-alias]
    auto f = ask(p, &Printer::get, std::move(name_)); // expect-error {{field 'name_'}} [send-alias]
    p->message(Msg{std::move(name_), 1}); // expect-error {{field 'name_'}} [send-alias]
    p->message({std::move(name_), 1});    // expect-error {{field 'name_'}} [send-alias]
    p->maybe(std::optional(std::move(name_))); // expect-error {{field 'name_'}} [send-alias]
    p->print(std::exchange(name_, {})); // expect-error {{field 'name_'}} [send-alias]
    p->print(static_cast<std::string &&>(name_)); // expect-error {{field 'name_'}} [send-alias]
    p->print(local.empty() ? std::move(name_) : std::string()); // expect-error {{field 'name_'}} [send-alias]
    std::string stop = std::move(name_);
    p->print(std::move(stop)); // expect-error {{'stop', moved out of field 'name_', is moved into a message}} [send-alias]
    auto swapped = std::exchange(name_, "fresh");
    p->print(std::move(swapped)); // expect-error {{'swapped', moved out of field 'name_',}} [send-alias]
    Holder holder{"x", local};
    p->print(std::move(holder.ref)); // expect-error {{what field 'ref' refers to}} [send-alias]
    Holder *h = &holder;
    p->print(std::move(h->text)); // expect-error {{field 'text' of what a pointer points to}} [send-alias]
    auto &[text, again] = holder;
    p->print(std::move(text)); // expect-error {{'text'}} [send-alias]
    auto captured = [local, p]() mutable { p->print(std::move(local)); }; // expect-error {{captured 'local'}} [send-alias]
  }
  void helper(process<Printer> p, std::string &by_reference, std::string &&sink) {
    p->print(std::move(by_reference)); // expect-error {{what the reference 'by_reference' refers to}} [send-alias]
    p->print(std::move(sink));         // expect-error {{what the reference 'sink' refers to}} [send-alias]
  }

private:
  std::string name_;
};
template <class T> void forward(process<Printer> p, T &&t) {
  p->print(std::forward<T>(t)); // expect-error {{what the reference 't' refers to}} [send-alias]
}
void instantiate(process<Printer> p) { forward(p, std::string("x")); }
// rules: send-alias
