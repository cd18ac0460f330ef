// `panic`: report the process, the message, the place and the stack, and end the program with status 101.
//
// For: user programs and every part of the runtime.
#ifndef CONURE_SCHEDULED_PANIC_H
#define CONURE_SCHEDULED_PANIC_H

#include <source_location>
#include <string_view>

namespace conure {
namespace rt {

/// The exit status of a program that panicked.
inline constexpr int panic_status = 101;

/// As `panic`, for the runtime's own complaints: no source place.
[[noreturn]] void fatal(std::string_view message) noexcept;

} // namespace rt
inline namespace scheduled {

/// Ends the program at once: no destructor runs.
[[noreturn]] void panic(std::string_view message,
                        std::source_location where = std::source_location::current()) noexcept;

} // namespace scheduled
} // namespace conure
#endif
