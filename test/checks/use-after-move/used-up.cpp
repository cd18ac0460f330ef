// What an rvalue's method uses up: futures and promises, answered once, and classes that give something away by a body
// that can be seen.
#include <conure/conure.h>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

bool lucky();
int compute();

int got_twice(future<int> f) {
  int n = std::move(f).get();
  return n + std::move(f).get(); // expect-error {{'f' is moved again after it was moved}} [use-after-move]
}
int got_after_a_move(future<int> f) {
  future<int> other = std::move(f);
  return std::move(f).get(); // expect-error {{'f' is moved again after it was moved}} [use-after-move]
}
void tried_afterwards(future<int> f) {
  int n = std::move(f).get();
  f.try_get(); // expect-error {{'f' is used after it was moved}} [use-after-move]
}
void set_twice(promise<int> p) {
  if (lucky())
    std::move(p).set(1);
  std::move(p).set(2); // expect-error {{'p' is moved again after it may have been moved}} [use-after-move]
}
void set_in_a_loop(promise<int> p) {
  for (int i = 0; i < 2; ++i)
    std::move(p).set(i); // expect-error {{'p' is moved again in the next iteration of the loop}} [use-after-move]
}
int names_of_parts() {
  auto [f, p] = make_future<int>();
  std::move(p).set(1);
  std::move(p).set(2); // expect-error {{'p' is moved again after it was moved}} [use-after-move]
  return std::move(f).get();
}
void throws_after_the_answer(promise<int> p) {
  try {
    std::move(p).set(compute());
    compute();
  } catch (const std::exception &) {
    std::move(p).set(0); // expect-error {{'p' is moved again after it may have been moved}} [use-after-move]
  }
}
void throws_before_the_answer(promise<int> p) {
  try {
    std::move(p).set(compute());
  } catch (const std::exception &) {
    std::move(p).set(0);
  }
}
void set_on_each_way(promise<std::string> p, int n) {
  switch (n) {
  case 0:
    return std::move(p).set("none");
  case 1:
    std::move(p).set("one");
    break;
  default:
    std::move(p).set("many");
  }
}
int tried_first(future<int> f) {
  if (auto n = f.try_get())
    return *n;
  return std::move(f).get();
}

struct Ticket {
  std::unique_ptr<int> seat;
  int number = 0;
  void redeem() && { seat.reset(); }
  int look() && { return number; }
};
void redeemed_twice(Ticket t) {
  std::move(t).redeem();
  std::move(t).redeem(); // expect-error {{'t' is moved again after it was moved}} [use-after-move]
}
int looked_at_after(Ticket t) {
  Ticket other = std::move(t);
  return std::move(t).look(); // expect-error {{'t' is used after it was moved}} [use-after-move]
}
int only_looked_at(Ticket t) {
  int n = std::move(t).look();
  return n + t.number;
}

class CONURE_PROCESS Waiting {
public:
  CONURE_ASYNC void first() {
    std::move(queue_.front()).set(1);
    queue_.pop_front();
  }
  CONURE_ASYNC void one(int key) {
    auto it = by_key_.find(key);
    if (it == by_key_.end())
      return;
    std::move(it->second).set(key);
    by_key_.erase(it);
  }
  CONURE_ASYNC void all() {
    for (auto &[key, p] : by_key_)
      std::move(p).set(key);
    by_key_.clear();
  }
  CONURE_ASYNC void last() {
    if (last_) {
      std::move(*last_).set(1);
      last_.reset();
    }
  }

private:
  std::deque<promise<int>> queue_;
  std::map<int, promise<int>> by_key_;
  std::optional<promise<int>> last_;
};
