// Delays at random, for tests.

#include <conure/scheduled/chaos.h>

#if defined(CONURE_CHAOS)
#include <cstdint>
#include <sched.h>

namespace conure::rt {

[[gnu::noinline]] void chaos() noexcept {
  asm volatile("");
  static thread_local std::uint32_t random =
      0x9e3779b9u ^ static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(&random));
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  if (random % 64 == 0)
    sched_yield();
  else if (random % 8 == 0)
    for (volatile std::uint32_t i = 0; i < random % 512; i = i + 1) {
    }
}

} // namespace conure::rt
#endif
