// Dependent code is checked in each instantiation and reported once, on the pattern.
// expect-error@Inputs/leak.h:6 {{gives out a borrow of 'v->front()'}} [uni-borrow]
// expect-error@Inputs/leak.h:10 {{gives out a borrow}} [uni-borrow]
#include "Inputs/leak.h"
#include <string>
#include <vector>
using namespace conure;

void instantiate_header(uni<int> a, uni<long> b) {
  address(std::move(a));
  address(std::move(b));
}

template <class T> void reference(uni<T> u) {
  T &r = *u; // expect-error {{'r' borrows the unique value 'u'}} [uni-borrow]
}
template void reference(uni<int>);
template void reference(uni<std::string>);

template <class U> int deduced(U u) {
  auto &r = *u; // expect-error {{'r' borrows}} [uni-borrow]
  return 1;
}
int use_deduced(uni<int> u, std::vector<int> v) { return deduced(std::move(u)) + deduced(&v); }

template <class T> struct Box {
  uni<T> value;
  T &get() { return *value; }                   // expect-error {{gives out}} [uni-borrow]
  T copy() const { return *value; }
  template <class F> void each(F f) { f(*value); } // expect-error {{this argument borrows}} [uni-borrow]
  T *unused() { return &*value; }               // never instantiated
};
struct ByReference {
  void operator()(const std::string &) const {}
};
void use_box(Box<std::string> b) {
  b.get();
  b.copy();
  b.each(ByReference{});
}

template <class T> void by_const_reference(const T &) {}
template <class T> void by_value(T) {}
template <class... Ts> void variadic(Ts &&...) {}
void calls(uni<std::string> u, uni<std::string> v) {
  by_const_reference(u);          // expect-error {{this argument borrows}} [uni-borrow]
  by_const_reference(*u);         // expect-error {{this argument borrows}} [uni-borrow]
  variadic(1, *u, 2);             // expect-error {{this argument borrows}} [uni-borrow]
  variadic(1, std::move(v));
  by_value(*u);
  by_value(std::move(u));
}

template <class... Us> void folded(uni<Us>... us) {
  (by_value(*us), ...);
  (by_const_reference(*us), ...); // expect-error {{this argument borrows}} [uni-borrow]
}
template void folded(uni<int>, uni<std::string>);

template <class T> auto if_constexpr(uni<T> u) {
  if constexpr (sizeof(T) == 1)
    return &*u; // discarded in the instantiation below
  else
    return *u;
}
int used = if_constexpr(uni<int>(recover(3)));

template <class T> concept HasFront = requires(uni<T> u) { u->front(); };
static_assert(HasFront<std::string>);

#define BORROW(x) auto &macro_borrow = *(x)
void macro(uni<int> u) {
  BORROW(u); // expect-error {{'macro_borrow' borrows}} [uni-borrow]
}

template <class T> struct Policy {
  static void apply(uni<T> u) { T::run(*u); } // expect-error {{this argument borrows}} [uni-borrow]
};
struct Runner {
  int x = 0;
  static void run(Runner &) {}
};
void use_policy(uni<Runner> u) { Policy<Runner>::apply(std::move(u)); }
