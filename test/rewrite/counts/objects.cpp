// RUN: %counts %s
// Objects that end, or are overwritten, with containers in them of which something is borrowed. With "bad" that is used
// afterwards, which must end in a panic that names the line marked DROP and the line marked BORROW; with "good" it is not, or
// another object ends, and nothing happens.
#include <conure/conure.h>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

int sum = 0;
class Base {
public:
  std::string title = "a title that does not fit into a string itself";
  virtual ~Base() = default;
};
class Shelf : public Base {
public:
  std::string name = "short";
  std::unique_ptr<int> one = std::make_unique<int>(1);
  std::optional<int> maybe = 2;
  std::vector<int> items{1, 2, 3};
  std::list<int> more{1, 2};

private:
  std::map<int, int> own{{1, 1}};
};
void deleted(bool bad) {
  auto *shelf = new Shelf, *other = new Shelf;
  int &x = shelf->items[0]; // BORROW deleted
  delete other;
  if (bad)
    delete shelf; // DROP deleted
  sum += x;
  if (!bad)
    delete shelf;
}
void deleted_text(bool bad) {
  auto *shelf = new Shelf, *other = new Shelf;
  std::string_view v = shelf->name; // BORROW deleted_text
  delete (bad ? shelf : other);     // DROP deleted_text
  sum += v[0];
  delete (bad ? other : shelf);
}
void deleted_title(bool bad) {
  Base *base = new Base, *other = new Base;
  const char &c = base->title[2]; // BORROW deleted_title
  if (bad)
    delete base; // DROP deleted_title
  sum += c;
  delete other;
  if (!bad)
    delete base;
}
void deleted_container(bool bad) {
  auto *v = new std::vector<int>{1, 2};
  int &x = (*v)[0]; // BORROW deleted_container
  if (bad)
    delete v; // DROP deleted_container
  sum += x;
  if (!bad)
    delete v;
}
void destroy(Shelf *shelf) {
  delete shelf; // DROP deleted_elsewhere
}
void deleted_elsewhere(bool bad) {
  auto *shelf = new Shelf, *other = new Shelf;
  auto it = shelf->more.begin(); // BORROW deleted_elsewhere
  destroy(bad ? shelf : other);
  sum += *it;
  destroy(bad ? other : shelf);
}
void overwrite(Shelf &shelf, Shelf &other) {
  int &x = *shelf.one;  // BORROW overwritten_reference
  other = Shelf();     // DROP overwritten_reference
  sum += x;
}
void overwritten_reference(bool bad) {
  Shelf shelf, other;
  overwrite(shelf, bad ? shelf : other);
}
void clear(Shelf &shelf) {
  shelf = {}; // DROP overwritten_elsewhere
}
void overwritten_elsewhere(bool bad) {
  Shelf shelf, other;
  std::string_view v = shelf.title; // BORROW overwritten_elsewhere
  clear(bad ? shelf : other);
  sum += v[0];
}
struct Box {
  std::map<int, int> in{{1, 1}};
  void replace(bool bad) {
    int &x = in.at(1); // BORROW overwritten_this
    if (bad)
      *this = Box(); // DROP overwritten_this
    sum += x;
  }
};
void overwritten_this(bool bad) { Box().replace(bad); }
void shared_reset(bool bad) {
  auto box = std::make_shared<Box>(), other = bad ? nullptr : box;
  int &x = box->in.at(1); // BORROW shared_reset
  box.reset(); // DROP shared_reset
  sum += x;
}
void shared_assigned(bool bad) {
  auto box = std::make_shared<Box>();
  auto other = bad ? nullptr : box;
  auto it = box->in.find(1); // BORROW shared_assigned
  box = std::make_shared<Box>(); // DROP shared_assigned
  sum += it->second;
}
void array_of_objects(bool bad) {
  struct Two {
    Box boxes[2];
  };
  auto *two = new Two, *other = new Two;
  int &x = two->boxes[1].in.at(1); // BORROW array_of_objects
  delete (bad ? two : other);      // DROP array_of_objects
  sum += x;
  delete (bad ? other : two);
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(deleted) FORM(deleted_text) FORM(deleted_title) FORM(deleted_container) FORM(deleted_elsewhere)
          FORM(overwritten_reference) FORM(overwritten_elsewhere) FORM(overwritten_this) FORM(shared_reset)
              FORM(shared_assigned) FORM(array_of_objects)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
