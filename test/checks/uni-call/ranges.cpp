// Ranges of unique values, and of what a recover body sees, that the library looks at and is done with.
#include <algorithm>
#include <conure/conure.h>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <ranges>
#include <set>
#include <string>
#include <vector>

using namespace conure;

class CONURE_PROCESS Sink {
public:
  CONURE_ASYNC void vec(uni<std::vector<int>>) {}
  CONURE_ASYNC void strs(uni<std::vector<std::string>>) {}
};

void sort_of_range(process<Sink> k, uni<std::vector<int>> u) {
  std::sort(u->begin(), u->end());
  k->vec(std::move(u));
}
void sort_greater(process<Sink> k, uni<std::vector<int>> u) {
  std::sort(u->rbegin(), u->rend(), std::greater<>());
  k->vec(std::move(u));
}
void sort_strings_with_lambda(process<Sink> k, uni<std::vector<std::string>> u) {
  std::sort(u->begin(), u->end(), [](const auto &a, const auto &b) { return a.size() < b.size(); });
  k->strs(std::move(u));
}
void ranges_sort(process<Sink> k, uni<std::vector<std::string>> u) {
  std::ranges::sort(*u);
  std::ranges::sort(*u, {}, &std::string::size);
  std::ranges::reverse(*u);
  k->strs(std::move(u));
}
int accumulate_of_range(uni<std::vector<int>> u) { return std::accumulate(u->begin(), u->end(), 0); }
int accumulate_with_lambda(uni<std::vector<std::string>> u) {
  return std::accumulate(u->begin(), u->end(), 0, [](int n, const std::string &s) { return n + int(s.size()); });
}
int count_if_captured_limit(uni<std::vector<int>> u, int limit) {
  return std::count_if(u->begin(), u->end(), [&](int x) { return x < limit; });
}
bool all_of(uni<std::vector<int>> u) {
  return std::ranges::all_of(*u, [](int x) { return x > 0; });
}
void erase_if(process<Sink> k, uni<std::vector<int>> u, int d) {
  std::erase_if(*u, [d](const int &x) { return x == d; });
  std::erase(*u, 3);
  k->vec(std::move(u));
}
void iota_fill_shuffle(process<Sink> k) {
  auto u = recover(std::vector<int>(10));
  std::iota(u->begin(), u->end(), 1);
  std::mt19937 rng(1);
  std::shuffle(u->begin(), u->end(), rng);
  std::fill(u->begin(), u->end(), 0);
  k->vec(std::move(u));
}
std::vector<int> copy_of_range(uni<std::vector<int>> u) {
  std::vector<int> v(u->begin(), u->end());
  return v;
}
std::set<std::string> set_from_range(uni<std::vector<std::string>> u) {
  return std::set<std::string>(u->begin(), u->end());
}
void insert_range(uni<std::vector<int>> u, std::vector<int> &all) { all.insert(all.end(), u->begin(), u->end()); }
void assign_range(uni<std::vector<int>> u, std::vector<int> &all) { all.assign(u->begin(), u->end()); }
auto recover_range_of_outside(const std::vector<int> &v) { return recover(std::vector<int>(v.begin(), v.end())); }
auto recover_range_ctad(std::vector<std::string> &v) { return recover(std::vector(v.begin(), v.end())); }
auto recover_body_sorts_its_own_copy(std::vector<int> &v) {
  return recover([&] {
    std::vector<int> c(v.begin(), v.end());
    std::sort(c.begin(), c.end());
    return c;
  });
}
auto recover_accumulates_outside(std::vector<int> &v) {
  return recover([&] {
    std::vector<int> c;
    c.push_back(std::accumulate(v.begin(), v.end(), 0));
    return c;
  });
}
auto recover_set_of_outside_keys(std::map<int, std::string> &v) {
  return recover([&] {
    std::map<int, std::string> c(v.begin(), v.end());
    return c;
  });
}
struct Rep {
  std::vector<int> n;
  std::string s;
};
int part_of_struct(uni<Rep> u) {
  std::sort(u->n.begin(), u->n.end());
  return std::count(u->s.begin(), u->s.end(), 'x');
}
void move_of_string_vector_to_uni_of_borrow_free(uni<std::vector<std::string>> u) {
  std::vector<std::string> v;
  for (std::string s : *u)
    v.push_back(std::move(s));
}
