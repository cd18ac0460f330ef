// `ask` sends a message whose first parameter is a promise, and gives the future
// of its answer: request and reply in one line.
#include <conure/conure.h>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>

using namespace conure;

// At most 64 messages wait; a sender to a full mailbox is suspended.
class CONURE_PROCESS CONURE_MAILBOX(64) Store {
public:
  CONURE_ASYNC void put(std::string key, int value) { values_[key] = value; }
  CONURE_ASYNC void get(promise<std::optional<int>> answer, std::string key) const {
    auto found = values_.find(key);
    std::move(answer).set(found == values_.end() ? std::nullopt : std::optional<int>(found->second));
  }

private:
  std::map<std::string, int> values_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto store = spawn<Store>();
    store->put("one", 1);
    store->put("two", 2);

    auto two = ask(store, &Store::get, "two");
    auto three = ask(store, &Store::get, "three"); // both are under way
    std::cout << "two is " << std::move(two).get().value_or(0) << '\n';
    std::cout << "three is " << (std::move(three).get() ? "known" : "unknown") << '\n';
  }
};
CONURE_MAIN(Main)
