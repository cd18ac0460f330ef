// Seed 002: concurrency and recovery, the newest manual. Each block is one of its examples.
#include <conure/conure.h>
// rules: all
#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>
using namespace conure;

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
  std::vector<std::string> friends_copy() const { return friends; }
  const User &borrow_self() const { return *this; }
  std::optional<ref<User>> borrow_some() const { return ref<User>(*this); }
  struct Wrapper wrap() const;
};
struct Wrapper {
  ref<User> user;
};
inline Wrapper User::wrap() const { return Wrapper{ref<User>(*this)}; }

// A receiver that could keep a borrow of its argument.
struct Club {
  std::vector<ref<User>> members;
  void add(const User &user) { members.push_back(ref<User>(user)); }
  bool has(const User &user) const { return !members.empty(); }
};

void immutable_methods() {
  auto alice = recover(User{"Alice", {"Bob"}});
  User bob{"Bob", {}};
  bool friends = alice->friends_with(bob);
  auto club = recover(Club());
  bool has = club->has(bob);
  club->add(bob); // expect-error {{}} [uni-call]
}
void mutable_methods() {
  auto alice = recover(User{"Alice", {"Bob"}});
  User bob{"Bob", {"Alice"}};
  auto last = alice->remove_last_friend();
  bool friends = alice->count_friends_with(bob);
}
void results() {
  auto alice = recover(User{"Alice", {"Bob"}});
  auto friends = alice->friends_copy();
  const User &borrow = alice->borrow_self(); // expect-error {{}} [uni-call]
  auto some = alice->borrow_some();          // expect-error {{}} [uni-call]
  auto wrapper = alice->wrap();              // expect-error {{}} [uni-call]
}
void unused_results() {
  auto alice = recover(User{"Alice", {"Bob"}});
  alice->borrow_self();
  (void)alice->borrow_self();
  std::ignore = alice->borrow_self();
  alice->wrap();
}

struct CONURE_PROCESS Example {
  std::vector<int> numbers;
};
class CONURE_PROCESS Messages {
public:
  CONURE_ASYNC void sendable(int n, std::string s, uni<User> u, promise<int> p, channel<uni<User>> c) {}
  CONURE_ASYNC void owned(User u) {}       // expect-error {{parameter 'u' of message 'owned' is not sendable}} [async-signature]
  CONURE_ASYNC void mut(User &u) {}        // expect-error {{is a reference}} [async-signature]
  CONURE_ASYNC void ref(const User &u) {}  // expect-error {{is a reference}} [async-signature]
  CONURE_ASYNC User result() { return {}; } // expect-error {{returns 'User'}} [async-signature]
};
void spawning() {
  auto example = spawn<Example>(recover(std::vector{10, 20}));
  auto invalid = spawn<Example>(std::vector{10, 20}); // expect-error {{}} [spawn-argument]
}
