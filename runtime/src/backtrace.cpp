// Stack traces: the unwinder gives the addresses, libdw the names and lines if it is on the machine (it is opened at run time,
// so that a program needs no more to link), and the dynamic linker's tables the rest.
#include "backtrace.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <dlfcn.h>
#include <memory>
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

// The few functions of libdw (elfutils) that are needed; see libdwfl.h for what they do.
struct libdw {
  struct callbacks {
    int (*find_elf)(void *, void **, const char *, std::uint64_t, char **, void **);
    int (*find_debuginfo)(void *, void **, const char *, std::uint64_t, const char *, const char *, std::uint32_t,
                          char **);
    int (*section_address)(void *, void **, const char *, std::uint64_t, const char *, std::uint32_t, const void *,
                           std::uint64_t *);
    char **debuginfo_path;
  };
  void *library = nullptr, *session = nullptr;
  callbacks calls{};
  void *(*addr_module)(void *, std::uint64_t) = nullptr;
  const char *(*addr_name)(void *, std::uint64_t) = nullptr;
  void *(*get_source)(void *, std::uint64_t) = nullptr;
  const char *(*line_info)(void *, std::uint64_t *, int *, int *, std::uint64_t *, std::uint64_t *) = nullptr;

  template <class F> bool find(F &f, const char *name) {
    f = reinterpret_cast<F>(dlsym(library, name));
    return f;
  }
  bool open() {
    library = dlopen("libdw.so.1", RTLD_LAZY | RTLD_LOCAL);
    if (!library)
      return false;
    void *(*begin)(const callbacks *);
    int (*report)(void *, int), (*end)(void *, void *, void *);
    if (!find(begin, "dwfl_begin") || !find(report, "dwfl_linux_proc_report") || !find(end, "dwfl_report_end") ||
        !find(addr_module, "dwfl_addrmodule") || !find(addr_name, "dwfl_module_addrname") ||
        !find(get_source, "dwfl_module_getsrc") || !find(line_info, "dwfl_lineinfo") ||
        !find(calls.find_elf, "dwfl_linux_proc_find_elf") ||
        !find(calls.find_debuginfo, "dwfl_standard_find_debuginfo"))
      return false;
    session = begin(&calls);
    return session && report(session, getpid()) == 0 && end(session, nullptr, nullptr) == 0;
  }
};

std::string demangled(const char *name) {
  int status = 0;
  std::unique_ptr<char, void (*)(void *)> text(abi::__cxa_demangle(name, nullptr, nullptr, &status), std::free);
  return status == 0 && text ? text.get() : name;
}

bool starts_with(const std::string &text, const char *with) { return text.rfind(with, 0) == 0; }

struct code_place {
  std::string name, place;
};

code_place symbolise(libdw &dw, bool lines, std::uintptr_t at) {
  std::string name, place;
  if (void *module = lines ? dw.addr_module(dw.session, at) : nullptr) {
    if (const char *symbol = dw.addr_name(module, at))
      name = demangled(symbol);
    int line = 0;
    if (void *source = dw.get_source(module, at))
      if (const char *file = dw.line_info(source, nullptr, &line, nullptr, nullptr, nullptr))
        place = std::string(file) + ":" + std::to_string(line);
  }
  Dl_info info{};
  if ((name.empty() || place.empty()) && dladdr(reinterpret_cast<void *>(at), &info)) {
    if (name.empty() && info.dli_sname)
      name = demangled(info.dli_sname);
    if (place.empty() && info.dli_fname) {
      char offset[32];
      std::snprintf(offset, sizeof offset, "+%#zx", static_cast<std::size_t>(at - reinterpret_cast<std::uintptr_t>(info.dli_fbase)));
      place = std::string(info.dli_fname) + offset;
    }
  }
  return {std::move(name), std::move(place)};
}

// The runtime's own frames say nothing to a user.
bool internal(const std::string &name) {
  for (const char *own : {"conure::rt::capture", "conure::rt::(anonymous namespace)::report", "conure::rt::fatal",
                          "conure::scheduled::panic", "conure::rt::(anonymous namespace)::terminate", "__cxxabiv1::",
                          "__cxa_throw", "std::terminate"})
    if (starts_with(name, own))
      return true;
  return false;
}
// Below a handler there is only the scheduler.
bool below_handler(const std::string &name) {
  return starts_with(name, "conure::rt::handle_messages") || starts_with(name, "conure::rt::run_worker") ||
         starts_with(name, "conure::rt::(anonymous namespace)::activate") ||
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

void print_stack(void *const *frames, std::size_t n, bool exact) noexcept {
  constexpr std::size_t most = 48;
  static libdw dw;
  bool lines = dw.open();
  std::fputs("stack:\n", stderr);
  unsigned shown = 0;
  for (std::size_t i = 0; i < n; ++i) {
    // A return address is one past the call.
    auto at = reinterpret_cast<std::uintptr_t>(frames[i]) - (exact && i == 0 ? 0 : 1);
    auto [name, place] = symbolise(dw, lines, at);
    if (shown == 0 && internal(name))
      continue;
    if (shown && below_handler(name))
      break;
    if (shown == most) {
      std::fprintf(stderr, "  … %zu more\n", n - i);
      break;
    }
    std::fprintf(stderr, "  #%-2u %s\n        at %s\n", shown++, name.empty() ? "?" : name.c_str(),
                 place.empty() ? "?" : place.c_str());
  }
}

} // namespace conure::rt

extern "C" std::size_t conure_describe_address(const void *address, char *text, std::size_t capacity) noexcept {
  using namespace conure::rt;
  static libdw dw;
  static const bool lines = dw.open();
  auto [name, place] = symbolise(dw, lines, reinterpret_cast<std::uintptr_t>(address));
  if (place.empty())
    return 0;
  int n = std::snprintf(text, capacity, "%s%s%s", place.c_str(), name.empty() ? "" : " in ", name.c_str());
  return n < 0 ? 0 : std::min(static_cast<std::size_t>(n), capacity - 1);
}
