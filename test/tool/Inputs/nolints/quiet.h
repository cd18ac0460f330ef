#pragma once
#include <conure/conure.h>
extern int counted;
#define TOUCH_HERE ++counted // NOLINT(conure-shared-state)
#define TOUCH ++counted
// NOLINTBEGIN(conure-*,bugprone-*)
inline void inBlock() { ++counted; }
// NOLINTBEGIN(conure-unsafe)
inline void nested() { ++counted; }
// NOLINTEND(conure-unsafe)
// NOLINTEND(conure-*,bugprone-*)
inline void told() { ++counted; } // FOUND shared-state
// NOLINTNEXTLINE(conure-shared-state, conure-blocking-call)
inline void several() { ++counted; }
