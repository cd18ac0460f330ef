// Inko's guide "Concurrency and recovery", its older age (docs/inko.md, "R1"): each example and each rule that it states,
// in the text's order. docs/inko.md names each function.
// rules: all
#include <conure/conure.h>
#include <cctype>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>
using namespace conure;

// class async Counter { let @number: Int; fn async mut increment(amount: Int) }
class CONURE_PROCESS Counter {
public:
  explicit Counter(int number) : number_(number) {}
  CONURE_ASYNC void increment(int amount) { number_ += amount; }
  CONURE_ASYNC void value(channel<int> output) const { output.send(number_); }

private:
  int number_;
};

// "A value is sendable if it's either a value type (String or Int for example), or a unique value"
struct User {
  std::string name;
  std::vector<std::string> friends;
};
class CONURE_PROCESS Sendable {
public:
  CONURE_ASYNC void integer(int n) {}
  CONURE_ASYNC void string(std::string s) {}
  CONURE_ASYNC void unique(uni<std::vector<User>> users) {}
  CONURE_ASYNC void owned(std::vector<User> users) {} // expect-error {{parameter 'users' of message 'owned' is not sendable: its type is 'std::vector<User>'}} [async-signature]
};

// "Within that box these items are allowed to refer to each other using borrows…"
struct CONURE_COUNTED Item {
  int number = 0;
  Item *other = nullptr;
};
struct Box {
  std::vector<std::unique_ptr<Item>> items;
};
void items_may_refer_to_each_other() {
  auto box = recover([] {
    Box made;
    made.items.push_back(std::make_unique<Item>());
    made.items.push_back(std::make_unique<Item>());
    made.items[0]->other = made.items[1].get();
    return made;
  });
}
// "…but none of the items are allowed to refer to values outside of the box or the other way around."
void no_item_may_refer_to_the_outside(Item &outside) {
  auto box = recover([&] {
    Box made;
    made.items.push_back(std::make_unique<Item>());
    made.items[0]->other = &outside; // expect-error {{'outside'}} [recover-capture]
    return made;
  });
}
void nothing_outside_may_refer_to_an_item(Item *&outside) {
  auto box = recover([&] {
    Box made;
    made.items.push_back(std::make_unique<Item>());
    outside = made.items[0].get(); // expect-error {{'outside'}} [recover-capture]
    return made;
  });
}

// let a = recover [10, 20] # => uni Array[Int]
// let b = recover a        # => Array[Int]
void creating() {
  uni<std::vector<int>> a = recover(std::vector{10, 20});
  std::vector<int> b = recover(std::move(a));
  std::vector<int> &borrow = b;
  borrow.push_back(30);
}

// The table of captures: T and mut T are `uni mut T` inside…
void captured_owned_value() {
  std::vector<int> outside{10, 20, 30};
  auto made = recover([&] {
    outside.push_back(40);
    return std::vector<std::size_t>{outside.size()};
  });
}
void captured_owned_value_is_borrowed() {
  std::vector<int> outside{10, 20, 30};
  auto made = recover([&] {
    std::vector<int> &inside = outside; // expect-error {{'outside'}} [recover-capture]
    return std::vector<int>{1};
  });
}
void captured_owned_value_is_moved() {
  std::vector<int> outside{10, 20, 30};
  auto made = recover([&] {
    return std::move(outside); // expect-error {{moving 'outside'}} [recover-capture]
  });
}
void captured_mutable_borrow(std::vector<int> &outside) {
  auto made = recover([&] {
    outside.push_back(40);
    return std::vector<std::size_t>{outside.size()};
  });
}
void captured_mutable_borrow_is_kept(std::vector<int> &outside) {
  auto made = recover([&] {
    return std::vector<std::vector<int> *>{&outside}; // expect-error {{'outside'}} [recover-capture]
  });
}
// …ref T is `uni ref T`…
void captured_immutable_borrow(const std::vector<int> &outside) {
  auto made = recover([&] { return std::vector<std::size_t>{outside.size()}; });
}
void captured_immutable_borrow_is_kept(const std::vector<int> &outside) {
  auto made = recover([&] {
    return std::vector<const std::vector<int> *>{&outside}; // expect-error {{'outside'}} [recover-capture]
  });
}
// …and uni T is itself, "moved such that the original one is no longer available".
void captured_unique_value() {
  auto outside = recover(std::vector{10, 20});
  auto inside = recover([&] { return std::move(outside); });
  outside->size(); // expect-error {{'outside' is used after it was moved}} [use-after-move]
}

