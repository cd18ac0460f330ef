#pragma once
#include <conure/conure.h>

inline int total = 0;

class CONURE_PROCESS InHeader {
 public:
  CONURE_ASYNC void clear() { total = 0; }
};
