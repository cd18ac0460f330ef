// What docs/rules/move-while-borrowed.md says: the programs that would dangle, and how to mend them. See test/checks/pages.py.
#include <conure/conure.h>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

std::vector<std::string> names;
void why() {
  std::string text = "short";
  std::string_view word = text;
  names.push_back(std::move(text)); // expect-error {{'text' is moved while 'word' borrows}} [move-while-borrowed]
  std::cout << word;
}
struct Part {
  Part() = default;
  Part(Part &&other) : name(std::move(other.name)) {}
  void use() {}
  std::string name;
};
void store(Part part) {}
void kept_in_a_container() {
  Part part;
  std::vector<Part *> chosen;
  chosen.push_back(&part);
  store(std::move(part)); // expect-error {{'part' is moved while 'chosen' borrows}} [move-while-borrowed]
  chosen[0]->use();
}
void used_before() {
  std::string text = "short";
  std::string_view word = text;
  std::cout << word;
  names.push_back(std::move(text));
}
struct CONURE_COUNTED Node {
  Node() = default;
  Node(Node &&other) : name(std::move(other.name)) {}
  void visit() {}
  std::string name;
};
struct List {
  Node node;
  Node &first() { return node; }
};
void take(List list) {}
void before(List list) {
  Node &first = list.first();
  first.visit();
  take(std::move(list)); // expect-error {{'list' is moved while 'first' borrows}} [move-while-borrowed]
}
void after(List list) {
  {
    Node &first = list.first();
    first.visit();
  }
  take(std::move(list));
}
