// A counted class that is used in constant expressions, which only C++20 lets it be.
#include "node.h"

#include <conure/annotations.h>

class CONURE_COUNTED Point {
 public:
  constexpr Point(int x, int y) : x_(x), y_(y) {}
  constexpr int x() const { return x_; }
  int y() const { return y_; }

 private:
  int x_, y_;
};

constexpr Point origin(3, 4);
static_assert(origin.x() == 3, "");

const char *name() { return u8"constant"; }

int length(const Node &from) {
  const Point &at = origin;
  return from.next ? at.y() / 2 : at.x();
}
