// An owned value does not become unique by itself.
// The situations share variables, so that some are used after a move: that is told elsewhere.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
#include <conure/conure.h>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

using Numbers = std::vector<int>;
struct Node {
  int value = 0;
  Node *previous = nullptr;
  std::unique_ptr<Node> next;
};
struct Holder {
  uni<Numbers> numbers;
  int n = 0;
};
struct Member {
  explicit Member(Numbers v) : numbers(std::move(v)) {} // expect-error {{a 'Numbers' does not become a 'uni<Numbers>'}} [implicit-recover]
  uni<Numbers> numbers;
  uni<Numbers> other = Numbers{1}; // expect-error {{by itself}} [implicit-recover]
};
struct Taker {
  explicit Taker(uni<Numbers> v) {}
  void take(uni<Numbers> v) {}
};
void take(uni<Numbers> v);
void sink(uni<Numbers> &&v);
void text(uni<std::string> v);
Numbers numbers();

void variables(Numbers v) {
  uni<Numbers> a = v;                 // expect-error {{a 'Numbers' does not become a 'uni<Numbers>' by itself}} [implicit-recover]
  uni<Numbers> b = std::move(v);      // expect-error {{by itself}} [implicit-recover]
  uni<Numbers> c = numbers();         // expect-error {{by itself}} [implicit-recover]
  uni<Numbers> d(v);                  // expect-error {{by itself}} [implicit-recover]
  uni<Numbers> e{numbers()};          // expect-error {{by itself}} [implicit-recover]
  uni f = numbers();                  // expect-error {{by itself}} [implicit-recover]
  auto g = uni<Numbers>(v);           // expect-error {{by itself}} [implicit-recover]
  auto h = static_cast<uni<Numbers>>(numbers()); // expect-error {{by itself}} [implicit-recover]
  a = numbers();                      // expect-error {{by itself}} [implicit-recover]
  uni<int> i = 3;                     // expect-error {{an 'int' does not become a 'uni<int>'}} [implicit-recover]
}

void arguments(Numbers v, Taker t) {
  take(v);                            // expect-error {{by itself}} [implicit-recover]
  take(numbers());                    // expect-error {{by itself}} [implicit-recover]
  sink(std::move(v));                 // expect-error {{by itself}} [implicit-recover]
  text(std::string("x"));             // expect-error {{by itself}} [implicit-recover]
  Taker u(v);                         // expect-error {{by itself}} [implicit-recover]
  t.take(v);                          // expect-error {{by itself}} [implicit-recover]
  Holder w{v, 1};                     // expect-error {{by itself}} [implicit-recover]
  Holder x{.numbers = numbers()};     // expect-error {{by itself}} [implicit-recover]
  std::function<void(uni<Numbers>)> f;
  f(v);                               // expect-error {{by itself}} [implicit-recover]
}

void through_the_library(Numbers v) {
  std::vector<uni<Numbers>> all;
  all.push_back(v);                   // expect-error {{by itself}} [implicit-recover]
  all.emplace_back(v);                // expect-error {{by itself}} [implicit-recover]
  auto a = std::make_unique<Taker>(v); // expect-error {{by itself}} [implicit-recover]
  std::optional<uni<Numbers>> b = v;  // expect-error {{by itself}} [implicit-recover]
  auto c = std::make_unique<uni<Numbers>>(numbers()); // expect-error {{by itself}} [implicit-recover]
  std::pair<int, uni<Numbers>> d(1, v); // expect-error {{by itself}} [implicit-recover]
  std::invoke(take, v);               // expect-error {{by itself}} [implicit-recover]
}

uni<Numbers> in_a_variable_of_the_function() {
  uni<Numbers> made = Numbers{1};     // expect-error {{by itself}} [implicit-recover]
  return made;
}

// `return e;` means `return recover(e);`, under the same rules.
uni<Numbers> parameter(Numbers v) { return v; }                      // expect-error {{moving 'v'}} [recover-capture]
uni<Numbers> moved(Numbers v) { return std::move(v); }               // expect-error {{moving 'v'}} [recover-capture]
uni<Node> linked(Node &n) { return Node{n.value, &n, nullptr}; }     // expect-error {{stored}} [recover-capture]
uni<std::vector<Node *>> list(Node *n) { return std::vector<Node *>{n}; } // expect-error {{stored}} [recover-capture]
uni<std::vector<int *>> escaped(std::vector<int *> &out) {
  std::vector<int *> v;
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
uni<Numbers> kept(int *&out) {
  Numbers v{1};
  out = &v[0];
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
uni<Numbers> kept_through_an_alias(int *&out) {
  Numbers v{1};
  int *first = v.data();
  out = first;
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
uni<std::vector<std::unique_ptr<int>>> from_outside(std::unique_ptr<int> p) {
  std::vector<std::unique_ptr<int>> v;
  v.push_back(std::move(p));
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
uni<Numbers> started_outside(Numbers given) {
  Numbers v = std::move(given);
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
void keep(Numbers &v, std::vector<Numbers *> &in);
uni<Numbers> kept_by_a_call(std::vector<Numbers *> &in) {
  Numbers v;
  keep(v, in);
  return v;                           // expect-error {{moving 'v'}} [recover-capture]
}
template <class T> uni<T> templated(T value) {
  uni<T> a = value;                   // expect-error {{a 'std::vector<int>' does not}} [implicit-recover] expect-error {{an 'int' does not}} [implicit-recover]
  return a;
}
template uni<Numbers> templated(Numbers);
template uni<int> templated(int);

auto lambda = [](Numbers v) -> uni<Numbers> {
  uni<Numbers> a = v;                 // expect-error {{by itself}} [implicit-recover]
  return a;
};
