// The examples of Inko's manual on calling methods of unique values.
#include <conure/conure.h>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>
using namespace conure;

struct User {
  std::string name;
  std::vector<std::string> friends_;

  std::string to_upper() const { return name; }
  bool friends_with(const User &user) const { return friends_.front() == user.name; }
  bool befriends(const User &user) { return friends_.back() == user.name; }
  std::optional<std::string> remove_last_friend() {
    if (friends_.empty())
      return std::nullopt;
    std::string last = friends_.back();
    friends_.pop_back();
    return last;
  }
  std::vector<std::string> friends() const { return friends_; }
  const User &borrow_self() const { return *this; }
  std::optional<ref<User>> maybe_self() const { return ref<User>(*this); }
  struct Wrapper {
    ref<User> user;
  };
  Wrapper wrap() const { return Wrapper{*this}; }
};

class Bytes {
 public:
  std::vector<unsigned char> data;
};

void to_upper_is_available() {
  uni<std::string> a = recover(std::string("testing"));
  uni<User> u = recover(User{"Alice", {"Bob"}});
  uni<std::string> b = recover(u->to_upper());
}

void friends_with() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  User bob{"Bob", {}};
  alice->friends_with(bob);
  bool both = alice->befriends(bob);
}

void remove_last_friend() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  auto gone = alice->remove_last_friend();
}

void friends() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  alice->friends();
  std::vector<std::string> copies = alice->friends();
}

void borrow_self() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  const User &b = alice->borrow_self(); // expect-error {{'borrow_self' cannot be called on the unique value 'alice'}} [uni-call]
  auto copy = alice->borrow_self();     // expect-error {{'borrow_self'}} [uni-call]
}

void borrow_in_option() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  auto b = alice->maybe_self(); // expect-error {{'maybe_self'}} [uni-call]
}

void borrow_in_wrapper() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  auto w = alice->wrap(); // expect-error {{'wrap' cannot be called}} [uni-call]
}

void unused_borrow() {
  uni<User> alice = recover(User{"Alice", {"Bob"}});
  alice->borrow_self();
  (void)alice->borrow_self();
  std::ignore = alice->borrow_self();
  alice->wrap();
}

void push_of_bytes() {
  uni<std::vector<Bytes>> a = recover(std::vector<Bytes>{});
  a->push_back(Bytes{}); // expect-error {{'push_back' cannot be called on the unique value 'a'}} [uni-call]
  a->push_back(recover(Bytes{}));
}
