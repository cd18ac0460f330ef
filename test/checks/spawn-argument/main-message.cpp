#include <conure/conure.h>
using namespace conure;

class CONURE_PROCESS Main {
public:
  void main() {} // expect-note {{'main' is declared here}}
};
CONURE_MAIN(Main) // expect-error {{the program starts by sending 'main', but it is not a message}} [spawn-argument]
