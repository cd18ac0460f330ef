// RUN: %counts %s
// Each way to borrow what a container holds, and each operation that invalidates it by that container's own rules: with
// "bad" a borrow is used after the change, which must end in a panic that names the line marked DROP and the line marked
// BORROW; with "good" it is not used, or the change leaves it valid, and nothing happens.
#include <conure/conure.h>
#include <algorithm>
#include <cstring>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

int sum = 0;
struct Part { int a = 1; int b = 2; };

std::vector<int> full() {
  std::vector<int> v{1, 2, 3};
  v.shrink_to_fit();
  return v;
}
void subscript(bool bad) {
  std::vector<int> v = full();
  if (!bad)
    v.reserve(10);
  int &x = v[0]; // BORROW subscript
  v.push_back(3); // DROP subscript
  x = 2;
}
void at_front_back(bool bad) {
  std::vector<Part> v(3);
  Part &a = v.at(0);
  Part &b = v.front();
  int &c = v.back().b; // BORROW at_front_back
  if (bad)
    v.pop_back(); // DROP at_front_back
  a.a = b.b + c;
}
void const_reference(bool bad) {
  std::vector<std::string> v{"a"};
  const std::string &s = v[0]; // BORROW const_reference
  if (bad)
    v = {"b", "c"}; // DROP const_reference
  sum += s.size();
}
void address(bool bad) {
  std::vector<int> v{1};
  int *p = &v[0]; // BORROW address
  if (bad)
    v.resize(1000); // DROP address
  sum += *p;
}
void reassigned(bool bad) {
  std::vector<int> v{1}, w{2};
  int *p = &v[0];
  p = &w[0]; // BORROW reassigned
  v.clear();
  if (bad)
    w.clear(); // DROP reassigned
  else
    p = nullptr;
  sum += p ? *p : 0;
}
void given_later(bool bad) {
  std::string s = "abc";
  const char *p = nullptr;
  if (bad)
    p = s.c_str(); // BORROW given_later
  s += "def"; // DROP given_later
  sum += p ? *p : 0;
}
void data(bool bad) {
  std::vector<int> v{1};
  const int *p = v.data(); // BORROW data
  if (bad)
    v.assign(1000, 2); // DROP data
  sum += *p;
}
void iterator(bool bad) {
  std::vector<int> v{1, 2, 3};
  auto it = v.begin(); // BORROW iterator
  if (bad)
    v.clear(); // DROP iterator
  sum += *it;
}
void end_iterator(bool bad) {
  std::vector<int> v{1, 2, 3};
  v.reserve(10);
  auto it = v.begin(), end = v.end(); // BORROW end_iterator
  ++it;
  if (bad)
    v.push_back(4); // DROP end_iterator
  sum += it == end;
}
void before_and_after(bool bad) {
  std::vector<int> v{1, 2, 3};
  int &first = v[0];
  int &last = v[2]; // BORROW before_and_after
  v.erase(v.begin() + (bad ? 1 : 3) - 0, v.end()); // DROP before_and_after
  first = 1;
  sum += last;
}
void insert(bool bad) {
  std::vector<int> v{1, 2, 3};
  v.reserve(10);
  int &first = v[0];
  int &last = v[2]; // BORROW insert
  v.insert(bad ? v.begin() + 1 : v.end(), 7); // DROP insert
  first = last;
}
void erase_and_go_on(bool bad) {
  std::vector<int> v{1, 2, 3, 4};
  for (auto it = v.begin(); it != v.end();) {
    if (*it % 2)
      it = v.erase(it);
    else
      ++it;
  }
  std::map<int, int> m{{1, 1}, {2, 2}, {3, 3}};
  for (auto it = m.begin(); it != m.end();) {
    if (it->second % 2)
      m.erase(it++);
    else
      ++it;
  }
  auto found = std::find(v.begin(), v.end(), 2);
  v.erase(found);
  if (bad)
    for (auto it = v.begin(); it != v.end(); ++it) // BORROW erase_and_go_on
      if (*it == 4)
        v.erase(it); // DROP erase_and_go_on
}
void range_for(bool bad) {
  std::vector<int> v{1, 2, 3};
  v.reserve(10);
  for (int x : v) { // BORROW range_for
    if (!bad) {
      v.push_back(x);
      break;
    }
    v.push_back(x); // DROP range_for
  }
}
void range_for_map(bool bad) {
  std::map<int, std::string> m{{1, "a"}, {2, "b"}};
  for (auto &[key, text] : m) { // BORROW range_for_map
    if (!bad) {
      m.erase(key);
      break;
    }
    m.erase(key); // DROP range_for_map
  }
}
void range_element(bool bad) {
  std::list<int> l{1, 2, 3};
  for (int &x : l) { // BORROW range_element
    if (x == 2)
      l.erase(bad ? std::next(l.begin()) : l.begin()); // DROP range_element
    sum += static_cast<std::size_t>(x);
  }
}
void range_behind_pointer(bool bad) {
  std::vector<int> v{1, 2, 3}, w;
  std::vector<int> *p = &v;
  for (int &x : *p) { // BORROW range_behind_pointer
    p = &w; // the loop stays with v
    w.push_back(x);
    if (bad)
      v.push_back(x); // DROP range_behind_pointer
  }
}
void range_rounds(bool bad) {
  for (int round = 0; round < 2; ++round) {
    std::vector<int> v{1, 2};
    for (int &x : v) { // BORROW range_rounds
      if (x == 1)
        continue;
      if (!bad) {
        v.push_back(3);
        break;
      }
      v.push_back(3); // DROP range_rounds
    }
    v.push_back(4);
  }
}
class Observers {
 public:
  void add(std::function<void()> f) { list_.push_back(std::move(f)); } // DROP callbacks
  void fire() {
    for (auto &f : list_) // BORROW callbacks
      f();
  }

