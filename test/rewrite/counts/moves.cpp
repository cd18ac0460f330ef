// RUN: %counts %s
// What a container holds goes to another: by a move, a swap, `splice`, `merge` or `extract`, of the container or of what it
// is in. With "bad" the container that then holds what is borrowed changes, which must end in a panic that names the line
// marked DROP and the line marked BORROW; with "good" the one changes that held it before, and nothing happens.
#include <conure/conure.h>
#include <array>
#include <deque>
#include <forward_list>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

int sum = 0;

void swapped_lists(bool bad) {
  std::list<int> a{1, 2}, b{3};
  int &x = a.front(); // BORROW swapped_lists
  std::swap(a, b);
  if (bad)
    b.clear(); // DROP swapped_lists
  else
    a.clear();
  sum += x;
}
void swapped_sets(bool bad) {
  std::set<int> a{1, 2}, b{3};
  auto it = a.begin(); // BORROW swapped_sets
  a.swap(b);
  ++it;
  if (bad)
    b.erase(2); // DROP swapped_sets
  else
    b.erase(1), a.clear();
  sum += *it;
}
void moved_map(bool bad) {
  std::map<int, std::string> a{{1, "one"}};
  std::string &s = a[1]; // BORROW moved_map
  std::map<int, std::string> b = std::move(a);
  if (bad)
    b.erase(1); // DROP moved_map
  else
    a.clear();
  sum += s[0];
}
void assigned_map(bool bad) {
  std::map<int, int> a{{1, 1}}, b{{2, 2}};
  auto it = a.find(1); // BORROW assigned_map
  b = std::move(a);
  a[1] = 5;
  a.erase(1);
  if (bad)
    b = {}; // DROP assigned_map
  sum += bad ? 0 : it->second;
  if (bad)
    sum += it->second;
}
void moved_unordered(bool bad) {
  std::unordered_map<int, int> a{{1, 1}}, b;
  auto it = a.find(1); // BORROW moved_unordered
  b = std::move(a);
  for (int i = 0; i < 100; ++i)
    a[i] = i;
  if (bad)
    b.rehash(1000); // DROP moved_unordered
  sum += it->second;
}
void swapped_unordered(bool bad) {
  std::unordered_set<int> a{1}, b{2};
  const int &x = *a.begin(); // BORROW swapped_unordered
  swap(a, b);
  (bad ? b : a).clear(); // DROP swapped_unordered
  sum += x;
}
void swapped_deques(bool bad) {
  std::deque<int> a{1, 2, 3}, b{4};
  int *p = &a.back(); // BORROW swapped_deques
  a.swap(b);
  a.pop_back();
  b.pop_front();
  if (bad)
    b.pop_back(); // DROP swapped_deques
  sum += *p;
}
void moved_deque(bool bad) {
  std::deque<int> a{1, 2, 3};
  auto it = a.begin(); // BORROW moved_deque
  std::deque<int> b(std::move(a));
  if (bad)
    b.push_front(1); // DROP moved_deque
  else
    a.push_front(1);
  sum += *it;
}
void swapped_strings(bool bad) {
  std::string a(100, 'a'), b(100, 'b');
  std::string_view v = a; // BORROW swapped_strings
  std::swap(a, b);
  if (bad)
    b += a; // DROP swapped_strings
  else
    a += b;
  sum += v[0];
}
void moved_string(bool bad) {
  std::string a(100, 'a');
  const char &c = a[1]; // BORROW moved_string
  std::string b = std::move(a);
  a = "another";
  if (bad)
    b.clear(); // DROP moved_string
  sum += c;
}
void short_string(bool bad) {
  std::string a = bad ? "ab" : "a text that does not fit into a string itself", b;
  std::string_view v = a; // BORROW short_string
  b = std::move(a); // DROP short_string
  sum += v[0];
}
void swapped_short(bool bad) {
  std::string a = bad ? "ab" : "a text that does not fit into a string itself", b;
  const char *p = a.data(); // BORROW swapped_short
  b.swap(a); // DROP swapped_short
  sum += *p;
}
void exchanged(bool bad) {
  std::list<int> a{1, 2};
  int &x = a.back(); // BORROW exchanged
  std::list<int> b = std::exchange(a, {});
  a.push_back(3);
  (bad ? b : a).pop_back(); // DROP exchanged
  sum += x;
}
void exchanged_away(bool bad) {
  std::vector<int> a{1, 2};
  int &x = a.back(); // BORROW exchanged_away
  if (bad)
    std::exchange(a, {}); // DROP exchanged_away
  sum += x;
}
void spliced(bool bad) {
  std::list<int> a{1, 2}, b{3};
  auto it = a.begin(); // BORROW spliced
  b.splice(b.end(), a);
  if (bad)
    b.pop_back(), b.pop_back(); // DROP spliced
  a.clear();
  sum += *it;
}
void spliced_one(bool bad) {
  std::list<int> a{1, 2}, b{3};
  auto it = a.begin(), stays = std::next(it); // BORROW spliced_one
  b.splice(b.begin(), a, it);
  if (bad)
    b.clear(); // DROP spliced_one
  sum += *it + *stays;
}
void left_behind(bool bad) {
  std::list<int> a{1, 2}, b{3};
  int &stays = a.back(); // BORROW left_behind
  b.splice(b.begin(), a, a.begin());
  b.clear();
  if (bad)
    a.clear(); // DROP left_behind
  sum += stays;
}
void spliced_after(bool bad) {
  std::forward_list<int> a{1, 2}, b{3};
  int &x = a.front(); // BORROW spliced_after
  b.splice_after(b.begin(), a);
  a.clear();
  if (bad)
    b.clear(); // DROP spliced_after
  sum += x;
}
void merged(bool bad) {
  std::map<int, int> a{{1, 1}}, b{{2, 2}};
  int &x = a.at(1); // BORROW merged
  b.merge(a);
  a.clear();
  if (bad)
    b.erase(1); // DROP merged
  sum += x;
}
void extracted(bool bad) {
  std::set<int> a{1, 2}, b;
  const int &x = *a.begin(); // BORROW extracted
  auto node = a.extract(a.begin());
  a.clear();
  b.insert(std::move(node));
  if (bad)
    b.clear(); // DROP extracted
  sum += x;
}
struct Shelf {
  std::list<int> items{1, 2};
  std::string name = "short";
};
void moved_object(bool bad) {
  Shelf a;
  int &x = a.items.front(); // BORROW moved_object
  Shelf b = std::move(a);
  (bad ? b : a).items.clear(); // DROP moved_object
  sum += x;
}
void moved_name(bool bad) {
  Shelf a;
  std::string_view v = a.name; // BORROW moved_name
  if (bad) {
    Shelf b = std::move(a); // DROP moved_name
    sum += int(b.items.size());
  }
  sum += v[0];
}
void swapped_objects(bool bad) {
  Shelf a, b;
  auto it = a.items.begin(); // BORROW swapped_objects
  std::swap(a, b);
  (bad ? b : a).items.pop_front(); // DROP swapped_objects
  sum += *it;
}
void moved_pair(bool bad) {
  std::pair<std::map<int, int>, int> a{{{1, 1}}, 2};
  int &x = a.first.at(1); // BORROW moved_pair
  auto b = std::move(a);
  (bad ? b : a).first.clear(); // DROP moved_pair
  sum += x + b.second;
}
struct Pile {
  std::list<int> now{1}, then;
  void turn() { now.swap(then); }
  void fields(bool bad) {
    int &x = now.front(); // BORROW swapped_fields
    std::swap(now, then);
    (bad ? then : now).clear(); // DROP swapped_fields
    sum += x;
  }
  void method(bool bad) {
    int &x = now.front(); // BORROW swapped_by_method
    turn();
    (bad ? then : now).clear(); // DROP swapped_by_method
    sum += x;
  }
};
void swapped_fields(bool bad) { Pile().fields(bad); }
void swapped_by_method(bool bad) { Pile().method(bad); }
void take(std::list<int> &from, std::list<int> &to) { to = std::move(from); }
void moved_by_call(bool bad) {
  std::list<int> a{1}, b;
  int &x = a.front(); // BORROW moved_by_call
  take(a, b);
  if (bad)
    b.clear(); // DROP moved_by_call
  else
    a.clear();
  sum += x;
}
void swapped_behind_pointers(bool bad) {
  std::list<int> a{1}, b;
  auto *p = &a, *q = &b;
  int &x = p->front(); // BORROW swapped_behind_pointers
  p->swap(*q);
  if (bad)
    q->clear(); // DROP swapped_behind_pointers
  else
    p->clear();
  sum += x;
}
struct Box {
  std::list<int> in;
  Box() = default;
  explicit Box(std::list<int> &&from) : in(std::move(from)) {}
  Box(Box &&from) noexcept : in(std::move(from.in)) {}
};
void moved_by_constructor(bool bad) {
  std::list<int> a{1};
  int &x = a.front(); // BORROW moved_by_constructor
  Box b(std::move(a)), c(std::move(b));
  b.in.clear();
  if (bad)
    c.in.clear(); // DROP moved_by_constructor
  sum += x;
}
void into_closure(bool bad) {
  std::list<int> a{1};
  int &x = a.front(); // BORROW into_closure
  auto f = [in = std::move(a)](bool all) mutable {
    if (all)
      in.clear(); // DROP into_closure
  };
  f(bad);
  sum += x;
}
void iterated(bool bad) {
  std::list<int> a{1, 2}, b{3};
  for (int x : a) { // BORROW iterated
    sum += x;
    if (bad)
      a.swap(b); // DROP iterated
  }
}
void left_loop(bool bad) {
  std::list<int> a{1, 2}, b{3};
  for (int &x : a) {
    a.swap(b);
    sum += x;
    sum += bad;
    break;
  }
}
void emptied_optional(bool bad) {
  std::optional<std::string> a = "text", b;
  if (!bad)
    b = "other";
  std::string &s = *a; // BORROW emptied_optional
  std::swap(a, b); // DROP emptied_optional
  sum += s[0];
}
void looked_at(bool bad) {
  std::string a = "ab";
  std::string_view v = a; // BORROW looked_at
  std::string b(static_cast<const std::string &>(std::move(a)));
  if (bad)
    a += b; // DROP looked_at
  sum += v[0];
}
void ended_elsewhere(bool bad) {
  std::list<int> a{1};
  int &x = a.front();
  std::vector<std::list<int>> all;
  all.push_back(std::move(a));
  if (bad)
    sum += x;
}

#define FORM(name) {#name, name}
int main(int argc, char **argv) {
  struct {
    const char *name;
    void (*run)(bool);
  } forms[] = {FORM(swapped_lists), FORM(swapped_sets), FORM(moved_map), FORM(assigned_map), FORM(moved_unordered),
               FORM(swapped_unordered), FORM(swapped_deques), FORM(moved_deque), FORM(swapped_strings),
               FORM(moved_string), FORM(short_string), FORM(swapped_short), FORM(exchanged), FORM(exchanged_away), FORM(spliced),
               FORM(spliced_one), FORM(left_behind), FORM(spliced_after), FORM(merged), FORM(extracted),
               FORM(moved_object), FORM(moved_name), FORM(swapped_objects), FORM(moved_pair), FORM(swapped_fields),
               FORM(swapped_by_method), FORM(moved_by_call), FORM(swapped_behind_pointers),
               FORM(moved_by_constructor), FORM(into_closure), FORM(iterated), FORM(left_loop),
               FORM(emptied_optional), FORM(looked_at), FORM(ended_elsewhere)};
  for (auto &form : forms)
    if (argc > 2 && std::string(argv[1]) == form.name)
      form.run(std::string(argv[2]) == "bad");
  return 0;
}
