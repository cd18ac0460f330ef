#include "node.h"

#include <cstdio>

int main(int argc, char **) {
  std::unique_ptr<Node> all(new Node(1));
  all->append(2);
  const int n = length(*all);
  std::printf("%d %d\n", n, last_of(std::move(all), argc > 1));
}
