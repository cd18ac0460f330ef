// The control of no_races.test: a class that is said to be sendable and is not. ThreadSanitizer must see the race.
#include <atomic>
#include <conure/conure.h>
#include <iostream>
#include <memory>
using namespace conure;

struct CONURE_SENDABLE Shared {
  std::shared_ptr<long> count;
  std::shared_ptr<std::atomic<int>> begun;
};

class CONURE_PROCESS Counter {
public:
  CONURE_ASYNC void run(promise<int> done, Shared s) {
    ++*s.begun;
    while (*s.begun != 2) // so that neither ends before the other begins
      ;
    for (int i = 0; i < 2000000; ++i)
      ++*s.count;
    std::move(done).set(1);
  }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    Shared s{std::make_shared<long>(0), std::make_shared<std::atomic<int>>(0)};
    auto first = spawn<Counter>(), second = spawn<Counter>();
    auto a = ask(first, &Counter::run, s), b = ask(second, &Counter::run, s);
    std::cout << std::move(a).get() + std::move(b).get() << '\n';
  }
};
CONURE_MAIN(Main)
