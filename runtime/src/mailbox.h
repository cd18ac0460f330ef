// Handling the messages of a process; see cell.h for the mailbox's word.
//
// For: worker.cpp.
#ifndef CONURE_SRC_MAILBOX_H
#define CONURE_SRC_MAILBOX_H

#include <conure/scheduled/cell.h>

namespace conure::rt {

/// More bits of cell::flags.
enum : std::uint16_t {
  fresh_flag = 4,   ///< never scheduled
  bounded_flag = 8, ///< has a `mailbox_gate`
};

/// Handles messages of a scheduled process until it is idle or gone (false), or its turn is over (true: it is still
/// scheduled). Runs its destructor when it was dropped.
bool handle_messages(cell *);

/// Puts a node into the mailbox that no bound applies to, and that is not traced. The caller holds a handle.
void deliver(cell *, node *);

/// Pushes into the running worker's ring, behind what is there.
void schedule_last_here(cell *) noexcept;

} // namespace conure::rt
#endif
