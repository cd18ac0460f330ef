// The situations share variables, so that some are used after a move: that is told elsewhere.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
#include <conure/conure.h>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Leaf {
  int n = 0;
  std::vector<int> values;
};
struct Tree {
  std::vector<int> numbers;
  std::vector<Leaf> leaves;
  std::unique_ptr<Leaf> leaf;
  std::optional<Leaf> maybe;
  std::string_view view;
  std::span<int> span;
  const Leaf *borrowed = nullptr;
  int *counter = nullptr;
  std::function<int()> callback;
  std::optional<ref<Leaf>> stored;
  Leaf fixed[2];
  std::array<Leaf, 2> pair;
  std::map<std::string, Leaf> named;
  std::shared_ptr<int> shared;
  Tree *parent = nullptr;
};
uni<Tree> tree();

void owned_values(Leaf leaf, std::vector<int> v) {
  uni<Tree> t = tree();
  t->numbers = v;                          // expect-error {{assigning a 'std::vector<int>', which is not sendable, to 't->numbers'}} [uni-assign]
  t->numbers = std::move(v);               // expect-error {{not sendable}} [uni-assign]
  t->numbers = std::vector<int>{1};        // expect-error {{not sendable}} [uni-assign]
  t->leaf = std::make_unique<Leaf>();      // expect-error {{not sendable}} [uni-assign]
  t->maybe = leaf;                         // expect-error {{not sendable}} [uni-assign]
  t->leaves[0] = leaf;                     // expect-error {{not sendable}} [uni-assign]
  t->leaves.front() = Leaf{};              // expect-error {{not sendable}} [uni-assign]
  t->leaves.at(1) = std::move(leaf);       // expect-error {{not sendable}} [uni-assign]
  *t->leaf = leaf;                         // expect-error {{not sendable}} [uni-assign]
  t->leaf->values = v;                     // expect-error {{not sendable}} [uni-assign]
  t->fixed[0] = leaf;                      // expect-error {{not sendable}} [uni-assign]
  t->pair[1] = leaf;                       // expect-error {{not sendable}} [uni-assign]
  t->named["a"] = leaf;                    // expect-error {{not sendable}} [uni-assign]
  std::get<0>(t->pair) = leaf;             // expect-error {{not sendable}} [uni-assign]
  *t = Tree{};                             // expect-error {{not sendable}} [uni-assign]
}

void borrows(const Leaf &leaf, int &n, std::string &text, std::vector<int> &v) {
  uni<Tree> t = tree();
  t->borrowed = &leaf;                     // expect-error {{not sendable}} [uni-assign]
  t->counter = &n;                         // expect-error {{not sendable}} [uni-assign]
  t->view = text;                          // expect-error {{not sendable}} [uni-assign]
  t->span = v;                             // expect-error {{not sendable}} [uni-assign]
  t->callback = [&] { return n; };         // expect-error {{not sendable}} [uni-assign]
  t->stored = ref<Leaf>(leaf);             // expect-error {{not sendable}} [uni-assign]
  t->shared = std::make_shared<int>(3);    // expect-error {{not sendable}} [uni-assign]
  (t->borrowed = &leaf) = nullptr;         // expect-error {{not sendable}} [uni-assign]
  t.operator->()->counter = &n;            // expect-error {{not sendable}} [uni-assign]
}

void between_unique_values() {
  uni<Tree> t = tree(), s = tree();
  t->borrowed = s->borrowed; // expect-error {{not sendable}} [uni-assign]
  t->parent = &*s;           // expect-error {{not sendable}} [uni-assign]
}

struct Process {
  uni<Tree> t = tree();
  std::vector<int> mine;
  void give() { t->numbers = mine; } // expect-error {{not sendable}} [uni-assign]
};

template <class T> void set(uni<T> t, std::vector<int> v) {
  t->numbers = v; // expect-error {{not sendable}} [uni-assign]
}
template void set(uni<Tree>, std::vector<int>);

#define SET(where, what) (where) = (what)
void macro(std::vector<int> v) {
  uni<Tree> t = tree();
  SET(t->numbers, v); // expect-error {{not sendable}} [uni-assign]
}
