// Delays at random in the narrow places of the lock-free structures, so that tests see orders that are rare otherwise.
// Only in builds with CONURE_CHAOS; nothing elsewhere.
//
// For: the runtime and what its headers inline; not for user programs.
#ifndef CONURE_SCHEDULED_CHAOS_H
#define CONURE_SCHEDULED_CHAOS_H

namespace conure::rt {

#if defined(CONURE_CHAOS)
void chaos() noexcept; // not inline: its thread-local's address must not be kept across a suspension
#else
inline void chaos() noexcept {}
#endif

} // namespace conure::rt
#endif
