// Help for the runtime's tests: running a function as the main process, and processes that run functions.
#ifndef CONURE_TEST_PROCESSES_H
#define CONURE_TEST_PROCESSES_H

#include "proxy.h"

#include <conure/conure.h>

#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <string>

namespace conure::test {

struct Script {
  std::function<void()> body;
  void main() { body(); }
  PROXY(Script, MESSAGE(Script, main))
};

/// Runs `body` as the main process, on so many workers.
inline void run(unsigned workers, std::function<void()> body) {
  setenv("CONURE_WORKERS", std::to_string(workers).c_str(), 1);
  rt::run<Script>(std::move(body));
}

/// One that runs functions it is sent.
struct Runner {
  void run(std::function<void()> body) { body(); }
  void call(promise<int> done, std::function<int()> body) { std::move(done).set(body()); }
  PROXY(Runner, MESSAGE(Runner, run) MESSAGE(Runner, call))
};

} // namespace conure::test
#endif
