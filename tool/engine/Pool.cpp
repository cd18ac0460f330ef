//===- Pool.cpp -----------------------------------------------------------===//
#include "tool/engine/Pool.h"
#include "tool/engine/Interrupts.h"
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <list>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace conure {

namespace {

using Clock = std::chrono::steady_clock;
constexpr size_t MaxComplaints = 16384;

struct Worker {
  unsigned Index;
  pid_t Pid;
  int Out, Err; ///< our ends of its pipes; -1: closed
  Clock::time_point Deadline;
  TaskResult Result;
};

void writeAll(int Fd, const std::string &Bytes) {
  for (size_t Done = 0; Done < Bytes.size();) {
    ssize_t N = write(Fd, Bytes.data() + Done, Bytes.size() - Done);
    if (N < 0 && errno != EINTR)
      _exit(112);
    Done += N > 0 ? size_t(N) : 0;
  }
}

[[noreturn]] void runChild(const std::function<std::string()> &Task, pid_t Parent, int Out, int Err) {
  setpgid(0, 0); // with what it starts it can be ended as one
  Interrupts::allowInChild();
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != Parent)
    _exit(111);
  dup2(Err, STDERR_FILENO);
  dup2(Err, STDOUT_FILENO); // a worker has nothing to say but its result
  writeAll(Out, Task());
  _exit(0);
}

std::optional<Worker> start(unsigned Index, const std::function<std::string()> &Task, unsigned Timeout) {
  int Out[2], Err[2];
  if (pipe2(Out, O_CLOEXEC) != 0)
    return std::nullopt;
  if (pipe2(Err, O_CLOEXEC) != 0) {
    close(Out[0]);
    close(Out[1]);
    return std::nullopt;
  }
  std::fflush(nullptr);
  pid_t Parent = getpid(), Pid = fork();
  if (Pid == 0)
    runChild(Task, Parent, Out[1], Err[1]);
  if (Pid > 0)
    setpgid(Pid, Pid); // whichever of the two comes first
  close(Out[1]);
  close(Err[1]);
  if (Pid < 0) {
    close(Out[0]);
    close(Err[0]);
    return std::nullopt;
  }
  auto Deadline = Timeout ? Clock::now() + std::chrono::seconds(Timeout) : Clock::time_point::max();
  return Worker{Index, Pid, Out[0], Err[0], Deadline, {}};
}

/// Reads what is there; closes \p Fd at its end.
void drain(int &Fd, std::string &Into, size_t Limit) {
  char Buffer[65536];
  ssize_t N = read(Fd, Buffer, sizeof Buffer);
  if (N > 0) {
    if (Into.size() < Limit)
      Into.append(Buffer, std::min(size_t(N), Limit - Into.size()));
  } else if (N == 0 || errno != EINTR) {
    close(Fd);
    Fd = -1;
  }
}

void finish(Worker &W) {
  int Status = 0;
  while (waitpid(W.Pid, &Status, 0) < 0 && errno == EINTR)
    ;
  W.Result.Completed = WIFEXITED(Status) && WEXITSTATUS(Status) == 0;
  W.Result.Signal = WIFSIGNALED(Status) ? WTERMSIG(Status) : 0;
}

class Pool {
public:
  Pool(const std::vector<std::function<std::string()>> &Tasks, const PoolOptions &Options,
       const std::function<void(unsigned, TaskResult)> &Result)
      : Tasks(Tasks), Options(Options), Result(Result) {}

  int run() {
    while (Next < Tasks.size() || !Workers.empty()) {
      fill();
      if (int Signal = wait()) {
        killAll();
        return Signal;
      }
    }
    return 0;
  }

private:
  const std::vector<std::function<std::string()>> &Tasks;
  const PoolOptions &Options;
  const std::function<void(unsigned, TaskResult)> &Result;
  Interrupts Signals;
  std::list<Worker> Workers;
  unsigned Next = 0, Done = 0;

  void fill() {
    while (Next < Tasks.size() && Workers.size() < std::max(1u, Options.Jobs)) {
      if (auto W = start(Next, Tasks[Next], Options.TimeoutSeconds)) {
        Workers.push_back(std::move(*W));
      } else if (!Workers.empty()) {
        return; // no more processes or files for now: go on when one has ended
      } else {
        TaskResult Failed;
        Failed.Complaints = "cannot start a worker process";
        end(Next, std::move(Failed));
      }
      ++Next;
    }
  }

  int wait() {
    std::vector<pollfd> Polled{{Signals.fd(), POLLIN, 0}};
    auto Earliest = Clock::time_point::max();
    for (Worker &W : Workers) {
      Polled.push_back({W.Out, POLLIN, 0});
      Polled.push_back({W.Err, POLLIN, 0});
      Earliest = std::min(Earliest, W.Deadline);
    }
    if (Workers.empty())
      return 0;
    int Wait = -1;
    if (Earliest != Clock::time_point::max())
      Wait = int(std::max<long>(
          0, long(std::chrono::duration_cast<std::chrono::milliseconds>(Earliest - Clock::now()).count()) + 1));
    if (poll(Polled.data(), Polled.size(), Wait) < 0 && errno != EINTR)
      return SIGTERM;
    if (Polled[0].revents)
      if (int Signal = Signals.pending().Signal)
        return Signal;
    size_t I = 1;
    for (auto It = Workers.begin(); It != Workers.end(); I += 2) {
      if (Polled[I].revents)
        drain(It->Out, It->Result.Output, std::string::npos);
      if (Polled[I + 1].revents)
        drain(It->Err, It->Result.Complaints, MaxComplaints);
      It = settle(It);
    }
    return 0;
  }

  std::list<Worker>::iterator settle(std::list<Worker>::iterator W) {
    if (Clock::now() >= W->Deadline && W->Out >= 0) {
      W->Result.TimedOut = true;
      kill(-W->Pid, SIGKILL);
      closeBoth(*W);
    }
    if (W->Out >= 0 || W->Err >= 0)
      return std::next(W);
    finish(*W);
    end(W->Index, std::move(W->Result));
    return Workers.erase(W);
  }

  void end(unsigned Index, TaskResult R) {
    Result(Index, std::move(R));
    ++Done;
    if (Options.Progress)
      Options.Progress(Done, unsigned(Tasks.size()));
  }

  static void closeBoth(Worker &W) {
    for (int *Fd : {&W.Out, &W.Err})
      if (*Fd >= 0) {
        close(*Fd);
        *Fd = -1;
      }
  }

  /// Politely first: a compiler that a worker runs then takes its temporary files away.
  void killAll() {
    for (Worker &W : Workers)
      kill(-W.Pid, SIGTERM);
    const auto Deadline = Clock::now() + std::chrono::seconds(2);
    for (Worker &W : Workers) {
      while (Clock::now() < Deadline && !hasEnded(W.Pid))
        usleep(2000);
      kill(-W.Pid, SIGKILL);
      closeBoth(W);
      finish(W);
    }
    Workers.clear();
  }

  static bool hasEnded(pid_t Pid) {
    siginfo_t Info = {};
    return waitid(P_PID, id_t(Pid), &Info, WEXITED | WNOHANG | WNOWAIT) != 0 || Info.si_pid == Pid;
  }
};

} // namespace

int runTasks(const std::vector<std::function<std::string()>> &Tasks, const PoolOptions &Options,
             const std::function<void(unsigned, TaskResult)> &Result) {
  return Pool(Tasks, Options, Result).run();
}

std::function<void(unsigned, unsigned)> progressBar(bool Quiet) {
  if (Quiet || !isatty(STDERR_FILENO))
    return {};
  return [](unsigned Done, unsigned Total) {
    constexpr unsigned Width = 30;
    unsigned Full = Total ? Done * Width / Total : Width;
    if (Done == Total)
      std::fputs("\r\x1b[K", stderr);
    else
      std::fprintf(stderr, "\r[%s%s] %u/%u", std::string(Full, '#').c_str(), std::string(Width - Full, '.').c_str(),
                   Done, Total);
    std::fflush(stderr);
  };
}

} // namespace conure
