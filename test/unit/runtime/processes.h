// Help for the runtime's tests: hand-written proxies in short form, and running a function as the main process.
#ifndef CONURE_TEST_PROCESSES_H
#define CONURE_TEST_PROCESSES_H

#include <conure/conure.h>

#include <cstdlib>
#include <functional>
#include <gtest/gtest.h>
#include <string>

/// What the rewriter adds to a process class without process bases: PROXY(C, MESSAGE(C, m) …).
#define PROXY(C, ...)                                                                                                  \
public:                                                                                                                \
  struct conure_proxy : ::conure::rt::proxy<C> {                                                                       \
    using conure_process = C;                                                                                          \
    explicit conure_proxy(::conure::rt::target<C> to) noexcept : ::conure::rt::proxy<C>(to) {}                         \
    __VA_ARGS__                                                                                                        \
  };
/// A message of any parameters, by value.
#define MESSAGE(C, m)                                                                                                  \
  template <class... A> void m(A... a) const {                                                                         \
    ::conure::rt::send<#m>(                                                                                            \
        ::conure::rt::proxy<C>::conure_target(), [](C &self, A &&...x) { self.m(std::move(x)...); }, std::move(a)...); \
  }

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
