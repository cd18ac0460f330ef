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
