#include "api.h"
using conure::uni;
class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void deep() { first(); }
  CONURE_ASYNC void recursive(int n) { ping(n); }
  CONURE_ASYNC void virtually() { chosen().step(); }
  CONURE_ASYNC void pointer() { run(&throughPointer); }
  CONURE_ASYNC void header() { inHeader(); counted(1); }
  CONURE_ASYNC void shapes(uni<std::vector<Shape *>> all, uni<std::vector<Quiet *>> quiet) {
    std::vector<int> point{1, 2};
    all->at(0)->contains(point); // FOUND uni-call
    quiet->at(0)->contains(point);
  }
  CONURE_ASYNC void others() { trusted(); nap(); bits(1.0f); }
};
