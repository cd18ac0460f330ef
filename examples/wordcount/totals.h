// The process that merges the tables of all files.
#ifndef WORDCOUNT_TOTALS_H
#define WORDCOUNT_TOTALS_H

#include "table.h"

#include <conure/conure.h>

#include <cstddef>
#include <string>

class CONURE_PROCESS Totals {
public:
  // Answers through `done` when as many files as given have been counted or given up.
  Totals(std::size_t files, conure::channel<conure::uni<Table>> done);

  CONURE_ASYNC void add(conure::uni<Table> table);
  CONURE_ASYNC void fail(std::string path, std::string why);

private:
  void finish_one();

  std::size_t missing_;
  conure::channel<conure::uni<Table>> done_;
  Table total_;
};

#endif
