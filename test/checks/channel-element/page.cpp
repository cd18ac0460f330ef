// What docs/rules/channel-element.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

namespace why {
void producer(channel<std::vector<int>*> out) { // expect-error {{'std::vector<int> *' is not sendable}} [channel-element]
  std::vector<int> mine{1};
  out.send(&mine);
  mine.push_back(2);
}
}
void before(channel<std::vector<int>> a,         // expect-error {{}} [channel-element]
            promise<std::vector<int>> p,         // expect-error {{}} [channel-element]
            channel<const char*> b,              // expect-error {{}} [channel-element]
            channel<std::string_view> c,         // expect-error {{}} [channel-element]
            channel<std::shared_ptr<int>> d,     // expect-error {{}} [channel-element]
            channel<std::function<void()>> e) {} // expect-error {{}} [channel-element]

// - channel<std::vector<int>>
void after(channel<uni<std::vector<int>>> out) { out.send(recover(std::vector{1})); }
// - promise<std::vector<int>>
void after(promise<uni<std::vector<int>>> p) { std::move(p).set(recover(std::vector{1})); }
// - channel<const char*>
void after(channel<std::string> out) { out.send("text"); }
// - channel<std::shared_ptr<T>>
void after(channel<std::shared_ptr<const int>> out) { out.send(freeze(recover(1))); }
// - channel<std::function<void()>>
void after(channel<int> work) { work.send(1); }
