#include <conure/conure.h>
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
using namespace conure;

struct Leaf {
  int n = 0;
  std::vector<int> values;
};
struct Point {
  int x, y;
};
enum class Colour { Red, Green };
struct Tree {
  int n = 0;
  double d = 0;
  Colour colour = Colour::Red;
  Point point{};
  std::string name;
  char tag[4] = {};
  std::vector<int> numbers;
  std::vector<std::string> names;
  std::vector<Leaf> leaves;
  std::unique_ptr<Leaf> leaf;
  std::optional<Leaf> maybe;
  std::optional<int> count;
  std::map<std::string, int> marks;
  const Leaf *borrowed = nullptr;
  const char *literal = nullptr;
  int (*function)(int) = nullptr;
  std::function<int()> callback;
  uni<std::string> secret = recover(std::string());
  std::optional<process<struct Worker>> worker;
  channel<int> out{1};
};
uni<Tree> tree();

void values(std::string text, Point p) {
  uni<Tree> t = tree();
  t->n = 5;
  t->n += 3;
  ++t->n;
  t->d = t->n = 2;
  t->colour = Colour::Green;
  t->point = p;
  t->point = {1, 2};
  t->point.x = 3;
  t->name = text;
  t->name = "literal";
  t->name = std::move(text);
  t->tag[1] = 'x';
  t->count = 3;
  t->count = std::nullopt;
  t->marks["a"] = 3;
  t->names[0] = "b";
  t->names.front() = t->name;
  t->numbers.at(0) = 5;
  t->leaf->n = 3;
  (*t).n = 1;
  t->function = [](int x) { return x; };
  t->out = channel<int>(2);
}

void unique_values() {
  uni<Tree> t = tree(), s = tree();
  t->numbers = recover(std::vector{1, 2});
  t->leaf = recover(std::make_unique<Leaf>());
  t->maybe = recover(Leaf{});
  t->leaves[0] = recover(Leaf{});
  t->secret = recover(std::string("x"));
  *t = std::move(s);
  t = tree();
  uni<std::vector<int>> v = recover(std::vector{1});
  t->numbers = std::move(v);
}

void empty_and_null() {
  uni<Tree> t = tree();
  t->borrowed = nullptr;
  t->literal = "text";
  t->leaf = nullptr;
  t->numbers = {};
  t->numbers = {1, 2, 3};
  t->names = {"a", "b"};
  t->maybe = {};
  t->maybe = std::nullopt;
  t->callback = nullptr;
}

struct Process {
  uni<Tree> t = tree();
  int mine = 3;
  void give() { t->n = mine; }
  void give_vector(uni<std::vector<int>> v) { t->numbers = std::move(v); }
};

template <class T, class V> void set(uni<T> t, V v) { t->n = v; }
template void set(uni<Tree>, int);
template void set(uni<Tree>, double);

// One way a function to give a part something that can be sent.
struct Letter {
  int number = 0;
  std::string text;
  std::vector<int> pages;
  std::optional<std::string> note;
  uni<std::vector<int>> enclosed = recover(std::vector<int>{});
};
void a_literal(uni<Letter> u) { u->number = 1; }
void a_copied_text(uni<Letter> u, const std::string &s) { u->text = s; }
void a_moved_parameter(uni<Letter> u, std::string s) { u->text = std::move(s); }
void a_temporary(uni<Letter> u) { u->text = std::string(3, 'x'); }
void an_optional(uni<Letter> u) { u->note = "x"; }
void a_unique_value(uni<Letter> u, uni<std::vector<int>> v) { u->enclosed = std::move(v); }
void a_recovered_value(uni<Letter> u) { u->pages = recover(std::vector<int>{1, 2}); }
void in_a_loop(uni<Letter> u) {
  for (int i = 0; i < 3; ++i)
    u->number = i;
}
template <class T> void in_a_template(uni<T> u, int n) { u->number = n; }
void instantiates_it() { in_a_template(recover(Letter{}), 1); }
#define SET(place, value) (place) = (value)
void by_a_macro(uni<Letter> u) { SET(u->number, 2); }
void in_a_lambda(uni<Letter> u) {
  auto write = [u = std::move(u)](int n) mutable { u->number = n; };
  write(1);
}
