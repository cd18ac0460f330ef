#pragma once
#include <conure/conure.h>
#include <vector>

inline int *leak(conure::uni<std::vector<int>> v) {
  return &v->front();
}

template <class T> auto *address(conure::uni<T> v) {
  return &*v;
}
