// The process that counts one file.
#ifndef WORDCOUNT_FILE_COUNTER_H
#define WORDCOUNT_FILE_COUNTER_H

#include "totals.h"

#include <conure/conure.h>

#include <string>

class CONURE_PROCESS FileCounter {
public:
  explicit FileCounter(std::string path);

  CONURE_ASYNC void count(conure::process<Totals> totals) const;

private:
  std::string path_;
};

#endif
