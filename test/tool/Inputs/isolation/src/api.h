#pragma once
#include <conure/conure.h>
int first();                            // one → two → three
int ping(int n);                        // one ⇄ two
int pong(int n);
int second();
int third();
struct Base { virtual int step(); virtual ~Base(); };
Base &chosen();
struct Shape { virtual bool contains(const std::vector<int> &point) const { return point.empty(); } virtual ~Shape(); };
struct Quiet { virtual bool contains(const std::vector<int> &point) const { return point.empty(); } virtual ~Quiet(); };
int run(int (*what)());
int throughPointer();
int trusted();
void nap();
int bits(float f);
int unreached();
inline int inHeader() { static int calls = 0; return ++calls; } // FOUND shared-state
template <class T> T counted(T t) {
  static int uses = 0; ++uses; // FOUND shared-state
  return t;
}
