// A doubly linked list whose nodes point back at their owners: `mut<Node>` is a
// borrow that may be stored, and any number of them may exist. When the program
// is rewritten, each node counts the borrows of it, and a node that is dropped
// while one is left ends the program with a report instead of a dangling
// pointer. The whole list can cross to another process as one unique value.
#include <conure/conure.h>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

using namespace conure;

template <class T> struct CONURE_COUNTED Node {
  explicit Node(T v) : value(std::move(v)) {}

  T value;
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
};

template <class T> class List {
public:
  void push_back(T value) {
    auto node = std::make_unique<Node<T>>(std::move(value));
    mut<Node<T>> fresh = *node;
    if (tail_) {
      node->previous = *tail_;
      (*tail_)->next = std::move(node); // moves the owner; the node's address stays
    } else {
      head_ = std::move(node);
    }
    tail_ = fresh;
    ++size_;
  }

  std::optional<T> pop_back() {
    if (!tail_)
      return std::nullopt;
    T value = std::move((*tail_)->value);
    std::optional<mut<Node<T>>> previous = (*tail_)->previous;
    tail_ = previous; // the last borrow of the old tail goes before the tail does
    if (previous)
      (*previous)->next.reset();
    else
      head_.reset();
    --size_;
    return value;
  }

  int size() const { return size_; }

  List() = default;
  // The nodes stay where they are. The borrow of the tail must not stay behind in the list that was moved: it would be
  // one into another's nodes.
  List(List &&other) noexcept
      : head_(std::move(other.head_)), tail_(std::exchange(other.tail_, std::nullopt)),
        size_(std::exchange(other.size_, 0)) {}

  /// The values, last to first.
  std::vector<T> backwards() const {
    std::vector<T> values;
    for (std::optional<mut<Node<T>>> at = tail_; at; at = (*at)->previous)
      values.push_back((*at)->value);
    return values;
  }

private:
  // Fields are dropped from the last to the first: the borrow of the tail goes before the nodes, and a node's successor,
  // with its borrow of the node, before the node's own count is looked at.
  std::unique_ptr<Node<T>> head_;
  std::optional<mut<Node<T>>> tail_;
  int size_ = 0;
};

class CONURE_PROCESS Archive {
public:
  explicit Archive(uni<List<int>> list) : list_(std::move(list)) {}
  CONURE_ASYNC void backwards(channel<uni<std::vector<int>>> out) const {
    std::vector<int> values = list_.backwards();
    out.send(recover(values)); // a vector of numbers holds no borrow: a copy of it is unique
  }

private:
  List<int> list_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    List<int> list;
    for (int value : {1, 2, 3, 4})
      list.push_back(value);
    std::cout << "popped " << *list.pop_back() << ", " << list.size() << " left\n";

    auto archive = spawn<Archive>(recover([] {
      List<int> sent; // made inside, so that nothing outside can point into it
      for (int value : {5, 6, 7})
        sent.push_back(value);
      return sent;
    }));
    channel<uni<std::vector<int>>> out(1);
    archive->backwards(out);
    std::vector<int> values = out.receive();
    for (int value : values)
      std::cout << value << '\n';
  }
};
CONURE_MAIN(Main)
