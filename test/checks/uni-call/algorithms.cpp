// What algorithms and closures may do with the parts of a unique value, and what they may not.
#include <algorithm>
#include <conure/conure.h>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <numeric>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

using namespace conure;
using Numbers = std::vector<int>;
using Texts = std::vector<std::string>;

// --- accepted ---
void copies_out(uni<Numbers> u, Numbers &into) {
  std::copy(u->begin(), u->end(), std::back_inserter(into));
  std::ranges::copy(*u, std::back_inserter(into));
  std::ranges::copy_if(*u, into.begin(), [](int x) { return x > 1; });
  std::ranges::transform(*u, std::back_inserter(into), [](int x) { return x * x; });
  std::partial_sum(u->begin(), u->end(), std::back_inserter(into));
}
void copies_texts_out(uni<Texts> u, Texts &into) {
  std::ranges::copy(*u, std::back_inserter(into));
  std::ranges::transform(*u, std::back_inserter(into), [](const std::string &s) { return s + "!"; });
}
void copies_in(uni<Numbers> u, const Numbers &from, Numbers &other) {
  std::copy(from.begin(), from.end(), u->begin());
  std::ranges::copy(other, u->begin());
  std::ranges::transform(*u, u->begin(), [](int x) { return x + 1; });
  std::generate(u->begin(), u->end(), [n = 0]() mutable { return ++n; });
}
int one_element(uni<Numbers> u) {
  int most = *std::max_element(u->begin(), u->end());
  int least = *std::ranges::min_element(*u);
  int first = *u->begin();
  return most + least + first + std::ranges::max(*u) + std::ranges::min(*u, std::greater<>());
}
std::string longest(uni<Texts> u) {
  std::string s = *std::ranges::max_element(*u, {}, &std::string::size);
  return s;
}
bool only_whether_and_where(uni<Numbers> u, uni<std::map<int, std::string>> m) {
  bool has = std::ranges::find(*u, 9) != u->end();
  bool had = std::find(u->begin(), u->end(), 9) == u->end();
  auto where = std::find(u->begin(), u->end(), 9) - u->begin();
  auto far = std::distance(u->begin(), std::ranges::find_if(*u, [](int x) { return x > 3; }));
  bool key = m->find(3) != m->end();
  return has && had && where == far && key;
}
void removes(uni<Numbers> u) {
  u->erase(std::remove(u->begin(), u->end(), 3), u->end());
  std::erase_if(*u, [](int x) { return x > 3; });
}
void copies_and_sends(channel<uni<Numbers>> c, uni<Numbers> u, Numbers &into) {
  std::copy(u->begin(), u->end(), into.begin());
  std::fill(u->begin(), u->end(), 0);
  c.send(std::move(u));
}
void changes_elements(uni<std::vector<Numbers>> u) {
  std::ranges::for_each(*u, [](Numbers &n) { n.push_back(1); });
  std::for_each(u->begin(), u->end(), [](Numbers &n) {
    if (n.empty())
      throw 1;
  });
}
bool two_ranges(uni<Numbers> u, uni<Numbers> v, Numbers &w) { return std::ranges::equal(*u, *v) && std::ranges::equal(*u, w); }

class Matrix {
public:
  template <class F> void each(F f) const {
    for (const double &x : cells_)
      f(x);
  }
  template <class F> void apply(F f) {
    for (double &x : cells_)
      f(x);
  }
  template <class F> void whole(F f) { f(cells_); }
  std::vector<double> &cells() { return cells_; }

private:
  std::vector<double> cells_;
};
double closures_over_numbers(uni<Matrix> u) {
  double sum = 0, most = 0;
  int count = 0;
  u->each([&](double x) {
    sum += x;
    most = std::max(most, x);
  });
  u->apply([&count](double &x) { x += ++count; });
  std::string text;
  u->each([&text](double x) { text += std::to_string(x); });
  std::vector<double> copied;
  u->each([&copied](const double &x) { copied.push_back(x); });
  return sum + most;
}
struct Finder {
  std::unique_ptr<std::vector<int *>> held;
  int find(std::string_view name, int otherwise) const { return held ? static_cast<int>(name.size()) : otherwise; }
};
int views_of_literals(uni<Finder> u) {
  using namespace std::string_view_literals;
  return u->find("name", 1) + u->find("other"sv, 2) + u->find(std::string_view("third"), 3);
}

// --- rejected ---
void keeps_an_iterator(uni<Numbers> u) {
  auto it = std::ranges::find(*u, 9); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  auto most = std::max_element(u->begin(), // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call]
                               u->end());  // expect-error {{'end' cannot be called on the unique value 'u'}} [uni-call]
}
void keeps_an_element(uni<Texts> u) {
  std::string &s = *std::ranges::max_element(*u);     // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  const std::string &t = *u->begin();                 // expect-error {{'begin' cannot be called on the unique value 'u'}} [uni-call]
  const std::string *p = &*std::ranges::find(*u, ""); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
}
void keeps_addresses(uni<Numbers> u, std::vector<int *> &into) {
  std::ranges::transform(*u, std::back_inserter(into), [](int &x) { return &x; }); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
}
void brings_captured_memory(uni<std::vector<Numbers>> u, Numbers &mine) {
  std::generate(u->begin(), u->end(), [&mine] { return std::move(mine); }); // expect-error {{'begin' cannot be called}} [uni-call] expect-error {{'end' cannot be called}} [uni-call]
}
void brings_captured_memory_by_range(uni<std::vector<Numbers>> u, Numbers &mine) {
  std::ranges::transform(*u, u->begin(), [&](Numbers) { return std::move(mine); }); // expect-error {{this argument borrows}} [uni-borrow] expect-error {{'begin' cannot be called}} [uni-call]
}
void throws_addresses(uni<Numbers> u) {
  try {
    std::ranges::for_each(*u, [](int &x) { throw &x; }); // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  } catch (int *leak) {
    *leak = 1;
  }
}
void swaps_memory(uni<Matrix> u, std::vector<double> &mine) {
  u->whole([&mine](std::vector<double> &cells) { cells.swap(mine); }); // expect-error {{'whole' cannot be called on the unique value 'u'}} [uni-call]
  u->whole([&](std::vector<double> &cells) { std::swap(cells, mine); }); // expect-error {{'whole' cannot be called on the unique value 'u'}} [uni-call]
  u->whole([&](auto &cells) { cells = std::move(mine); }); // expect-error {{'whole' cannot be called on the unique value 'u'}} [uni-call]
}
void keeps_what_it_is_given(uni<Matrix> u) {
  const double *last = nullptr;
  u->each([&last](const double &x) { last = &x; }); // expect-error {{'each' cannot be called on the unique value 'u'}} [uni-call]
  std::vector<double> *all = nullptr;
  u->whole([&](std::vector<double> &cells) { all = &cells; }); // expect-error {{'whole' cannot be called on the unique value 'u'}} [uni-call]
  std::function<void()> later;
  u->whole([&later](std::vector<double> &cells) { later = [&cells] { cells.clear(); }; }); // expect-error {{'whole' cannot be called on the unique value 'u'}} [uni-call]
}
struct Registry {
  std::vector<std::function<void(double)>> callbacks;
  template <class F> void add(F f) { callbacks.push_back(f); }
};
void kept_closure(uni<Registry> u) {
  double sum = 0;
  u->add([&sum](double x) { sum += x; }); // expect-error {{'add' cannot be called on the unique value 'u'}} [uni-call]
}
int view_of_a_string(uni<Finder> u, const std::string &name) {
  return u->find(name, 1); // expect-error {{'find' cannot be called on the unique value 'u'}} [uni-call]
}
