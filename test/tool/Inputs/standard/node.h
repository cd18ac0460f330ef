#ifndef NODE_H
#define NODE_H
#include <memory>
#include <string>

class Node {
 public:
  explicit Node(int value) : value_(value) {}
  int value() const { return value_; }
  void append(int value) {
    next.reset(new Node(value));
    next->previous = this;
  }
  std::unique_ptr<Node> next;
  Node *previous = nullptr;

 private:
  int value_;
};

int length(const Node &from);                   // length.cpp
int last_of(std::unique_ptr<Node> all, bool drop); // last.cpp

#endif
