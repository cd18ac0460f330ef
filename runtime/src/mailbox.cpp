// The life of a process: made, sent to, handling its messages, dropped. The mailbox's word is described in cell.h.
#include "mailbox.h"
#include "flood.h"
#include "futex.h"
#include "scheduler.h"
#include "trace.h"

#include <conure/scheduled/channel.h>
#include <conure/scheduled/chaos.h>
#include <conure/scheduled/panic.h>
#include <conure/scheduled/process.h>

#include <mutex>
#include <sched.h>
#include <string>

namespace conure::rt {

bool forked() noexcept; // main.cpp

namespace {

/// What a bounded mailbox has beside the unbounded one: lies behind the object.
struct mailbox_gate {
  channel_lock lock;
  std::uint32_t room;
  waiter_queue senders;

  explicit mailbox_gate(std::uint32_t bound) noexcept : room(bound) {}
  void enter() {
    std::unique_lock guard(lock);
    if (room) {
      --room;
      return;
    }
    parking p("for room in a mailbox", this);
    channel_waiter me{.who = &p, .slot = nullptr};
    guard.release();
    wait_in(senders, me, lock, never);
  }
  void leave() {
    std::unique_lock guard(lock);
    channel_waiter *w = senders.claim(1);
    if (!w) {
      ++room;
      return;
    }
    guard.unlock(); // the room passes on to who waits
    wake(w, 1);
  }
};

std::size_t gate_offset(const process_type &t) noexcept { return (t.size + 15) / 16 * 16; }
std::size_t whole_size(const process_type &t) noexcept {
  return t.bound ? gate_offset(t) + sizeof(mailbox_gate) : t.size;
}
mailbox_gate &gate_of(cell *c) noexcept {
  return *reinterpret_cast<mailbox_gate *>(reinterpret_cast<char *>(c) + gate_offset(*c->type));
}

void free_cell(cell *c) noexcept {
  const process_type &t = *c->type;
  if (t.bound)
    std::destroy_at(&gate_of(c));
  std::destroy_at(c);
  release(c, whole_size(t), t.align);
}

std::string text(const cell *c) { return std::string(c->type->name); }

bool contains(cell *c, const void *object) noexcept {
  auto *at = static_cast<const char *>(object);
  return at >= c->object() && at < reinterpret_cast<char *>(c) + c->type->size;
}

// One handle more, for the process itself. If the last handle has gone, a drop is on its way; then it gets a handle of
// its own, which it gives back when it arrives and finds that the process has been handed out again.
void retain_own(cell *c) noexcept {
  std::uint32_t n = c->handles.load(std::memory_order_relaxed);
  while (!c->handles.compare_exchange_weak(n, n ? n + 1 : 2, std::memory_order_relaxed))
    ;
}

// Runs the destructor in the process, and frees it.
void drop_process(cell *c) {
  context &me = *this_thread().running;
  c->mailbox.store(gone_bit, std::memory_order_relaxed); // who sends now is told so
  me.message = nullptr;
  c->type->destroy(c->object());
  if (c->handles.load(std::memory_order_acquire) != 0)
    fatal("process " + text(c) + " handed itself out while it was dropped");
  bool main = c->flags.load(std::memory_order_relaxed) & main_flag;
  me.process = nullptr;
  free_cell(c);
  ++this_thread().work->counts.ended;
  if (main) {
    std::lock_guard hold(sched.end_lock);
    sched.main_gone = true;
    sched.ended.notify_all();
  }
}

enum class arrival { dropped, resurrected, message_came };

// The mailbox is empty and says that the last handle has gone: it holds `word`, the newest node or the idle bit, and
// the drop bit. If the process was resurrected while idle, it may run elsewhere by now.
arrival arrive_drop(cell *c, std::uintptr_t word) {
  // Acquire: what the holders of handles did happens before the destructor.
  if (c->handles.load(std::memory_order_acquire) == 0) {
    if (word != idle_bit) {
      auto *newest = reinterpret_cast<node *>(word);
      release(newest, newest->type()->size, newest->type()->align);
    }
    drop_process(c);
    return arrival::dropped;
  }
  // It was handed out between the last handle's going and now.
  chaos();
  auto with_drop = word | drop_bit;
  if (!c->mailbox.compare_exchange_strong(with_drop, word, std::memory_order_acq_rel))
    return arrival::message_came; // its sender took the drop's handle along with the bit, and gives it back
  drop_handle(c);                 // the drop's own, see retain_own
  return arrival::resurrected;
}

node *wait_for_link(std::atomic<node *> &link) noexcept {
  // A sender has put its node into the word and is about to link it: a matter of two instructions, unless its thread
  // was interrupted just there.
  for (unsigned i = 0;; ++i) {
    if (node *n = link.load(std::memory_order_acquire))
      return n;
    i < 200 ? cpu_relax() : void(sched_yield());
  }
}

} // namespace

// A turn is so many messages, and more for a process whose messages come faster than its turns: up to 16 times. The
// monitor ends a turn that takes too long.
constexpr unsigned turn = 256, longest_turn = 4;

bool turn_is_over() noexcept {
  return preempt_requested.load(std::memory_order_relaxed) &&
         this_thread().work->preempt.exchange(false, std::memory_order_relaxed);
}

bool handle_messages(cell *c) {
  const unsigned most = turn << c->backlog;
  context &me = *this_thread().running;
  char *const base = reinterpret_cast<char *>(c) + sizeof(cell);
  const bool gated = c->flags.load(std::memory_order_relaxed) & bounded_flag;
  node *n = c->first.load(std::memory_order_relaxed);
  if (!n) {
    // A message may still be handled when the last handle goes, hand out the process, and end before the drop is told
    // of.
    if (c->mailbox.load(std::memory_order_acquire) == (idle_bit | drop_bit) &&
        arrive_drop(c, idle_bit) != arrival::message_came)
      return false;
    n = wait_for_link(c->first); // sent while the constructor ran, or after the drop
  }
  unsigned done = 0;
  auto count = [&] { this_thread().work->counts.messages += done; };
  for (;;) {
    if (gated)
      gate_of(c).leave();
    const message_type *type = n->type();
    me.message = type;
    if (traced()) [[unlikely]] {
      trace_begin(me);
      trace_handling(me, n);
    }
    __builtin_prefetch(n->next.load(std::memory_order_relaxed)); // perhaps in its sender's cache
    type->run(n, base + (n->what >> offset_shift));
    if (traced()) [[unlikely]]
      trace_end(me, nullptr);
    ++done;
    node *next = n->next.load(std::memory_order_acquire);
    while (!next) {
      c->first.store(nullptr, std::memory_order_relaxed);
      c->backlog = 0;
      auto newest = reinterpret_cast<std::uintptr_t>(n);
      chaos();
      // Release: what the handler wrote happens before the next activation, whose sender acquires the idle bit.
      if (c->mailbox.compare_exchange_strong(newest, idle_bit, std::memory_order_acq_rel, std::memory_order_acquire)) {
        // From here on the process may run elsewhere, or be gone.
        release(n, type->size, type->align);
        count();
        return false;
      }
      if (newest == (reinterpret_cast<std::uintptr_t>(n) | drop_bit)) {
        if (arrive_drop(c, reinterpret_cast<std::uintptr_t>(n)) == arrival::dropped) {
          count();
          return false;
        }
        next = n->next.load(std::memory_order_acquire);
      } else {
        next = wait_for_link(n->next);
      }
    }
    release(n, type->size, type->align);
    n = next;
    if (done >= most || turn_is_over()) [[unlikely]] {
      if (done >= most && c->backlog < longest_turn)
        ++c->backlog;
      c->first.store(n, std::memory_order_relaxed);
      count();
      return true;
    }
  }
}

[[gnu::always_inline]] static inline void put(cell *c, node *n) {
  // Release: the node's content, to who follows the link or the word. Acquire: after the idle bit, the state that the
  // last activation left. It is the only read-modify-write of a send.
  chaos();
  std::uintptr_t old = c->mailbox.exchange(reinterpret_cast<std::uintptr_t>(n), std::memory_order_acq_rel);
  chaos();
  if (old == idle_bit) {
    c->first.store(n, std::memory_order_relaxed);
    schedule(c);
    return;
  }
  if (old & gone_bit) [[unlikely]]
    fatal("a message to process " + text(c) + ", which is being dropped");
  if (auto *before = reinterpret_cast<node *>(old & ~(idle_bit | drop_bit)))
    before->next.store(n, std::memory_order_release);
  else
    c->first.store(n, std::memory_order_release); // the constructor is running, or a drop on its way
  if (old & drop_bit) [[unlikely]]
    drop_handle(c); // the bit is lost; the caller has a handle, so this one is not the last
}

[[gnu::noinline]] void post(cell *c, node *n) {
  if (c->flags.load(std::memory_order_relaxed) & bounded_flag) [[unlikely]]
    gate_of(c).enter();
  if (traced()) [[unlikely]]
    trace_send(n);
  put(c, n);
  count_sent(c);
}

void deliver(cell *c, node *n) { put(c, n); }

void last_handle_gone(cell *c) noexcept {
  chaos();
  std::uintptr_t old = c->mailbox.fetch_or(drop_bit, std::memory_order_acq_rel);
  if (old != idle_bit)
    return; // it drops itself after its messages
  // With handles it was resurrected: its next activation finds out.
  if (c->type->trivial && !(c->flags.load(std::memory_order_relaxed) & main_flag) &&
      c->handles.load(std::memory_order_acquire) == 0) {
    if (worker *w = this_thread().work)
      ++w->counts.ended;
    free_cell(c);
  } else {
    schedule(c);
  }
}

cell *new_cell(const process_type &type) {
  if (forked()) [[unlikely]]
    fatal("spawn in a child of fork: only the thread that forked exists here, so there is nobody to run a process");
  if (!sched.running.load(std::memory_order_relaxed)) [[unlikely]]
    fatal("spawn outside a running program: processes exist between the start and the end of CONURE_MAIN's process");
  cell *c = ::new (allocate(whole_size(type), type.align)) cell(&type);
  c->flags.store(static_cast<std::uint16_t>(type.bound ? fresh_flag | bounded_flag : fresh_flag),
                 std::memory_order_relaxed);
  if (type.bound)
    ::new (&gate_of(c)) mailbox_gate(type.bound);
  if (worker *w = this_thread().work)
    ++w->counts.spawned;
  return c;
}

void constructed(cell *c) noexcept {
  std::uintptr_t none = 0;
  // Release: the object, to the first activation. Acquire: the messages that came meanwhile.
  if (!c->mailbox.compare_exchange_strong(none, idle_bit, std::memory_order_acq_rel, std::memory_order_acquire))
    schedule(c);
}

void construction_failed(cell *c) noexcept {
  if (c->handles.load(std::memory_order_acquire) != 1 || c->mailbox.load(std::memory_order_acquire) != 0)
    fatal("the constructor of process " + text(c) + " threw after it had handed itself out");
  free_cell(c);
}

construction::construction(cell *c) noexcept : process(c) {
  context &me = *this_thread().running;
  outer = me.constructing;
  me.constructing = this;
}
construction::~construction() { this_thread().running->constructing = outer; }

cell *own_cell(const void *object) {
  context &me = *this_thread().running;
  cell *found = nullptr;
  for (construction *k = me.constructing; k && !found; k = k->outer)
    if (contains(k->process, object))
      found = k->process;
  if (!found && me.process && contains(me.process, object))
    found = me.process;
  if (!found)
    fatal("self of an object that is not the running process");
  retain_own(found);
  return found;
}

void no_process() { fatal("a message was sent through a process handle that had been moved"); }
void offset_too_large() noexcept { fatal("a base class lies more than 64 KiB into its process"); }

} // namespace conure::rt
