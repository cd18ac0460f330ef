#include "node.h"
int lengthAfterReset(std::unique_ptr<Node> &owner, bool reset) {
  Node *borrowed = owner.get();
  if (reset)
    owner.reset();
  return static_cast<int>(borrowed->name().size());
}
