// What the help lines say, done: each function mends what a help line was given for, and nothing is left to tell. (The rules'
// pages have more, see page.cpp of each rule.)
// rules: all
#include <conure/conure.h>
#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

using Numbers = std::vector<int>;
struct Node {
  int value = 0;
  Node *previous = nullptr;
  std::unique_ptr<Node> next;
};
struct Point {
  int x = 0;
};
struct Tree {
  std::string name;
  std::vector<Point> points;
  Node *borrowed = nullptr;
  std::unique_ptr<Node> root;
};

// async-signature: "make it a template with a parameter pack"; "leave the '&&' out"; "mark 'Task' CONURE_VALUE"
struct CONURE_VALUE Task {
  Task(std::string n) : name(std::move(n)) {}
  Task(const Task &) = default;
  Task &operator=(const Task &) = default;
  ~Task() {}
  std::string name;
};
class CONURE_PROCESS Worker {
public:
  template <class... T> CONURE_ASYNC void any(T... arguments) {}
  CONURE_ASYNC void task(Task t) {}
  CONURE_ASYNC void list(uni<Numbers> numbers) {}
  CONURE_ASYNC void elements(std::vector<int>::size_type n) {}
  // process-access: "ask for it: a message that is given a 'promise<uni<…>>' first"
  CONURE_ASYNC void all(promise<uni<Numbers>> answer) { std::move(answer).set(recover(numbers_)); }

private:
  Numbers numbers_;
};
void messages(process<Worker> w) {
  w->any(1, std::string("two"));
  w->task(Task("three"));
  Numbers all = ask(w, &Worker::all).get();
}

// implicit-recover: "convert each with 'recover(…)' where it is made"
void converted_where_made(const std::vector<Numbers> &given) {
  std::vector<uni<Numbers>> out;
  for (const Numbers &n : given)
    out.push_back(recover(n));
}

// uni-borrow: "collect the values first, or loop over an index"
void collected_first(uni<Numbers> u) {
  std::vector<int> values;
  for (int v : *u)
    values.push_back(v);
  for (int v : values)
    u->push_back(v);
}
void over_an_index(uni<Numbers> u) {
  for (std::size_t i = 0, n = u->size(); i < n; ++i)
    u->push_back(u->at(i));
}
// uni-borrow: "take the elements by value: 'auto [key, point]'"
void elements_by_value(uni<std::map<int, Point>> m) {
  for (auto [key, point] : *m)
    point.x += key;
}
// uni-borrow: "consume the whole value with 'std::move', or copy its plain parts"
void consumed(uni<Tree> u) {
  std::string name = u->name;
  std::vector<Point> points = u->points;
  Tree t = std::move(u);
}
// uni-borrow: "consume the whole value: 'recover(std::move(…))' gives a plain 'Tree'"
void plain(uni<Tree> u) {
  Tree t = recover(std::move(u));
  std::unique_ptr<Node> root = std::move(t.root);
}
// uni-assign: "to borrow a part of its own, do this where it is not unique: inside a recover body"
void borrows_a_part_of_its_own(uni<Tree> u) {
  u = recover([&] {
    Tree t = std::move(u);
    t.root = std::make_unique<Node>();
    t.borrowed = t.root.get();
    return t;
  });
}

// uni-call: "do this where the value is not unique: 'auto v = recover(std::move(u));' gives a plain one"
struct Shelf {
  std::vector<Numbers> lists;
  Numbers &first() { return lists.front(); }
  uni<std::unique_ptr<int>> take() { return std::make_unique<int>(1); }
  void fill(Numbers &into) const {
    for (const Numbers &list : lists)
      into.insert(into.end(), list.begin(), list.end());
  }
};
void where_it_is_not_unique(uni<Shelf> s) {
  s = recover([&] {
    auto v = recover(std::move(s));
    v.first().push_back(1);
    return v;
  });
}
// uni-call: "return 'uni<std::unique_ptr<Item>>'"
void returns_unique(uni<Shelf> s) { auto taken = s->take(); }

// recover-capture: "leave the result unused, return a copy, or do this outside of the recover body"
void outside_of_the_body(Shelf s) {
  Numbers first = s.first();
  auto u = recover([&] { return Numbers{first.front()}; });
}
// recover-capture: "give the value out as the result of recover"
void as_the_result(Numbers n) {
  auto u = recover([&] { return n; });
  n = std::move(u);
}
// recover-capture: "make it unique with 'recover(…)'", inside of a body
void nested(std::vector<Numbers> lists) {
  auto u = recover([&] {
    lists.push_back(recover(Numbers{1}));
    return Numbers{1};
  });
}
// recover-result: "recover what is borrowed: the object itself, a 'std::unique_ptr' or 'std::shared_ptr' to it, or a container"
void what_is_borrowed() {
  auto object = recover(Node{});
  auto owner = recover(std::make_unique<Node>());
  auto container = recover(std::vector<Point>{{1}});
}
// recover-result: "let the borrow point to a part on the heap, such as what a 'std::unique_ptr' owns"
void to_the_heap() {
  auto u = recover([] {
    Node n;
    n.next = std::make_unique<Node>();
    n.previous = n.next.get();
    return n;
  });
}
// recover-result: "throw a type that holds no borrow"
void throws_a_value() {
  auto u = recover([]() -> Numbers { throw std::string("no"); });
}

// frozen-alias: "with std::make_shared<const …>(…), or copy another immutable pointer"; "capture copies of values only"
using Frozen = std::shared_ptr<const Numbers>;
void frozen() {
  Frozen made = std::make_shared<const Numbers>();
  Frozen copied = made;
  Numbers copy = *made;
  copy.push_back(1);
}

// drop-while-borrowed: "declare 'p' before 'r', so that it lives longer"; "borrow again after 'v' has grown"
void lives_longer() {
  Point p;
  Point *r = nullptr;
  {
    r = &p;
  }
  r->x = 1;
}
void borrows_again() {
  Numbers v{1};
  int *first = &v.front();
  *first = 2;
  v.push_back(3);
  first = &v.front();
  *first = 4;
}
// move-while-borrowed: "borrow from the new owner"
void from_the_new_owner() {
  std::string s = "text";
  std::vector<std::string> all;
  all.push_back(std::move(s));
  std::string &r = all.back();
  r += "!";
}

// use-after-move: "give 's' a new value in each iteration"; "take the value that is read into a variable of its own"
void take(std::string s) {}
void take(std::size_t n, std::string s) {}
void each_iteration() {
  std::string s;
  for (int i = 0; i < 3; ++i) {
    s = "new";
    take(std::move(s));
  }
}
void variable_of_its_own(std::string s) {
  auto n = s.size();
  take(n, std::move(s));
}
// send-alias: "send a copy, or only what is a local variable or a parameter taken by value"
class CONURE_PROCESS Sender {
public:
  CONURE_ASYNC void copy(process<Worker> w) { w->any(name_); }
  CONURE_ASYNC void local(process<Worker> w, std::string text) { w->any(std::move(text)); }

private:
  std::string name_;
};
// redundant-borrow: "return the new 'double', or keep it in a class of its own"
double grown(double by) { return by + 1; }
// value-class: "leave CONURE_VALUE out and send the class as 'uni<Vector>', or hold a 'std::shared_ptr<const …>'"
struct CONURE_VALUE Large {
  std::shared_ptr<const std::vector<std::string>> all;
};
class CONURE_PROCESS Takes {
public:
  CONURE_ASYNC void both(uni<Shelf> shelf, Large large) {}
};
