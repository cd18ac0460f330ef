// Elements that may not cross.
#include <conure/conure.h>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct User {
  std::string_view name; // expect-note {{'User' has a field 'name' of type 'std::string_view'}}
};

channel<int *> global(1);              // expect-error {{the element of a channel crosses to another process, but 'int *' is not sendable}} [channel-element]
using Alias = channel<std::string_view>; // expect-error {{'std::string_view'}} [channel-element]
Alias aliased(1);                        // said once, where it is written
void parameter(channel<User> c);         // expect-error {{'User'}} [channel-element]
channel<std::vector<int>> numbers(1); // expect-error {{'std::vector<int>' is not sendable}} [channel-element]
// expect-note@-1 {{help: make it a 'channel<uni<std::vector<int>>>' and send recover(…)}}
void set(promise<std::vector<int>> p); // expect-error {{'std::vector<int>' is not sendable}} [channel-element]
// expect-note@-1 {{help: make it a 'promise<uni<std::vector<int>>>', which is set to recover(…)}}
channel<std::string_view> text(1); // expect-error {{'std::string_view' is not sendable}} [channel-element]
// expect-note@-1 {{help: make it a 'channel<std::string>', which is a value}}
future<std::vector<int>> result();       // expect-error {{the element of a future crosses to another process, but 'std::vector<int>'}} [channel-element]
struct Holds {
  promise<std::shared_ptr<int>> answer;  // expect-error {{the element of a promise}} [channel-element]
  std::optional<channel<const char *>> maybe; // expect-error {{'const char *'}} [channel-element]
  std::vector<process<int (*)()>> *none = nullptr;
};

template <class T> struct Pool {
  channel<T> jobs; // expect-error {{'std::function<void ()>'}} [channel-element]
  explicit Pool() : jobs(1) {}
};
Pool<int> good;
Pool<std::function<void()>> bad;

template <class T> void local() {
  channel<std::optional<T>> c(1); // expect-error {{'std::optional<std::vector<int>>'}} [channel-element]
  auto [f, p] = make_future<T>(); // expect-error {{the element of a future}} [channel-element]
}
void instances() {
  local<int>();
  local<std::vector<int>>();
}
void made() {
  auto pair = make_future<int *>();               // expect-error {{'int *'}} [channel-element]
  auto made = channel<std::unique_ptr<int>>(1);   // expect-error {{'std::unique_ptr<int>'}} [channel-element]
  auto *heap = new channel<ref<User>>(1);         // expect-error {{'ref<User>'}} [channel-element]
  using Local = promise<mut<User>>;               // expect-error {{'mut<User>'}} [channel-element]
  auto cast = sizeof(future<User *>);             // expect-error {{'User *'}} [channel-element]
  [](channel<User *> c) {}(channel<User *>(1));   // expect-error {{'User *'}} [channel-element] expect-error {{'User *'}} [channel-element]
}
// rules: channel-element
