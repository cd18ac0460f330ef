// Counts the words of every file below a directory, a process a file:
//
//   wordcount DIRECTORY
//
// prints what this pipeline prints, to the byte:
//
//   export LC_ALL=C
//   find -L DIRECTORY -type f -exec sh -c 'tr -cs A-Za-z "\n" < "$1"' _ {} \; |
//     tr A-Z a-z | grep . | sort | uniq -c | sort -k1,1nr -k2,2
//
// (provided that each file ends in a newline, or the shell glues words of two files together).
#include "file_counter.h"
#include "totals.h"

#include <conure/conure.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

using namespace conure;

namespace {

std::vector<std::string> files_below(const std::string &directory) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, fs::directory_options::follow_directory_symlink, error), end;
       !error && at != end; at.increment(error))
    if (at->is_regular_file())
      paths.push_back(at->path().string());
  if (error)
    std::cerr << "wordcount: " + directory + ": " + error.message() + "\n";
  return paths;
}

} // namespace

class CONURE_PROCESS Main {
public:
  CONURE_ASYNC void main() {
    std::vector<std::string> given = arguments();
    if (given.size() != 1) {
      std::cerr << "usage: wordcount DIRECTORY\n";
      return;
    }
    std::string directory = given.front();
    std::vector<std::string> paths = blocking([directory] { return files_below(directory); });
    if (paths.empty())
      return;

    channel<uni<Table>> done(1);
    auto totals = spawn<Totals>(paths.size(), done);
    for (const std::string &path : paths)
      spawn<FileCounter>(path)->count(totals);

    Table total = done.receive();
    for (const auto &[word, times] : total.ranked()) {
      char line[32];
      std::snprintf(line, sizeof line, "%7llu ", static_cast<unsigned long long>(times));
      std::cout << line << word << '\n';
    }
  }
};
CONURE_MAIN(Main)
