//===- Output.cpp ---------------------------------------------------------===//
#include "tool/verbs/Output.h"
#include "tool/project/AtomicFile.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

namespace conure {

int fail(int Status, std::string_view Message) {
  std::fprintf(stderr, "conure: error: %.*s\n", int(Message.size()), Message.data());
  return Status;
}

bool useColor(std::string_view When) {
  if (When != "auto")
    return When == "always";
  const char *No = std::getenv("NO_COLOR"), *Terminal = std::getenv("TERM");
  return !(No && *No) && isatty(STDOUT_FILENO) && !(Terminal && std::string_view(Terminal) == "dumb");
}

bool writeOutput(const std::string &File, std::string_view Bytes) {
  if (File.empty() || File == "-") {
    if (writeAll(STDOUT_FILENO, Bytes))
      return true;
    fail(0, std::string("cannot write the output: ") + std::strerror(errno));
    return false;
  }
  std::string Why = replaceFile(File, Bytes);
  if (!Why.empty())
    fail(0, "cannot write '" + File + "': " + Why);
  return Why.empty();
}

} // namespace conure
