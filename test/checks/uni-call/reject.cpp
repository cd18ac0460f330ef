#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

struct Item {
  int weight = 0;
  std::vector<int> parts;
};
/// Can hold no borrow.
struct Store {
  std::vector<Item> items;
  std::unique_ptr<Item> spare;
  int total = 0;

  void add(Item item) { items.push_back(std::move(item)); }
  void add_moved(Item &&item) { items.push_back(std::move(item)); }
  void add_owner(std::unique_ptr<Item> item) { spare = std::move(item); }
  void copy_from(const Item &item) { items.push_back(item); }
  void fill(std::vector<int> &buffer) const { buffer.push_back(total); }
  void exchange(Store &other) { std::swap(items, other.items); }
  void exchange_owner(std::vector<uni<Item>> &other) {}
  void lend(std::vector<const Item *> &out) { out.push_back(&items.front()); }
  std::vector<int> drain(std::vector<int> &buffer) { return std::move(buffer); }
  Item &first() { return items.front(); }
  const std::vector<Item> &all() const { return items; }
  Item *find(int) { return spare.get(); }
  std::vector<Item>::iterator begin() { return items.begin(); }
  std::span<const Item> view() const { return items; }
  std::function<int()> reader() const { return [this] { return total; }; }
  auto counter() { return [this] { return total; }; }
  std::shared_ptr<Item> shared() const { return nullptr; }
  std::optional<std::string_view> label() const { return std::nullopt; }
  Store &self() { return *this; }
  operator const Item &() const { return items.front(); }
  operator Item *() { return spare.get(); }
  Store &operator+=(const Item &item) { return *this; }
  Item &operator[](int i) { return items[i]; }
  Item &operator()(int i) { return items[i]; }
  Item *operator->() { return spare.get(); }
};
/// Can hold borrows.
struct Graph {
  std::vector<std::unique_ptr<Item>> nodes;
  std::vector<const Item *> marked;
  const std::string *title = nullptr;

  void mark(const Item &item) { marked.push_back(&item); }
  bool has(const Item &item) const { return false; }
  void name(const std::string &t) { title = &t; }
  std::unique_ptr<Item> take() { return std::move(nodes.front()); }
  void read(std::vector<int> &out) {}
};
uni<Store> store();
uni<Graph> graph();

void arguments_that_are_not_sendable(Item item, Item &mutable_item, std::vector<int> buffer) {
  uni<Store> s = store();
  s->add(Item{});                       // expect-error {{'add' cannot be called on the unique value 's'}} [uni-call]
  s->add(item);                         // expect-error {{'add'}} [uni-call]
  s->add(std::move(item));              // expect-error {{'add'}} [uni-call]
  s->add_moved(Item{});                 // expect-error {{'add_moved'}} [uni-call]
  s->add_owner(std::make_unique<Item>()); // expect-error {{'add_owner'}} [uni-call]
  s->items.push_back(Item{});           // expect-error {{'push_back' cannot be called on 's->items', a part of}} [uni-call]
  s->items.insert(s->items.end(), Item{}); // expect-error {{'insert'}} [uni-call]
}

void mutable_borrows_of_more_than_values(std::vector<const Item *> out, std::vector<uni<Item>> unis, Graph g) {
  uni<Store> s = store();
  s->lend(out);            // expect-error {{'lend'}} [uni-call]
  s->exchange_owner(unis); // expect-error {{'exchange_owner'}} [uni-call]
  uni<std::vector<Graph>> gs = recover(std::vector<Graph>{});
  gs->swap(gs->front().nodes.empty() ? *gs : *gs); // expect-error {{'swap'}} [uni-call] expect-error {{borrows}} [uni-borrow]
}

