// What a recover body may not give out.
#include <conure/conure.h>
#include <any>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
using namespace conure;

struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
  Node *previous = nullptr;
  std::optional<Node> inner_copy() { return std::nullopt; }
  void follow(Node &other) { previous = &other; }
  Node *self() { return this; }
};
struct Text {
  std::string_view view;
};
struct Small {
  int n = 0;
  int *to = nullptr;
};
struct Base {
  virtual ~Base() = default;
};
Node *fresh_node();
std::vector<Node *> gather(Node &);

void borrows_themselves() {
  auto a = recover(fresh_node());                       // expect-error {{the result of this recover is a 'Node *', which is a borrow}} [recover-result]
  auto b = recover(new Node);                           // expect-error {{'Node *', which is a borrow}} [recover-result]
  auto c = recover([] { return std::string_view("x"); }); // expect-error {{'std::string_view', which is a borrow}} [recover-result]
  auto d = recover([] {
    std::vector<int> v{1};
    return v.begin();                                   // expect-error {{which is a borrow}} [recover-result]
  });
  auto e = recover([] {
    static const int table[] = {1, 2};
    return std::span<const int>(table);                 // expect-error {{which is a borrow}} [recover-result]
  });
  auto f = recover(std::function<int()>([] { return 1; })); // expect-error {{which is a borrow}} [recover-result]
  auto g = recover([] { return std::any(3); });         // expect-error {{which is a borrow}} [recover-result]
  auto h = recover([] {
    Node n;
    return [&] { return n.value; };                     // expect-error {{which is a borrow}} [recover-result]
  });
  auto i = recover([] {
    Node n;
    return std::ref(n);                                 // expect-error {{which is a borrow}} [recover-result]
  });
  auto j = recover([] {
    auto p = std::make_shared<Node>();
    return std::weak_ptr<Node>(p);                      // expect-error {{which is a borrow}} [recover-result]
  });
}

void locals_that_die() {
  auto a = recover([] {
    Node other;
    Node n;
    n.previous = &other;                                // expect-error {{hold a borrow of 'other', which is gone when the body ends}} [recover-result]
    return n;
  });
  auto b = recover([] {
    Node n;
    std::vector<Node *> all{&n};                        // expect-error {{hold a borrow of 'n'}} [recover-result]
    return all;
  });
  auto c = recover([] {
    std::string text = "long enough to be on the heap";
    Text t{text};                                       // expect-error {{hold a borrow of 'text'}} [recover-result]
    return t.view.empty() ? std::vector<Text>{} : std::vector<Text>{t};
  });
  auto d = recover([] {
    auto owner = std::make_unique<Node>();
    Node n;
    n.previous = owner.get();                           // expect-error {{hold a borrow of 'owner'}} [recover-result]
    return n;
  });
  auto e = recover([] {
    Node n, other;
    n.follow(other);                                    // expect-error {{hold a borrow of 'other'}} [recover-result]
    return n;
  });
  auto f = recover([] {
    Node other;
    Node *alias = &other;                               // expect-error {{hold a borrow of 'other'}} [recover-result]
    Node *again = alias;
    Node n;
    n.previous = again;
    return n;
  });
  auto g = recover([] {
    int local = 3;
    return std::pair<int, int *>(1, &local);            // expect-error {{hold a borrow of 'local'}} [recover-result]
  });
  auto h = recover([] {
    Node n;
    return gather(n);                                   // expect-error {{hold a borrow of 'n'}} [recover-result]
  });
  auto i = recover([] {
    Small s;
    int numbers[3] = {};
    s.to = numbers;                                     // expect-error {{hold a borrow of 'numbers'}} [recover-result]
    return s;
  });
  auto j = recover([] {
    std::vector<Small> all;
    for (int i = 0; i < 3; ++i)
      all.push_back(Small{i, &i});                      // expect-error {{hold a borrow of 'i'}} [recover-result]
    return all;
  });
}

void borrows_of_itself() {
  auto a = recover([] {
    Node n;
    n.previous = &n;                                    // expect-error {{hold a borrow of itself, 'n'}} [recover-result]
    return n;
  });
  auto b = recover([] {
    Small s;
    s.to = &s.n;                                        // expect-error {{hold a borrow of itself, 's'}} [recover-result]
    return s;
  });
  auto c = recover([] {
    Node n;
    n.next = std::make_unique<Node>();
    n.next->previous = &n;                              // expect-error {{hold a borrow of itself}} [recover-result]
    return n;
  });
}

void temporaries() {
  auto a = recover(std::vector<Text>{Text{std::string("gone")}}); // expect-error {{a temporary}} [recover-result]
  auto b = recover(std::pair<int, Text>(1, Text{std::string("x") + "y"})); // expect-error {{a temporary}} [recover-result]
}

void exceptions() {
  auto a = recover([] {
    Node n;
    if (n.value)
      throw &n;                                         // expect-error {{throws a 'Node *' out of a recover body}} [recover-result]
    return 1;
  });
  auto b = recover([] {
    std::string text;
    if (text.empty())
      throw Text{text};                                 // expect-error {{throws a 'Text'}} [recover-result]
    return 1;
  });
}

template <class T> auto templated() {
  return recover([] {
    T local;
    return &local; // expect-error {{an 'int *', which is a borrow}} [recover-result] expect-error {{a 'Node *', which is a borrow}} [recover-result]
  });
}
template auto templated<int>();
template auto templated<Node>();

uni<std::vector<Node *>> implicit() {
  return std::vector<Node *>{fresh_node()};
}
uni<Node *> implicit_pointer() {
  return fresh_node(); // expect-error {{which is a borrow}} [recover-result]
}
