// What a process may be spawned with.
#include <conure/conure.h>
#include <map>
#include <memory>
#include <string>
#include <vector>
using namespace conure;

struct Tree {
  Tree *parent = nullptr;
  std::vector<std::unique_ptr<Tree>> kids;
};

class CONURE_PROCESS Counter {
public:
  Counter() = default;
  explicit Counter(int value) : value_(value) {}
  Counter(std::string name, process<Counter> parent);
  Counter(uni<std::vector<int>> values);
  Counter(uni<Tree> tree, channel<int> out);
  Counter(promise<int> p);
  Counter(std::shared_ptr<const std::map<int, int>> table);
  CONURE_ASYNC void add(int by) { value_ += by; }

private:
  int value_ = 0;
  int *mine_ = &value_; // a field need not be sendable, and may borrow its own process
};
struct CONURE_PROCESS Aggregate {
  std::vector<int> numbers;
  std::string name;
  Tree tree{};
  CONURE_ASYNC void message() {}
};
template <class T> class CONURE_PROCESS Holder {
public:
  explicit Holder(T value) : value_(std::move(value)) {}

private:
  T value_;
};
class CONURE_PROCESS Inherits : public Counter {
public:
  using Counter::Counter;
};
class CONURE_PROCESS Outer {
public:
  class CONURE_PROCESS Inner {
  public:
    explicit Inner(int) {}
  };
};

template <class T, class... A> process<T> start(A... a) { return spawn<T>(std::move(a)...); }

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto a = spawn<Counter>();
    auto b = spawn<Counter>(1);
    auto c = spawn<Counter>("name", a);
    auto d = spawn<Counter>(recover(std::vector{10, 20}));
    auto u = recover(Tree());
    auto e = spawn<Counter>(std::move(u), channel<int>(1));
    auto [f, p] = make_future<int>();
    auto g = spawn<Counter>(std::move(p));
    auto h = spawn<Counter>(freeze(recover(std::map<int, int>())));
    auto i = spawn<Aggregate>(recover(std::vector{1}), "literal", recover(Tree()));
    auto j = spawn<Aggregate>();
    auto k = spawn<Holder<int>>(1);
    auto l = spawn<Holder<uni<Tree>>>(recover(Tree()));
    auto m = spawn<Inherits>(3);
    auto n = spawn<Outer::Inner>(4);
    auto o = start<Counter>(5);
    auto q = start<Counter>(std::string("x"), b);
    auto r = std::vector{spawn<Counter>(1), spawn<Counter>(2)};
    std::move(f).get();
  }
};
CONURE_MAIN(Main)
namespace other {
template <class T> T *spawn(T *t) { return t; }
int *mine = spawn<int>(nullptr); // another spawn
}
// shared-state is not what this file is about
// rules: async-signature, spawn-argument, channel-element, process-access
