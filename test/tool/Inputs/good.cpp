#include <conure/conure.h>

class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void add(int by) { total_ += by; }

 private:
  int total_ = 0;
};
