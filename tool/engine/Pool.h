//===- Pool.h - One worker process a task ---------------------------------===//
//
// Defines runTasks, which runs each task in a forked process, a few at a time:
// a crash, an abort or a hang ends one task, and the memory of each goes back
// to the system. For the verbs that work on many units.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_POOL_H
#define CONURE_TOOL_ENGINE_POOL_H

#include <functional>
#include <string>
#include <vector>

namespace conure {

struct TaskResult {
  std::string Output;     ///< what the task returned
  std::string Complaints; ///< what it wrote to stderr
  int Signal = 0;         ///< that ended it
  bool TimedOut = false;
  bool Completed = false; ///< it returned
};

struct PoolOptions {
  unsigned Jobs = 1;
  unsigned TimeoutSeconds = 0; ///< for each task; 0: none
  std::function<void(unsigned Done, unsigned Total)> Progress;
};

/// Runs all tasks; \p Result is called in the tool's own process as each ends, in any order. Returns the signal
/// (SIGINT, SIGTERM) that stopped the run, or 0; then all workers have ended.
int runTasks(const std::vector<std::function<std::string()>> &Tasks, const PoolOptions &Options,
             const std::function<void(unsigned Index, TaskResult)> &Result);

/// Shows \p Done of \p Total on stderr if that is a terminal and \p Quiet is not set; clears the line at the end.
std::function<void(unsigned, unsigned)> progressBar(bool Quiet);

} // namespace conure

#endif
