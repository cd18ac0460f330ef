#include "node.h"
#include <cstdio>
int main(int count, char **) {
  auto owner = std::make_unique<Node>("conure");
  std::printf("%d\n", lengthAfterReset(owner, count > 1));
}
