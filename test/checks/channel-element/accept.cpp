// Elements that may cross.
#include <conure/conure.h>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>
using namespace conure;

struct Tree {
  Tree *parent;
};
class CONURE_PROCESS Worker {};
struct CONURE_VALUE Job {
  std::string name;
  process<Worker> to;
};

struct Holds {
  channel<int> numbers;
  channel<std::string> texts;
  channel<uni<Tree>> trees;
  channel<process<Worker>> workers;
  channel<channel<int>> channels;
  channel<std::optional<uni<std::vector<int>>>> maybe;
  channel<Job> jobs;
  channel<promise<uni<Tree>>> answers;
  future<void> done;
  promise<std::shared_ptr<const std::vector<std::string>>> frozen;
  channel<std::variant<int, uni<Tree>>> either;
  channel<void (*)(int)> functions;
};
template <class T> struct Pool {
  channel<T> jobs{1};
};
Pool<Job> *pool = nullptr;
template <class T> auto pair() { return make_future<T>(); }
void made() {
  auto [f, p] = make_future<uni<Tree>>();
  auto [g, q] = pair<std::string>();
  auto [h, r] = make_future<void>();
  std::vector<channel<int>> many;
}
namespace other {
template <class T> struct channel {};
channel<int *> mine; // another channel
}
// rules: channel-element

// Channels, futures and promises one by one.
void of_numbers(channel<double> c) { c.send(1.5); }
void of_text(channel<std::string> c) { c.send("x"); }
void of_handles(channel<channel<int>> c) { c.send(channel<int>(1)); }
void of_unique_values(channel<uni<std::vector<int>>> c) { c.send(recover(std::vector<int>{1})); }
template <class T> void generic_element(channel<T> c, T value) { c.send(value); }
void instantiates_the_template() { generic_element(channel<int>(1), 2); }
void of_answers(channel<promise<int>> c) { c.send(make_future<int>().second); }
#define CHANNEL_OF(T) channel<T>
void by_a_macro(CHANNEL_OF(int) c) { c.send(1); }
void captured_by_a_lambda(channel<int> c) {
  auto send = [c] { c.send(1); };
  for (int i = 0; i < 2; ++i)
    send();
}
