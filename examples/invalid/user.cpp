// The twin of ../user.cpp that must be rejected: each line would leave an alias
// of a unique value on the outside, or of the outside in it.
#include <conure/conure.h>
#include <string>
#include <utility>
#include <vector>

using namespace conure;

using Bytes = std::vector<unsigned char>;

class User {
public:
  explicit User(std::string name) : name_(std::move(name)) {}
  const User &itself() const { return *this; }
  const User *pointer() const { return this; }
  const std::string &name() const { return name_; }

private:
  std::string name_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto alice = recover(User("Alice"));
    const User &borrow = alice->itself();  // expect: uni-call
    const User *pointer = alice->pointer(); // expect: uni-call
    User &whole = *alice;                  // expect: uni-borrow
    bool same = &borrow == pointer && &whole == pointer;

    auto list = recover(std::vector<Bytes>{});
    list->push_back(Bytes{}); // expect: uni-call
    list->reserve(same ? 1 : 2);
  }
};
CONURE_MAIN(Main)
