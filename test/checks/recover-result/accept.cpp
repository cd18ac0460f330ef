#include <conure/conure.h>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>
using namespace conure;

struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
  Node *previous = nullptr;
  void append(int v) {
    next = std::make_unique<Node>();
    next->previous = nullptr;
  }
};
class List {
 public:
  void push_back(int v) {
    auto node = std::make_unique<Node>();
    Node *raw = node.get();
    if (tail_)
      tail_->next = std::move(node);
    else
      head_ = std::move(node);
    tail_ = raw;
  }
  std::unique_ptr<Node> head_;
  Node *tail_ = nullptr;
};
struct Shape {
  virtual ~Shape() = default;
};
struct Circle final : Shape {
  int radius = 0;
};
struct Listener {
  std::function<void()> call;
};

void owned() {
  auto a = recover(std::vector{1, 2});
  auto b = recover(std::make_unique<Node>());
  auto c = recover(std::string("x"));
  auto d = recover(3);
  auto e = recover(std::map<std::string, std::vector<int>>{});
  auto f = recover(List{});
  auto g = recover([] { return std::make_pair(1, std::string("a")); });
  auto h = recover(std::make_shared<Node>());
  auto i = recover([] {
    auto p = std::make_shared<Node>();
    p->value = 3;
    return p;
  });
  auto j = recover([] { return [n = 3] { return n; }; });
  auto k = recover([] { return [v = std::vector{1}] { return v.size(); }; });
  auto l = recover(std::unique_ptr<Shape>(std::make_unique<Circle>()));
  auto m = recover([] { return std::make_unique<Shape>(); });
}

void borrows_inside_the_result() {
  auto a = recover([] {
    List list;
    for (int i = 0; i < 3; ++i)
      list.push_back(i);
    return list;
  });
  auto b = recover([] {
    List list;
    auto node = std::make_unique<Node>();
    list.tail_ = node.get();
    list.head_ = std::move(node);
    return list;
  });
  auto c = recover([] {
    auto root = std::make_unique<Node>();
    root->next = std::make_unique<Node>();
    root->next->previous = root.get();
    return root;
  });
  auto d = recover([] {
    std::vector<std::unique_ptr<Node>> nodes;
    nodes.push_back(std::make_unique<Node>());
    nodes.push_back(std::make_unique<Node>());
    nodes[1]->previous = nodes[0].get();
    nodes[0]->previous = &*nodes[1];
    return nodes;
  });
  auto e = recover([] {
    std::vector<std::unique_ptr<Node>> nodes;
    std::vector<Node *> index;
    nodes.push_back(std::make_unique<Node>());
    index.push_back(nodes.back().get());
    return std::pair(std::move(nodes), std::move(index));
  });
  auto f = recover([] {
    Node scratch;
    scratch.value = 3;
    List list;
    list.push_back(scratch.value);
    const Node *at = &scratch;
    list.push_back(at->value);
    return list;
  });
  auto g = recover([] {
    std::string text = "abc";
    std::string_view view = text;
    std::vector<Node> nodes;
    nodes.resize(view.size());
    return nodes;
  });
}

void exceptions(int n) {
  auto a = recover([&] {
    if (n < 0)
      throw std::runtime_error("negative");
    if (n == 0)
      throw 3;
    if (n == 1)
      throw std::string("one");
    if (n == 2)
      throw "two";
    return std::vector<int>(n);
  });
}

uni<List> implicit() { return List{}; }
uni<std::vector<int>> braces() { return {std::vector<int>{1, 2}}; }

void unique_to_plain() {
  auto a = recover(List{});
  List b = recover(std::move(a));
  List c = recover([] { return recover(List{}); });
}

template <class T> auto templated() {
  return recover([] {
    T made{};
    return made;
  });
}
template auto templated<List>();
template auto templated<Node>();
template auto templated<int>();

// Results that hold no borrow, one a function.
auto a_number() { return recover([] { return 1; }); }
auto a_text_of_the_body() {
  return recover([] {
    std::string s = "x";
    return s;
  });
}
template <class T> auto of_a_template(T t) {
  return recover([&] { return std::vector<T>{t}; });
}
auto instantiates_the_template() { return of_a_template(1); }
