// RUN: %same %s
// A pointer may point past the end of an array, where there is no count.
#include <conure/conure.h>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>
class CONURE_COUNTED Node { public: Node(int v = 0) : value(v) {} ~Node() {} Node(const Node &) = default; Node &operator=(const Node &) = default; int value; Node *buddy = nullptr; };
static std::unique_ptr<Node> trash;
static void anything() { trash.reset(); }
int sum_range(const Node *first, const Node *last) { int s = 0; anything(); for (; first != last; ++first) s += first->value; return s; }
int pass(const Node *a, const Node *b) { anything(); return sum_range(a, b); }
class Array { public: explicit Array(int n) : data_(new Node[n]), end_(data_ + n) {} ~Array() { delete[] data_; } Node *begin() { return data_; } Node *end() { return end_; } private: Node *data_; Node *end_; };
int main() {
  Node some[4] = {1, 2, 3, 4};
  std::printf("%d\n", pass(some, some + 4));
  std::vector<Node> v(some, some + 4);
  for (Node *p = v.data(), *e = p + v.size(); p != e; ++p) { anything(); std::printf("%d ", p->value); }
  Node *found = std::find_if(some, some + 4, [](const Node &n) { return n.value == 9; }); anything();
  if (found == std::end(some)) std::puts("none");
  Array a(3); Node *last = a.end(); anything(); std::printf("%d\n", int(last - a.begin()));
  for (Node &n : a) { anything(); n.buddy = &some[0]; }
  Node *p = &some[3]; p -= 2; anything(); std::printf("%d\n", p->value);
  Node *q = &some[0]; anything(); if (q->buddy == nullptr) std::puts("ok");
}
