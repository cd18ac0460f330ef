#include "read_file.h"

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace {
struct CloseFile {
  void operator()(std::FILE *file) const { std::fclose(file); }
};
} // namespace

ReadResult read_file(const std::string &path) {
  ReadResult result;
  std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    result.error = std::generic_category().message(errno);
    return result;
  }
  char buffer[65536];
  while (std::size_t got = std::fread(buffer, 1, sizeof buffer, file.get()))
    result.text.append(buffer, got);
  if (std::ferror(file.get()))
    result.error = std::generic_category().message(errno);
  return result;
}
