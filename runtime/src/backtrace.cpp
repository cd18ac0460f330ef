// Stack traces: the unwinder gives the addresses, debug_info.h the names and lines.
#include "backtrace.h"
#include "debug_info.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <ucontext.h>
#include <unistd.h>
#include <unwind.h>
#include <utility>
#include <vector>

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

// The names of templates begin with what they return.
bool starts_with(std::string_view text, std::string_view with) {
  if (text.starts_with("void "))
    text.remove_prefix(5);
  return text.starts_with(with);
}

// How a report came about says nothing to a user: everything down to the panic, the throw or the count that was wrong.
bool raises(const std::string &name) {
  for (const char *one :
       {"conure::scheduled::panic", "conure::rt::fatal", "conure::rt::(anonymous namespace)::report",
        "conure_violation_panic", "conure::rt::violation", "conure::rt::count<", "conure::rt::change<",
        "conure::rt::detail::check_contents", "conure::rt::detail::contents_violation", "__cxxabiv1::", "__cxa_throw",
        "__cxa_rethrow", "std::terminate", "conure::rt::capture_stack"})
    if (starts_with(name, one))
      return true;
  return false;
}
bool calls_handler(const std::string &name) {
  return starts_with(name, "conure::rt::message<") || name.find("::conure_proxy::") != name.npos;
}
// Below a handler there is only the scheduler.
bool below_handler(const std::string &name) {
  return starts_with(name, "conure::rt::handle_messages") || starts_with(name, "conure::rt::run_worker") ||
         calls_handler(name) || starts_with(name, "conure::rt::(anonymous namespace)::activate") ||
         starts_with(name, "conure::rt::(anonymous namespace)::drop_process");
}

void print_lines(void *const *frames, std::size_t n, bool exact) {
  constexpr std::size_t most = 48, most_raising = 24;
  std::vector<code_line> lines;
  std::size_t from = 0;
  // A recursion has few addresses, and looking one up is slow in a large program.
  std::map<std::uintptr_t, std::vector<code_line>> known;
  for (std::size_t i = 0; i < n; ++i) {
    // A return address is one past the call.
    auto at = reinterpret_cast<std::uintptr_t>(frames[i]) - (exact && i == 0 ? 0 : 1);
    auto [entry, fresh] = known.try_emplace(at);
    if (fresh)
      entry->second = code_lines(at);
    for (const code_line &line : entry->second) {
      lines.push_back(line);
      if (lines.size() < most_raising && raises(lines.back().function))
        from = lines.size();
    }
  }
  while (from < lines.size() && starts_with(lines[from].function, "conure::rt::") &&
         !below_handler(lines[from].function))
    ++from;
  std::fputs("stack:\n", stderr);
  for (std::size_t i = from, shown = 0; i < lines.size(); ++i) {
    const code_line &line = lines[i];
    if (shown && below_handler(line.function))
      return;
    if (shown == most) {
      std::fprintf(stderr, "  … %zu more\n", lines.size() - i);
      return;
    }
    std::fprintf(stderr, "  #%-2zu %s\n        at %s\n", shown++,
                 calls_handler(line.function) ? "the message" // its handler was inlined, and nothing tells how
                 : line.function.empty()      ? "?"
                                              : line.function.c_str(),
                 line.file.empty() ? "?" : line.place().c_str());
    std::size_t same = 0;
    for (; i + 1 < lines.size() && lines[i + 1].function == line.function && lines[i + 1].place() == line.place(); ++i)
      ++same;
    if (same)
      std::fprintf(stderr, "      … the same %zu times more\n", same);
  }
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
      if (line.line && !is_library_file(line.file) && line.function.find("::~") == line.function.npos &&
          line.function[0] != '~')
        return std::move(line);
  return {};
}

void print_stack(void *const *frames, std::size_t n, bool exact) noexcept {
  try {
    print_lines(frames, n, exact);
  } catch (const std::bad_alloc &) {
    std::fputs("  … and no memory to say more\n", stderr);
  }
}

} // namespace conure::rt
