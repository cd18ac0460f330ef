// Processes that send a lot: when they give way, and to whom.
//
// For: mailbox.cpp. Who has sent a lot lets those have a turn that wait behind it: then messages are handled, and their
// nodes used again, while they are still in the cache, and a flood does not fill the memory.
//
// Who sends to one process only, and does little else, follows it to the worker that handles its messages. On two
// workers each message would move three lines between the cores, which takes several times as long as to send and to
// handle it does.
#ifndef CONURE_SRC_FLOOD_H
#define CONURE_SRC_FLOOD_H

#include "scheduler.h"
#include "thread.h"

namespace conure::rt {

inline constexpr unsigned flood = 256; // messages

void give_way(thread_state &, cell *receiver);

/// The running process has sent to `receiver`, of which the caller holds a handle. May suspend.
inline void count_sent(cell *receiver) {
  thread_state &t = this_thread();
  worker *w = t.work;
  if (!w)
    return;
  if (w->sent_to != receiver) {
    w->sent_to = receiver;
    ++w->receivers;
  }
  if (++w->sent == flood) [[unlikely]]
    give_way(t, receiver);
}

} // namespace conure::rt
#endif
