//===- Output.cpp ---------------------------------------------------------===//
#include "tool/verbs/Output.h"
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
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

namespace {

bool writeAll(int Fd, std::string_view Bytes) {
  while (!Bytes.empty()) {
    ssize_t N = write(Fd, Bytes.data(), Bytes.size());
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Bytes.remove_prefix(size_t(N));
  }
  return true;
}

bool complain(const std::string &File) {
  int Error = errno;
  fail(0, "cannot write " + (File.empty() ? "the output" : "'" + File + "'") + ": " + std::strerror(Error));
  return false;
}

/// The mode a file made in the usual way would have.
mode_t defaultMode() {
  mode_t Mask = umask(0);
  umask(Mask);
  return 0666 & ~Mask;
}

bool writeDevice(const std::string &File, std::string_view Bytes) {
  int Fd = open(File.c_str(), O_WRONLY | O_CLOEXEC);
  bool Good = Fd >= 0 && writeAll(Fd, Bytes);
  if (!Good)
    complain(File);
  if (Fd >= 0)
    close(Fd);
  return Good;
}

} // namespace

bool writeOutput(const std::string &File, std::string_view Bytes) {
  if (File.empty() || File == "-")
    return writeAll(STDOUT_FILENO, Bytes) || complain("");
  struct stat Status;
  bool There = stat(File.c_str(), &Status) == 0;
  if (There && !S_ISREG(Status.st_mode)) // a device or a pipe cannot be replaced
    return writeDevice(File, Bytes);
  std::string Beside = File + ".XXXXXX";
  int Fd = mkstemp(Beside.data());
  if (Fd < 0)
    return complain(File);
  bool Good = writeAll(Fd, Bytes) && fchmod(Fd, There ? Status.st_mode & 07777 : defaultMode()) == 0;
  Good = close(Fd) == 0 && Good;
  if (Good && rename(Beside.c_str(), File.c_str()) == 0)
    return true;
  complain(File);
  unlink(Beside.c_str());
  return false;
}

} // namespace conure
