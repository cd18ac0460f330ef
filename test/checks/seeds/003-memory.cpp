// Seed 003: memory management: ownership, borrows, linked lists, unique values.
#include <conure/conure.h>
// rules: all
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

// "A value that is moved can't be used anymore, unless the value is a value type"
void foo(std::vector<int> values) {}
void bar() {
  std::vector<int> vals{10, 20};
  foo(std::move(vals));
  foo(std::move(vals)); // expect-error {{}} [use-after-move]
  int number = 1;
  int moved = std::move(number);
  int copied = number;
}
void owner() {
  std::vector<int> val{1};
  std::vector<std::vector<int>> vals;
  vals.push_back(std::move(val));
  auto size = val.size(); // expect-error {{}} [use-after-move]
}

// "Inko allows both immutable and mutable references to the same value to exist at the same time."
void borrows() {
  std::vector<int> a{10, 20};
  const std::vector<int> &b = a;
  std::vector<int> &c = a;
  std::vector<int> &d = a;
  c.push_back(1);
  d.push_back(2);
  auto size = b.size();
}

// "Here's how you'd define a doubly-linked list"
template <class T> struct CONURE_COUNTED Node {
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
  T value;
};
template <class T> struct List {
  std::unique_ptr<Node<T>> head;
  std::optional<mut<Node<T>>> tail;

  void push(T value) {
    auto node = std::make_unique<Node<T>>();
    node->value = value;
    if (!tail) {
      head = std::move(node);
      tail = mut<Node<T>>(*head);
      return;
    }
    Node<T> &last = **tail;
    node->previous = mut<Node<T>>(last);
    last.next = std::move(node);
    tail = mut<Node<T>>(*last.next);
  }
};
void list() {
  List<int> l;
  l.push(1);
  l.push(2);
  auto unique = recover([] {
    List<int> made;
    made.push(1);
    return made;
  });
}

// "Inko allows you to move owned values when references to them exist": the heap node keeps its place.
void moving_while_borrowed() {
  auto node = std::make_unique<Node<int>>();
  Node<int> &borrow = *node;
  auto owner = std::move(node);
  borrow.value = 1;
}

// "a # => this is an error, because `a` is moved into `b`"
void recovering() {
  auto a = recover(std::vector{10, 20});
  auto b = recover(std::move(a));
  a->size(); // expect-error {{}} [use-after-move]
}

// "Values of type uni ref T and uni mut T can't be assigned to variables"
void unique_values() {
  std::vector<int> nums{10, 20, 30};
  auto copy = recover([&] {
    auto &inside = nums; // expect-error {{}} [recover-capture]
    return std::vector<int>{1};
  });
}
