#pragma once
#include <conure/conure.h>
#include <string>

// A process class of a header: what is wrong here is reported here.
class CONURE_PROCESS InHeader {
public:
  CONURE_ASYNC void good(std::string s);
  CONURE_ASYNC void bad(const char *s); // the one finding here
};
