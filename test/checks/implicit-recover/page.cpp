// What docs/rules/implicit-recover.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <utility>
#include <vector>
using namespace conure;

class CONURE_PROCESS Worker {
 public:
  CONURE_ASYNC void sort(uni<std::vector<int>> v) {}
};
namespace why {
void run(process<Worker> worker) {
  std::vector<int> v{1, 2, 3};
  int &first = v[0];
  uni<std::vector<int>> u = std::move(v); // expect-error {{does not become}} [implicit-recover]
  worker->sort(std::move(u));
  first = 7;
}
}
using Numbers = std::vector<int>;
void take(uni<Numbers> n);
void before(Numbers v) {
  uni<Numbers> u = v;    // expect-error {{by itself}} [implicit-recover]
  take(Numbers{1, 2});   // expect-error {{by itself}} [implicit-recover]
  uni<Numbers> m = std::move(v); // expect-error {{by itself}} [implicit-recover]
}
void after(Numbers v) {
  uni<Numbers> u = recover(v);
  take(recover(Numbers{1, 2}));
  uni<Numbers> m = recover([&] { Numbers made{1, 2}; return made; });
}
