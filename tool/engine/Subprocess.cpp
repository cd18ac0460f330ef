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
#include <sys/wait.h>
#include <unistd.h>

namespace conure {

namespace {

/// The terminal's interrupts go to the whole group; the parent lets the child decide and then cleans up.
class IgnoreInterrupts {
public:
  IgnoreInterrupts() {
    struct sigaction Ignore = {};
    Ignore.sa_handler = SIG_IGN;
    sigaction(SIGINT, &Ignore, &Int);
    sigaction(SIGQUIT, &Ignore, &Quit);
  }
  ~IgnoreInterrupts() { restore(); }
  void restore() const {
    sigaction(SIGINT, &Int, nullptr);
    sigaction(SIGQUIT, &Quit, nullptr);
  }

private:
  struct sigaction Int = {}, Quit = {};
};

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
  IgnoreInterrupts Ignore;
  pid_t Pid = fork();
  if (Pid == 0) {
    Ignore.restore();
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
  if (ReadEnd >= 0) {
    char Buffer[16384];
    for (ssize_t N; (N = read(ReadEnd, Buffer, sizeof Buffer)) != 0;)
      if (N > 0)
        R.Output.append(Buffer, size_t(N));
      else if (errno != EINTR)
        break;
  }
  int Status = 0;
  while (Pid > 0 && waitpid(Pid, &Status, 0) < 0 && errno == EINTR)
    ;
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
