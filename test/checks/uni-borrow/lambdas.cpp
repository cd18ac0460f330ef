#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <string>
#include <thread>
#include <vector>
using namespace conure;

struct User {
  std::string name;
  int age = 0;
  std::vector<int> numbers;
  std::function<int()> callback;
};
uni<User> make();
void run(std::function<void()>);
template <class F> void call(F f) { f(); }

void captured_by_name() {
  uni<User> u = make();
  auto a = [&u] { return u->age; };          // expect-error {{this lambda captures a borrow of the unique value 'u'}} [uni-borrow]
  run([&u] { (void)u; });                    // expect-error {{captures}} [uni-borrow]
  auto b = [&u](auto x) { return u->age; };  // expect-error {{captures}} [uni-borrow]
}

void captured_by_default() {
  uni<User> u = make();
  auto a = [&] { return u->age; };           // expect-error {{captures}} [uni-borrow]
  call([&] { return u->name; });             // expect-error {{captures}} [uni-borrow]
  auto b = [&](auto x) { return u->age + x; }; // expect-error {{captures}} [uni-borrow]
  b(1);
}

void captured_by_init() {
  uni<User> u = make();
  auto a = [&r = *u] { return r.age; };      // expect-error {{captures}} [uni-borrow]
  auto b = [p = &*u] { return p->age; };     // expect-error {{captures}} [uni-borrow]
  auto c = [&n = u->name] { return n; };     // expect-error {{captures}} [uni-borrow]
  auto d = [&v = u] { return 1; };           // expect-error {{captures}} [uni-borrow]
}

void nested() {
  uni<User> u = make();
  auto a = [&] {          // expect-error {{captures}} [uni-borrow]
    return [&] {          // expect-error {{captures}} [uni-borrow]
      return u->age;
    };
  };
}

void inside_a_lambda() {
  auto a = [u = make()]() mutable {
    User &r = *u;                            // expect-error {{'r' borrows}} [uni-borrow]
    return r.age;
  };
  auto b = [](uni<User> u) -> int & { return u->age; }; // expect-error {{gives out}} [uni-borrow]
  auto c = [](uni<User> &u) { return u->age; };         // expect-error {{'u' is}} [uni-borrow]
}

void called_by_the_library(std::vector<uni<User>> users) {
  std::for_each(users.begin(), users.end(), [](auto &u) { u->age = 1; }); // expect-error {{'u' is}} [uni-borrow]
  std::find_if(users.begin(), users.end(), [](const uni<User> &u) { return u->age; }); // expect-error {{'u' is}} [uni-borrow]
}

void passed_to_a_generic_lambda() {
  uni<User> u = make();
  auto f = [](auto &&x) { return 1; }; // expect-error {{'x' is}} [uni-borrow]
  f(u);
  auto g = [](const auto &x) { return 1; };
  g(u->age); // expect-error {{this argument borrows}} [uni-borrow]
  auto h = [](auto x) { return x; };
  h(u->age);
  auto sink = [](auto &&x) { return 1; };
  sink(std::move(u));
}

void stored_in_the_value(int &outside) {
  uni<User> u = make();
  u->callback = [&] { return outside; }; // expect-error {{not sendable}} [uni-assign]
}

// Fine.
void moved_in() {
  uni<User> u = make();
  auto a = [u = std::move(u)] { return u->age; };
  auto b = [n = make()->age] { return n; };
  auto c = [a = make()->name]() mutable { return a; };
  auto d = [](uni<User> v) { return v->age; };
  d(make());
  auto e = [](uni<User> &&v) { return uni<User>(std::move(v)); };
  uni<User> w = e(make());
  auto f = [age = w->age, name = w->name] { return name.size() + age; };
}
