#pragma once
#include <conure/conure.h>
inline int vendors = 0;
struct CONURE_PROCESS Vendor {
  CONURE_ASYNC void sell() { ++vendors; }
};
