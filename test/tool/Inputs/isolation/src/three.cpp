#include "api.h"
int total = 0;
int third() { return ++total; } // FOUND shared-state
namespace {
int steps = 0;
struct Derived : Base {
  int step() override { return ++steps; } // FOUND shared-state
};
} // namespace
CONURE_TRUSTED("counts under a lock of its own") int trusted() { return ++total; }
int bits(float f) { return *reinterpret_cast<int *>(&f); } // FOUND unsafe
int unreached() { return ++total; }
Base &chosen() {
  static const Derived one;
  return const_cast<Derived &>(one); // FOUND unsafe
}
