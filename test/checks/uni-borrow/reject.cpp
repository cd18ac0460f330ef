// Every way that C++ has to make a second name for a unique value.
// The situations share variables, so that some are used after a move: that is told elsewhere.
// rules: uni-borrow, uni-call, uni-assign, recover-capture, recover-result, implicit-recover
#include <conure/conure.h>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
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
  char tag[8] = {};
  std::vector<Point> points;
  std::unique_ptr<Node> chain;
  std::optional<Node> maybe;
};
struct Holder {
  User &user;
};
struct PointerHolder {
  const User *user;
};
void look(const User &);
void change(User &);
void change_pointer(User *);
void sink(User &&);
void text(const std::string &);
void number(int);
void anything(...);
template <class T> void forward_all(T &&);
uni<User> make();

void references() {
  uni<User> u = make();
  User &a = *u;               // expect-error {{'a' borrows the unique value 'u'}} [uni-borrow]
  const User &b = *u;         // expect-error {{'b' borrows}} [uni-borrow]
  auto &&c = *u;              // expect-error {{'c' borrows}} [uni-borrow]
  auto &d = u->name;          // expect-error {{'d' borrows 'u->name', a part of the unique value 'u'}} [uni-borrow]
  const int &e = u->age;      // expect-error {{'e' borrows}} [uni-borrow]
  uni<User> &f = u;           // expect-error {{'f' borrows}} [uni-borrow]
  const auto &g = u;          // expect-error {{'g' borrows}} [uni-borrow]
  auto &&h = std::move(u);    // expect-error {{'h' borrows}} [uni-borrow]
  static User &i = *u;        // expect-error {{'i' borrows}} [uni-borrow]
  User &j{*u};                // expect-error {{'j' borrows}} [uni-borrow]
  decltype(auto) k = (*u);    // expect-error {{'k' borrows}} [uni-borrow]
  const Node &l = *u->chain;  // expect-error {{'l' borrows}} [uni-borrow]
  Node &m = *u->maybe;        // expect-error {{'m' borrows}} [uni-borrow]
  Point &n = u->points[0];    // expect-error {{'n' borrows}} [uni-borrow]
  Point &o = u->points.at(1); // expect-error {{'o' borrows}} [uni-borrow]
  auto &p = u->points.back(); // expect-error {{'p' borrows}} [uni-borrow]
  auto &&q = make();          // expect-error {{'q' borrows}} [uni-borrow]
}

void pointers() {
  uni<User> u = make();
  User *a = &*u;                 // expect-error {{'a' borrows}} [uni-borrow]
  auto b = std::addressof(*u);   // expect-error {{'b' borrows}} [uni-borrow]
  int *c = &u->age;              // expect-error {{'c' borrows}} [uni-borrow]
  uni<User> *d = &u;             // expect-error {{'d' borrows}} [uni-borrow]
  User *e = u.operator->();      // expect-error {{'e' borrows}} [uni-borrow]
  const char *f = u->tag;        // expect-error {{'f' borrows}} [uni-borrow]
  char *g = u->tag + 1;          // expect-error {{'g' borrows}} [uni-borrow]
  char *h = &u->tag[2];          // expect-error {{'h' borrows}} [uni-borrow]
  auto i = (void *)&*u;          // expect-error {{'i' borrows}} [uni-borrow]
  auto j = reinterpret_cast<unsigned long>(&*u); // expect-error {{address}} [uni-borrow]
  const User *k = true ? &*u : nullptr;          // expect-error {{'k' borrows}} [uni-borrow]
  User *l;
  l = &*u;                       // expect-error {{stored}} [uni-borrow]
  User *m{&*u};                  // expect-error {{'m' borrows}} [uni-borrow]
  Node **n = nullptr;
}

void selections(bool flag) {
  uni<User> u = make(), v = make();
  User &a = flag ? *u : *v;      // expect-error {{'a' borrows}} [uni-borrow]
  User &b = (number(1), *u);     // expect-error {{'b' borrows}} [uni-borrow]
  User &c = static_cast<User &>(*u);            // expect-error {{'c' borrows}} [uni-borrow]
  const User &d = const_cast<const User &>(*u); // expect-error {{'d' borrows}} [uni-borrow]
  User &e = (User &)*u;                         // expect-error {{'e' borrows}} [uni-borrow]
  User &f = *(&*u);                             // expect-error {{'f' borrows}} [uni-borrow]
  auto &g = ++u->age;                           // expect-error {{'g' borrows}} [uni-borrow]
  auto &h = (u->age = 3);                       // expect-error {{'h' borrows}} [uni-borrow]
  auto &&i = std::as_const(*u);                 // expect-error {{'i' borrows}} [uni-borrow]
  auto &&j = std::move(*u);                     // expect-error {{'j' borrows}} [uni-borrow]
  auto &&k = std::forward<User>(*u);            // expect-error {{'k' borrows}} [uni-borrow]
}

void arguments() {
  uni<User> u = make();
  look(*u);                   // expect-error {{this argument borrows the unique value 'u'}} [uni-borrow]
  change(*u);                 // expect-error {{this argument borrows}} [uni-borrow]
  change_pointer(&*u);        // expect-error {{this argument borrows}} [uni-borrow]
  sink(std::move(*u));        // expect-error {{this argument borrows}} [uni-borrow]
  text(u->name);              // expect-error {{this argument borrows 'u->name'}} [uni-borrow]
  forward_all(*u);            // expect-error {{this argument borrows}} [uni-borrow]
  forward_all(u->age);        // expect-error {{this argument borrows}} [uni-borrow]
  anything(&*u);              // expect-error {{this argument borrows}} [uni-borrow]
  forward_all(u);             // expect-error {{this argument borrows}} [uni-borrow]
}

