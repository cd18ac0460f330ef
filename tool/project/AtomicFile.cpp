//===- AtomicFile.cpp -----------------------------------------------------===//
#include "tool/project/AtomicFile.h"
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace conure {

namespace {

/// A limit on the size of files is then an error of write() and not the end of the process.
class IgnoreSizeSignal {
public:
  IgnoreSizeSignal() {
    struct sigaction Ignore = {};
    Ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &Ignore, &Before);
  }
  ~IgnoreSizeSignal() { sigaction(SIGXFSZ, &Before, nullptr); }

private:
  struct sigaction Before = {};
};

/// A signal that ends the process waits until the file beside is in place or gone.
class HoldSignals {
public:
  HoldSignals() {
    sigset_t Set;
    sigemptyset(&Set);
    for (int S : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
      sigaddset(&Set, S);
    pthread_sigmask(SIG_BLOCK, &Set, &Before);
  }
  ~HoldSignals() { pthread_sigmask(SIG_SETMASK, &Before, nullptr); }

private:
  sigset_t Before;
};

} // namespace

bool writeAll(int Fd, std::string_view Bytes) {
  IgnoreSizeSignal Ignore;
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

namespace {

/// The mode a file made in the usual way would have.
mode_t defaultMode() {
  mode_t Mask = umask(0);
  umask(Mask);
  return 0666 & ~Mask;
}

std::string failure() { return std::strerror(errno); }

std::string writeDevice(const std::string &File, std::string_view Bytes) {
  int Fd = open(File.c_str(), O_WRONLY | O_CLOEXEC);
  if (Fd < 0)
    return failure();
  std::string Why = writeAll(Fd, Bytes) ? "" : failure();
  close(Fd);
  return Why;
}

/// The file a symbolic link leads to: the link stays.
std::string target(const std::string &File) {
  char *Real = realpath(File.c_str(), nullptr);
  std::string Out = Real ? Real : File;
  std::free(Real);
  return Out;
}

} // namespace

std::string replaceFile(const std::string &Name, std::string_view Bytes) {
  struct stat Status;
  bool There = stat(Name.c_str(), &Status) == 0;
  if (There && !S_ISREG(Status.st_mode))
    return S_ISDIR(Status.st_mode) ? std::strerror(EISDIR) : writeDevice(Name, Bytes);
  std::string File = There ? target(Name) : Name, Beside = File + ".XXXXXX";
  HoldSignals Hold;
  int Fd = mkstemp(Beside.data());
  if (Fd < 0)
    return failure();
  bool Good = writeAll(Fd, Bytes) && fchmod(Fd, There ? Status.st_mode & 07777 : defaultMode()) == 0;
  std::string Why = Good ? "" : failure();
  if (close(Fd) != 0 && Good)
    Why = failure();
  if (Why.empty() && rename(Beside.c_str(), File.c_str()) != 0)
    Why = failure();
  if (!Why.empty())
    unlink(Beside.c_str());
  return Why;
}

} // namespace conure
