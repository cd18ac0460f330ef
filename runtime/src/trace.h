// CONURE_TRACE: a timeline of what ran where, in the format that Perfetto and chrome://tracing open.
//
// For: the sources of the runtime. Nothing but one load and a branch when it is off.
#ifndef CONURE_SRC_TRACE_H
#define CONURE_SRC_TRACE_H

#include "context.h"

#include <atomic>
#include <cstdint>

namespace conure::rt {

extern std::atomic<bool> tracing;
inline bool traced() noexcept { return tracing.load(std::memory_order_relaxed); }

/// From here on `c` runs its message.
void trace_begin(context &c) noexcept;
/// Until here it did; `why` it goes on later, or null at the message's end.
void trace_end(const context &c, const char *why) noexcept;
/// A message was sent; its handling begins, with the slice of `c`. An arrow joins the two.
void trace_send(const node *) noexcept;
void trace_handling(const context &c, const node *) noexcept;
/// A blocking call of the context's message, from `begin` until now.
void trace_blocking(const context &c, std::int64_t begin) noexcept;
void trace_steal() noexcept;

void start_trace();
/// Writes the file. The workers are at rest.
void write_trace() noexcept;

} // namespace conure::rt
#endif
