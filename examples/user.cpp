// What can be done with a unique value without giving its uniqueness up: call
// methods whose arguments and results cannot tie it to the outside.
#include <conure/conure.h>
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace conure;

class User {
public:
  User(std::string name, std::vector<std::string> friends) : name_(std::move(name)), friends_(std::move(friends)) {}

  const std::string &name() const { return name_; }

  // Immutable: the argument may be a borrow, since it cannot be kept.
  bool friends_with(const User &user) const {
    return std::find(friends_.begin(), friends_.end(), user.name_) != friends_.end();
  }
  // Mutable, and still available: a User holds no borrow, so it cannot keep one, and the result is no alias of it.
  std::optional<std::string> remove_last_friend() {
    if (friends_.empty())
      return std::nullopt;
    std::string last = std::move(friends_.back());
    friends_.pop_back();
    return last;
  }
  bool befriended_by(const User &user) {
    ++asked_;
    return user.friends_with(*this);
  }
  // Owned, without borrows, of an immutable method: nothing else can know it.
  std::vector<std::string> friends() const { return friends_; }
  // An alias of the receiver: available only where the result is not used.
  const User &itself() const { return *this; }

private:
  std::string name_;
  std::vector<std::string> friends_;
  int asked_ = 0;
};

class CONURE_PROCESS Registry {
public:
  CONURE_ASYNC void add(uni<User> user, channel<std::string> out) {
    users_.push_back(std::move(user));
    out.send(users_.back().name());
  }

private:
  std::vector<User> users_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto alice = recover(User("Alice", {"Bob", "Carol"}));
    User bob("Bob", {"Alice"});

    std::cout << "alice knows bob: " << alice->friends_with(bob) << '\n';
    std::cout << "bob knows alice: " << alice->befriended_by(bob) << '\n';
    std::optional<std::string> gone = alice->remove_last_friend();
    std::cout << "alice forgot " << *gone << '\n';
    std::vector<std::string> friends = alice->friends();
    std::cout << "alice has " << friends.size() << " friend\n";
    std::ignore = alice->itself();
    alice->itself();

    channel<std::string> out(1);
    spawn<Registry>()->add(std::move(alice), out); // alice is gone from here on
    std::cout << "registered " << out.receive() << '\n';
  }
};
CONURE_MAIN(Main)
