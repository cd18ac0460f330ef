// flags: -std=c++20 -I runtime/include -w
// Results whose type does not say what they hold: coroutines, deleters, memory resources, promises, bound calls.
#include <conure/conure.h>
#include <coroutine>
#include <functional>
#include <future>
#include <memory>
#include <memory_resource>
#include <string>
#include <vector>

using namespace conure;

struct Item {
  int n = 0;
  std::string s;
};
using Items = std::vector<Item>;

template <class T> struct Generator {
  struct promise_type {
    T value{};
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T v) {
      value = v;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};
Generator<int> walk(const Items &items) {
  for (const Item &i : items)
    co_yield i.n;
}
Generator<int> letters(const std::string &s) {
  for (char c : s)
    co_yield c;
}
Generator<int> numbers(int n) { co_yield n; }

auto frame_refers_to_outside_value(std::string s) {
  return recover(letters(s)); // expect-error {{this argument borrows 's'}} [recover-capture]
}
auto frame_refers_to_local() {
  return recover([] {
    Items mine;
    return walk(mine); // expect-error {{the result of this recover would hold a borrow of 'mine'}} [recover-result]
  });
}
auto frame_refers_to_nothing() { return recover(numbers(3)); }

std::shared_ptr<int> logs(const Items &log) {
  return std::shared_ptr<int>(std::make_unique<int>(1).release(), [&log](int *p) { std::unique_ptr<int> last(log.empty() ? nullptr : p); });
}
auto deleter_refers_to_local() {
  return recover([] {
    Items log;
    return logs(log); // expect-error {{the result of this recover would hold a borrow of 'log'}} [recover-result]
  });
}
struct Named {
  std::string name;
  std::shared_ptr<int> other;
};
auto deleters_hold_no_strings(std::string s) {
  return recover([&] {
    auto made = std::make_shared<Named>();
    made->name = s;
    return made;
  });
}

auto memory_is_gone() {
  return recover([] {
    std::pmr::monotonic_buffer_resource memory;
    std::pmr::polymorphic_allocator<Item> from(&memory); // expect-error {{the result of this recover would hold a borrow of 'memory'}} [recover-result]
    std::pmr::vector<Item> items(from);
    return items;
  });
}
auto memory_is_outside(std::pmr::monotonic_buffer_resource &memory) {
  return recover([&] {
    std::pmr::vector<Item> items(&memory); // expect-error {{this argument borrows 'memory'}} [recover-capture]
    return items;
  });
}
auto memory_of_all() { return recover(std::pmr::vector<int>{1, 2}); }

auto state_is_shared() {
  std::promise<Items> p;
  return recover([&] {
    return p.get_future(); // expect-error {{the result of this recover is a 'std::future<std::vector<Item>>'}} [recover-result]
  });
}

auto bound_reference(std::string s) {
  return recover([&] {
    return std::bind([](std::string &t) { t += "x"; }, std::ref(s)); // expect-error {{this argument borrows 's'}} [recover-capture]
  });
}
auto bound_value(std::string s) {
  return recover([&] { return std::bind([](const std::string &t) { return t.size(); }, std::string(s)); });
}
