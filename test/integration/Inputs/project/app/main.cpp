#include "core/list.h"
#include <cstdio>
#include <cstring>
int work(List &list, bool bad) {
  list.add("four");
  const Item *best = list.longest();
  int length = best->length();
  if (bad)
    list.clear();
  return length + list.total();
}
int main(int argc, char **argv) {
  List list;
  int total = work(list, argc > 1 && !std::strcmp(argv[1], "bad"));
#ifdef EXTRA_CHECKS
  total += list.holds(*list.longest()) ? 1000 : 0;
#endif
  std::printf("%d\n", total);
}
