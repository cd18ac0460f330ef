// Structured bindings that name parts of what goes away, and objects that hold several borrows.
// rules: drop-while-borrowed, move-while-borrowed, use-after-move
#include <conure/conure.h>
#include <ctime>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Name {
  std::string first, last;
};
std::vector<Name> all();
void take(std::string);

std::size_t ofTemporaryOwner() {
  auto &[first, last] = *std::make_unique<Name>(); // expect-error {{the structured binding borrows from a temporary 'std::unique_ptr<Name>', which ends with this statement}} [drop-while-borrowed]
  return first.size();
}
std::size_t ofTemporaryElement() {
  auto &[first, last] = all()[0]; // expect-error {{the structured binding borrows from a temporary 'std::vector<Name>'}} [drop-while-borrowed]
  return last.size();
}
std::size_t ofTemporaryByMethod() {
  const auto &[first, last] = all().front(); // expect-error {{the structured binding borrows from a temporary}} [drop-while-borrowed]
  return last.size();
}
std::size_t ofReset() {
  auto p = std::make_unique<Name>();
  auto &[first, last] = *p;
  p.reset(); // expect-error {{what 'p' owns is dropped here while the structured binding borrows from it}} [drop-while-borrowed]
  return first.size();
}
std::size_t ofCleared(std::vector<Name> v) {
  auto &[first, last] = v[0];
  v.clear(); // expect-error {{what 'v' owns is dropped here while the structured binding borrows from it}} [drop-while-borrowed]
  return first.size();
}
std::size_t ofPairCleared(std::vector<std::pair<std::string, int>> v) {
  auto &[name, age] = v.back();
  v.clear(); // expect-error {{what 'v' owns is dropped here while the structured binding borrows from it}} [drop-while-borrowed]
  return name.size();
}
std::size_t ofMapErased(std::map<int, Name> m) {
  auto it = m.begin();
  auto &[first, last] = it->second;
  m.clear(); // expect-error {{what 'm' owns is dropped here while the structured binding borrows from it}} [drop-while-borrowed]
  return last.size();
}
std::size_t movedPart() {
  Name n{"a", "b"};
  auto &[first, last] = n;
  take(std::move(n.first));
  return first.size(); // expect-error {{'n.first' is used after it was moved}} [use-after-move]
}
std::string_view oneBorrow() {
  struct Rest {
    std::string_view text;
    std::string_view get() const { return text; }
  };
  std::string s = "text";
  Rest rest{s};
  return rest.get(); // expect-error {{a borrow of 's', which ends with this function, is returned}} [drop-while-borrowed]
}

// Accepted.
std::size_t copies() {
  auto [first, last] = *std::make_unique<Name>();
  return first.size() + last.size();
}
std::size_t extended() {
  auto &&[first, last] = Name{"a", "b"};
  return first.size();
}
std::size_t partFilledAgain() {
  Name n{"a", "b"};
  auto &[first, last] = n;
  take(std::move(last));
  last = "c";
  return first.size() + last.size();
}
std::size_t usedBefore(std::vector<Name> v) {
  const auto &[first, last] = v[0];
  const std::size_t size = first.size();
  v.clear();
  return size;
}
std::size_t boundAnew(std::vector<Name> v) {
  for (std::size_t i = 0; i < v.size(); ++i) {
    auto &[first, last] = v[i];
    if (first.empty()) {
      v.pop_back();
      break;
    }
    take(last);
  }
  v.clear();
  auto &[first, last] = v.emplace_back();
  return first.size();
}
struct Writer {
  const std::tm &time;
  std::string_view out;
  std::string_view rest() const { return out; }
};
std::string_view oneOfSeveral(std::string_view out) {
  std::tm time{};
  Writer writer{time, out};
  return writer.rest();
}
