// Inko's guide "Concurrency and recovery", the newest age (docs/inko.md, "R2"): each example and each rule that it states,
// in the text's order; what it shares with the older age in the same words is in 001-recovery.cpp. docs/inko.md names each
// function.
// rules: all
#include <conure/conure.h>
#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

// type async Counter { let mut @number: Int; fn async mut increment(amount: Int) { @number += amount } }
class CONURE_PROCESS Counter {
public:
  CONURE_ASYNC void increment(int amount) { number_ += amount; }

private:
  int number_ = 0;
};

struct User {
  std::string name;
  std::vector<std::string> friends;

  bool friends_with(const User &user) const {
    return std::find(friends.begin(), friends.end(), user.name) != friends.end();
  }
  bool count_friends_with(const User &user) { return friends_with(user); } // fn mut
  std::optional<std::string> remove_last_friend() {
    if (friends.empty())
      return std::nullopt;
    std::string last = friends.back();
    friends.pop_back();
    return last;
  }
  std::vector<std::string> all_friends() const { return friends; }
  const User &borrow_self() const { return *this; }
  std::optional<ref<User>> borrow_some() const { return ref<User>(*this); }
  struct Wrapper wrap() const;
};
struct Wrapper {
  ref<User> user;
};
inline Wrapper User::wrap() const { return Wrapper{ref<User>(*this)}; }

// "Mutable borrows are never sendable, though in certain cases immutable borrows are sendable"
class CONURE_PROCESS Borrows {
public:
  CONURE_ASYNC void mutable_one(User &user) {}         // expect-error {{parameter 'user' of message 'mutable_one' is a reference}} [async-signature]
  CONURE_ASYNC void stored_mutable_one(mut<User> u) {} // expect-error {{parameter 'u' of message 'stored_mutable_one' is not sendable}} [async-signature]
  CONURE_ASYNC void immutable_one(const User &user) {} // expect-error {{parameter 'user' of message 'immutable_one' is a reference}} [async-signature]
};
// Never, though a copy of a value is one of plain data: a mutable borrow of a User, to a method that only reads.
struct Club {
  std::vector<ref<User>> members;
  std::size_t size() const { return members.size(); }
  bool has(const User &user) const { return size() != 0; }
  bool has_mutable(User &user) const { return size() != 0; }
  void add(const User &user) { members.push_back(ref<User>(user)); }
};
void mutable_borrow_as_argument() {
  auto club = recover(Club{});
  User bob{"Bob", {}};
  bool has = club->has_mutable(bob); // expect-error {{'has_mutable' cannot be called on the unique value 'club'}} [uni-call]
}

// "The basic requirement is that all arguments passed and any values returned must be sendable"
struct Shelf {
  std::vector<std::unique_ptr<User>> users;
  void put(std::unique_ptr<User> user) { users.push_back(std::move(user)); }
  void put_named(std::string name) { users.push_back(std::make_unique<User>(User{name, {}})); }
  std::size_t size() const { return users.size(); }
};
void sendable_arguments_and_results() {
  auto shelf = recover(Shelf{});
  shelf->put_named("Alice");
  shelf->put(recover(std::make_unique<User>()));
  std::size_t size = shelf->size();
}
void owned_argument() {
  auto shelf = recover(Shelf{});
  auto user = std::make_unique<User>();
  shelf->put(std::move(user)); // expect-error {{'put' cannot be called on the unique value 'shelf'}} [uni-call]
}

// Immutable methods: alice.friends_with?(bob)
void immutable_method() {
  auto alice = recover(User{"Alice", {"Bob"}});
  User bob{"Bob", {}};
  bool friends = alice->friends_with(bob);
}
void immutable_method_of_what_could_keep_it() {
  auto club = recover(Club{});
  User bob{"Bob", {}};
  bool has = club->has(bob);
}
// "This isn't possible if the method allows mutations"
void mutable_method_that_could_keep_it() {
  auto club = recover(Club{});
  User bob{"Bob", {}};
  club->add(bob); // expect-error {{'add' cannot be called on the unique value 'club'}} [uni-call]
}

// Mutable methods: alice.remove_last_friend
void mutable_method() {
  auto alice = recover(User{"Alice", {"Bob"}});
  auto last = alice->remove_last_friend();
}
// fn mut friends_with?(user: ref User)
void mutable_method_with_a_borrow() {
  auto alice = recover(User{"Alice", {"Bob"}});
  User bob{"Bob", {"Alice"}};
  bool friends = alice->count_friends_with(bob);
}

// Non-unique return values: alice.friends
void owned_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  std::vector<std::string> friends = alice->all_friends();
}
// let borrow = alice.borrow_self # => invalid
void borrow_as_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  const User &borrow = alice->borrow_self(); // expect-error {{'borrow_self' cannot be called on the unique value 'alice'}} [uni-call]
}
// fn borrow_self -> Option[ref User]
void borrow_inside_the_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  auto borrow = alice->borrow_some(); // expect-error {{'borrow_some' cannot be called on the unique value 'alice'}} [uni-call]
}
// fn wrap -> Wrapper
void borrow_in_a_field_of_the_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  auto wrapper = alice->wrap(); // expect-error {{'wrap' cannot be called on the unique value 'alice'}} [uni-call]
  // expect-note@45 {{'Wrapper' has a field 'user' of type 'ref<User>'}}
}

// Unused return values: alice.borrow_self
void unused_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  alice->borrow_self();
  alice->wrap();
}
// let _ = alice.borrow_self
void ignored_result() {
  auto alice = recover(User{"Alice", {"Bob"}});
  std::ignore = alice->borrow_self();
  (void)alice->borrow_self();
}

// Spawning processes with fields: Example(numbers: recover [10, 20])
struct CONURE_PROCESS Example {
  std::vector<int> numbers;
};
void spawning_with_fields() { auto example = spawn<Example>(recover(std::vector{10, 20})); }
void spawning_with_an_owned_field() {
  auto example = spawn<Example>(std::vector{10, 20}); // expect-error {{a new process needs a sendable value for its field 'numbers'}} [spawn-argument]
}

// Defining async methods: "The arguments must be sendable"
class CONURE_PROCESS Arguments {
public:
  CONURE_ASYNC void values(int n, std::string s, process<Counter> p) {}
  CONURE_ASYNC void unique(uni<User> u, channel<uni<User>> c, promise<int> p) {}
  CONURE_ASYNC void owned(User u) {} // expect-error {{parameter 'u' of message 'owned' is not sendable: its type is 'User'}} [async-signature]
};
// "Return types aren't allowed, instead you must use a Promise, Channel or similar value"
class CONURE_PROCESS Answers {
public:
  CONURE_ASYNC User result() { return {}; } // expect-error {{message 'result' returns 'User'}} [async-signature]
  CONURE_ASYNC void by_promise(promise<int> p) { std::move(p).set(1); }
  CONURE_ASYNC void by_channel(channel<uni<User>> c) { c.send(recover(User{})); }
};
void asking(process<Answers> answers) {
  future<int> one = ask(answers, &Answers::by_promise);
  int n = std::move(one).get();
}
