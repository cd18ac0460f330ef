// Seed 001: concurrency and recovery, the older manual.
#include <conure/conure.h>
// rules: all
#include <string>
#include <utility>
#include <vector>
using namespace conure;

struct Bytes {
  std::vector<unsigned char> data;
};

void creating() {
  auto a = recover(std::vector{10, 20}); // => uni Array[Int]
  auto b = recover(std::move(a));        // => Array[Int]
  b.push_back(30);
}

// "They can't be assigned to variables; you can't pass them as arguments; they can't be used in type signatures."
void take(std::vector<int> &values);
void signature(uni<std::vector<int>> &values); // expect-error {{}} [uni-borrow]
void borrowing() {
  auto a = recover(std::vector{10, 20});
  std::vector<int> &r = *a; // expect-error {{}} [uni-borrow]
  auto *p = &*a;            // expect-error {{}} [uni-borrow]
  take(*a);                 // expect-error {{}} [uni-borrow]
}

// "a.to_upper is valid because to_upper doesn't take any arguments, and its return type is a value type"
struct Text {
  std::string characters;
  std::string to_upper() const { return characters; }
};
void calling() {
  auto a = recover(Text{"testing"});
  auto b = recover(a->to_upper());
  std::string c = a->to_upper();
}

// "push takes an argument of type ByteArray which isn't sendable, thus the push method isn't available"
void unavailable() {
  auto a = recover(std::vector<Bytes>());
  a->push_back(Bytes{}); // expect-error {{}} [uni-call]
}

// "Moved: the original one is no longer available."
void moved() {
  auto a = recover(std::vector{10, 20});
  auto b = recover(std::move(a));
  auto size = a->size(); // expect-error {{}} [use-after-move]
}

// The table of captures.
void captures(std::vector<int> &mutable_borrow, const std::vector<int> &borrow) {
  std::vector<int> nums{10, 20, 30};
  auto sizes = recover([&] {
    std::vector<int> out;
    out.push_back(static_cast<int>(nums.size() + mutable_borrow.size() + borrow.size()));
    return out;
  });
  auto stolen = recover([&] {
    return std::move(nums); // expect-error {{}} [recover-capture]
  });
}

struct CONURE_PROCESS Example {
  std::vector<int> numbers;
};
class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    auto example = spawn<Example>(recover(std::vector{10, 20}));
    std::vector<int> mine{1};
    auto invalid = spawn<Example>(mine); // expect-error {{}} [spawn-argument]
  }
};
CONURE_MAIN(Main)
