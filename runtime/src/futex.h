// Sleeping on a word, and a pause for spinning.
//
// For: the workers and `park`.
#ifndef CONURE_SRC_FUTEX_H
#define CONURE_SRC_FUTEX_H

#include <atomic>
#include <cstdint>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace conure::rt {

inline void futex_wait(std::atomic<std::uint32_t> &word, std::uint32_t while_it_is,
                       const timespec *for_at_most = nullptr) {
  syscall(SYS_futex, reinterpret_cast<std::uint32_t *>(&word), FUTEX_WAIT_PRIVATE, while_it_is, for_at_most, nullptr,
          0);
}
inline void futex_wake(std::atomic<std::uint32_t> &word) {
  syscall(SYS_futex, reinterpret_cast<std::uint32_t *>(&word), FUTEX_WAKE_PRIVATE, 1, nullptr, nullptr, 0);
}
inline void cpu_relax() noexcept {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

} // namespace conure::rt
#endif
