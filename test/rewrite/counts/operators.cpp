// RUN: %counts %s
// In a template, what looks like a built-in operator, a condition or a cast may be a function of the user's that drops the
// value, declared where the template could not see it: its borrows keep their counts.
#include <conure/conure.h>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

class CONURE_COUNTED Node {
 public:
  explicit Node(int v) : value(v) {}
  virtual ~Node() {}
  int value;
};
std::unique_ptr<Node> owner;
int sum = 0;

template <class T, class A> void binary(T &node, A &a) { // BORROW binary
  a + a;
  sum += node.value;
}
template <class T, class A> void compares(T &node, A &a) { // BORROW compares
  sum += a < 1;
  sum += node.value;
}
template <class T, class A> void unary(T &node, A &a) { // BORROW unary
  -a;
  sum += node.value;
}
template <class T, class A> void subscript(T &node, A &a) { // BORROW subscript
  sum += a[0];
  sum += node.value;
}
template <class T, class A> void arrow(T &node, A &a) { // BORROW arrow
  sum += a->value;
  sum += node.value;
}
template <class T, class A> void condition(T &node, A &a) { // BORROW condition
  if (a)
    ++sum;
  sum += node.value;
}
template <class T, class A> void chosen(T &node, A &a) { // BORROW chosen
  sum += a ? 1 : 2;
  sum += node.value;
}
template <class T, class A> void looped(T &node, A &a) { // BORROW looped
  while (a)
    break;
  sum += node.value;
}
template <class T, class A> void ranged(T &node, A &a) { // BORROW ranged
  for (int one : a)
    sum += one;
  sum += node.value;
}
template <class T, class A> void cast(T &node, A &a) { // BORROW cast
  sum += static_cast<long>(a) != 0;
  sum += node.value;
}
template <class T, class A> void made(T &node, A &) { // BORROW made
  std::unique_ptr<A> p(new A{true});
  sum += node.value;
}

// Declared behind the templates, and found by their arguments.
struct Dropper {
  explicit Dropper(bool drops) : drops(drops) {
    if (fresh)
      drop();
    fresh = true;
  }
  void drop() const {
    if (drops)
      owner.reset(); // DROP binary DROP compares DROP unary DROP subscript DROP arrow DROP condition DROP chosen DROP looped DROP ranged DROP cast DROP made
  }
  int operator[](int) const { return drop(), 1; }
  const Dropper *operator->() const { return drop(), this; }
  explicit operator bool() const { return drop(), true; }
  explicit operator long() const { return drop(), 1; }
  const int *begin() const { return drop(), &value; }
  const int *end() const { return &value + 1; }
  bool drops;
  int value = 1;
  static bool fresh;
};
bool Dropper::fresh = false;
void operator+(const Dropper &d, const Dropper &) { d.drop(); }
void operator-(const Dropper &d) { d.drop(); }
bool operator<(const Dropper &d, int) { return d.drop(), true; }

int main(int argc, char **argv) {
  using Form = void (*)(Node &, Dropper &);
  const std::map<std::string, Form> forms = {
#define FORM(name) {#name, name<Node, Dropper>},
      FORM(binary) FORM(compares) FORM(unary) FORM(subscript) FORM(arrow) FORM(condition) FORM(chosen) FORM(looped)
      FORM(ranged) FORM(cast) FORM(made)
#undef FORM
  };
  if (argc != 3)
    return 0;
  owner = std::make_unique<Node>(1);
  Dropper dropper(std::string(argv[2]) == "bad");
  if (std::string(argv[1]) == "made" && !dropper.drops)
    return 0; // it always makes one that drops
  forms.at(argv[1])(*owner, dropper);
}
