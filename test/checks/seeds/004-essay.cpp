// The notes on Inko's type discipline (docs/inko.md, "N"), in the strict reading of "error: cannot move xs while borrowed":
// each example and each rule that they state, in their order. docs/inko.md names each function.
// config: profile: strict
// rules: all
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

// §2: T, ref T, mut T and uni T "at type positions. Function parameters and return types decide the convention."
void owned(Item item) {}
void immutable_borrow(const Item &item) {}
void mutable_borrow(Item &item) {}
void unique(uni<Item> item) {}
void conventions() {
  Item item;
  immutable_borrow(item);
  mutable_borrow(item);
  unique(recover([] { return Item{}; }));
  owned(std::move(item));
}
// "Moves are statically rejected while the counter is non-zero": let r = ref xs; move_to_helper(xs) # error
void move_to_helper(std::vector<int> xs) {}
void moving() {
  std::vector<int> xs{1, 2, 3};
  const std::vector<int> &r = xs;
  move_to_helper(std::move(xs)); // expect-error {{'xs' is moved while 'r' borrows}} [move-while-borrowed]
  auto size = r.size();
}
void moving_a_counted_value() {
  Item xs;
  const Item &r = xs;
  owned(std::move(xs)); // expect-error {{'xs' is moved while 'r' borrows}} [move-while-borrowed]
  int v = r.value;
}
void move_owner(std::unique_ptr<Item> item) {}
void moving_an_owner() {
  auto xs = std::make_unique<Item>();
  Item &r = *xs;
  move_owner(std::move(xs)); // expect-error {{'xs' is moved while 'r' borrows}} [move-while-borrowed]
  r.value = 1;
}
void moving_after_the_borrow_ended() {
  auto xs = std::make_unique<Item>();
  {
    Item &r = *xs;
    r.value = 1;
  }
  move_owner(std::move(xs));
}
// "but multiple `ref xs` are fine concurrently"
void many_immutable_borrows() {
  Item xs;
  const Item &a = xs;
  const Item &b = xs;
  int sum = a.value + b.value;
}
// §3: "You can hold multiple mut T borrows simultaneously."
void many_mutable_borrows() {
  Item xs;
  Item &a = xs;
  Item &b = xs;
  a.value = 1;
  b.value = 2;
}
// "only uni T (or copyable value types) may be sent between processes"
class CONURE_PROCESS Sends {
public:
  CONURE_ASYNC void sendable(uni<Item> item, int n) {}
  CONURE_ASYNC void owner(std::unique_ptr<Item> item) {} // expect-error {{parameter 'item' of message 'owner' is not sendable}} [async-signature]
};
// "drop-with-outstanding-borrows is a runtime panic", and told before where it is certain.
void dropping() {
  auto xs = std::make_unique<Item>();
  Item &r = *xs;
  xs.reset(); // expect-error {{'r' borrows}} [drop-while-borrowed]
  r.value = 1;
}
// §3: "mutating-while-borrowed traps at runtime rather than corrupting memory", and is told before where it is certain.
void mutating_while_borrowed() {
  std::vector<int> xs{1, 2, 3};
  int &r = xs.front();
  xs.clear(); // expect-error {{'r' borrows}} [drop-while-borrowed]
  r = 1;
}
// §6: "uni T: requires the caller to pass a non-aliased handle"
void passing_an_alias() {
  Item item;
  unique(std::move(item)); // expect-error {{an 'Item' does not become a 'uni<Item>' by itself}} [implicit-recover]
}
