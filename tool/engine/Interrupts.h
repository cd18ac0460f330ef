//===- Interrupts.h - Signals that end a run ------------------------------===//
//
// Defines Interrupts, which makes SIGINT and its kin readable instead of
// deadly, and Interruptible, which lets them stop work in this process. For
// what starts other processes and for the verbs that rewrite.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_INTERRUPTS_H
#define CONURE_TOOL_ENGINE_INTERRUPTS_H

#include <csignal>
#include <functional>
#include <mutex>
#include <thread>

namespace conure {

/// Blocks the signals that end a run and makes them readable, for as long as it lives. One may live in another's scope:
/// the inner one gets the signals.
class Interrupts {
public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts &) = delete;
  Interrupts &operator=(const Interrupts &) = delete;

  struct Received {
    int Signal = 0;
    bool FromTerminal = false; ///< then the whole foreground group got it
  };
  /// What came since the last question; Signal 0: nothing.
  Received pending() const;
  int fd() const { return Fd; }
  /// In a child: as before any of these lived.
  static void allowInChild();

private:
  sigset_t Before;
  int Fd = -1;
};

/// While it lives a signal ends the process at once, after \p CleanUp, as long as nothing is being written; once
/// mayWrite() was asked, the signal makes it answer false, and the work comes to its own end.
class Interruptible {
public:
  explicit Interruptible(std::function<void()> CleanUp);
  ~Interruptible();
  Interruptible(const Interruptible &) = delete;
  Interruptible &operator=(const Interruptible &) = delete;

  bool mayWrite();
  /// The signal that came, or 0.
  int signal();

private:
  void watch();

  std::function<void()> CleanUp;
  Interrupts Signals;
  int Wake = -1;
  std::mutex Lock;
  bool Writing = false;
  int Signal = 0;
  std::thread Watcher;
};

} // namespace conure

#endif
