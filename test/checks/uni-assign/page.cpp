// What docs/rules/uni-assign.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <memory>
#include <utility>
#include <vector>
using namespace conure;

struct Leaf {
  std::vector<int> data;
};
struct Tree {
  std::vector<int> numbers;
  std::unique_ptr<Leaf> leaf;
};
class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void sort(uni<Tree> t) {}
};
void why(process<Worker> worker, uni<Tree> u) {
  std::vector<int> mine{1, 2};
  int &first = mine[0];
  u->numbers = std::move(mine); // expect-error {{assigning a 'std::vector<int>', which is not sendable}} [uni-assign]
  worker->sort(std::move(u));
  first = 7;
}
void before(uni<Tree> u, std::vector<int> mine) {
  u->numbers = mine;                   // expect-error {{which is not sendable}} [uni-assign]
  u->leaf = std::make_unique<Leaf>();  // expect-error {{which is not sendable}} [uni-assign]
}
void after(uni<Tree> u, std::vector<int> mine) {
  u->numbers = recover(mine);
  u->leaf = recover(std::make_unique<Leaf>());
  u = recover([&] {
    Tree t = std::move(u);
    std::vector<int> built{1, 2};
    t.numbers = std::move(built);
    return t;
  });
}
