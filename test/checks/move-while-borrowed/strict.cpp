// With MoveWhileBorrowed: strict, an owner may not move even if what is borrowed keeps its address.
// rules: move-while-borrowed
// config: move-while-borrowed: strict
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Part {
  std::string name;
};
void take(std::unique_ptr<Part>);
void take(std::vector<Part>);
void take(std::map<int, Part>);
void look(const Part &);

void onHeap(std::unique_ptr<Part> p) {
  Part &r = *p;
  take(std::move(p)); // expect-error {{'p' is moved while 'r' borrows a part of it}} [move-while-borrowed]
  look(r);
}
void element(std::vector<Part> v) {
  Part &first = v.front();
  take(std::move(v)); // expect-error {{'v' is moved while 'first' borrows a part of it}} [move-while-borrowed]
  look(first);
}
void iterator(std::vector<Part> v) {
  auto it = v.begin();
  take(std::move(v)); // expect-error {{'v' is moved while 'it' borrows a part of it}} [move-while-borrowed]
  look(*it);
}
void node(std::map<int, Part> m) {
  Part &first = m[1];
  take(std::move(m)); // expect-error {{'m' is moved while 'first' borrows a part of it}} [move-while-borrowed]
  look(first);
}
void usedBefore(std::unique_ptr<Part> p) {
  Part &r = *p;
  look(r);
  take(std::move(p));
}
