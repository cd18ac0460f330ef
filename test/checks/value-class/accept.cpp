// Parts that a value type may have.
#include <conure/conure.h>
#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>
using namespace conure;

class CONURE_PROCESS Worker {};
struct Point {
  int x, y;
};
struct CONURE_VALUE Empty {};
struct CONURE_VALUE Name {
  std::string first, last;
  std::optional<std::string> middle;
};
struct CONURE_VALUE Nested : Name {
  Point p;
  Name other;
  std::array<Name, 2> parents;
  std::chrono::seconds age;
};
struct CONURE_VALUE Handles {
  process<Worker> worker;
  channel<Nested> out;
  std::shared_ptr<const std::map<std::string, std::vector<int>>> table;
};
struct CONURE_VALUE Bits {
  unsigned a : 3;
  unsigned : 2;
  union {
    int i;
    float f;
  };
  int matrix[2][2];
};
struct CONURE_VALUE Hidden {
  Hidden(const Hidden &other) : text(other.text) {}
  static int *shared; // no part of a value
private:
  std::string text;
  void (*callback)(int *) = nullptr;
  mutable int cache = 0; // each copy has its own
};
struct CONURE_SENDABLE Ring {
  std::atomic<int> *slots;
};
struct CONURE_VALUE UsesTrusted {
  Ring ring;
};
template <class T> struct CONURE_VALUE Box {
  T value;
  Box *self() { return this; }
};
template struct Box<std::string>;
template struct Box<std::vector<int>>; // no value, but nobody said it were: it is owned
struct CONURE_VALUE Base {
  virtual ~Base() = default;
};
struct CONURE_VALUE Derived : Base {
  std::string name;
};
struct Plain { // not marked: anything goes
  int *p;
  std::vector<int> v;
};
// rules: value-class

// A hierarchy of values without mutable parts.
struct CONURE_VALUE Shape {
  virtual ~Shape() = default;
  virtual int area() const { return 0; }
};
struct CONURE_VALUE Square final : Shape {
  int side = 1;
  int area() const override { return side * side; }
};
