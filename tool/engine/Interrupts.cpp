//===- Interrupts.cpp -----------------------------------------------------===//
#include "tool/engine/Interrupts.h"
#include <cstdint>
#include <cstdio>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace conure {

namespace {

/// Not those that whoever started us had ignored (nohup, a shell's background job): a signalfd would get them.
sigset_t endingSignals() {
  sigset_t Set;
  sigemptyset(&Set);
  for (int S : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
    struct sigaction Now = {};
    if (sigaction(S, nullptr, &Now) == 0 && Now.sa_handler != SIG_IGN)
      sigaddset(&Set, S);
  }
  return Set;
}

} // namespace

Interrupts::Interrupts() {
  sigset_t Set = endingSignals();
  pthread_sigmask(SIG_BLOCK, &Set, &Before);
  Fd = signalfd(-1, &Set, SFD_CLOEXEC | SFD_NONBLOCK);
}

Interrupts::~Interrupts() {
  if (Fd >= 0)
    close(Fd);
  pthread_sigmask(SIG_SETMASK, &Before, nullptr);
}

Interrupts::Received Interrupts::pending() const {
  signalfd_siginfo Info;
  if (read(Fd, &Info, sizeof Info) != sizeof Info)
    return {};
  return {int(Info.ssi_signo), Info.ssi_code == SI_KERNEL};
}

void Interrupts::allowInChild() {
  sigset_t Set = endingSignals();
  pthread_sigmask(SIG_UNBLOCK, &Set, nullptr);
}

Interruptible::Interruptible(std::function<void()> CleanUp) : CleanUp(std::move(CleanUp)) {
  Wake = eventfd(0, EFD_CLOEXEC);
  Watcher = std::thread([this] { watch(); });
}

Interruptible::~Interruptible() {
  const std::uint64_t One = 1;
  [[maybe_unused]] ssize_t Ignored = write(Wake, &One, sizeof One);
  Watcher.join();
  close(Wake);
}

void Interruptible::watch() {
  pollfd Polled[] = {{Signals.fd(), POLLIN, 0}, {Wake, POLLIN, 0}};
  while (true) {
    poll(Polled, 2, -1);
    if (int Came = Signals.pending().Signal) {
      std::lock_guard Guard(Lock);
      Signal = Came;
      if (Writing)
        continue;
      if (CleanUp)
        CleanUp();
      std::fputs("conure: error: interrupted; nothing was written\n", stderr);
      std::fflush(stderr);
      _exit(128 + Came); // other threads are busy: nothing of theirs is to be waited for
    }
    if (Polled[1].revents)
      return;
  }
}

bool Interruptible::mayWrite() {
  std::lock_guard Guard(Lock);
  Writing = true;
  return Signal == 0;
}

int Interruptible::signal() {
  std::lock_guard Guard(Lock);
  return Signal;
}

} // namespace conure
