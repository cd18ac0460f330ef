#include "node.h"

#include <conure/conure.h>

class CONURE_PROCESS Counter {
 public:
  CONURE_ASYNC void add(int n) { sum_ += n; }

 private:
  int sum_ = 0;
};

int length(const Node &from) {
  int n = 1;
  for (const Node *at = from.next.get(); at; at = at->next.get())
    ++n;
  return n;
}
