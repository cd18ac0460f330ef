// Inko's chapter on memory management (docs/inko.md, "M"): each example and each rule that it states, in the text's order.
// What it says of run time is in test/examples/Inputs/ownership.cpp and in the tests of the counts. docs/inko.md names each
// function.
// rules: all
#include <conure/conure.h>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

// fn example { 'hello' }
void scope_owns() { std::string hello = "hello"; }

// let val = 'hello'; let vals = [val]: "pushing a value into an array makes the array the owner of the value"
struct Word {
  std::unique_ptr<std::string> text;
};
void array_owns() {
  Word val{std::make_unique<std::string>("hello")};
  std::vector<Word> vals;
  vals.push_back(std::move(val));
}
void array_owns_and_the_old_name_is_used() {
  Word val{std::make_unique<std::string>("hello")};
  std::vector<Word> vals;
  vals.push_back(std::move(val));
  auto size = val.text->size(); // expect-error {{'val.text' is used after it was moved}} [use-after-move]
}

// fn foo(values: Array[Int]); let vals = [10, 20]; foo(vals); vals: "a compile-time error is produced"
void foo(std::vector<int> values) {}
void bar() {
  std::vector<int> vals{10, 20};
  foo(std::move(vals));
}
void bar_uses_it_again() {
  std::vector<int> vals{10, 20};
  foo(std::move(vals));
  vals.push_back(30); // expect-error {{'vals' is used after it was moved}} [use-after-move]
}
// "unless the value is a value type in which case a move copies the value"
void number(int n) {}
void moving_a_value_type() {
  int n = 10;
  number(std::move(n));
  number(n);
}

// let a = [10, 20]; let b = ref a; let c = mut a
void borrows() {
  std::vector<int> a{10, 20};
  const std::vector<int> &b = a;
  std::vector<int> &c = a;
  c.push_back(1);
  auto size = b.size();
}
// "Immutable references … don't allow you to mutate the value": `const` is the compiler's to keep.
template <class T>
concept CanGrow = requires(T borrow) { borrow->push_back(1); };
static_assert(!CanGrow<ref<std::vector<int>>> && CanGrow<mut<std::vector<int>>>);
static_assert(!CanGrow<const std::vector<int> *> && CanGrow<std::vector<int> *>);
// "Inko automatically creates references for you whenever necessary"
std::size_t size_of(const std::vector<int> &a) { return a.size(); }
void borrow_for_a_call() {
  std::vector<int> a{10, 20};
  auto size = size_of(a);
}

// "Inko allows you to move owned values when references to them exist": the object keeps its place.
struct CONURE_COUNTED Part {
  int value = 0;
};
void moving_while_borrowed() {
  auto owner = std::make_unique<Part>();
  Part &borrow = *owner;
  auto other = std::move(owner);
  borrow.value = 1;
}
// What moves to another address takes it from under the borrow: C++ has such values, Inko has not.
void moving_to_another_address() {
  std::string text = "hello";
  const char &first = text[0];
  std::vector<std::string> vals;
  vals.push_back(std::move(text)); // expect-error {{'text' is moved while 'first' borrows}} [move-while-borrowed]
  char c = first;
}
// "Inko also allows both immutable and mutable references to the same value to exist at the same time."
void both_kinds_of_borrow() {
  std::vector<int> a{10, 20};
  const std::vector<int> &b = a;
  std::vector<int> &c = a;
  std::vector<int> &d = a;
  c.push_back(1);
  d.push_back(2);
  auto size = b.size();
}

// class Node[T] { next, previous: Option[mut Node[T]], value }; class List[T] { head, tail }
template <class T> struct CONURE_COUNTED Node {
  std::unique_ptr<Node> next;
  std::optional<mut<Node>> previous;
  T value;
};
template <class T> struct List {
  std::unique_ptr<Node<T>> head;
  std::optional<mut<Node<T>>> tail;

  void push(T value) {
    auto node = std::make_unique<Node<T>>();
    node->value = value;
    if (!tail) {
      head = std::move(node);
      tail = mut<Node<T>>(*head);
      return;
    }
    Node<T> &last = **tail;
    node->previous = mut<Node<T>>(last);
    last.next = std::move(node);
    tail = mut<Node<T>>(*last.next);
  }
};
void linked_list() {
  List<int> l;
  l.push(1);
  l.push(2);
  auto unique = recover([] {
    List<int> made;
    made.push(1);
    return made;
  });
}

