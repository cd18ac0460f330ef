#include "counter.h"

void Counter::add(int by) { total_ += by; }
void Counter::value(conure::channel<int> out) const { out.send(total_); }
