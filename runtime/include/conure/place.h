//===- place.h - A place in the source ------------------------------------===//
//
// Defines `place`: where a value was made, or a borrow of it. What
// std::source_location is, and one word as that is, but the same type in every
// standard from C++17 on: units of different standards are parts of one program.
// For violation.h and what includes it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_PLACE_H
#define CONURE_PLACE_H

#include <cstdint>

#if __cplusplus > 201703L
#include <source_location>
#else
// The compiler looks here for what a place is made of; before C++20 the library has no such class.
namespace std {
struct source_location {
  struct __impl {
    const char *_M_file_name;
    const char *_M_function_name;
    unsigned _M_line;
    unsigned _M_column;
  };
};
} // namespace std
#endif

namespace conure::rt {

class place {
public:
  constexpr place() noexcept = default;
  /// Where this is called; as a default argument: where the function is called.
  [[gnu::always_inline]] static constexpr place
  current(const void *compiled_here = __builtin_source_location()) noexcept {
    place result;
    result.at_ = compiled_here;
    return result;
  }

  std::uint32_t line() const noexcept { return at_ ? at()->line : 0; }
  std::uint32_t column() const noexcept { return at_ ? at()->column : 0; }
  const char *file_name() const noexcept { return at_ ? at()->file : ""; }
  const char *function_name() const noexcept { return at_ ? at()->function : ""; }

private:
  /// What compilers keep of a place, whatever they call its parts.
  struct kept {
    const char *file, *function;
    unsigned line, column;
  };
  const kept *at() const noexcept { return static_cast<const kept *>(at_); }

  const void *at_ = nullptr;
};

} // namespace conure::rt

#endif
