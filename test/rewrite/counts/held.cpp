// RUN: %counts %s
// Pointers in containers: with "bad" the value goes while a container still holds a pointer to it, which must end in a
// panic that names the line marked DROP and the line marked BORROW; with "good" it was taken out before.
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace app {
class CONURE_COUNTED Node {
 public:
  explicit Node(int v) : value(v) {}
  virtual ~Node() {}
  int read() const { return value; }
  int value;
};
class Leaf : public Node {
 public:
  using Node::Node;
};
} // namespace app
using app::Leaf;
using app::Node;
using Owner = std::unique_ptr<Node>;
int sum = 0;
void use(const Node *p) { sum += p ? p->value : 0; }
void change(Node &n) { ++n.value; }

void in_vector(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::vector<Node *> all;
  all.push_back(owner.get()); // BORROW in_vector
  for (Node *p : all)
    use(p);
  for (auto *p : all)
    change(*p);
  for (auto p : all)
    p->value = 2;
  for (const auto &p : all)
    sum += p->value;
  for (auto &p : all)
    sum += p->value + (p == owner.get());
  for (std::size_t i = 0; i < all.size(); ++i)
    all[i]->value = 3;
  sum += all.front()->read() + (*all.begin())->read() + all.at(0)->value;
  use(all.back());
  if (!bad)
    all.pop_back();
  owner.reset(); // DROP in_vector
}
void assigned_element(bool bad) {
  auto owner = std::make_unique<Node>(1), other = std::make_unique<Node>(2);
  std::vector<Node *> all(3, nullptr);
  all[1] = other.get();
  all[1] = owner.get();
  all[2] = bad ? all[1] : nullptr; // BORROW assigned_element
  other.reset();
  all[1] = nullptr;
  owner.reset(); // DROP assigned_element
  use(all[0]);
}
void list_of_pointers(bool bad) {
  auto owner = std::make_unique<Leaf>(1);
  std::vector<const Node *> all = {nullptr, owner.get()}; // BORROW list_of_pointers
  if (!bad)
    all = {};
  owner.reset(); // DROP list_of_pointers
}
void algorithms(bool bad) {
  auto a = std::make_unique<Node>(2), b = std::make_unique<Node>(1);
  std::vector<Node *> all{a.get(), b.get()}; // BORROW algorithms
  std::sort(all.begin(), all.end(), [](const Node *x, const Node *y) { return x->value < y->value; }); // BORROW algorithms
  auto it = std::find(all.begin(), all.end(), a.get());
  if (it != all.end())
    sum += (*it)->value;
  auto big = std::find_if(all.begin(), all.end(), [](Node *n) { return n->value > 1; });
  use(*big);
  sum += std::count(all.begin(), all.end(), b.get());
  if (!bad)
    all.erase(std::remove(all.begin(), all.end(), a.get()), all.end());
  a.reset(); // DROP algorithms
  all.clear();
}
void erase_value(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::vector<Node *> all;
  all.emplace_back(owner.get()); // BORROW erase_value
  if (!bad)
    std::erase(all, owner.get());
  else
    std::erase_if(all, [](Node *n) { return n->value == 7; });
  owner.reset(); // DROP erase_value
}
void in_deque(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::deque<Node *> all;
  all.push_front(owner.get()); // BORROW in_deque
  Node *first = all.front();
  use(first);
  first = nullptr;
  if (!bad)
    all.clear();
  owner.reset(); // DROP in_deque
}
void in_list(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::list<Node *> all;
  all.push_back(owner.get()); // BORROW in_list
  for (auto it = all.begin(); it != all.end();) {
    use(*it);
    if (!bad && (*it)->value == 1)
      it = all.erase(it);
    else
      ++it;
  }
  owner.reset(); // DROP in_list
}
void in_map(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::map<std::string, Node *> all;
  all["a"] = owner.get(); // BORROW in_map
  for (const auto &[name, node] : all)
    sum += static_cast<int>(name.size()) + node->value;
  for (auto &[name, node] : all)
    use(node);
  for (auto &entry : all)
    use(entry.second);
  if (auto it = all.find("a"); it != all.end())
    sum += it->second->value;
  if (!bad)
    all.erase("a");
  owner.reset(); // DROP in_map
}
void in_unordered_map(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::unordered_map<int, Node *> all;
  auto [at, isNew] = all.emplace(1, owner.get()); // BORROW in_unordered_map
  use(at->second);
  Node *found = all.count(1) ? all.at(1) : nullptr;
  use(found);
  found = nullptr;
  if (!bad)
    all[1] = nullptr;
  owner.reset(); // DROP in_unordered_map
  sum += isNew;
}
void map_key(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::map<const Node *, int> all;
  all[owner.get()] = 3; // BORROW map_key
  sum += all.find(owner.get())->second + all.begin()->first->value;
  if (!bad)
    all.erase(owner.get());
  owner.reset(); // DROP map_key
}
void in_set(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::set<Node *> all;
  all.insert(owner.get()); // BORROW in_set
  sum += all.contains(owner.get());
  if (!bad)
    all.erase(owner.get());
  owner.reset(); // DROP in_set
}
void in_unordered_set(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::unordered_set<Node *> all;
  all.insert(owner.get()); // BORROW in_unordered_set
  sum += all.count(owner.get());
  if (!bad)
    all.clear();
  owner.reset(); // DROP in_unordered_set
}
void in_optional(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::optional<Node *> one;
  one = owner.get(); // BORROW in_optional
  if (one && *one)
    sum += (*one)->value + one.value()->value;
  if (!bad)
    one.reset();
  owner.reset(); // DROP in_optional
  sum += one == std::nullopt;
}
void in_pair(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::pair<int, Node *> both(1, owner.get()); // BORROW in_pair
  use(both.second);
  if (!bad)
    both.second = nullptr;
  owner.reset(); // DROP in_pair
}
void in_tuple(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::tuple<Node *, int> both{owner.get(), 1}; // BORROW in_tuple
  use(std::get<0>(both));
  if (!bad)
    std::get<0>(both) = nullptr;
  owner.reset(); // DROP in_tuple
}
void in_array(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::array<Node *, 2> both = {};
  both[1] = owner.get(); // BORROW in_array
  use(both[0]);
  for (Node *p : both)
    use(p);
  if (!bad)
    both.fill(nullptr);
  owner.reset(); // DROP in_array
}
void in_plain_array(bool bad) {
  auto owner = std::make_unique<Node>(1);
  Node *both[2] = {};
  both[1] = owner.get(); // BORROW in_plain_array
  use(both[0]);
  for (const Node *p : both)
    use(p);
  if (!bad)
    both[1] = nullptr;
  owner.reset(); // DROP in_plain_array
}
void in_stack(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::stack<Node *> work;
  work.push(nullptr);
  work.push(owner.get()); // BORROW in_stack
  std::queue<Node *> others;
  others.push(work.top());
  others.pop();
  if (!bad)
    while (!work.empty()) {
      Node *top = work.top();
      work.pop();
      use(top);
    }
  owner.reset(); // DROP in_stack
}
void nested(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::map<int, std::vector<Node *>> groups;
  groups[1].push_back(owner.get()); // BORROW nested
  for (auto &[number, group] : groups)
    for (Node *p : group)
      sum += number + p->value;
  for (auto &entry : groups)
    for (auto *p : entry.second)
      use(p);
  auto &group = groups[1];
  sum += group[0]->value;
  if (!bad)
    group.clear();
  owner.reset(); // DROP nested
}
class Registry {
 public:
  void add(Node *n) { all_.push_back(n); } // BORROW in_field
  void remove(const Node *n) {
    for (auto it = all_.begin(); it != all_.end(); ++it)
      if (*it == n) {
        all_.erase(it);
        return;
      }
  }
  Node *last() const { return all_.empty() ? nullptr : all_.back(); }
  int total() const {
    int total = 0;
    for (const Node *n : all_)
      total += n->read();
    return total;
  }

