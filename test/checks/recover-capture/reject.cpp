// What a recover body may not do with variables from outside.
// The situations share variables, so that some are used after a move: that is told elsewhere.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Item {
  int weight = 0;
  std::vector<int> parts;
  void grow() { ++weight; }
};
struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
  Node *previous = nullptr;
  std::string_view label;
};
struct View {
  std::string_view text;
};
Item make_item(const Item &like);
Node make_node(Item &);
Node node_named(const std::string &);
int weigh(const Item *);

void owned_outside(Item item, std::vector<Item> items, std::unique_ptr<Item> owner) {
  auto a = recover(std::move(item));                    // expect-error {{moving 'item', which is declared outside}} [recover-capture]
  auto b = recover([&] { return std::move(items); });   // expect-error {{moving 'items'}} [recover-capture]
  auto c = recover(std::move(owner));                   // expect-error {{moving 'owner'}} [recover-capture]
  auto d = recover(make_item(item));                    // expect-error {{this argument borrows 'item'}} [recover-capture]
  auto e = recover([&] {
    Item &alias = item;                                 // expect-error {{'alias' borrows 'item'}} [recover-capture]
    return alias.weight;
  });
  auto f = recover([&] {
    auto *p = &items;                                   // expect-error {{'p' borrows 'items'}} [recover-capture]
    return p->size();
  });
  auto g = recover([&] {
    std::vector<Item> mine;
    mine.push_back(std::move(items[0]));                // expect-error {{borrows 'items[0]'}} [recover-capture]
    return mine;
  });
  auto h = recover([&] {
    for (Item &i : items)                               // expect-error {{the loop variable 'i'}} [recover-capture]
      i.grow();
    return 1;
  });
  auto i = recover([&] {
    std::sort(items.begin(), items.end(), [](const Item &x, const Item &y) { return x.weight < y.weight; }); // allowed: keeps nothing
    return 1;
  });
  auto j = recover([&] {
    item = Item{};                                      // expect-error {{assigning to 'item'}} [recover-capture]
    return 1;
  });
  auto k = recover([&] {
    Item local;
    items.push_back(local);                             // allowed: a copy
    items.push_back(Item{});                            // expect-error {{'push_back' cannot be called on 'items'}} [recover-capture]
    return 1;
  });
  auto l = recover(items.front().parts.data() != nullptr); // expect-error {{'data'}} [recover-capture]
  auto m = recover(std::vector<Item>(items.begin(), items.end())); // allowed: copies without borrows
}

void borrows_outside(Item &by_reference, const Item &by_const, Item *pointer, const Item *const_pointer, mut<Item> m,
                     ref<Item> r, std::string_view view, std::span<int> span, std::vector<Item>::iterator it) {
  auto a = recover(make_item(by_reference));            // expect-error {{this argument borrows}} [recover-capture]
  auto b = recover(make_item(by_const));                // expect-error {{this argument borrows}} [recover-capture]
  auto c = recover(make_item(*pointer));                // expect-error {{this argument borrows}} [recover-capture]
  auto d = recover(weigh(const_pointer));               // expect-error {{this argument borrows}} [recover-capture]
  auto e = recover(make_node(*m));                      // expect-error {{this argument borrows}} [recover-capture]
  auto f = recover(make_item(*r));                      // expect-error {{this argument borrows}} [recover-capture]
  auto g = recover(View{view});                         // expect-error {{copies the borrows}} [recover-capture]
  auto h = recover([&] {
    pointer = nullptr;                                  // expect-error {{assigning to 'pointer'}} [recover-capture]
    return 1;
  });
  auto i = recover([&] { return std::vector<Item *>{pointer}; }); // expect-error {{stored}} [recover-capture]
  auto j = recover([pointer] { return make_item(*pointer); });    // expect-error {{this argument borrows}} [recover-capture]
  auto k = recover([view] { return View{view}; });                // expect-error {{}} [recover-capture]
  auto l = recover([&] { return *it; });                          // expect-error {{}} [recover-capture]
  auto n = recover([&] {
    auto first = span.begin();                          // expect-error {{'begin'}} [recover-capture]
    return *first;
  });
}

void locals_leak_out(Item *&slot, std::vector<Item *> &list, std::function<int()> &callback) {
  auto a = recover([&] {
    auto mine = std::make_unique<Item>();
    slot = mine.get();                                  // expect-error {{assigning to 'slot'}} [recover-capture]
    return mine;
  });
  auto b = recover([&] {
    auto mine = std::make_unique<Item>();
    list.push_back(mine.get());                         // expect-error {{'push_back'}} [recover-capture]
    return mine;
  });
  auto c = recover([&] {
    auto mine = std::make_unique<Item>();
    callback = [p = mine.get()] { return p->weight; };  // expect-error {{assigning to 'callback'}} [recover-capture]
    return mine;
  });
}

