// What docs/rules/spawn-argument.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

namespace why {
class CONURE_PROCESS Totals {
 public:
  explicit Totals(std::shared_ptr<std::vector<int>> v) : v_(v) {}
  CONURE_ASYNC void add(int n) { v_->push_back(n); }
 private:
  std::shared_ptr<std::vector<int>> v_;
};
void run(std::shared_ptr<std::vector<int>> v) {
  spawn<Totals>(v)->add(1); // expect-error {{parameter 'v' of its constructor is not sendable}} [spawn-argument]
  v->push_back(2);
}
}
namespace after {
class CONURE_PROCESS List {
 public:
  explicit List(uni<std::vector<int>> v) : values(std::move(v)) {}
  std::vector<int> values;
};
struct CONURE_PROCESS Plain { std::vector<int> values; };
class CONURE_PROCESS Named {
 public:
  explicit Named(std::string name) {}
};
void run(std::vector<int> given) {
  // - Take uni<T> and let the spawner recover
  auto list = spawn<List>(recover(std::vector{10, 20}));
  // - Take values by value
  auto named = spawn<Named>("name");
  // - An aggregate's field keeps its type
  auto plain = spawn<Plain>(recover(std::vector{10, 20}));
  // - Say recover(
  auto own = spawn<List>(recover(given));
}
}
class CONURE_PROCESS NamedBefore {
 public:
  explicit NamedBefore(const std::string& name) {}
};
void before(std::vector<int> given) {
  auto list = spawn<after::List>(given);     // expect-error {{a new process needs a 'uni<std::vector<int>>'}} [spawn-argument]
  auto named = spawn<NamedBefore>("name");   // expect-error {{is a reference}} [spawn-argument]
}
