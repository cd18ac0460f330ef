#include "outside.h"
int state = 0;
int outside() { return ++state; }
