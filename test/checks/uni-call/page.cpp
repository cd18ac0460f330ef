// What docs/rules/uni-call.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

struct Node {
  int weight = 0;
};
struct Graph {
  std::vector<Node *> marked;
  void mark(Node &n) { marked.push_back(&n); }
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void walk(uni<Graph> g) {}
};
void why(process<Worker> worker) {
  uni<Graph> g = recover(Graph{});
  Node n;
  g->mark(n); // expect-error {{'mark' cannot be called on the unique value 'g'}} [uni-call]
  worker->walk(std::move(g));
  n.weight = 3;
}
struct Bytes {
  std::vector<char> data;
};
struct Row {
  std::vector<int> cells;
};
namespace before {
struct Table {
  const std::vector<Row> &rows() const { return rows_; }
  bool has(const Row &row) { last_ = &row; return true; }
  std::vector<Row> rows_;
  const Row *last_ = nullptr;
};
void argument(uni<std::vector<Bytes>> list) {
  list->push_back(Bytes{}); // expect-error {{'push_back' cannot be called}} [uni-call]
}
void result(uni<Table> u) {
  auto &rows = u->rows(); // expect-error {{'rows' cannot be called}} [uni-call]
}
void looks(uni<Table> u, Row row) {
  bool has = u->has(row); // expect-error {{'has' cannot be called}} [uni-call]
}
}
namespace after {
struct Table {
  std::vector<Row> rows() const { return rows_; }
  bool has(const Row &row) const { return !rows_.empty(); }
  const Row &first() const { return rows_.front(); }
  std::vector<Row> rows_;
};
void argument(uni<std::vector<Bytes>> list) { list->push_back(recover(Bytes{})); }
void result(uni<Table> u) { auto rows = u->rows(); }
void looks(uni<Table> u, Row row) { bool has = u->has(row); }
void unused(uni<Table> u) {
  u->first();
  (void)u->first();
  std::ignore = u->first();
}
void not_unique(uni<Table> u) {
  u = recover([&] {
    auto v = recover(std::move(u));
    const Row &row = v.first();
    v.rows_.push_back(row);
    return v;
  });
}
}
