#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

struct Item {
  int weight = 0;
  std::vector<int> parts;
  bool operator==(const Item &) const = default;
};
/// Can hold no borrow.
struct Store {
  std::vector<Item> items;
  std::string name_;
  int total = 0;

  void count(int by) { total += by; }
  void rename(std::string name) { name_ = std::move(name); }
  void rename_from(const std::string &name) { name_ = name; }
  void label(const char *text) { name_ = text; }
  void add(Item item) { items.push_back(std::move(item)); }
  void add_moved(Item &&item) { items.push_back(std::move(item)); }
  void add_unique(uni<Item> item) { items.push_back(std::move(item)); }
  void copy_from(const Item &item) { items.push_back(item); }
  void copy_pointed(const Item *item) { items.push_back(*item); }
  void copy_ref(ref<Item> item) { items.push_back(*item); }
  void copy_all(std::span<const Item> all) { items.assign(all.begin(), all.end()); }
  void named(std::string_view text) { name_ = text; }
  int fill(std::vector<int> &buffer) const { return buffer.size(); }
  int read(char *to, std::size_t n) { return 0; }
  bool has(const Item &item) const { return false; }
  std::string name() const { return name_; }
  const std::string &name_ref() const { return name_; }
  int &total_ref() { return total; }
  std::vector<Item> all() const { return items; }
  std::vector<Item> take_all() { return std::move(items); }
  std::optional<Item> pop() { return std::nullopt; }
  std::unique_ptr<Item> boxed() { return nullptr; }
  uni<Item> unique() { return recover(Item{}); }
  Item &first() { return items.front(); }
  Store &add_one() { ++total; return *this; }
  static int version() { return 3; }
  auto adder() const { return [n = total](int x) { return n + x; }; }
  process<class Worker> worker() const;
  channel<int> updates() const { return channel<int>(1); }
  Store &operator+=(int by) { total += by; return *this; }
  Store &operator<<(const Item &item) { items.push_back(item); return *this; }
  bool operator==(const Store &) const = default;
  int operator[](int i) const { return i; }
  int operator()(int i) const { return i; }
  explicit operator bool() const { return total > 0; }
  operator int() const { return total; }
  template <class T> T get(T fallback) const { return fallback; }
  void optional_item(std::optional<uni<Item>> item = std::nullopt) {}
  void defaulted(std::string text = "none", int n = 3) {}
};
bool operator<(const Store &a, const Store &b) { return a.total < b.total; }
/// Can hold borrows.
struct Graph {
  std::vector<std::unique_ptr<Item>> nodes;
  std::vector<const Item *> marked;

  bool has(const Item &item) const { return false; }
  std::string title(const std::string &prefix) { return prefix; }
  int size() const { return 3; }
  void mark_first() { marked.push_back(nodes.front().get()); }
  Item *first() { return nodes.front().get(); }
  std::vector<std::string> names() { return {}; }
  uni<Item> fresh() { return recover(Item{}); }
};
uni<Store> store();
uni<Graph> graph();

void sendable_arguments(std::string text, uni<Item> item, std::vector<int> v) {
  uni<Store> s = store();
  s->count(3);
  s->rename("a");
  s->rename(text);
  s->rename(std::move(text));
  s->rename_from("b");
  s->rename_from(std::string("c"));
  s->label("d");
  s->add(recover(Item{}));
  s->add_moved(recover(Item{}));
  s->add(std::move(item));
  s->add_unique(recover(Item{}));
  s->items.push_back(recover(Item{}));
  s->optional_item();
  s->optional_item(recover(Item{}));
  s->defaulted();
  s->defaulted("x");
  s->items.reserve(10);
  s->items.clear();
  s->name_.append("x");
  uni<std::vector<int>> n = recover(std::vector<int>{});
  n->push_back(3);
  n->push_back(v[0]);
  n->emplace_back(4);
  n->resize(10, 1);
  uni<std::map<std::string, int>> m = recover(std::map<std::string, int>{});
  (*m)["a"] = 3;
  std::string key = "c";
  ++(*m)[key];
  int at = m->at("a") + (*m)["b"];
  m->emplace("k", 3);
  m->erase("a");
}

