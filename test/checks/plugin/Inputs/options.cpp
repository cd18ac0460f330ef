#include <conure/conure.h>
using namespace conure;

struct Id {
  Id(const Id &);
  void *data;
};
int global = 0;

class CONURE_PROCESS Registry {
public:
  CONURE_ASYNC void name(Id id) { ++global; }
};