 private:
  std::vector<std::function<void()>> list_;
};
void callbacks(bool bad) {
  Observers o;
  o.add([&] {
    if (bad)
      o.add([] {});
  });
  o.fire();
}
void parameter_body(std::vector<int> &v, bool bad) {
  int &x = v[0]; // BORROW parameter
  if (bad)
    v.clear(); // DROP parameter
  x = 1;
}
void parameter(bool bad) {
  std::vector<int> v{1};
  parameter_body(v, bad);
}
void in_callee_body(std::vector<int> &v) { v.clear(); } // DROP in_callee
void in_callee(bool bad) {
  std::vector<int> v{1};
  int &x = v[0]; // BORROW in_callee
  if (bad)
    in_callee_body(v);
  x = 1;
}
void view(bool bad) {
  std::string s = "abc";
  std::string_view v = s; // BORROW view
  if (bad)
    s += "def"; // DROP view
  sum += v.size();
}
void span(bool bad) {
  std::vector<int> v{1};
  std::span<int> some(v); // BORROW span
  if (bad)
    v.reserve(1000); // DROP span
  sum += some[0];
}
void read_line(bool bad) {
  std::istringstream in("a\nb\n");
  std::string line = "x";
  std::string_view v = line; // BORROW read_line
  if (bad)
    std::getline(in, line); // DROP read_line
  sum += v.size();
}
void map_element(bool bad) {
  std::map<int, std::string> m{{1, "a"}, {2, "b"}};
  std::string &x = m[1]; // BORROW map_element
  m.erase(2);
  m[3] = "c";
  if (bad)
    m.erase(1); // DROP map_element
  x = "d";
}
void set_iterator(bool bad) {
  std::set<std::string> s{"a", "b"};
  auto it = s.find("a"); // BORROW set_iterator
  s.erase("b");
  if (bad)
    s.erase(s.begin()); // DROP set_iterator
  sum += it->size();
}
void rehash_iterator(bool bad) {
  std::unordered_map<int, int> m{{1, 1}};
  int &r = m[1];
  auto it = m.find(1); // BORROW rehash_iterator
  if (bad)
    m.rehash(1000); // DROP rehash_iterator
  r = it->second;
}
void rehash_keeps_references(bool) {
  std::unordered_map<int, int> m{{1, 1}};
  int &r = m[1];
  m.rehash(1000);
  for (int i = 0; i < 1000; ++i)
    m[i] = i;
  m.erase(2);
  r = 2;
}
void insertion_rehashes(bool bad) {
  std::unordered_map<int, int> m{{1, 1}};
  for (auto &[key, value] : m) { // BORROW insertion_rehashes
    if (bad)
      for (int i = 0; i < 100; ++i)
        m[i] = key; // DROP insertion_rehashes
    value = 1;
  }
}
void optional_value(bool bad) {
  std::optional<std::string> o = "x";
  std::string &s = *o; // BORROW optional_value
  o = "y";
  if (bad)
    o.reset(); // DROP optional_value
  s = "z";
}
void optional_nothing(bool bad) {
  std::optional<Part> o = Part();
  int &a = o->a; // BORROW optional_nothing
  if (bad)
    o = std::nullopt; // DROP optional_nothing
  a = 2;
}
void owner(bool bad) {
  auto p = std::make_unique<Part>();
  Part *b = p.get(); // BORROW owner
  auto q = std::move(p);
  if (bad)
    q.reset(); // DROP owner
  b->a = 3;
}
void owner_assigned(bool bad) {
  auto p = std::make_unique<Part>();
  Part &b = *p; // BORROW owner_assigned
  if (bad)
    p = std::make_unique<Part>(); // DROP owner_assigned
  b.a = 3;
}
void moved_vector_keeps_elements(bool bad) {
  std::vector<int> v{1}, w;
  int &x = v[0]; // BORROW moved_vector_keeps_elements
  w = std::move(v);
  v.clear();
  if (bad)
    w.clear(); // DROP moved_vector_keeps_elements
  x = 1;
}
void find_or_push(bool bad) {
  std::vector<int> v = full();
  auto it = std::find(v.begin(), v.end(), 7); // BORROW find_or_push
  if (it == v.end() && !bad) {
    v.push_back(7);
    return;
  }
  v.push_back(7); // DROP find_or_push
  sum += it != v.end();
}
void if_init(bool bad) {
  std::map<int, int> m{{1, 1}};
  if (auto it = m.find(1); it != m.end()) { // BORROW if_init
    if (bad)
      m.clear(); // DROP if_init
    sum += it->second;
  }
}
void nested(bool bad) {
  std::vector<std::vector<int>> vv{{1}, {2}};
  int &x = vv[1][0]; // BORROW nested
  if (bad)
    vv.clear(); // DROP nested
  x = 3;
}
struct Holder { std::map<int, std::vector<Part>> parts; };
void field(bool bad) {
  Holder h;
  h.parts[1].resize(2);
  auto &part = h.parts[1][0];
  auto &b = part.b; // BORROW field
  if (bad)
    h.parts.erase(1); // DROP field
  b = 3;
}
void through_pointer(bool bad) {
  auto h = std::make_unique<Holder>();
  std::vector<Part> *all = &h->parts[1];
  all->resize(2);
  Part &p = (*all)[1]; // BORROW through_pointer
  if (bad)
    all->clear(); // DROP through_pointer
  p.a = 3;
}
void blocks(bool bad) {
  std::deque<int> d{1, 2};
  int &x = d.front(); // BORROW blocks
  d.push_back(3);
  d.push_front(4);
  if (bad)
    d.clear(); // DROP blocks
  x = 3;
}
void blocks_iterator(bool bad) {
  std::deque<int> d{1, 2};
  auto it = d.begin(); // BORROW blocks_iterator
  if (bad)
    d.push_back(3); // DROP blocks_iterator
  sum += *it;
}
void list_element(bool bad) {
  std::list<int> l{1, 2, 3};
  int &x = l.back(); // BORROW list_element
  l.pop_front();
  l.push_back(4);
  l.pop_back();
  if (bad)
    l.pop_back(); // DROP list_element
  x = 3;
}
template <class C> void generic_body(C &c, bool bad) {
  auto &x = c.front(); // BORROW generic
  if (bad)
    c.clear(); // DROP generic
  sum += x;
}
void generic(bool bad) {
  std::vector<int> v{1};
  generic_body(v, bad);
  std::list<int> l{1};
  generic_body(l, false);
}
void binding(bool bad) {
  std::vector<Part> v(1);
  auto &[a, b] = v[0]; // BORROW binding
  if (bad)
    v.clear(); // DROP binding
  sum += a + b;
}
void in_closure(bool bad) {
  std::vector<int> v{1};
  auto change = [&] {
    v.clear(); // DROP in_closure
  };
  int &x = v[0]; // BORROW in_closure
  if (bad)
    change();
  x = 2;
}
void conditional(bool bad) {
  std::vector<int> v{1}, w{2};
  int &x = bad ? v[0] : w[0]; // BORROW conditional
  if (bad)
    v.clear(); // DROP conditional
  sum += x;
}
void swapped(bool bad) {
  std::vector<int> v{1}, w{2};
  int &x = v[0]; // BORROW swapped
  v.swap(w);
  v.clear();
  if (bad)
    w.clear(); // DROP swapped
  x = 1;
}
void copy_is_no_borrow(bool) {
  std::vector<int> v{1};
  std::vector<int *> pointers{&v[0]};
  int x = v[0];
  int *p = pointers[0];
  pointers.clear();
  sum += x + *p;
}
void behind_owner(bool bad) {
  auto owner = std::make_unique<std::vector<int>>(full());
  if (!bad)
    owner->reserve(10);
  int &x = owner->front(); // BORROW behind_owner
  owner->push_back(3); // DROP behind_owner
  x = 2;
}
void behind_shared(bool bad) {
  struct Holder {
    std::shared_ptr<std::map<int, std::string>> names = std::make_shared<std::map<int, std::string>>();
  };
  auto holder = std::make_unique<Holder>();
  holder->names->emplace(1, "one");
  holder->names->emplace(2, "two");
  auto it = holder->names->find(2); // BORROW behind_shared
  holder->names->erase(1);
  if (bad)
    holder->names->clear(); // DROP behind_shared
  sum += it->second.size();
  if (!bad)
    holder->names->erase(it);
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(subscript) FORM(at_front_back) FORM(const_reference) FORM(address) FORM(reassigned) FORM(given_later)
      FORM(data) FORM(iterator) FORM(end_iterator) FORM(before_and_after) FORM(insert) FORM(erase_and_go_on)
      FORM(range_for) FORM(range_for_map) FORM(range_element) FORM(range_behind_pointer) FORM(range_rounds)
      FORM(callbacks) FORM(parameter) FORM(in_callee) FORM(view) FORM(span)
      FORM(read_line) FORM(map_element) FORM(set_iterator) FORM(rehash_iterator) FORM(rehash_keeps_references)
      FORM(insertion_rehashes) FORM(optional_value) FORM(optional_nothing) FORM(owner) FORM(owner_assigned)
      FORM(moved_vector_keeps_elements) FORM(find_or_push) FORM(if_init) FORM(nested) FORM(field)
      FORM(through_pointer) FORM(blocks) FORM(blocks_iterator) FORM(list_element) FORM(generic) FORM(binding)
      FORM(in_closure) FORM(conditional) FORM(swapped) FORM(copy_is_no_borrow)
      FORM(behind_owner) FORM(behind_shared)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
