// Waiting for time to pass: `sleep_for`, `sleep_until`, `yield`. They suspend the process, not the thread.
//
// For: user programs.
#ifndef CONURE_SCHEDULED_TIME_H
#define CONURE_SCHEDULED_TIME_H

#include <conure/scheduled/wait.h>

namespace conure {
namespace rt {

/// A duration from now as a deadline, without overflow.
template <class Rep, class Period> deadline from_now(std::chrono::duration<Rep, Period> d) {
  auto now = std::chrono::steady_clock::now();
  // Compared in floating point: converting a very long duration to nanoseconds would overflow.
  using seconds = std::chrono::duration<double>;
  if (std::chrono::duration_cast<seconds>(d) >= std::chrono::duration_cast<seconds>(never - now))
    return never;
  return now + std::chrono::ceil<deadline::duration>(d);
}

template <class Clock, class Duration> deadline to_deadline(std::chrono::time_point<Clock, Duration> t) {
  if constexpr (std::is_same_v<Clock, std::chrono::steady_clock>)
    return std::chrono::time_point_cast<deadline::duration>(t);
  else
    return from_now(t - Clock::now());
}

void sleep_until(deadline until);

} // namespace rt

inline namespace scheduled {

template <class Rep, class Period> void sleep_for(std::chrono::duration<Rep, Period> d) {
  rt::sleep_until(rt::from_now(d));
}
template <class Clock, class Duration> void sleep_until(std::chrono::time_point<Clock, Duration> t) {
  rt::sleep_until(rt::to_deadline(t));
}
/// Lets the other processes run first.
inline void yield() { rt::yield_now(); }

} // namespace scheduled
} // namespace conure
#endif
