// Each instantiation is checked; what is wrong in several is told once, on the pattern.
#include <conure/conure.h>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

template <class T> void look(const T &);
template <class T> void take(T);
bool chance();

template <class T> void functionTemplate(T value) {
  take(std::move(value));
  look(value); // expect-error {{'value' is used after it was moved}} [use-after-move]
}
template void functionTemplate(std::string);
template void functionTemplate(std::vector<int>);
template void functionTemplate(int); // a scalar is never moved

template <class T> void scalarsOnly(T value) {
  take(std::move(value));
  look(value);
}
template void scalarsOnly(int);
template void scalarsOnly(double);

template <class T> void forwards(T &&value) {
  take(std::forward<T>(value));
  look(value); // expect-error {{'value' is used after it was moved}} [use-after-move]
}
void callForwards(std::string s) {
  forwards(s);                  // a copy
  forwards(std::string("x"));   // a move
}
template <class T> void forwardsLvalues(T &&value) {
  take(std::forward<T>(value));
  look(value);
}
void callForwardsLvalues(std::string s) { forwardsLvalues(s); }

template <class... T> void pack(T &&...values) {
  (take(std::forward<T>(values)), ...);
  (look(values), ...); // expect-error {{is used after it was moved}} [use-after-move]
}
void callPack() { pack(std::string("a")); }

template <class T> class Box {
public:
  T give() {
    T out = std::move(value_);
    look(value_); // expect-error {{'value_' is used after it was moved}} [use-after-move]
    return out;
  }
  T swap(T next) { return std::exchange(value_, std::move(next)); }
  template <class U> void convert(U other) {
    value_ = std::move(other);
    look(other); // expect-error {{'other' is used after it was moved}} [use-after-move]
  }

private:
  T value_;
};
template class Box<std::string>;
void callConvert(Box<std::string> b) { b.convert(std::string("x")); }

template <class T> void byKind(T value) {
  if constexpr (std::is_class_v<T>)
    take(std::move(value));
  else
    look(value);
}
template void byKind(std::string);
template void byKind(int);

template <class T> void byKindThenUsed(T value) {
  if constexpr (std::is_class_v<T>)
    take(std::move(value));
  look(value); // expect-error {{'value' is used after it was moved}} [use-after-move]
}
template void byKindThenUsed(std::string);

template <class T>
concept HasSize = requires(const T &t) { t.size(); };
void constrained(HasSize auto value) {
  take(std::move(value));
  look(value.size()); // expect-error {{'value' is used after it was moved}} [use-after-move]
}
void callConstrained() { constrained(std::string("x")); }

void genericLambda(std::string s) {
  auto f = [](auto value) {
    take(std::move(value));
    look(value); // expect-error {{'value' is used after it was moved}} [use-after-move]
  };
  f(s);
}
template <class T> struct Node {
  T value;
  std::unique_ptr<Node> next;
};
template <class T> void pop(std::unique_ptr<Node<T>> head) {
  while (head)
    head = std::move(head->next);
}
template void pop(std::unique_ptr<Node<int>>);
template <class T> void popTwice(std::unique_ptr<Node<T>> head) {
  auto rest = std::move(head);
  look(head->value); // expect-error {{'head' is used after it was moved}} [use-after-move]
}
template void popTwice(std::unique_ptr<Node<int>>);
template <class Tuple, std::size_t... I> void spread(Tuple t, std::index_sequence<I...>) {
  (take(std::move(std::get<I>(t))), ...); // each part once
}
void callSpread(std::tuple<std::string, std::string> t) { spread(std::move(t), std::index_sequence_for<std::string, std::string>()); }