// "1. They can't be assigned to variables"
void borrow_in_a_variable() {
  auto a = recover(std::vector{10, 20});
  std::vector<int> &m = *a;       // expect-error {{'a'}} [uni-borrow]
  const std::vector<int> &r = *a; // expect-error {{'a'}} [uni-borrow]
  auto *p = &*a;                  // expect-error {{'a'}} [uni-borrow]
}
// "2. … you can't pass them as arguments."
void take_mutable(std::vector<int> &values);
void take_immutable(const std::vector<int> &values);
void borrow_as_argument() {
  auto a = recover(std::vector{10, 20});
  take_mutable(*a);   // expect-error {{'a'}} [uni-borrow]
  take_immutable(*a); // expect-error {{'a'}} [uni-borrow]
}
// "3. They can't be used in type signatures"
void borrow_in_a_signature(uni<std::vector<int>> &values);            // expect-error {{'values' is}} [uni-borrow]
void immutable_borrow_in_a_signature(const uni<std::vector<int>> &v); // expect-error {{'v' is}} [uni-borrow]
ref<uni<std::vector<int>>> borrow_as_a_result();                      // expect-error {{'borrow_as_a_result' returns}} [uni-borrow]
// "This effectively means they can only be used as method call receivers"
void borrow_as_a_receiver() {
  auto a = recover(std::vector{10, 20});
  a->push_back(30);
  (*a).pop_back();
}

// let a = recover 'testing'; a.to_upper
struct Text {
  std::string characters;
  std::string to_upper() const {
    std::string upper = characters;
    for (char &c : upper)
      c = static_cast<char>(std::toupper(c));
    return upper;
  }
};
void to_upper() {
  auto a = recover(Text{"testing"});
  std::string upper = a->to_upper();
}
// let b = recover a.to_upper # => uni String
void recover_to_upper() {
  auto a = recover(Text{"testing"});
  uni<std::string> b = recover(a->to_upper());
}
// recover TcpServer.new(IpAddress.v4(127, 0, 0, 1), port: 40_000); recover server.accept.unwrap
void tcp_server() {
  uni<net::tcp_listener> server = recover(net::tcp_listener(net::endpoint::v4(127, 0, 0, 1, 40'000)));
  uni<net::tcp_stream> client = recover(server->accept());
}
// let a = recover []; a.push(ByteArray.new)
struct ByteArray {
  std::vector<std::uint8_t> bytes;
};
void push() {
  auto a = recover(std::vector<ByteArray>{});
  a->push_back(ByteArray{}); // expect-error {{'push_back' cannot be called on the unique value 'a'}} [uni-call]
}
void push_a_unique_value() {
  auto a = recover(std::vector<ByteArray>{});
  a->push_back(recover(ByteArray{}));
}

// "Channel is a value type, so you can share it between processes": work for a group, results from it.
class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void run(channel<int> work, channel<int> results) {
    while (auto n = work.next())
      results.send(*n * 2);
  }
};
void channels_are_shared() {
  channel<int> work(4), results(4);
  for (int i = 0; i < 2; ++i)
    spawn<Worker>()->run(work, results);
  work.send(1);
  work.close();
  int two = results.receive();
}
void channels_of_what_is_not_sendable() {
  channel<std::vector<int>> c(1); // expect-error {{the element of a channel crosses to another process, but 'std::vector<int>' is not sendable}} [channel-element]
}

// class async Example { let @numbers: Array[Int] }; Example { @numbers = recover [10, 20] }
struct CONURE_PROCESS Example {
  std::vector<int> numbers;
};
void spawning_with_fields() { auto example = spawn<Example>(recover(std::vector{10, 20})); }
void spawning_with_an_owned_field() {
  std::vector<int> mine{10, 20};
  auto example = spawn<Example>(mine); // expect-error {{a new process needs a sendable value for its field 'numbers'}} [spawn-argument]
}

// "The arguments must be sendable. Return types aren't allowed"
class CONURE_PROCESS Defines {
public:
  CONURE_ASYNC void borrowed(const User &user) {}      // expect-error {{parameter 'user' of message 'borrowed' is a reference}} [async-signature]
  CONURE_ASYNC User result() { return {}; }            // expect-error {{message 'result' returns 'User'}} [async-signature]
  CONURE_ASYNC void sent_back(channel<uni<User>> c) { c.send(recover(User{})); }
};

// let counter = Counter { @value = 0 }; …; output.receive
class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto counter = spawn<Counter>(0);
    channel<int> output(1);
    counter->increment(1);
    counter->value(output);
    int one = output.receive();
  }
};
CONURE_MAIN(Main)
