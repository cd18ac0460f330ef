//===- Subprocess.cpp -----------------------------------------------------===//
#include "tool/engine/Subprocess.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/StringSaver.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace conure {

namespace {

void collect(int Fd, std::string &Into, bool &Ended) {
  char Buffer[16384];
  ssize_t N = read(Fd, Buffer, sizeof Buffer);
  if (N > 0)
    Into.append(Buffer, size_t(N));
  else
    Ended = N == 0 || errno != EINTR;
}

/// Waits for the end of \p Pid and of what it writes to \p ReadEnd. A signal from the terminal reached the child as
/// well; one that somebody sent to us alone is passed on.
int waitFor(pid_t Pid, int ReadEnd, const Interrupts &Signals, ProgramResult &R) {
  int Status = 0;
  bool Ended = ReadEnd < 0, Exited = false;
  int Child = int(syscall(SYS_pidfd_open, Pid, 0));
  while (Child >= 0 && !(Ended && Exited)) {
    pollfd Polled[] = {{Signals.fd(), POLLIN, 0}, {Ended ? -1 : ReadEnd, POLLIN, 0}, {Exited ? -1 : Child, POLLIN, 0}};
    if (poll(Polled, 3, -1) < 0 && errno != EINTR)
      break;
    if (auto Came = Signals.pending(); Came.Signal) {
      R.Interrupted = Came.Signal;
      if (!Came.FromTerminal && !Exited)
        kill(Pid, Came.Signal);
    }
    if (Polled[1].revents)
      collect(ReadEnd, R.Output, Ended);
    Exited |= Polled[2].revents != 0;
  }
  if (Child >= 0)
    close(Child);
  while (!Ended) // a kernel without pidfd_open
    collect(ReadEnd, R.Output, Ended);
  while (waitpid(Pid, &Status, 0) < 0 && errno == EINTR)
    ;
  return Status;
}

/// \p Out and \p Err: what becomes the child's stdout and stderr; -1: ours.
ProgramResult run(const std::vector<std::string> &Command, const std::string &Directory, int Out, int Err,
                  int ReadEnd) {
  ProgramResult R;
  std::vector<char *> Argv;
  for (const std::string &Word : Command)
    Argv.push_back(const_cast<char *>(Word.c_str()));
  Argv.push_back(nullptr);
  int Failure[2]; // tells why exec failed; closed by a good exec
  if (pipe2(Failure, O_CLOEXEC) != 0) {
    R.Error = std::strerror(errno);
    return R;
  }
  Interrupts Signals;
  // We may hold a whole parse, whose pages fork would prepare to copy. What follows in the child writes to none of them.
  pid_t Pid = vfork();
  if (Pid == 0) {
    Interrupts::allowInChild();
    if (Out >= 0)
      dup2(Out, STDOUT_FILENO);
    if (Err >= 0)
      dup2(Err, STDERR_FILENO);
    if (Directory.empty() || chdir(Directory.c_str()) == 0)
      execvp(Argv[0], Argv.data());
    int Why = errno;
    [[maybe_unused]] ssize_t Ignored = write(Failure[1], &Why, sizeof Why);
    _exit(127);
  }
  close(Failure[1]);
  if (Out >= 0)
    close(Out); // the child alone holds the writing end, so that reading ends with it
  int Why = 0;
  if (Pid < 0)
    Why = errno;
  else if (read(Failure[0], &Why, sizeof Why) != sizeof Why)
    Why = 0;
  close(Failure[0]);
  const int Status = Pid > 0 ? waitFor(Pid, ReadEnd, Signals, R) : 0;
  if (Why)
    R.Error = std::strerror(Why);
  else
    R.Status = WIFSIGNALED(Status) ? 128 + WTERMSIG(Status) : WEXITSTATUS(Status);
  return R;
}

} // namespace

ProgramResult runProgram(const std::vector<std::string> &Command, const std::string &Directory) {
  return run(Command, Directory, -1, -1, -1);
}

ProgramResult captureProgram(const std::vector<std::string> &Command, const std::string &Directory, bool WithErrors) {
  int Ends[2];
  if (pipe2(Ends, O_CLOEXEC) != 0)
    return {127, "", std::strerror(errno)};
  ProgramResult R = run(Command, Directory, Ends[1], WithErrors ? Ends[1] : -1, Ends[0]);
  close(Ends[0]);
  return R;
}

std::vector<std::string> splitCommand(const std::string &Text) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 8> Words;
  llvm::cl::TokenizeGNUCommandLine(Text, Saver, Words);
  return {Words.begin(), Words.end()};
}

std::string shellText(const std::vector<std::string> &Command) {
  std::string Out;
  for (const std::string &Word : Command) {
    Out += Out.empty() ? "" : " ";
    if (!Word.empty() && Word.find_first_of(" \t\n\"'\\$`*?[]{}()<>|&;#~!") == std::string::npos) {
      Out += Word;
      continue;
    }
    Out += '\'';
    for (char C : Word)
      if (C == '\'')
        Out += "'\\''";
      else
        Out += C;
    Out += '\'';
  }
  return Out;
}

TemporaryDirectory::TemporaryDirectory() {
  llvm::SmallString<128> Made;
  if (!llvm::sys::fs::createUniqueDirectory("conure", Made))
    Path = std::string(Made);
}

TemporaryDirectory::~TemporaryDirectory() {
  if (!Path.empty())
    llvm::sys::fs::remove_directories(Path);
}

} // namespace conure
