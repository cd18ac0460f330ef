//===- Subprocess.h - Running other programs ------------------------------===//
//
// Defines runProgram, which runs a command to its end, and captured runs of it.
// For `conure run` and `conure c++`, which call the user's compiler, and for
// what asks git.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_SUBPROCESS_H
#define CONURE_TOOL_ENGINE_SUBPROCESS_H

#include "tool/engine/Interrupts.h"
#include <string>
#include <vector>

namespace conure {

struct ProgramResult {
  int Status = 127; ///< of the program; 128 + n if signal n ended it; 127: it could not be started
  std::string Output;
  std::string Error;   ///< why it could not be started
  int Interrupted = 0; ///< the signal that asked us to end while it ran
};

/// Runs in \p Directory (empty: here) with our own stdin, stdout and stderr. While it runs, a signal to
/// end is the program's business.
ProgramResult runProgram(const std::vector<std::string> &Command, const std::string &Directory = "");
/// Output: its stdout, and its stderr too if \p WithErrors.
ProgramResult captureProgram(const std::vector<std::string> &Command, const std::string &Directory, bool WithErrors);
/// A compiler as in $CXX: words in the shell's quoting.
std::vector<std::string> splitCommand(const std::string &Text);
/// The command as one could paste it into a shell.
std::string shellText(const std::vector<std::string> &Command);

/// A directory that goes with all that is in it. A signal that would end this process does so when the directory has
/// gone, unless somebody asks for it meanwhile (Interrupts.h).
class TemporaryDirectory {
public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory &) = delete;
  TemporaryDirectory &operator=(const TemporaryDirectory &) = delete;
  /// Empty if it could not be made.
  const std::string &path() const { return Path; }

  /// What came since the last question; Signal 0: nothing.
  Interrupts::Received interrupted() const { return Signals.pending(); }

private:
  Interrupts Signals;
  std::string Path;
};

} // namespace conure

#endif
