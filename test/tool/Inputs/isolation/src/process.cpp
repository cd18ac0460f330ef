#include "api.h"
class CONURE_PROCESS Worker {
public:
  CONURE_ASYNC void deep() { first(); }
  CONURE_ASYNC void recursive(int n) { ping(n); }
  CONURE_ASYNC void virtually() { chosen().step(); }
  CONURE_ASYNC void pointer() { run(&throughPointer); }
  CONURE_ASYNC void header() { inHeader(); counted(1); }
  CONURE_ASYNC void others() { trusted(); nap(); bits(1.0f); }
};