void standard_helpers() {
  uni<User> u = make();
  auto a = std::ref(*u);                 // expect-error {{borrows}} [uni-borrow]
  auto b = std::cref(u->age);            // expect-error {{borrows}} [uni-borrow]
  auto c = std::tie(u->age, u->name);    // expect-error {{borrows}} [uni-borrow] expect-error {{borrows}} [uni-borrow]
  auto d = std::span<char>(u->tag);      // expect-error {{borrows}} [uni-borrow]
  auto e = std::string_view(u->tag);     // expect-error {{borrows}} [uni-borrow]
  auto f = ref<User>(*u);                // expect-error {{borrows}} [uni-borrow]
  mut<User> g = *u;                      // expect-error {{borrows}} [uni-borrow]
  auto h = std::forward_as_tuple(*u);    // expect-error {{borrows}} [uni-borrow]
  auto i = std::make_pair(1, &*u);       // expect-error {{borrows}} [uni-borrow]
  std::vector<std::string_view> views;
  views.emplace_back(u->tag);            // expect-error {{borrows}} [uni-borrow]
  std::vector<const int *> numbers{&u->age}; // expect-error {{stored}} [uni-borrow]
  auto j = std::unique_ptr<int>(&u->age);    // expect-error {{borrows}} [uni-borrow]
  std::invoke(look, *u);                     // expect-error {{borrows}} [uni-borrow]
  auto k = std::bind(number, std::ref(u->age)); // expect-error {{borrows}} [uni-borrow]
}

void members() {
  uni<User> u = make();
  Holder a{*u};                 // expect-error {{stored}} [uni-borrow]
  PointerHolder b{&*u};         // expect-error {{stored}} [uni-borrow]
  PointerHolder c{.user = &*u}; // expect-error {{stored}} [uni-borrow]
  const User *d[] = {&*u};      // expect-error {{stored}} [uni-borrow]
  std::initializer_list<const User *> e = {&*u}; // expect-error {{stored}} [uni-borrow]
}

struct Keeper {
  explicit Keeper(uni<User> u) : owned(std::move(u)), alias(*owned) {} // expect-error {{stored in 'alias'}} [uni-borrow]
  uni<User> owned;
  User &alias;
};

struct Defaults {
  uni<User> owned = make();
  int *age = &owned->age; // expect-error {{stored in 'age'}} [uni-borrow]
};

void bindings() {
  uni<Point> u = recover(Point{});
  auto &[a, b] = *u;       // expect-error {{structured binding}} [uni-borrow]
  const auto &[c, d] = *u; // expect-error {{structured binding}} [uni-borrow]
  auto &&[e, f] = *u;      // expect-error {{structured binding}} [uni-borrow]
  uni<std::map<int, Node>> m = recover(std::map<int, Node>{});
  for (auto &[k, v] : *m) {} // expect-error {{structured binding}} [uni-borrow]
}

void loops(std::vector<uni<User>> users) {
  uni<User> u = make();
  for (Point &p : u->points) {}       // expect-error {{the loop variable 'p' of type 'Point &'}} [uni-borrow]
  for (const auto &p : u->points) {}  // expect-error {{the loop variable 'p'}} [uni-borrow]
  for (Point p : u->points)           // expect-error {{while its body uses 'u'}} [uni-borrow]
    u->points.clear();
  for (auto &one : users) {}          // expect-error {{'one' borrows}} [uni-borrow]
  uni<std::vector<Node>> nodes = recover(std::vector<Node>{});
  for (auto &&n : *nodes) {}          // expect-error {{the loop variable 'n'}} [uni-borrow]
}

User &returned(uni<User> u) { return *u; }               // expect-error {{gives out a borrow}} [uni-borrow]
const std::string &name_of(uni<User> u) { return u->name; } // expect-error {{gives out}} [uni-borrow]
int *age_of(uni<User> u) { return &u->age; }             // expect-error {{gives out}} [uni-borrow]
PointerHolder held(uni<User> u) { return {&*u}; }        // expect-error {{stored}} [uni-borrow]

void thrown() {
  uni<User> u = make();
  throw &*u; // expect-error {{throws a borrow}} [uni-borrow]
}

void copies_of_borrows() {
  struct Linked {
    int value = 0;
    Linked *other = nullptr;
  };
  uni<Linked> u = recover(Linked{});
  Linked copy = *u;            // expect-error {{copies the borrows}} [uni-borrow]
  auto [a, b] = *u;            // expect-error {{copies the borrows}} [uni-borrow]
  std::vector<Linked> all{*u}; // expect-error {{copies the borrows}} [uni-borrow]
  Linked *other = u->other;    // expect-error {{'other' borrows}} [uni-borrow]
}

void parts_moved_out() {
  struct Tree {
    std::unique_ptr<Node> root;
    Node *last = nullptr;
  };
  uni<Tree> u = recover(Tree{});
  std::unique_ptr<Node> root = std::move(u->root); // expect-error {{may hold a borrow of what is moved}} [uni-borrow]
}

void tricks() {
  uni<User> u = make();
  User *stored = nullptr;
  auto steal = [&](User &x) { stored = &x; };
  steal(*u);                             // expect-error {{this argument borrows}} [uni-borrow]
  void *here = ::operator new(sizeof(User *));
  new (here) User *(&*u);                // expect-error {{borrows}} [uni-borrow]
  new User *(&*u);                       // expect-error {{borrows}} [uni-borrow]
  new (&u->tag) char('x');               // expect-error {{borrows}} [uni-borrow]
  stored = ({ &*u; });                   // expect-error {{borrows}} [uni-borrow]
  (*u).~User();
  delete &*u;                            // expect-error {{borrows}} [uni-borrow]
}
