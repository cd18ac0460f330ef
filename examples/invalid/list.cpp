// The twin of ../list.cpp that must be rejected: a plain vector may have borrows
// left behind with the sender; `recover` is what shows that it has none.
#include <conure/conure.h>
#include <utility>
#include <vector>

using namespace conure;

class CONURE_PROCESS List {
public:
  explicit List(std::vector<int> values) : values_(std::move(values)) {}
  CONURE_ASYNC void push(int value) { values_.push_back(value); }

private:
  std::vector<int> values_;
};

struct CONURE_PROCESS Numbers {
  std::vector<int> numbers;
  CONURE_ASYNC void push(int value) { numbers.push_back(value); }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto list = spawn<List>(std::vector{10, 20}); // expect: spawn-argument
    list->push(30);
    auto numbers = spawn<Numbers>(std::vector{10, 20}); // expect: spawn-argument
    numbers->push(30);
  }
};
CONURE_MAIN(Main)
