#include "file_counter.h"
#include "read_file.h"

#include <utility>

using namespace conure;

FileCounter::FileCounter(std::string path) : path_(std::move(path)) {}

void FileCounter::count(process<Totals> totals) const {
  // Reading blocks a thread: not one of the workers, and only this process waits.
  ReadResult file = blocking([path = path_] { return read_file(path); });
  if (!file.error.empty()) {
    totals->fail(path_, file.error);
    return;
  }
  // The table is made inside and nothing outside points into it, so it may cross.
  totals->add(recover([text = std::move(file.text)] {
    Table table;
    table.count(text);
    return table;
  }));
}
