#include "api.h"
#include <chrono>
#include <thread>
int second() { return third(); }
int depth = 0;
int pong(int n) { ++depth; return ping(n); } // FOUND shared-state
int pointed = 0;
int throughPointer() { return ++pointed; } // FOUND shared-state
void nap() { std::this_thread::sleep_for(std::chrono::seconds(1)); } // FOUND blocking-call
