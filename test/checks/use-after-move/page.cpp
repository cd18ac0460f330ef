// What docs/rules/use-after-move.md says: the program that would race, and each way to mend it. See test/checks/pages.py.
#include <conure/conure.h>
#include <iostream>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

class CONURE_PROCESS List {
 public:
  CONURE_ASYNC void store(uni<std::vector<int>> numbers) {}
};
void why(process<List> list) {
  auto numbers = recover(std::vector{1, 2});
  list->store(std::move(numbers));
  numbers->push_back(3); // expect-error {{'numbers' is used after it was sent}} [use-after-move]
}
void before_it_is_moved(process<List> list) {
  auto numbers = recover(std::vector{1, 2});
  auto count = numbers->size();
  list->store(std::move(numbers));
  std::cout << count;
}
void a_new_value(process<List> list) {
  auto numbers = recover(std::vector{1, 2});
  list->store(std::move(numbers));
  numbers = recover(std::vector<int>{});
  numbers->push_back(3);
}
class CONURE_PROCESS Holds {
 public:
  CONURE_ASYNC void before(process<List> list) {
    list->store(std::move(items_)); // expect-error {{field 'items_' is moved out of the process and not refilled}} [use-after-move]
  }
  CONURE_ASYNC void after(process<List> list) { list->store(std::exchange(items_, recover(std::vector<int>{}))); }

 private:
  uni<std::vector<int>> items_ = recover(std::vector<int>{});
};
void f(std::size_t n, std::string s) {}
void unordered(std::string s) {
  f(s.size(), std::move(s)); // expect-error {{nothing says which comes first}} [use-after-move]
}
void ordered(std::string s) {
  auto n = s.size(); f(n, std::move(s));
}
