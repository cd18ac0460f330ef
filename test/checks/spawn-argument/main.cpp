// The class that the program starts with.
#include <conure/conure.h>
using namespace conure;

class NoProcess {
public:
  void main() {}
};
CONURE_MAIN(NoProcess) // expect-error {{the program cannot start with 'NoProcess', which is not a process class}} [spawn-argument]
