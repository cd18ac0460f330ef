//===- panic.h - The end of a program that went wrong (serial mode) -------===//
//
// Defines `panic` for serial elision. For every user. It reports and ends the
// program at once with status 101; no destructor runs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_PANIC_H
#define CONURE_SERIAL_PANIC_H

#include <conure/mode.h>

#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string_view>

namespace conure {
inline namespace serial {

/// Reports \p message with the place it was raised at, and ends the program.
[[noreturn]] inline void panic(std::string_view message,
                               std::source_location place = std::source_location::current()) noexcept {
  std::fflush(stdout); // what the program has printed so far comes before its end
  std::fprintf(stderr, "panic: %.*s\n  at %s:%u in %s\n", static_cast<int>(message.size()), message.data(),
               place.file_name(), static_cast<unsigned>(place.line()), place.function_name());
  std::fflush(stderr);
  std::_Exit(101);
}

} // namespace serial
} // namespace conure

#endif
