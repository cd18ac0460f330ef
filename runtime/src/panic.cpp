// The ways a program ends badly, and what it then says: panic, an exception that leaves a message, a stack overflow, a
// deadlock.
#include "backtrace.h"
#include "scheduler.h"
#include "settings.h"

#include <conure/scheduled/panic.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace conure::rt {
namespace {

constexpr std::size_t most_frames = 256, signal_stack_size = 1 << 20;
std::atomic_flag reporting;
thread_local bool reporting_here = false;

// Only the first report counts: other threads that come here wait for the end.
void only_one() noexcept {
  if (reporting_here)
    _exit(panic_status); // a panic in the report itself
  reporting_here = true;
  while (reporting.test_and_set())
    pause();
}

[[noreturn]] void end() noexcept {
  std::fflush(stderr);
  _exit(panic_status);
}

// What the program printed before comes first; a lock that somebody holds for ever must not keep the report from being
// made.
void flush_output() noexcept {
  if (ftrylockfile(stdout) == 0) {
    fflush_unlocked(stdout);
    funlockfile(stdout);
  }
}

// What comes before the stack is written without memory, which may be what ran out.
void print_who(const context &c) noexcept {
  auto print = [](const char *before, std::string_view name, const char *after) {
    std::fprintf(stderr, "  %s%.*s%s", before, static_cast<int>(name.size()), name.data(), after);
  };
  if (c.process) {
    print("in process ", c.process->type->name, ", ");
    std::fprintf(stderr, c.message ? "message %s\n" : "destructor\n", c.message ? c.message->name : "");
  } else if (c.constructing) {
    print("while process ", c.constructing->process->type->name, " was constructed\n");
  } else {
    std::fputs("  outside any process\n", stderr);
  }
}

// `find_place`: where the user's own code was on the stack, for who has no place to give.
[[noreturn]] void report(std::string_view message, const std::source_location *where,
                         bool find_place = false) noexcept {
  only_one();
  void *frames[most_frames];
  std::size_t n = capture_stack(frames, most_frames);
  flush_output();
  std::fprintf(stderr, "panic: %.*s\n", static_cast<int>(message.size()), message.data());
  print_who(*this_thread().running);
  if (where)
    std::fprintf(stderr, "  at %s:%u in %s\n", where->file_name(), where->line(), where->function_name());
  if (find_place)
    if (code_line place = user_line(frames, n); place.line)
      std::fprintf(stderr, "  at %s in %s\n", place.place().c_str(), place.function.c_str());
  print_stack(frames, n);
  end();
}

// Nobody catches it: the stack is still as it was where the exception was thrown.
[[noreturn]] void terminate() noexcept {
  if (reporting_here) // no memory for the rest of the report, and none for telling so
    _exit(panic_status);
  const char *reason = "std::terminate was called";
  char message[1024];
  if (std::exception_ptr thrown = std::current_exception()) {
    const std::type_info *type = abi::__cxa_current_exception_type();
    int status = 0;
    std::unique_ptr<char, void (*)(void *)> name(
        type ? abi::__cxa_demangle(type->name(), nullptr, nullptr, &status) : nullptr, std::free);
    const char *what = nullptr;
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception &e) {
      what = e.what(); // lives as long as `thrown`
    } catch (...) {
    }
    std::snprintf(message, sizeof message, "an exception left a message: %s%s%s",
                  name   ? name.get()
                  : type ? type->name()
                         : "of an unknown type",
                  what ? ": " : "", what ? what : "");
    reason = message;
  }
  report(reason, nullptr);
}

struct sigaction old_segv, old_bus;

void on_fault(int signal, siginfo_t *info, void *at) {
  const context *owner = guard_owner(info->si_addr);
  if (!owner) { // not ours: as if we had not been here
    sigaction(signal, signal == SIGSEGV ? &old_segv : &old_bus, nullptr);
    return;
  }
  only_one();
  // The overflow may have come inside the allocator, whose lock the report then waits for in vain: it gets ten seconds.
  std::signal(SIGALRM, [](int) { _exit(panic_status); });
  alarm(10);
  static void *frames[most_frames];
  std::size_t n = capture_stack_from(at, frames, most_frames);
  flush_output();
  std::fputs("panic: stack overflow\n", stderr);
  print_who(*this_thread().running);
  std::fprintf(stderr, "  the stack has %zu KiB (CONURE_STACK_SIZE)\n", settings().stack_size >> 10);
  print_stack(frames, n, true);
  end();
}

thread_local void *signal_stack = nullptr;

} // namespace

void install_handlers() {
  std::set_terminate(terminate);
  static bool done = false;
  if (done)
    return;
  done = true;
  struct sigaction act{};
  act.sa_sigaction = on_fault;
  act.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&act.sa_mask);
  sigaction(SIGSEGV, &act, &old_segv);
  sigaction(SIGBUS, &act, &old_bus);
}

void install_signal_stack() {
  void *memory = mmap(nullptr, signal_stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    fatal("out of memory for a thread");
  stack_t stack{};
  stack.ss_sp = memory;
  stack.ss_size = signal_stack_size;
  stack_t before{};
  sigaltstack(&stack, &before);
  signal_stack = memory;
}

void remove_signal_stack() noexcept {
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, nullptr);
  munmap(signal_stack, signal_stack_size);
}

void fatal(std::string_view message) noexcept { report(message, nullptr); }

void report_deadlock() noexcept {
  only_one();
  flush_output();
  std::fputs("panic: deadlock: every process waits, and nothing can wake one\n", stderr);
  using lines = std::map<std::string, std::size_t>;
  lines waiting;
  each_suspended(
      [](const context &c, void *data) {
        char object[64] = "";
        if (const void *o = parking_access::object(*c.waiting))
          std::snprintf(object, sizeof object, " %p", o);
        std::string name(c.process->type->name);
        ++(*static_cast<lines *>(
            data))["process " + name + ", " + (c.message ? "message " + std::string(c.message->name) : "destructor") +
                   ", waits " + parking_access::what(*c.waiting) + object];
      },
      &waiting);
  constexpr std::size_t most = 100;
  std::size_t shown = 0, suspended = 0;
  for (auto &[line, n] : waiting) {
    suspended += n;
    if (++shown <= most)
      std::fprintf(stderr, n > 1 ? "  %s (%zu times)\n" : "  %s\n", line.c_str(), n);
  }
  if (shown > most)
    std::fprintf(stderr, "  … %zu more kinds\n", shown - most);
  std::size_t alive = 0;
  for (unsigned i = 0; i < sched.count; ++i)
    alive += sched.workers[i].counts.spawned - sched.workers[i].counts.ended;
  alive += 1; // the main process was spawned by no worker
  if (alive > suspended)
    std::fprintf(stderr, "  and %zu process%s wait%s for a message\n", alive - suspended,
                 alive - suspended == 1 ? "" : "es", alive - suspended == 1 ? "s" : "");
  end();
}

} // namespace conure::rt

namespace conure {
inline namespace scheduled {
void panic(std::string_view message, std::source_location where) noexcept { rt::report(message, &where); }
} // namespace scheduled
} // namespace conure

// What the borrow counts of count.h call where this library is linked; they do without it where it is not.
extern "C" [[noreturn]] void conure_violation_panic(const char *text, std::size_t length) noexcept {
  conure::rt::report({text, length}, nullptr, true);
}
