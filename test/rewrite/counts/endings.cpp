// RUN: %counts %s
// Containers that end while an element is borrowed: at the end of a block, by a jump out of it, or overwritten as a
// part of an object. As in contents.cpp, "bad" must end in a panic at the line marked DROP that names the line marked
// BORROW.
#include <conure/conure.h>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

int sum = 0;
struct Rows {
  std::vector<int> in = {1, 2};
  std::string name = "a name that is long enough to be on the heap";
};

void block(bool bad) {
  int other = 1;
  int *p = nullptr;
  {
    std::vector<int> v = {1, 2, 3};
    p = &v[0]; // BORROW block
    sum += *p;
    if (!bad)
      p = &other;
  } // DROP block
  sum += *p;
}
void view_of_last_round(bool bad) {
  std::string_view last;
  for (int i = 0; i < 3; ++i) {
    std::string s = "a text that is long enough to be on the heap " + std::to_string(i);
    if (last.empty() || bad)
      sum += last.empty();
    last = s; // BORROW view_of_last_round
    if (!bad)
      last = "nothing";
  } // DROP view_of_last_round
  sum += last[0];
}
void by_break(bool bad) {
  auto it = std::list<int>::iterator();
  std::list<int> outer = {1};
  it = outer.begin();
  while (true) {
    std::list<int> l = {1, 2};
    if (bad)
      it = l.begin(); // BORROW by_break
    if (*it == 1)
      break; // DROP by_break
  }
  sum += *it;
}
void by_continue(bool bad) {
  const char *text = "";
  for (int i = 0; i < 2; ++i) {
    sum += *text;
    std::string s(100, 'x');
    text = s.c_str(); // BORROW by_continue
    if (!bad)
      text = "";
    if (i == 0)
      continue; // DROP by_continue
    text = "";
  }
}
int by_return(bool) {
  std::vector<int> v = {1, 2};
  const int *p = nullptr;
  {
    std::vector<int> w = {3};
    p = &w[0];
    if (sum < 1000000)
      return *p; // nobody uses it after this
  }
  p = &v[0];
  return *p;
}
void returned(bool bad) { sum += by_return(bad); }
void nested_owner(bool bad) {
  int *p = nullptr;
  auto outer = std::make_unique<std::vector<int>>(3, 1);
  {
    auto v = std::make_unique<std::vector<int>>(3, 1);
    if (bad)
      p = &(*v)[0]; // BORROW nested_owner
    else
      p = &(*outer)[0];
  } // DROP nested_owner
  sum += *p;
}
void maps_in_map(bool bad) {
  const std::string *p = nullptr;
  std::string mine = "x";
  {
    std::map<int, std::map<int, std::string>> m;
    m[1][2] = "a text that is long enough to be on the heap";
    p = &m.at(1).at(2); // BORROW maps_in_map
    if (!bad)
      p = &mine;
  } // DROP maps_in_map
  sum += p->size();
}
void overwritten(bool bad) {
  Rows rows;
  int &first = rows.in[0]; // BORROW overwritten
  if (bad)
    rows = Rows(); // DROP overwritten
  sum += first;
  rows = Rows();
}
void overwritten_text(bool bad) {
  struct Two {
    Rows a, b;
  } two;
  std::string_view name = two.a.name; // BORROW overwritten_text
  two.b = Rows();
  if (bad)
    two.a = Rows(); // DROP overwritten_text
  sum += name[0];
}
void object_ends(bool bad) {
  std::string_view name = "none";
  {
    Rows rows;
    if (bad)
      name = rows.name; // BORROW object_ends
  } // DROP object_ends
  sum += name[0];
}
void assigned_through_owner(bool bad) {
  auto m = std::make_unique<std::map<int, std::string>>();
  (*m)[1] = "a text that is long enough to be on the heap";
  std::string mine = "y";
  std::string *p = &mine;
  if (bad)
    p = &m->at(1); // BORROW assigned_through_owner
  m.reset();       // DROP assigned_through_owner
  sum += p->size();
}
// The container lies in a counted value, which is dropped.
struct CONURE_COUNTED Shelf {
  std::vector<int> books = {1, 2, 3};
  std::string name = "a name that is long enough to be on the heap";
  Rows rows;
  int first(std::unique_ptr<Shelf> &self, bool bad) {
    int &book = books[0]; // BORROW in_this
    if (bad)
      self.reset(); // DROP in_this
    return book;
  }
};
void close(std::unique_ptr<Shelf> &s) { s.reset(); }
void keep(std::unique_ptr<Shelf> &s) { sum += s->books.size(); }
void in_counted(bool bad) {
  auto shelf = std::make_unique<Shelf>();
  int &book = shelf->books[1]; // BORROW in_counted
  if (bad)
    shelf.reset(); // DROP in_counted
  sum += book;
  shelf = nullptr;
}
void in_counted_view(bool bad) {
  auto shelf = std::make_unique<Shelf>();
  std::string_view name = shelf->name; // BORROW in_counted_view
  keep(shelf);
  if (bad)
    close(shelf); // DROP in_counted_view
  sum += name[0];
}
void in_counted_part(bool bad) {
  auto shelf = std::make_unique<Shelf>();
  auto it = shelf->rows.in.begin(); // BORROW in_counted_part
  if (bad)
    delete shelf.release(); // DROP in_counted_part
  sum += *it;
}
void in_counted_loop(bool bad) {
  auto shelf = std::make_unique<Shelf>();
  for (int book : shelf->books) { // BORROW in_counted_loop
    sum += book;
    if (bad && book == 2)
      close(shelf); // DROP in_counted_loop
  }
}
void in_this(bool bad) {
  auto shelf = std::make_unique<Shelf>();
  Shelf &same = *shelf;
  sum += same.first(shelf, bad);
}
void stays(bool) {
  std::vector<int> v = {1, 2};
  int *p = nullptr;
  {
    std::vector<int> w = {1};
    p = &w[0];
    sum += *p;
    p = &v[1];
    std::vector<int> moved = std::move(w);
    sum += moved.size();
  }
  sum += *p;
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(block) FORM(view_of_last_round) FORM(by_break) FORM(by_continue) FORM(returned) FORM(nested_owner)
          FORM(maps_in_map) FORM(overwritten) FORM(overwritten_text) FORM(object_ends) FORM(assigned_through_owner)
              FORM(in_counted) FORM(in_counted_view) FORM(in_counted_part) FORM(in_counted_loop) FORM(in_this) FORM(stays)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
