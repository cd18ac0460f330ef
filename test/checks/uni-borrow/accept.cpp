// The five uses that a unique value allows.
#include <conure/conure.h>
#include <algorithm>
#include <array>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>
using namespace conure;

struct Point {
  int x = 0;
  int y = 0;
};
struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
};
struct User {
  std::string name;
  int age = 0;
  bool old = false;
  char tag[8] = {};
  Point origin;
  std::array<int, 3> scores{};
  std::vector<Point> points;
  std::vector<std::string> friends;
  std::map<std::string, int> marks;
  std::unique_ptr<Node> chain;
  std::optional<Point> maybe;
  std::tuple<int, std::string> pair;
  std::variant<int, std::string> either;
  std::vector<uni<std::string>> secrets;
  User *buddy = nullptr;

  int grow(int by) { return age += by; }
};
struct Plain {
  std::string name;
  std::vector<int> numbers;
  std::unique_ptr<Node> chain;
};
void take(uni<User>);
void sink(uni<User> &&);
void number(int);
void text(std::string);
uni<User> make();

uni<User> consume(bool flag) {
  uni<User> u = make(), v = make(), w = make();
  take(std::move(u));
  sink(std::move(v));
  std::swap(u, v);
  swap(u, v);
  uni<User> old = std::exchange(w, make());
  (void)u;
  u = make();
  v = std::move(u);
  uni<User> copy(std::move(v));
  std::vector<uni<User>> all;
  all.push_back(std::move(copy));
  all.emplace_back(make());
  std::optional<uni<User>> maybe = std::move(w);
  auto boxed = std::make_unique<uni<User>>(make());
  User plain = std::move(all[0]);
  User other = recover(std::move(*boxed));
  auto shared = freeze(recover(Point{}));
  std::vector<uni<User>> others;
  others.push_back(make());
  if (flag)
    return std::move(others.front());
  return old;
}

void move_of_rvalues() {
  take(make());
  User a = make();
  User b = *make();
  auto c = [u = make()]() mutable { return std::move(u); };
  auto [d, e] = std::pair{make(), 1};
}

int reads(bool flag) {
  uni<User> u = make(), v = make();
  int a = u->age;
  int b = (*u).age + u->scores[1] + u->origin.x + u->points[0].y + u->points.front().x;
  int c = u->chain->next->value + u->maybe->x + (*u->maybe).y + std::get<0>(u->pair);
  std::string d = u->name, e = std::get<1>(u->pair), f = u->friends.at(0), g = u->friends.back();
  Point h = u->origin, i = u->points[1];
  char j = u->tag[0];
  auto k = flag ? u->age : v->age;
  const int &l = u->age + 1;
  number(u->age);
  text(u->name);
  number((flag ? *u : *v).age);
  if (u->old && u->chain)
    return sizeof(*u) + sizeof(u->tag);
  if (u->buddy == nullptr || !u->buddy)
    number(u->buddy->age);
  auto m = [age = u->age] { return age; };
  static_assert(noexcept(u->age));
  using T = decltype(u->name);
  std::vector<int> n{u->age, u->scores[0]};
  Point o{u->age, u->origin.y};
  switch (u->age) {
  default:
    break;
  }
  while (u->old)
    break;
  return std::max(u->age, 3);
}

void standard_functions_read_values() {
  uni<User> u = make();
  std::cout << u->name << ' ' << u->age << u->origin.x << '\n';
  std::string a = "Hello, " + u->name + "!";
  std::string b = std::to_string(u->age);
  std::vector<std::string> c;
  c.push_back(u->name);
  c.emplace_back(u->name);
  std::map<std::string, int> d;
  d[u->name] = u->age;
  bool e = u->name == "Alice" || u->name < a;
  std::optional<std::string> f = u->name;
  auto g = std::make_pair(u->age, u->name);
  a = u->name;
  a += u->name;
  std::string h(u->tag);
  bool i = std::get<int>(u->either) == 3;
  std::swap(u->age, u->origin.x);
  number(std::min(u->age, u->origin.x));
}

void copies() {
  uni<Plain> p = recover(Plain{});
  uni<std::vector<int>> u = recover(std::vector{1, 2});
  std::vector<int> a = *u;
  auto b = *u;
  std::vector<int> c = p->numbers;
  c = *u;
  std::vector<std::vector<int>> d{*u, p->numbers};
  uni<Point> q = recover(Point{});
  auto [x, y] = *q;
  throw *q;
}

void moved_parts_of_borrow_free() {
  uni<Plain> p = recover(Plain{});
  std::unique_ptr<Node> chain = std::move(p->chain);
  std::vector<int> numbers = std::move(p->numbers);
  std::string name = std::move(p->name);
  uni<User> u = make();
  uni<std::string> secret = std::move(u->secrets[0]);
  p = recover(Plain{});
  Plain all = std::move(*p);
}

void loops(std::vector<uni<User>> users) {
  uni<User> u = make();
  for (Point p : u->points)
    number(p.x);
  for (std::string name : u->friends)
    text(name);
  for (auto [name, mark] : u->marks)
    number(mark);
  for (int i = 0; i < u->age; ++i)
    number(u->scores[i]);
  for (std::size_t i = 0; i < users.size(); ++i)
    users[i]->grow(1);
}

struct Machine {
  uni<User> user = make();
  std::vector<uni<User>> others;
  int age() const { return user->age; }
  void swap_in(uni<User> next) { user = std::move(next); }
  uni<User> swap_out(uni<User> next) { return std::exchange(user, std::move(next)); }
  Machine() = default;
  explicit Machine(uni<User> u) : user(std::move(u)), copy(user->age) {}
  int copy = 0;
};

void members_of_owners(Machine &m, const Machine &n) {
  number(m.user->age);
  number(n.user->age);
  m.user->grow(2);
  m.others.front()->grow(3);
  take(std::move(m.others.back()));
  m.others.pop_back();
}

#define AGE_OF(x) ((x)->age)
void macros() {
  uni<User> u = make();
  number(AGE_OF(u));
}