void immutable_borrows(const Item &item, std::vector<Item> items, std::string text) {
  uni<Store> s = store();
  s->has(item);
  s->copy_from(item);
  s->copy_from(Item{});
  s->copy_pointed(&item);
  s->copy_ref(item);
  s->copy_all(items);
  s->named(text);
  s->rename_from(text);
  bool same = *s == Store{};
  uni<Graph> g = graph();
  bool there = g->has(item);
  g->title("x");
  g->title(text);
  bool less = *s < *store();
  bool equal = *s == *store();
}

void mutable_borrows_of_plain_data() {
  uni<Store> s = store();
  std::vector<int> buffer;
  char raw[10];
  int n = s->fill(buffer) + s->read(raw, sizeof raw);
  std::string line;
  s->name_ = line;
}

void results() {
  uni<Store> s = store();
  std::string a = s->name(), b = s->name_ref();
  int c = s->total_ref();
  s->total_ref() = 5;
  auto d = s->name_ref().size();
  std::cout << s->name_ref() << s->name();
  std::vector<Item> e = s->all(), f = s->take_all();
  auto g = s->pop();
  auto h = s->boxed();
  uni<Item> i = s->unique();
  auto j = s->adder();
  auto k = s->updates();
  auto l = s->version();
  auto m = s->get(3) + s->get<long>(4);
  for (Item one : s->all()) {
  }
  auto n = s->all().size() + s->all().front().weight;
  auto o = s->name().substr(1).c_str();
  uni<Graph> q = graph();
  int r = q->size();
  q->mark_first();
  auto t = q->names();
  uni<Item> u = q->fresh();
}

void unused_results(bool flag) {
  uni<Store> s = store();
  uni<Graph> g = graph();
  s->first();
  (void)s->first();
  static_cast<void>(s->first());
  std::ignore = s->first();
  s->add_one();
  g->first();
  (s->first(), s->count(2));
  if (flag)
    g->first();
  else
    s->add_one();
  for (s->add_one(); flag; g->first())
    s->first();
  *s += 3;
  *s << Item{};
  (void)(*s << Item{});
}

void operators() {
  uni<Store> s = store();
  int a = (*s)[1] + (*s)(2);
  if (*s)
    a = *s;
  bool b = !*s;
  uni<int> n = recover(3);
  *n += 2;
  ++*n;
  int c = *n + *n * 2;
  uni<std::string> t = recover(std::string("a"));
  *t += "b";
  std::string d = *t + "c";
  bool e = *t == "ab", f = t->starts_with("a"), g = t->empty();
  std::cout << *t << *n;
}

void through_pointers_to_members() {
  uni<Store> s = store();
  void (Store::*count)(int) = &Store::count;
  ((*s).*count)(3);
  int Store::*total = &Store::total;
  int n = (*s).*total;
}

void rvalue_receivers() {
  auto a = store()->name();
  auto b = recover(std::vector{1, 2})->size();
  auto c = std::move(*store()).take_all();
}

struct Process {
  uni<Store> s = store();
  int n = s->version();
  int name_length() const { return s->name().size(); }
  void take(uni<Item> item) { s->add(std::move(item)); }
};

template <class T> auto size_of(uni<T> u) { return u->size(); }
template <class T, class V> void push(uni<T> &&u, V v) { u->push_back(std::move(v)); }
void templates() {
  size_of(recover(std::string("abc")));
  size_of(recover(std::vector{1}));
  push(recover(std::vector{1}), 3);
  push(recover(std::vector<Item>{}), recover(Item{}));
}

struct Named {
  int id = 0;
  std::string name;
};
/// A view of a string that the library compares at once; a number that an algorithm compares with.
bool compared(uni<Named> u, std::string_view v, std::vector<int> ids) {
  auto found = std::find(ids.begin(), ids.end(), u->id);
  auto from = std::lower_bound(ids.begin(), ids.end(), u->id);
  return u->name == v || v == u->name || u->name < v || found == from;
}
