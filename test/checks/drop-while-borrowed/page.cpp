// What docs/rules/drop-while-borrowed.md says: the programs that would dangle, and how to mend them. See test/checks/pages.py.
// rules: drop-while-borrowed, use-after-move, move-while-borrowed
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

std::string make();
void why() {
  std::vector<int> numbers{1, 2};
  int &first = numbers.front();
  numbers.clear(); // expect-error {{what 'numbers' owns is dropped here while 'first' borrows from it}} [drop-while-borrowed]
  std::cout << first;
}
void temporary() {
  std::string_view word = make().substr(1); // expect-error {{'word'}} [drop-while-borrowed]
  std::cout << word;
}
struct Parser {
  std::string_view rest_;
  void read(std::string text);
};
void Parser::read(std::string text) { rest_ = text; } // expect-error {{'rest_'}} [drop-while-borrowed]
void copied() {
  std::vector<int> numbers{1, 2};
  int first = numbers.front();
  numbers.clear();
  std::cout << first;
}
void grows() {
  std::vector<int> numbers{1, 2};
  int &first = numbers.front();
  numbers.push_back(3); // expect-error {{'numbers' grows}} [drop-while-borrowed]
  std::cout << first;
}
void has_room(int n) {
  std::vector<int> numbers{1, 2};
  numbers.reserve(n);
  int &first = numbers.front();
  numbers.push_back(3);
  std::cout << first;
}
namespace before {
std::string_view name() { std::string s = make(); return s; } // expect-error {{'s'}} [drop-while-borrowed]
}
namespace after {
std::string name() { std::string s = make(); return s; }
}
