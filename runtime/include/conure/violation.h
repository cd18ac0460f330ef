//===- violation.h - What happens when a borrow outlives its value --------===//
//
// Defines how the borrow counts of count.h and contents.h report a violation.
// For those two headers; needs no library, so that rewritten code without
// processes links as it did before, and few headers, since every rewritten unit
// reads it. What a debug build remembers besides is in borrow_places.h.
//
// Macros that the rewriter sets for a whole program:
//   CONURE_REPORT_VIOLATIONS  report and go on, instead of a panic
//   CONURE_BORROW_PLACES      1: remember the place of each borrow and of each
//                             value's creation (a debug build); 0: do not.
//                             Without it: 1 in builds that do not optimise.
//   CONURE_COUNT_STATISTICS   at exit, tell on stderr which places borrowed how
//                             often: what to look at first to make counts cheap.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_VIOLATION_H
#define CONURE_VIOLATION_H

#include <conure/place.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#if __has_include(<execinfo.h>)
#include <execinfo.h>
#endif

#ifndef CONURE_BORROW_PLACES
#if defined(__OPTIMIZE__) || defined(NDEBUG)
#define CONURE_BORROW_PLACES 0
#else
#define CONURE_BORROW_PLACES 1
#endif
#endif

// Defined by the scheduled runtime where it is linked: a panic that knows the
// process and the message, and the source line of an address.
extern "C" {
[[noreturn, gnu::weak]] void conure_violation_panic(const char *text, std::size_t length) noexcept;
[[gnu::weak]] std::size_t conure_describe_address(const void *address, char *text, std::size_t capacity) noexcept;
}

namespace conure::rt {

inline constexpr bool borrow_places = CONURE_BORROW_PLACES;
#if defined(CONURE_REPORT_VIOLATIONS)
inline constexpr bool report_violations = true;
#else
inline constexpr bool report_violations = false;
#endif

#if defined(CONURE_COUNT_STATISTICS)
inline constexpr bool count_statistics = true;
#else
inline constexpr bool count_statistics = false;
#endif

/// The text of a report while it is put together. Each unit that counts has this code in it: nothing is inlined, so
/// that compilers are soon done with it.
class report_text {
public:
  report_text() noexcept = default;
  report_text(const report_text &) = delete;
  report_text &operator=(const report_text &) = delete;
  ~report_text() { std::free(text_); }

  [[gnu::cold, gnu::noinline]] report_text &add(const char *text, std::size_t length) noexcept {
    if (length_ + length + 1 > room_) {
      std::size_t room = 2 * (length_ + length) + 64;
      void *more = std::realloc(text_, room);
      if (!more)
        return *this; // a shorter report
      text_ = static_cast<char *>(more);
      room_ = room;
    }
    __builtin_memcpy(text_ + length_, text, length);
    text_[length_ += length] = 0;
    return *this;
  }
  [[gnu::cold, gnu::noinline]] report_text &operator<<(const char *text) noexcept {
    return add(text, __builtin_strlen(text));
  }
  [[gnu::cold, gnu::noinline]] report_text &operator<<(std::size_t number) noexcept {
    char digits[24];
    return add(digits, static_cast<std::size_t>(std::snprintf(digits, sizeof digits, "%zu", number)));
  }
  [[gnu::cold, gnu::noinline]] report_text &operator<<(const place &at) noexcept {
    return *this << at.file_name() << ":" << std::size_t(at.line()) << " in " << at.function_name();
  }
  /// The line of the code at \p address, or what else can be said of it.
  [[gnu::cold, gnu::noinline]] report_text &code(const void *address) noexcept {
    char text[512];
    if (conure_describe_address)
      if (std::size_t length = conure_describe_address(address, text, sizeof text))
        return add(text, length);
#if __has_include(<execinfo.h>)
    void *frame = const_cast<void *>(address);
    if (char **names = backtrace_symbols(&frame, 1)) {
      *this << names[0];
      std::free(names);
      return *this;
    }
#endif
    std::snprintf(text, sizeof text, "%p", address);
    return *this << text;
  }

  const char *text() const noexcept { return text_ ? text_ : ""; }
  std::size_t length() const noexcept { return length_; }
  bool has(const char *part) const noexcept { return __builtin_strstr(text(), part) != nullptr; }

private:
  char *text_ = nullptr;
  std::size_t length_ = 0, room_ = 0;
};

/// A name within a longer text.
struct name_range {
  const char *text = nullptr;
  std::size_t length = 0;
};

/// The name of a type, for reports.
template <class T> constexpr name_range value_type_name() {
  const char *text = __PRETTY_FUNCTION__; // ... [T = X]  or  ... [with T = X; other = ...]
  std::size_t size = __builtin_strlen(text), start = 0;
  while (start + 4 <= size && !(text[start] == 'T' && text[start + 1] == ' ' && text[start + 2] == '='))
    ++start;
  start += 4;
  if (start >= size)
    return {"value", 5};
  std::size_t end = size - 1;
  for (std::size_t i = end; i > start; --i)
    if (text[i] == ';' && text[i + 1] == ' ')
      end = i;
  return {text + start, end - start};
}

/// The calls that led here, from the first that is not the counts' own. A return address is behind its call.
[[gnu::cold, gnu::noinline]] inline void print_stack() {
#if __has_include(<execinfo.h>)
  void *frames[48];
  int depth = backtrace(frames, 48);
  bool own = true;
  for (int i = 0; i < depth; ++i) {
    report_text line;
    line.code(static_cast<const char *>(frames[i]) - 1);
    own = own && (line.has("include/conure/") || line.has("libsanitizer/") || line.has("interceptor_backtrace"));
    if (!own || (i == depth - 1 && own))
      std::fprintf(stderr, "    %s\n", line.text());
  }
#endif
}

/// Ends the program with a panic, or reports and returns, as the program was built to.
[[gnu::cold, gnu::noinline]] inline void violation(const report_text &what) {
  if constexpr (!report_violations) {
    if (conure_violation_panic)
      conure_violation_panic(what.text(), what.length());
    std::fflush(stdout);
  }
  std::fprintf(stderr, "%s: %s\n  at\n", report_violations ? "conure: violation" : "panic", what.text());
  print_stack();
  std::fflush(stderr);
  if constexpr (!report_violations)
    std::_Exit(101);
}

// What a debug build remembers, and a program that goes on after a violation: defined in borrow_places.h.
namespace places {
void made(const void *value, const place &at);
void gone(const void *value);
void borrowed(const void *value, const void *by, const place &at);
void returned(const void *value, const void *by);
place of(const void *value, const void *by);
void describe(const void *value, report_text &into);
bool of_library(const place &at);
} // namespace places
namespace violations {
bool shown_before();
void orphaned(const void *count, std::uint32_t borrows);
bool returned_to_orphan(const void *count);
} // namespace violations
// Counted in count_statistics.h.
namespace statistics {
void borrowed(const place &at);
void borrowed_element(const place &at);
void made();
void dropped();
} // namespace statistics

} // namespace conure::rt

#if defined(CONURE_COUNT_STATISTICS)
#include <conure/count_statistics.h>
#endif
#if CONURE_BORROW_PLACES || defined(CONURE_REPORT_VIOLATIONS)
#include <conure/borrow_places.h>
#endif

#endif