void copies_of_what_borrows(Node &node, std::vector<Node *> nodes, std::shared_ptr<Item> shared) {
  auto b = recover([&] { return nodes; });              // expect-error {{copies the borrows}} [recover-capture]
  auto c = recover(nodes);                              // expect-error {{copies the borrows}} [recover-capture]
  auto d = recover([nodes] { return 1; });              // expect-error {{copies the borrows}} [recover-capture]
  auto e = recover([&] { return shared; });             // expect-error {{copies the borrows}} [recover-capture]
}

void closures(Item item, std::function<int()> function) {
  auto by_reference = [&] { return item; };
  auto by_value = [item] { return item; };
  auto a = recover(by_reference);                       // expect-error {{copies the borrows}} [recover-capture]
  auto b = recover(by_reference());                     // expect-error {{'operator()'}} [recover-capture]
  auto c = recover(function()); // an int, whatever it does
  auto d = recover(by_value);
  auto e = recover([&] {
    auto inner = [&] { return item.weight; };           // expect-error {{captures a borrow of 'item'}} [recover-capture]
    return inner();
  });
  auto f = recover([&alias = item] { return alias.weight; }); // expect-error {{captures}} [recover-capture]
  auto g = recover([moved = std::move(item)] { return 1; });  // expect-error {{moving 'item'}} [recover-capture]
  auto h = recover([pointer = &item] { return 1; });          // expect-error {{captures}} [recover-capture]
}

void values_that_the_result_can_point_to(std::string name, int number) {
  auto a = recover(View{name});                         // expect-error {{operator basic_string_view}} [recover-capture]
  auto b = recover(node_named(name));                   // expect-error {{this argument borrows 'name'}} [recover-capture]
  auto c = recover([&] { return std::vector<int *>{&number}; }); // expect-error {{stored}} [recover-capture]
  auto d = recover([&] {
    Node n;
    n.label = name;                                     // expect-error {{operator basic_string_view}} [recover-capture]
    return n;
  });
}

class Machine {
 public:
  uni<Item> from_field() { return recover(make_item(item_)); }       // expect-error {{this argument borrows 'item_'}} [recover-capture]
  uni<Item> moved_field() { return recover(std::move(item_)); }      // expect-error {{moving 'item_'}} [recover-capture]
  uni<int> this_passed() { return recover(helper(this)); }           // expect-error {{this argument borrows 'this'}} [recover-capture]
  uni<int> this_captured() {
    return recover([&] {
      auto f = [this] { return item_.weight; };                      // expect-error {{captures a borrow of 'this'}} [recover-capture]
      return f();
    });
  }
  uni<std::vector<Item>> taken() { return recover(take()); }         // expect-error {{'take' cannot be called on 'this'}} [recover-capture]
  uni<int> called() { return recover(add(Item{})); }                 // expect-error {{'add'}} [recover-capture]
  uni<int> referenced() {
    return recover([&] {
      auto &list = items_;                                           // expect-error {{'list' borrows 'items_'}} [recover-capture]
      return static_cast<int>(list.size());
    });
  }

 private:
  static int helper(Machine *);
  std::vector<Item> take() { return std::move(items_); }
  int add(Item item) { return item.weight; }
  Item item_;
  std::vector<Item> items_;
};

struct Initialised {
  Item item;
  uni<Item> copy = recover(make_item(item));                         // expect-error {{this argument borrows 'item'}} [recover-capture]
  explicit Initialised(Item &other) : made(recover(make_item(other))) {} // expect-error {{this argument borrows 'other'}} [recover-capture]
  uni<Item> made;
};

template <class T> uni<T> templated(T &value) {
  return recover([&] {
    T &r = value; // expect-error {{'r' borrows 'value'}} [recover-capture]
    return T(r);
  });
}
template uni<Item> templated(Item &);
template uni<std::vector<int>> templated(std::vector<int> &);

void nested(Item item) {
  auto a = recover([&] {
    Item inside;
    auto b = recover(make_item(inside)); // expect-error {{this argument borrows 'inside'}} [recover-capture]
    auto c = recover([&] { return make_item(item); }); // expect-error {{this argument borrows 'item'}} [recover-capture]
    return inside;
  });
}

#define RECOVER_MOVED(x) recover(std::move(x))
void macro(Item item) {
  auto a = RECOVER_MOVED(item); // expect-error {{moving 'item'}} [recover-capture]
}

void bindings(std::pair<Item, int> pair) {
  auto &[item, number] = pair;
  auto a = recover(make_item(item)); // expect-error {{this argument borrows 'item'}} [recover-capture]
}
