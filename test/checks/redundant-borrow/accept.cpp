#include <conure/conure.h>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

struct Node {
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
};
class Plain {
  std::vector<int> values_;
};

ref<Node> node(mut<Node> n);
void numbers(ref<std::vector<int>> v, mut<std::vector<int>> w);
void plain(ref<Plain> p);
void owner(mut<std::unique_ptr<int>> p);
// A const reference to a value is the usual way to pass one.
void const_references(const int &n, const std::string &s, int &m, int *p);
struct Fields {
  ref<Plain> plain;
  std::optional<ref<Node>> node;
  std::vector<mut<Node>> nodes;
  const std::string &name;
  int *counter;
};
std::function<void(ref<Node>)> callback;
template <class T> struct Box {
  ref<T> kept;
};
template <class T> void generic(ref<T> r) {}
void instantiations(Plain &p, int n) {
  Box<int> *a = nullptr;
  generic<int>(n);
  auto deduced = ref(p);
  std::reference_wrapper<int> standard(n);
}

// Borrows that say something, and values that are passed as values are.
int reads_a_reference(const int &n) { return n; }
void writes_a_reference(int &n) { n = 1; }
int counts(ref<std::vector<int>> v) { return static_cast<int>(v->size()); }
void grows(mut<std::vector<int>> v) { v->push_back(1); }
Plain *address(mut<Plain> p) { return &*p; }
auto captured_by_a_lambda(ref<Node> n) {
  return [n] { return n->next != nullptr; };
}
template <class T> int generic_owner(ref<T> t) { return sizeof(*t); }
int instantiates_the_template(Plain &p) { return generic_owner<Plain>(ref<Plain>(p)); }
#define BORROW(T) ref<T>
int by_a_macro(BORROW(Plain) p) { return sizeof(*p); }
int in_a_loop(std::vector<mut<Node>> &nodes) {
  int n = 0;
  for (mut<Node> node : nodes)
    n += node->next ? 1 : 0;
  return n;
}
int by_value(int n, std::string s) { return n + static_cast<int>(s.size()); }
