// What a recover body may do with variables from outside.
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Item {
  int weight = 0;
  std::vector<int> parts;
  std::string name;
  void grow(int by) { weight += by; }
  int total() const { return weight; }
  std::vector<int> copy_of_parts() const { return parts; }
  bool heavier(const Item &other) const { return weight > other.weight; }
};
struct Person {
  explicit Person(const std::string &n, int age = 0) : name(n) {}
  std::string name;
};
struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
  Node *previous = nullptr;
  void append(int v) {}
  void rename(const std::vector<char> &) {}
};
struct Server {
  int fd = 3;
  Item accept() const { return Item{fd, {}, {}}; }
};
int square(int x);
std::vector<std::string> split(const std::string &text, char by);
Item load(const std::string &path);

void seeds() {
  auto server = recover(Server{});
  auto client = recover(server->accept());
  auto a = recover(std::string("testing"));
  auto b = recover(std::string(*a + "x"));
  std::vector<int> c = recover(recover(std::vector{10, 20}));
}

void values(int n, std::string text, std::array<int, 3> numbers, channel<int> out) {
  auto a = recover(std::vector<int>(n, square(n)));
  auto b = recover(Person(text, n));
  auto c = recover(split(text, ','));
  auto d = recover(load("dir/" + text));
  auto e = recover([&] {
    std::vector<std::string> all;
    all.push_back(text);
    all.emplace_back(text.substr(1));
    for (char ch : text)
      all.push_back(std::string(1, ch));
    for (int &x : numbers)
      x += n;
    n += 2;
    text = "new";
    out.send(n);
    text.append("x");
    auto size = text.size() + all.size();
    std::string copy = text;
    const std::string &alias = text;
    auto count = [&] { return alias.size() + n + size; };
    std::generate_n(std::back_inserter(all), 3, [&] { return text; });
    return all;
  });
  auto f = recover([text, n] { return Person(text, n); });
  auto g = recover([m = n + 1] { return std::vector<int>(m); });
  auto h = recover([&] {
    Node list;
    list.value = n;
    list.append(n);
    return list;
  });
  auto i = recover([&] { return text.c_str()[0] == 'a' ? std::vector<int>{1} : std::vector<int>{n}; });
}

void owned_outside(Item item, std::vector<Item> items, std::map<std::string, int> marks, std::vector<int> numbers) {
  auto a = recover(item);
  auto b = recover(items);
  auto c = recover([&] { return item; });
  auto d = recover([&] {
    Item copy = item;
    copy.grow(1);
    item.grow(2);
    item.weight = 4;
    item.parts[0] = 3;
    numbers.push_back(7);
    marks["a"] = 3;
    int sum = item.total() + marks.at("a") + items.size() + numbers.front() + items[0].weight;
    for (int x : numbers)
      sum += x;
    copy.parts = item.copy_of_parts();
    copy.name = item.name + std::to_string(sum);
    bool more = item.heavier(copy);
    return copy;
  });
  auto e = recover([items] { return items; });
  auto f = recover(item.copy_of_parts());
  auto g = recover(std::make_unique<Item>(Item(item)));
  auto h = recover([&] { return std::vector<Item>{item, items[0], items.back()}; });
  auto i = recover([&] { return std::vector<std::string>{item.name, items[0].name}; });
}

void borrows_outside(Item &by_reference, const Item &by_const, Item *pointer, mut<Item> m, ref<Item> r,
                     std::string_view view, const char *chars) {
  auto a = recover(by_const);
  auto b = recover(Item(by_reference));
  auto c = recover(Item(*pointer));
  auto d = recover([&] {
    pointer->grow(2);
    m->grow(3);
    by_reference.weight = by_const.weight + r->weight + m->total();
    return pointer ? pointer->weight : r->total();
  });
  auto e = recover(std::string(view));
  auto f = recover(std::string(chars));
  auto g = recover([&] { return std::vector<std::string>(view.size(), std::string(view)); });
  auto h = recover([pointer] { return pointer->copy_of_parts(); });
  auto i = recover(Item(*r));
}

void unique_outside(uni<Item> item, uni<std::vector<int>> numbers) {
  auto a = recover([&] {
    item->grow(3);
    Item mine = std::move(item);
    mine.parts = std::move(numbers);
    return mine;
  });
  Item b = recover([&] { return std::move(a); });
  auto c = recover([n = recover(std::vector{1})] { return n->size(); });
  auto d = recover([&] { return std::vector<int>(*c); });
}

void inside_everything_goes() {
  auto list = recover([] {
    Node head;
    auto second = std::make_unique<Node>();
    Node *raw = second.get();
    Node &same = *second;
    same.value = 3;
    raw->previous = nullptr;
    head.next = std::move(second);
    auto each = [&](auto f) { f(head); };
    each([&](Node &n) { n.value += raw->value; });
    for (Node *n = &head; n; n = n->next.get())
      n->value *= 2;
    return head;
  });
  auto sorted = recover([] {
    std::vector<int> v{3, 1, 2};
    std::sort(v.begin(), v.end());
    std::vector<int> &alias = v;
    return v;
  });
}

void nested(int n, Item item) {
  auto a = recover([&] {
    std::vector<uni<Item>> all;
    all.push_back(recover(Item{n, {}, {}}));
    all.push_back(recover(item));
    all.push_back(recover([&] {
      Item inner = item;
      inner.weight = n + all.size();
      return inner;
    }));
    return all;
  });
}

class Machine {
 public:
  uni<std::vector<int>> numbers() const { return recover(numbers_); }
  uni<std::vector<int>> doubled() const {
    return recover([&] {
      std::vector<int> out;
      for (int n : numbers_)
        out.push_back(n * factor_);
      out.push_back(count());
      return out;
    });
  }
  uni<Item> named() { return recover(Item{factor_, {}, name_}); }
  uni<std::vector<int>> copied() const { return recover(copy()); }
  void step() {
    auto a = recover([this] {
      factor_ = 3;
      bump(2);
      numbers_.push_back(4);
      return std::vector<int>(count());
    });
  }
  uni<Item> of_unique() { return recover(std::move(item_)); }

 private:
  int count() const { return factor_; }
  void bump(int by) { factor_ += by; }
  std::vector<int> copy() const { return numbers_; }
  std::vector<int> numbers_;
  int factor_ = 2;
  std::string name_;
  uni<uni<Item>::element_type> item_ = recover(Item{});
};

struct Initialised {
  int n = 3;
  uni<std::vector<int>> v = recover(std::vector<int>(n));
  explicit Initialised(int m, const Item &item) : w(recover(std::vector<int>(m))), i(recover(item)) {}
  uni<std::vector<int>> w;
  uni<Item> i;
};

void defaults(int n, uni<std::vector<int>> v = recover(std::vector<int>(3))) {}
void use_defaults() { defaults(3); }

template <class T> uni<std::vector<T>> repeated(T value, int n) { return recover(std::vector<T>(n, value)); }
template <class T> auto copied(const T &value) { return recover(value); }
void templates(Item item) {
  repeated(3, 4);
  repeated(std::string("a"), 4);
  copied(item);
  copied(std::vector<int>{1});
}

int global = 3;
void functions() {
  auto a = recover(std::vector<int>(square(3)));
  auto b = recover([] { return std::vector<int>(square(3)); });
  auto fresh = [] { return std::vector<int>(3); };
  auto c = recover(fresh);
  auto d = recover(fresh());
}
