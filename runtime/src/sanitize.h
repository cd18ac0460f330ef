// Tells the sanitizers about our stacks; nothing in a plain build.
//
// For: stack.cpp and context.cpp. ThreadSanitizer knows a fiber for each stack; AddressSanitizer is told of each
// switch.
#ifndef CONURE_SRC_SANITIZE_H
#define CONURE_SRC_SANITIZE_H

#if defined(__SANITIZE_ADDRESS__)
#define CONURE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CONURE_ASAN 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define CONURE_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define CONURE_TSAN 1
#endif
#endif

#if defined(CONURE_ASAN)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif
#if defined(CONURE_TSAN)
#include <sanitizer/tsan_interface.h>
#endif

namespace conure::rt {
#if defined(CONURE_ASAN) || defined(CONURE_TSAN)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
} // namespace conure::rt
#endif
