// A file's text, or why there is none.
#ifndef WORDCOUNT_READ_FILE_H
#define WORDCOUNT_READ_FILE_H

#include <string>

struct ReadResult {
  std::string text;
  std::string error; // empty if the file could be read
};

ReadResult read_file(const std::string &path);

#endif
