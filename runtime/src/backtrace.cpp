// Stack traces: the unwinder gives the addresses, debug_info.h the names and lines.
#include "backtrace.h"
#include "debug_info.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>

namespace conure::rt {
namespace {

struct trace {
  void **frames;
  std::size_t n, room;
};

_Unwind_Reason_Code visit(_Unwind_Context *context, void *data) {
  auto &t = *static_cast<trace *>(data);
  auto at = _Unwind_GetIP(context);
  if (!at || t.n == t.room)
    return _URC_END_OF_STACK;
  t.frames[t.n++] = reinterpret_cast<void *>(at);
  return _URC_NO_REASON;
}

bool starts_with(const std::string &text, const char *with) { return text.rfind(with, 0) == 0; }

// The runtime's own frames say nothing to a user.
bool internal(const std::string &name) {
  for (const char *own : {"conure::rt::capture", "conure::rt::(anonymous namespace)::report", "conure::rt::fatal",
                          "conure::scheduled::panic", "conure_violation_panic", "conure::rt::violation",
                          "conure::rt::count<", "conure::rt::check_contents", "conure::rt::detail::contents_violation",
                          "conure::rt::(anonymous namespace)::terminate", "__cxxabiv1::",
                          "__cxa_throw", "std::terminate"})
    if (starts_with(name, own))
      return true;
  return false;
}
// Below a handler there is only the scheduler.
bool below_handler(const std::string &name) {
  return starts_with(name, "conure::rt::handle_messages") || starts_with(name, "conure::rt::run_worker") ||
         starts_with(name, "conure::rt::message<") || // what follows the message is how it was called
         name.find("::conure_proxy::") != name.npos || starts_with(name, "conure::rt::(anonymous namespace)::activate") ||
         starts_with(name, "conure::rt::(anonymous namespace)::drop_process");
}

} // namespace

std::size_t capture_stack(void **frames, std::size_t room) noexcept {
  trace t{frames, 0, room};
  _Unwind_Backtrace(visit, &t);
  return t.n;
}

std::size_t capture_stack_from(const void *signal_context, void **frames, std::size_t room) noexcept {
  // The stack that overflowed is walked by its frame of registers: the unwinder goes through the signal's frame.
  std::size_t n = capture_stack(frames, room);
#if defined(__x86_64__)
  auto at = static_cast<const ucontext_t *>(signal_context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
  auto at = static_cast<const ucontext_t *>(signal_context)->uc_mcontext.pc;
#else
  auto at = 0;
#endif
  for (std::size_t i = 0; i < n; ++i)
    if (reinterpret_cast<std::uintptr_t>(frames[i]) == static_cast<std::uintptr_t>(at)) {
      std::memmove(frames, frames + i, (n - i) * sizeof *frames);
      return n - i;
    }
  return n;
}

code_line user_line(void *const *frames, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; ++i)
    for (code_line &line : code_lines(reinterpret_cast<std::uintptr_t>(frames[i]) - 1))
      if (line.line && !is_library_file(line.file) && line.function.find("::~") == line.function.npos && line.function[0] != '~')
        return std::move(line);
  return {};
}

void print_stack(void *const *frames, std::size_t n, bool exact) noexcept {
  constexpr unsigned most = 48;
  std::fputs("stack:\n", stderr);
  unsigned shown = 0;
  for (std::size_t i = 0; i < n; ++i) {
    // A return address is one past the call.
    auto at = reinterpret_cast<std::uintptr_t>(frames[i]) - (exact && i == 0 ? 0 : 1);
    for (const code_line &line : code_lines(at)) {
      if (shown == 0 && internal(line.function))
        continue;
      if (shown && below_handler(line.function))
        return;
      if (shown == most) {
        std::fprintf(stderr, "  … %zu more\n", n - i);
        return;
      }
      std::fprintf(stderr, "  #%-2u %s\n        at %s\n", shown++, line.function.empty() ? "?" : line.function.c_str(),
                   line.file.empty() ? "?" : line.place().c_str());
    }
  }
}

} // namespace conure::rt
