//===- time.h - Sleeping and blocking (serial mode) -----------------------===//
//
// Defines `sleep_for`, `sleep_until`, `yield` and `blocking` for serial elision, where
// the one thread sleeps and blocks. For every user.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_SERIAL_TIME_H
#define CONURE_SERIAL_TIME_H

#include <conure/mode.h>

#include <chrono>
#include <functional>
#include <thread>
#include <type_traits>

namespace conure {
inline namespace serial {

template <class Rep, class Period> void sleep_for(const std::chrono::duration<Rep, Period> &time) {
  std::this_thread::sleep_for(time);
}
template <class Clock, class Duration> void sleep_until(const std::chrono::time_point<Clock, Duration> &time) {
  std::this_thread::sleep_until(time);
}

/// Lets other processes run. There is none to run in serial mode.
inline void yield() {}

/// Runs \p fn, which may block, and gives its result. In the scheduled mode it
/// runs off the workers, so that only the calling process waits.
template <class F> std::invoke_result_t<F &> blocking(F &&fn) { return std::invoke(fn); }

} // namespace serial
} // namespace conure

#endif
