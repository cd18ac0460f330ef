#include <conure/conure.h>
#include <vector>
using namespace conure;
struct CONURE_PROCESS Numbers {
  std::vector<int> numbers;
};
void make() { auto numbers = spawn<Numbers>(std::vector{10, 20}); }
