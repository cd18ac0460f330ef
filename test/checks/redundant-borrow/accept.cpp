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