// "If the owned value is dropped but references to it still exist, a panic is produced": told earlier where it is certain.
void dropped_while_borrowed() {
  auto owner = std::make_unique<Part>();
  Part &borrow = *owner;
  owner.reset(); // expect-error {{'borrow' borrows}} [drop-while-borrowed]
  borrow.value = 1;
}

// "only allows you to send values between processes if they are either unique or value types (which are copied)"
class CONURE_PROCESS Receives {
public:
  CONURE_ASYNC void unique(uni<List<int>> list) {}
  CONURE_ASYNC void copied(std::string text) {}
  CONURE_ASYNC void owned(List<int> list) {} // expect-error {{parameter 'list' of message 'owned' is not sendable}} [async-signature]
};
void sending_a_value_copies_it(process<Receives> to) {
  std::string text = "hello";
  to->copied(text);
  text += " again";
}

// let a = recover [10, 20]; let b = recover a
void creating() {
  uni<std::vector<int>> a = recover(std::vector{10, 20});
  std::vector<int> b = recover(std::move(a));
}

// let nums = [10, 20, 30]; recover { nums # => uni mut Array[Int] }
void outside_variable() {
  std::vector<int> nums{10, 20, 30};
  auto made = recover([&] {
    nums.push_back(40);
    return std::vector<std::size_t>{nums.size()};
  });
}
void outside_variable_given_out() {
  std::vector<int> nums{10, 20, 30};
  auto made = recover([&] {
    return &nums; // expect-error {{the result of this recover is a 'std::vector<int> *', which is a borrow}} [recover-result]
  });
}

// let b = recover a; a # => this is an error, because `a` is moved into `b`
void recovered_value_is_moved() {
  auto a = recover(std::vector{10, 20});
  auto b = recover(std::move(a));
  a->size(); // expect-error {{'a' is used after it was moved}} [use-after-move]
}

// "Values of type uni ref T and uni mut T can't be assigned to variables…"
void unique_borrow_in_a_variable() {
  std::vector<int> nums{10, 20, 30};
  auto made = recover([&] {
    auto &inside = nums; // expect-error {{'nums'}} [recover-capture]
    return std::vector<int>{1};
  });
}
// "…nor can you pass them to arguments that expect ref T or mut T."
void keep(std::vector<int> &values) { values.clear(); }
void unique_borrow_as_argument() {
  std::vector<int> nums{10, 20, 30};
  auto made = recover([&] {
    keep(nums); // expect-error {{'nums'}} [recover-capture]
    return std::vector<int>{1};
  });
}
// "You also can't use such types in type signatures."
mut<uni<std::vector<int>>> unique_borrow_as_result(); // expect-error {{'unique_borrow_as_result' returns}} [uni-borrow]
// "This means you can only use them as receivers for method calls."
void unique_borrow_as_receiver() {
  const std::vector<int> nums{10, 20, 30};
  auto made = recover([&] { return std::vector<std::size_t>{nums.size()}; });
}

// let a = recover 'testing'; a.to_upper; let b = recover a.to_upper
struct Text {
  std::string characters;
  std::string to_upper() const { return characters; }
};
void to_upper() {
  auto a = recover(Text{"testing"});
  std::string upper = a->to_upper();
  uni<std::string> b = recover(a->to_upper());
}
// recover TcpServer.new(ip: …, port: 40_000); recover server.accept.unwrap
void tcp_server() {
  uni<net::tcp_listener> server = recover(net::tcp_listener(net::endpoint::v4(127, 0, 0, 1, 40'000)));
  uni<net::tcp_stream> client = recover(server->accept());
}
// let a = recover []; a.push(ByteArray.new)
struct ByteArray {
  std::vector<std::uint8_t> bytes;
};
void push_what_is_owned() {
  auto a = recover(std::vector<ByteArray>{});
  a->push_back(ByteArray{}); // expect-error {{'push_back' cannot be called on the unique value 'a'}} [uni-call]
}