 private:
  std::vector<Node *> all_;
};
void in_field(bool bad) {
  Registry all;
  auto owner = std::make_unique<Node>(1);
  all.add(owner.get());
  use(all.last());
  sum += all.total();
  if (!bad)
    all.remove(owner.get());
  owner.reset(); // DROP in_field
}
void in_closure(bool bad) {
  auto owner = std::make_unique<Node>(1);
  std::vector<Node *> all;
  auto add = [&all](Node *n) { all.push_back(n); }; // BORROW in_closure
  add(owner.get());
  auto drop = [&] { all.clear(); };
  if (!bad)
    drop();
  owner.reset(); // DROP in_closure
}
std::vector<Node *> everybody;
void in_global(bool bad) {
  auto owner = std::make_unique<Node>(1);
  everybody.push_back(owner.get()); // BORROW in_global
  if (!bad)
    everybody.clear();
  owner.reset(); // DROP in_global
}
void of_shared(bool bad) { // an observer of a shared_ptr
  auto owner = std::make_shared<Node>(1);
  std::shared_ptr<Node> other = owner;
  std::map<int, Node *> seen{{1, owner.get()}}; // BORROW of_shared
  owner.reset();
  if (!bad)
    seen.clear();
  other.reset(); // DROP of_shared
}
// What a template turns out to borrow.
void drop_if(Owner &owner, bool bad) {
  if (bad)
    owner.reset(); // DROP forwarded DROP packed DROP deduced_in_template DROP by_value DROP auto_parameter
}
template <class T> void forward_it(Owner &owner, T &&t, bool bad) { // BORROW forwarded
  drop_if(owner, bad);
  if constexpr (std::is_same_v<T, Node &>)
    sum += bad ? 0 : t.read();
}
void forwarded(bool bad) {
  auto owner = std::make_unique<Node>(1);
  forward_it(owner, *owner, bad);
  auto other = std::make_unique<Node>(1);
  forward_it(other, Node(2), false);
  forward_it(other, 3, false);
}
template <class... T> void pack_it(Owner &owner, bool bad, T &...t) { // BORROW packed
  drop_if(owner, bad);
  sum += sizeof...(t);
}
template <class... T> void pack_pointers(T... t) {
  auto owner = std::make_unique<Node>(1);
  drop_if(owner, false);
  sum += (0 + ... + (t != nullptr));
}
void packed(bool bad) {
  auto owner = std::make_unique<Node>(1);
  int number = 1;
  pack_it(owner, bad, number, *owner);
  pack_it(owner, false);
  pack_pointers(&sum, owner.get(), "x");
}
template <class T> void deduce_it(std::unique_ptr<T> owner, bool bad) {
  auto p = owner.get(); // BORROW deduced_in_template
  if constexpr (std::is_same_v<T, Node>)
    drop_if(owner, bad);
  auto value = *owner.get();
  auto other = std::move(value);
  (void)p, (void)other;
}
void deduced_in_template(bool bad) {
  deduce_it(std::make_unique<int>(1), bad);
  auto owner = std::make_unique<Node>(1);
  if (bad)
    deduce_it(std::move(owner), bad);
}
template <class T> void take_it(Owner &owner, T p, bool bad) { // BORROW by_value
  drop_if(owner, bad);
  (void)p;
}
void by_value(bool bad) {
  auto owner = std::make_unique<Node>(1);
  take_it(owner, owner.get(), bad);
  take_it(owner, 5, false);
}
void auto_parameter(bool bad) {
  auto owner = std::make_unique<Node>(1);
  auto f = [&](auto &&x) { drop_if(owner, bad), (void)x; }; // BORROW auto_parameter
  f(*owner);
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(in_vector) FORM(assigned_element) FORM(list_of_pointers) FORM(algorithms) FORM(erase_value) FORM(in_deque)
      FORM(in_list) FORM(in_map) FORM(in_unordered_map) FORM(map_key) FORM(in_set) FORM(in_unordered_set)
      FORM(in_optional) FORM(in_pair) FORM(in_tuple) FORM(in_array) FORM(in_plain_array) FORM(in_stack) FORM(nested)
      FORM(in_field) FORM(in_closure) FORM(in_global) FORM(of_shared) FORM(forwarded) FORM(packed) FORM(deduced_in_template) FORM(by_value)
      FORM(auto_parameter)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
