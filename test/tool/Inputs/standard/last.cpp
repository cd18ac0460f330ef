#include "node.h"

int last_of(std::unique_ptr<Node> all, bool drop) {
  Node &last = *all->next;
  if (drop)
    all->next.reset(); // line 6: dropped
  return last.value() + all->value();
}
