// What docs/rules/uni-borrow.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void sort(uni<std::vector<int>> v) {}
};
void why(process<Worker> worker) {
  uni<std::vector<int>> u = recover(std::vector{1, 2, 3});
  int &first = u->front(); // expect-error {{'first'}} [uni-borrow]
  worker->sort(std::move(u));
  first = 7;
}
struct Row {
  int n = 0;
  void mark() { n = 1; }
};
struct Table {
  std::vector<int> items;
  std::vector<Row> rows;
  std::string name;
  Row &first() { return rows.front(); }
  std::size_t size() const { return items.size(); }
};
namespace before {
void fill(uni<Table> &t); // expect-error {{'t' is a 'uni<Table> &'}} [uni-borrow]
void run(uni<Table> u) {
  auto &list = u->items; list.push_back(1); // expect-error {{'list'}} [uni-borrow]
  const std::string &name = u->name;        // expect-error {{'name'}} [uni-borrow]
  auto job = [&u] { return u->size(); };    // expect-error {{captures a borrow}} [uni-borrow]
}
void filled(uni<Table> t) { fill(t); } // the signature is told
}
namespace after {
uni<Table> fill(uni<Table> t);
void called(uni<Table> u) { u->items.push_back(1); }
void copied(uni<Table> u) { std::string name = u->name; }
void moved(uni<Table> t) { t = fill(std::move(t)); }
void into_a_lambda(uni<Table> u) { auto job = [u = std::move(u)] { return u->size(); }; }
void not_unique(uni<Table> u) {
  u = recover([&] {
    Table t = std::move(u);
    Row &row = t.first();
    row.mark();
    return t;
  });
}
}
