// Stack traces for panic reports.
//
// For: panic.cpp.
#ifndef CONURE_SRC_BACKTRACE_H
#define CONURE_SRC_BACKTRACE_H

#include "debug_info.h"

#include <cstddef>

namespace conure::rt {

/// Up to `room` return addresses of the calling thread's stack.
std::size_t capture_stack(void **frames, std::size_t room) noexcept;
/// The same, from the place where a signal came.
std::size_t capture_stack_from(const void *signal_context, void **frames, std::size_t room) noexcept;
/// Writes them to stderr, with names, files and lines where they can be found. `exact`: the first is no return address.
void print_stack(void *const *frames, std::size_t n, bool exact = false) noexcept;

/// The innermost line that is the user's and in no destructor; `line` is 0 if none is known.
code_line user_line(void *const *frames, std::size_t n) noexcept;

} // namespace conure::rt
#endif
