// The arrow of what holds a unique value gives a pointer to it, which may be called at once only.
#include <conure/conure.h>
#include <expected>
#include <memory>
#include <optional>
#include <vector>

using namespace conure;
using Numbers = std::vector<int>;

void arrow_by_name(uni<Numbers> u) {
  auto *p = u.operator->(); // expect-error {{'p' borrows 'u.operator->()', a part of the unique value 'u'}} [uni-borrow]
}
void arrow_of_an_optional(std::optional<uni<Numbers>> o) {
  Numbers *p = o->operator->(); // expect-error {{'p' borrows}} [uni-borrow]
}
void star_of_an_optional(std::optional<uni<Numbers>> o) {
  Numbers &r = o->operator*(); // expect-error {{'r' borrows 'o->operator*()', a part of a unique value}} [uni-borrow]
}
void loop_over_an_optional(std::optional<uni<Numbers>> o) {
  for (int &x : *o->operator->()) // expect-error {{the loop variable 'x'}} [uni-borrow]
    ++x;
}
void arrow_of_an_owner(std::unique_ptr<uni<Numbers>> o) {
  auto *p = o->operator->(); // expect-error {{'p' borrows}} [uni-borrow]
}
void arrow_of_an_iterator(std::vector<uni<Numbers>> all) {
  auto *p = all.front().operator->(); // expect-error {{'p' borrows}} [uni-borrow]
}
void called_at_once(std::optional<uni<Numbers>> o) {
  o->operator->()->push_back(1);
  (*o)->push_back(2);
  int n = o->operator*().back();
  (void)n;
}
