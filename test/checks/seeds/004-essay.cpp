// Seed 004: "error: cannot move xs while borrowed", which is the strict reading.
// config: profile: strict
// rules: move-while-borrowed, use-after-move, drop-while-borrowed, async-signature
#include <conure/conure.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

struct CONURE_COUNTED Item {
  int value = 0;
  std::string name; // so that a move is more than a copy of bits
};
void move_to_helper(std::vector<int> xs) {}
void move_item(Item item) {}
void move_owner(std::unique_ptr<Item> item) {}

// let r = ref xs; move_to_helper(xs) # error
void moving() {
  Item xs;
  const Item &r = xs;
  move_item(std::move(xs)); // expect-error {{}} [move-while-borrowed]
  int v = r.value;
}
void moving_an_owner() {
  auto xs = std::make_unique<Item>();
  Item &r = *xs;
  move_owner(std::move(xs)); // expect-error {{}} [move-while-borrowed]
  r.value = 1;
}
// "but multiple `ref xs` are fine concurrently"
void many_borrows() {
  Item xs;
  const Item &a = xs;
  const Item &b = xs;
  Item &c = xs;
  c.value = a.value + b.value;
}
void borrow_ended() {
  auto xs = std::make_unique<Item>();
  {
    Item &r = *xs;
    r.value = 1;
  }
  move_owner(std::move(xs));
}
// "only `uni T` values (or copyable value types) may be sent between processes"
class CONURE_PROCESS Sends {
public:
  CONURE_ASYNC void ok(uni<Item> item, int n) {}
  CONURE_ASYNC void invalid(std::unique_ptr<Item> item) {} // expect-error {{}} [async-signature]
};
