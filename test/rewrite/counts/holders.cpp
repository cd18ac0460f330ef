// RUN: %counts %s
// A borrow of an element that a local variable has within it: a pair, a closure, an object with a field. With "bad" it is used
// after a change that invalidates it, which must end in a panic that names the line marked DROP and the line marked BORROW;
// with "good" it is not used, or the change leaves it valid, and nothing happens.
#include <conure/conure.h>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

int sum = 0;
std::vector<int> full() {
  std::vector<int> v{1, 2, 3};
  v.shrink_to_fit();
  return v;
}
void of_insert(bool bad) {
  std::map<int, int> m{{2, 2}};
  auto found = m.insert({1, 1}); // BORROW of_insert
  m.erase(bad ? 1 : 2); // DROP of_insert
  sum += found.first->second;
}
void of_emplace(bool bad) {
  std::set<int> s{2};
  auto [it, fresh] = s.emplace(1); // BORROW of_emplace
  s.erase(bad ? 1 : 2); // DROP of_emplace
  sum += *it + fresh;
}
void of_try_emplace(bool bad) {
  std::unordered_map<int, int> m;
  const auto found = m.try_emplace(1, 1); // BORROW of_try_emplace
  if (bad)
    m.rehash(100); // DROP of_try_emplace
  sum += found.first->second;
}
void pair_of_iterators(bool bad) {
  std::multiset<int> s{1, 1, 2, 3};
  auto range = s.equal_range(1); // BORROW pair_of_iterators
  s.erase(bad ? 1 : 3); // DROP pair_of_iterators
  sum += *range.first;
}
void end_of_range(bool bad) {
  std::multimap<int, int> m{{1, 1}, {1, 2}, {2, 3}, {3, 4}};
  auto [from, to] = m.equal_range(1); // BORROW end_of_range
  m.erase(bad ? 2 : 3); // DROP end_of_range
  sum += from->second + to->second;
}
void made_pair(bool bad) {
  std::vector<int> v = full();
  auto p = std::make_pair(&v[0], 1); // BORROW made_pair
  if (bad)
    v.push_back(1); // DROP made_pair
  else
    v.pop_back();
  sum += *p.first;
}
void pair(bool bad) {
  std::list<int> l{1, 2};
  std::pair<std::list<int>::iterator, int> p(l.begin(), 1); // BORROW pair
  bad ? l.pop_front() : l.pop_back(); // DROP pair
  sum += *p.first;
}
void tuple(bool bad) {
  std::vector<int> v = full();
  std::tuple<int &, int> t(v[1], 1); // BORROW tuple
  if (bad)
    v.insert(v.begin(), 3); // DROP tuple
  else
    v.erase(v.begin() + 2);
  sum += std::get<0>(t);
}
void optional(bool bad) {
  std::vector<int> v = full();
  std::optional<std::vector<int>::iterator> it = v.begin(); // BORROW optional
  if (bad)
    v.reserve(100); // DROP optional
  sum += **it;
}
void wrapper(bool bad) {
  std::vector<int> v = full();
  auto r = std::ref(v[0]); // BORROW wrapper
  if (bad)
    v.clear(); // DROP wrapper
  sum += bad ? r.get() : 0;
}
void init_capture(bool bad) {
  std::vector<int> v = full();
  auto f = [p = &v[0]] { return *p; }; // BORROW init_capture
  if (bad)
    v.resize(100); // DROP init_capture
  sum += f();
}
void captured_iterator(bool bad) {
  std::map<int, int> m{{1, 1}, {2, 2}};
  auto it = m.begin();
  auto f = [at = it] { return at->second; }; // BORROW captured_iterator
  it = m.end();
  m.erase(bad ? 1 : 2); // DROP captured_iterator
  sum += f();
}
void captured_view(bool bad) {
  std::string s(50, 'x');
  std::function<int()> f = [v = std::string_view(s)] { return v[0]; }; // BORROW captured_view
  sum += f();
  if (bad)
    s += "y"; // DROP captured_view
  sum += f();
}
void captured_copy(bool bad) {
  std::vector<int> v = full();
  int *p = &v[2];
  auto f = [p] { return *p; }; // BORROW captured_copy
  p = nullptr;
  if (bad)
    v.pop_back(); // DROP captured_copy
  sum += f();
}
void captured_reference(bool bad) {
  std::vector<int> v = full();
  int &x = v[0]; // BORROW captured_reference
  auto f = [&x] { return x; };
  if (bad)
    v.push_back(1); // DROP captured_reference
  sum += f();
}
class Words {
public:
  explicit Words(std::string_view text) : text(text) {}
  char first() const { return text[0]; }
  bool more() { return ++at < text.size(); }

private:
  std::string_view text;
  std::size_t at = 0;
};
void object_with_view(bool bad) {
  std::string s(50, 'x');
  Words words(s); // BORROW object_with_view
  sum += words.more();
  if (bad)
    s.append("y"); // DROP object_with_view
  sum += words.first();
}
struct Bound {
  explicit Bound(int &x) : x(x) {}
  int &x;
};
void object_with_reference(bool bad) {
  std::vector<int> v = full();
  Bound b(v[1]); // BORROW object_with_reference
  if (bad)
    v.erase(v.begin()); // DROP object_with_reference
  else
    v.erase(v.begin() + 2);
  sum += b.x;
}
struct Keep {
  int *at = nullptr;
};
void aggregate(bool bad) {
  std::vector<int> v = full();
  Keep k{&v[0]}; // BORROW aggregate
  if (bad)
    v.shrink_to_fit(), v.clear(); // DROP aggregate
  sum += bad ? *k.at : 0;
}
void assigned_later(bool bad) {
  std::vector<int> v = full();
  Keep k;
  v.push_back(1);
  k.at = &v[0]; // BORROW assigned_later
  if (bad)
    v.assign(200, 1); // DROP assigned_later
  sum += *k.at;
}
void pushed(bool bad) {
  std::vector<int> v = full();
  std::vector<int *> all;
  all.push_back(&v[0]); // BORROW pushed
  all.push_back(&v[1]);
  if (bad)
    v.reserve(100); // DROP pushed
  sum += *all[0];
}
void words(bool bad) {
  std::string s(50, 'x');
  std::vector<std::string_view> all = {s}; // BORROW words
  if (bad)
    s = "other"; // DROP words
  sum += all[0][0];
}
void used_up(bool bad) {
  std::vector<int> v = full();
  auto p = std::make_pair(&v[0], 1);
  auto f = [at = v.begin()] { return *at; };
  Keep k{&v[0]};
  sum += *p.first + f() + *k.at;
  v.push_back(1);
  sum += v[0] + bad;
}
void moved_along(bool bad) {
  std::list<int> a{1}, b;
  auto f = [at = a.begin()] { return *at; }; // BORROW moved_along
  b.swap(a);
  (bad ? b : a).clear(); // DROP moved_along
  sum += f();
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(of_insert) FORM(of_emplace) FORM(of_try_emplace) FORM(pair_of_iterators) FORM(end_of_range) FORM(made_pair) FORM(pair)
          FORM(tuple) FORM(optional) FORM(wrapper) FORM(init_capture) FORM(captured_iterator) FORM(captured_view)
              FORM(captured_copy) FORM(captured_reference) FORM(object_with_view) FORM(object_with_reference)
                  FORM(aggregate) FORM(assigned_later) FORM(pushed) FORM(words) FORM(used_up) FORM(moved_along)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
