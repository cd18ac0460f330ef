// spawn as a callback, and callbacks that spawn.
#include <algorithm>
#include <conure/conure.h>
#include <functional>
#include <string>
#include <vector>

using namespace conure;

class CONURE_PROCESS Worker {
public:
  explicit Worker(auto name) { (void)name; }
  CONURE_ASYNC void run() {}
};

void by_address(std::vector<int> &v) {
  auto make = &spawn<Worker, std::vector<int> *>; // expect-error {{spawn is not called here but made a callback}} [spawn-argument]
  make(&v);
}
void handed_on(std::vector<std::vector<int> *> &all, std::vector<process<Worker>> &out) {
  std::transform(all.begin(), all.end(), std::back_inserter(out), spawn<Worker, std::vector<int> *&>); // expect-error {{spawn is not called here but made a callback}} [spawn-argument]
}
template <class T> auto generic(T t) {
  std::function<process<Worker>(T)> f = spawn<Worker, T>; // expect-error {{spawn is not called here but made a callback}} [spawn-argument]
  return f(t);
}
void instantiates(int *p) { generic(p); }

void lambda_that_spawns(const std::vector<std::string> &names, std::vector<process<Worker>> &out) {
  std::transform(names.begin(), names.end(), std::back_inserter(out), [](std::string name) { return spawn<Worker>(std::move(name)); });
  (spawn<Worker>)(3);
}
