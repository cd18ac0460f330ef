#include "api.h"
int total = 0;
int third() { return ++total; } // FOUND shared-state
namespace {
int steps = 0;
struct Derived : Base {
  int step() override { return ++steps; } // FOUND shared-state
};
// What it is asked it keeps, though it is const: seen from the unit that asks.
struct Remembers : Shape {
  bool contains(const std::vector<int> &point) const override { return last = &point; }
  mutable const std::vector<int> *last = nullptr;
};
struct Silent : Quiet {
  bool contains(const std::vector<int> &) const override { return false; }
};
} // namespace
CONURE_TRUSTED("counts under a lock of its own") int trusted() { return ++total; }
int bits(float f) { return *reinterpret_cast<int *>(&f); } // FOUND unsafe
int unreached() { return ++total; }
Base &chosen() {
  static const Derived one;
  return const_cast<Derived &>(one); // FOUND unsafe
}
