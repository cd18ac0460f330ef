// A process may own what cannot be sent: the list comes in as a unique value,
// and from then on nobody but the process can reach it.
#include <conure/conure.h>
#include <iostream>
#include <utility>
#include <vector>

using namespace conure;

class CONURE_PROCESS List {
public:
  explicit List(uni<std::vector<int>> values) : values_(std::move(values)) {}

  CONURE_ASYNC void push(int value) { values_.push_back(value); }
  CONURE_ASYNC void sum(channel<int> out) const {
    int total = 0;
    for (int value : values_)
      total += value;
    out.send(total);
  }

private:
  std::vector<int> values_; // a field need not be sendable
};

// The same as an aggregate: its initialisers must be sendable.
struct CONURE_PROCESS Numbers {
  std::vector<int> numbers;

  CONURE_ASYNC void size(channel<int> out) const { out.send(static_cast<int>(numbers.size())); }
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    channel<int> out(1);

    auto list = spawn<List>(recover(std::vector{10, 20}));
    list->push(30);
    list->sum(out);
    std::cout << "sum " << out.receive() << '\n';

    auto numbers = spawn<Numbers>(recover(std::vector{10, 20}));
    numbers->size(out);
    std::cout << "size " << out.receive() << '\n';
  }
};
CONURE_MAIN(Main)
