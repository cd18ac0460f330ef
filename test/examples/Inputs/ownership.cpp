// What Inko's chapter on memory management says of run time, each sentence a function that prints what happened.
#include <conure/conure.h>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace conure;

class Value {
public:
  explicit Value(std::string name) : name_(std::move(name)) {}
  Value(Value &&other) noexcept : name_(std::exchange(other.name_, "")) {}
  Value &operator=(Value &&other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  ~Value() {
    if (!name_.empty())
      std::cout << "dropped " << name_ << '\n';
  }
  const std::string &name() const { return name_; }

private:
  std::string name_;
};

// "When we exit the scope (in this case return from the example method), the value is dropped."
void scope_drops() {
  Value hello("hello");
  std::cout << "in the scope\n";
}
// "pushing a value into an array makes the array the owner of the value", and "the previous owner no longer drops it"
void array_drops() {
  std::vector<Value> vals;
  {
    Value val("val");
    vals.push_back(std::move(val));
  }
  std::cout << "the old owner is gone\n";
}
// "every time you run your program, values are dropped in the same place at the same time"
void dropped_in_order() {
  Value first("first");
  Value second("second");
  {
    Value inner("inner");
  }
  std::cout << "end\n";
}
// "When the reference is no longer needed, only the reference is discarded, not the value it points to."
void borrow_drops_nothing() {
  Value owned("owned");
  {
    const Value &borrow = owned;
    std::cout << "borrowed " << borrow.name() << '\n';
  }
  std::cout << "still " << owned.name() << '\n';
}
// "external resources such as … files can be closed when a value goes out of scope": also that of another process.
class Signal {
public:
  explicit Signal(channel<int> to) : to_(std::move(to)) {}
  ~Signal() { to_.send(1); }

private:
  channel<int> to_;
};
class CONURE_PROCESS Keeper {
public:
  explicit Keeper(uni<Value> value, channel<int> gone) : gone_(gone), value_(std::move(value)) {}
  CONURE_ASYNC void show(channel<int> shown) const {
    std::cout << "kept " << value_.name() << '\n';
    shown.send(1);
  }

private:
  Signal gone_; // the fields are dropped from the last to the first
  Value value_;
};

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    scope_drops();
    array_drops();
    dropped_in_order();
    borrow_drops_nothing();
    channel<int> gone(1), shown(1);
    {
      auto keeper = spawn<Keeper>(recover(Value("kept")), gone);
      keeper->show(shown);
      shown.receive();
    }
    gone.receive();
  }
};
CONURE_MAIN(Main)
