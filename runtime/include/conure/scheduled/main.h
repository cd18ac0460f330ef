// CONURE_MAIN and how a program starts and ends: `rt::run`, `arguments`.
//
// For: user programs (CONURE_MAIN), and tests (`rt::run`, which may be called again and again).
#ifndef CONURE_SCHEDULED_MAIN_H
#define CONURE_SCHEDULED_MAIN_H

#include <conure/scheduled/process.h>

#include <string>
#include <vector>

/// The program starts by sending `main` to one T, and ends when that process has ended.
#define CONURE_MAIN(...)                                                                                               \
  int main(int conure_argc, char **conure_argv) { return ::conure::rt::program<__VA_ARGS__>(conure_argc, conure_argv); }

namespace conure {
inline namespace scheduled {

/// The program's arguments, without its name. A fresh copy each time.
[[nodiscard]] std::vector<std::string> arguments();

} // namespace scheduled

namespace rt {

void start();
/// Marks the process whose end is the program's end.
void set_main(cell *process) noexcept;
/// Waits for that end and stops the workers. Ends the program itself when some process cannot be stopped.
void finish();
void set_arguments(int argc, char **argv);

template <class T, class... Args> void run(Args &&...args) {
  start();
  {
    auto main = spawn<T>(std::forward<Args>(args)...);
    set_main(access::cell_of(main));
    main->main();
  }
  finish();
}

template <class T> int program(int argc, char **argv) {
  set_arguments(argc, argv);
  run<T>();
  return 0;
}

} // namespace rt
} // namespace conure
#endif
