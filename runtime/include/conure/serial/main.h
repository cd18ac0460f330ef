//===- main.h - The start and the end of a program (serial mode) ----------===//
//
// Defines CONURE_MAIN and `arguments` for serial elision. For every user.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_MAIN_H
#define CONURE_SERIAL_MAIN_H

#include <conure/serial/panic.h>
#include <conure/serial/process.h>

#include <exception>
#include <string>
#include <vector>

namespace conure {
inline namespace serial {

namespace detail {

inline std::vector<std::string> &program_arguments() {
  static std::vector<std::string> arguments;
  return arguments;
}

/// An exception that leaves the main message ends the program like a panic.
[[noreturn]] inline void exception_left_message() noexcept {
  if (std::exception_ptr e = std::current_exception()) {
    try {
      std::rethrow_exception(e);
    } catch (const std::exception &what) {
      panic(std::string("an exception left a message: ") + what.what());
    } catch (...) {
      panic("an exception left a message");
    }
  }
  panic("std::terminate was called");
}

// noexcept: no destructor runs between the throw and the report.
template <class Main> int run_main(int argc, char **argv) noexcept {
  std::set_terminate(exception_left_message);
  program_arguments().assign(argv + (argc > 0), argv + argc);
  spawn<Main>()->main();
  return 0;
}

} // namespace detail

/// The program's arguments, without its name. A fresh copy each time.
[[nodiscard]] inline std::vector<std::string> arguments() { return detail::program_arguments(); }

} // namespace serial
} // namespace conure

/// The program starts by sending `main` to one `T`. At the end of one file, in the global namespace.
#define CONURE_MAIN(...)                                                                                               \
  int main(int argc, char **argv) { return ::conure::serial::detail::run_main<__VA_ARGS__>(argc, argv); }

#endif
