// A future is the place where one answer will be. The promise travels with the
// request; whoever holds it sets it once.
#include <conure/conure.h>
#include <chrono>
#include <iostream>
#include <string>
#include <utility>

using namespace conure;
using namespace std::chrono_literals;

class CONURE_PROCESS Oracle {
public:
  CONURE_ASYNC void answer(promise<std::string> question) const { std::move(question).set("42"); }
  // A promise may be passed on: it is a value with one owner.
  CONURE_ASYNC void delegate(promise<std::string> question, process<Oracle> other) const {
    other->answer(std::move(question));
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto first = spawn<Oracle>();
    auto second = spawn<Oracle>();

    auto [direct, to_first] = make_future<std::string>();
    first->answer(std::move(to_first));
    std::cout << "first says " << std::move(direct).get() << '\n';

    auto [indirect, to_second] = make_future<std::string>();
    first->delegate(std::move(to_second), second);
    std::cout << "second says " << std::move(indirect).get() << '\n';

    auto [never, kept] = make_future<std::string>();
    if (!never.get_until(std::chrono::steady_clock::now() + 1ms))
      std::cout << "no answer yet\n";
    std::move(kept).set("late");
    std::cout << std::move(never).get() << '\n';
  }
};
CONURE_MAIN(Main)
