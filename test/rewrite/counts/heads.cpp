// RUN: %counts %s
// The head of a `for`, and references to what is said to be moved. As in contents.cpp, "bad" must end in a panic at the line
// marked DROP that names the line marked BORROW.
#include <conure/conure.h>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

int sum = 0;
struct CONURE_COUNTED Node {
  explicit Node(int v) : v(v) {}
  Node(Node &&) = default;
  int v;
};
std::vector<int> full() {
  std::vector<int> v = {1, 2, 3};
  v.shrink_to_fit();
  return v;
}
bool grow(std::vector<int> &v, bool bad) {
  if (bad)
    v.push_back(4); // DROP condition_calls
  return true;
}
void condition(bool bad) {
  std::vector<int> v = full();
  if (!bad)
    v.reserve(10);
  for (auto it = v.begin(); v.push_back(1), *it != 3; ++it) // BORROW condition DROP condition
    sum += 1;
}
void step(bool bad) {
  std::list<int> l = {1, 2, 3};
  for (int *p = &l.front(); *p != 9; bad ? l.clear() : l.push_back(4)) { // BORROW step DROP step
    sum += *p;
    if (!bad)
      *p = 9;
  }
}
void condition_calls(bool bad) {
  std::vector<int> v = full();
  for (const int *p = v.data(); grow(v, bad) && *p != 3; ++p) // BORROW condition_calls
    sum += *p;
}
void erase_in_step(bool) {
  std::list<int> l = {1, 2, 3};
  for (auto it = l.begin(); it != l.end(); it = l.erase(it))
    sum += *it;
}

void use(std::unique_ptr<Node> &owner, Node &&n, bool bad) { // BORROW parameter
  if (bad)
    owner.reset(); // DROP parameter
  sum += n.v;
}
void parameter(bool bad) {
  auto owner = std::make_unique<Node>(3);
  use(owner, std::move(*owner), bad);
}
int take(Node &&n) {
  Node own = std::move(n);
  return own.v;
}
void taken(bool) {
  auto owner = std::make_unique<Node>(3);
  sum += take(std::move(*owner));
  sum += take(Node(4));
}
void variable(bool bad) {
  auto owner = std::make_unique<Node>(3);
  auto &&n = std::move(*owner); // BORROW variable
  if (bad)
    owner.reset(); // DROP variable
  sum += n.v;
}

int main(int argc, char **argv) {
  const std::map<std::string, void (*)(bool)> forms = {
#define FORM(name) {#name, name},
      FORM(condition) FORM(step) FORM(condition_calls) FORM(erase_in_step) FORM(parameter) FORM(taken) FORM(variable)
#undef FORM
  };
  if (argc == 3)
    forms.at(argv[1])(std::string(argv[2]) == "bad");
}