void borrows_into_what_can_hold_them(Item item, std::vector<int> buffer, std::string text) {
  uni<Graph> g = graph();
  g->mark(item);                // expect-error {{'mark'}} [uni-call]
  g->name(text);                // expect-error {{'name'}} [uni-call]
  g->read(buffer);              // expect-error {{'read'}} [uni-call]
  g->marked.push_back(&item);   // expect-error {{'push_back'}} [uni-call]
  uni<std::vector<std::string_view>> views = recover(std::vector<std::string_view>{});
  views->push_back(text);       // expect-error {{'push_back'}} [uni-call]
  uni<std::vector<std::function<void()>>> calls = recover(std::vector<std::function<void()>>{});
  calls->push_back([&] { item.weight = 1; }); // expect-error {{'push_back'}} [uni-call]
}

void borrows_given_out() {
  uni<Store> s = store();
  Item &a = s->first();        // expect-error {{'first'}} [uni-call]
  auto b = s->first();         // expect-error {{'first'}} [uni-call]
  int c = s->first().weight;   // expect-error {{'first'}} [uni-call]
  auto d = s->all().size();    // expect-error {{'all'}} [uni-call]
  auto e = s->find(1);         // expect-error {{'find'}} [uni-call]
  if (s->find(1)) {            // expect-error {{'find'}} [uni-call]
  }
  auto f = s->begin();         // expect-error {{'begin'}} [uni-call]
  auto g = s->view();          // expect-error {{'view'}} [uni-call]
  auto h = s->reader();        // expect-error {{'reader'}} [uni-call]
  auto i = s->counter();       // expect-error {{'counter'}} [uni-call]
  auto j = s->shared();        // expect-error {{'shared'}} [uni-call]
  auto k = s->label();         // expect-error {{'label'}} [uni-call]
  s->self().total = 1;         // expect-error {{'self'}} [uni-call]
  auto l = s->spare.get();     // expect-error {{'get'}} [uni-call]
  for (Item m : s->all()) {    // expect-error {{'all'}} [uni-call]
  }
  auto n = s->items.data();    // expect-error {{'data'}} [uni-call]
  true ? s->first() : s->first(); // as a statement: nobody looks
  auto o = true ? &s->first() : nullptr; // expect-error {{'first'}} [uni-call]
}

void conversions_and_operators(Item item) {
  uni<Store> s = store();
  const Item &a = *s;          // expect-error {{'operator const Item &'}} [uni-call]
  Item *b = *s;                // expect-error {{'operator Item *'}} [uni-call]
  auto &c = (*s += item);      // expect-error {{'operator+='}} [uni-call]
  Item d = (*s)[0];            // expect-error {{'operator[]'}} [uni-call]
  Item e = (*s)(0);            // expect-error {{'operator()'}} [uni-call]
  int f = (*s)->weight;        // expect-error {{'operator->'}} [uni-call]
  uni<std::string> text = recover(std::string("x"));
  std::string_view g = *text;  // expect-error {{operator basic_string_view}} [uni-call]
  const char *h = text->c_str(); // expect-error {{'c_str'}} [uni-call]
}

void owned_results_that_may_be_borrowed(std::vector<int> buffer) {
  uni<Graph> g = graph();
  auto a = g->take();          // expect-error {{'take'}} [uni-call] expect-note@59 {{may still hold a borrow}}
  uni<Store> s = store();
  auto b = s->drain(buffer);   // expect-error {{'drain'}} [uni-call]
}

void through_pointers_to_members(Item item) {
  uni<Store> s = store();
  Item &(Store::*first)() = &Store::first;
  void (Store::*add)(Item) = &Store::add;
  auto &a = ((*s).*first)();   // expect-error {{cannot be called}} [uni-call]
  ((*s).*add)(item);           // expect-error {{cannot be called}} [uni-call]
  auto &b = (s.operator->()->*first)(); // expect-error {{cannot be called}} [uni-call]
}

template <class T> auto front(uni<T> u) { return u->front(); } // expect-error {{'front' cannot be called}} [uni-call]
struct Deck {
  Item item;
  Item &front() { return item; }
};
void templates() {
  front(recover(std::string("abc")));
  front(recover(Deck{}));
  front(recover(Deck{}));
}

struct Process {
  uni<Store> s = store();
  Item *leak() { return s->find(2); } // expect-error {{'find'}} [uni-call]
};
