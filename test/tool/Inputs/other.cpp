#include "shared.h"
int other() { return total; }
