#include <conure/conure.h>
#include "outside.h"
struct CONURE_PROCESS Caller {
  CONURE_ASYNC void m() { outside(); }
};
