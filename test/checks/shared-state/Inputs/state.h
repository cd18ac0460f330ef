#pragma once
#include <string>

inline int bumped() {
  static int count = 0;
  return ++count; // expect-error {{'count'}} [shared-state]
}

inline int in_header = 0;
template <class T> inline T of_template{};

struct Registry {
  static int entries;
  static constexpr int limit = 10;
  static const std::string name;
  inline static int hits = 0;
};

#define BUMP_IN_HEADER() (++in_header)
