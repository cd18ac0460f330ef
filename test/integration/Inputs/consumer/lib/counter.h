#pragma once
#include <conure/conure.h>

class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void add(int by);
  CONURE_ASYNC void value(conure::channel<int> out) const;

 private:
  int total_ = 0;
};
