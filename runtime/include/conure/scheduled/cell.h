// The memory of a process and of a message: `cell`, `node` and the static descriptions of both.
//
// For: rt.h (which fills nodes), process.h (which makes cells) and the scheduler. Users of the library never name
// these.
//
// A cell is the header in front of a process object. Its mailbox is one tagged word, the address of the newest node:
//
//   idle_bit            no message; the process is not scheduled; no node is kept
//   node                messages; the process is scheduled or running, `first` is the oldest one
//   0                   the constructor is still running: messages queue up from `first`, nobody schedules
//   … | drop_bit        the last handle has gone: when no message is left, the process drops itself, unless a message
//                       that was on its way has handed it out again
//   gone_bit            the destructor runs
//
// A send is one exchange of that word. Who replaces idle_bit schedules the process; who replaces a node links it to the
// new one. The handler of the newest node keeps that node until it has taken the word back to idle_bit (with one
// compare and exchange), so the node that a sender links from is always alive.
#ifndef CONURE_SCHEDULED_CELL_H
#define CONURE_SCHEDULED_CELL_H

#include <conure/scheduled/chaos.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>

namespace conure::rt {

struct cell;
struct node;
struct context;

/// What a kind of message is: one static object for each.
struct message_type {
  void (*run)(node *, void *object); ///< calls the handler, then destroys the arguments
  void (*drop)(node *);              ///< destroys the arguments of a message that is not handled
  const char *name;
  std::uint32_t size; ///< of the whole node, for `release`
  std::uint32_t align;
};

/// A message in flight; the arguments follow.
struct node {
  std::atomic<node *> next{nullptr};
  std::uintptr_t what; ///< a message_type, and in the upper 16 bits the offset of the addressed sub-object
  const message_type *type() const noexcept;
};

/// What a kind of process is: one static object for each class.
struct process_type {
  void (*destroy)(void *object);
  std::string_view name;
  std::uint32_t size;   ///< of the cell with its object
  std::uint32_t align;  ///< of the whole
  std::uint32_t offset; ///< of the object behind the end of the header
  std::uint32_t bound;  ///< of the mailbox; 0: none
  bool trivial;         ///< the destructor does nothing
};

inline constexpr std::uintptr_t idle_bit = 1;
inline constexpr std::uintptr_t drop_bit = 2;
inline constexpr std::uintptr_t gone_bit = 4;
inline constexpr unsigned offset_shift = 48; // user space addresses have 47 bits on x86-64, 48 on AArch64
inline constexpr std::uintptr_t address_mask = (std::uintptr_t{1} << offset_shift) - 1;

struct semaphore;

/// The header of a process.
struct cell {
  std::atomic<std::uintptr_t> mailbox{0};
  std::atomic<node *> first{nullptr}; ///< the oldest message while scheduled
  const process_type *type;
  std::atomic<std::uint32_t> handles{1};
  std::atomic<std::uint16_t> flags{0};
  std::uint16_t backlog = 0;  ///< turns in a row that ended before the messages did; of the running process only
  cell *link = nullptr;       ///< in the queues that are lists
  context *blocked = nullptr; ///< the stack of a message that is suspended half-way

  explicit cell(const process_type *t) noexcept : type(t) {}
  void *object() noexcept { return reinterpret_cast<char *>(this) + sizeof(cell) + type->offset; }
};
static_assert(sizeof(cell) == 48);

/// Bits of cell::flags.
enum : std::uint16_t {
  main_flag = 1, ///< the program ends with this process
};

inline const message_type *node::type() const noexcept {
  return reinterpret_cast<const message_type *>(what & address_mask);
}

/// Memory for cells and nodes, from pools of the calling thread; `release` may be called on another thread. Panics when
/// there is no memory.
[[nodiscard]] void *allocate(std::size_t bytes, std::size_t align);
void release(void *memory, std::size_t bytes, std::size_t align) noexcept;

/// Puts a message into the mailbox, and schedules the process if it was idle. For a bounded mailbox that is full,
/// suspends the calling process first. The caller holds a handle.
void post(cell *process, node *message);

/// Counts of handles.
inline void retain(cell *process) noexcept { process->handles.fetch_add(1, std::memory_order_relaxed); }
void last_handle_gone(cell *process) noexcept;
inline void drop_handle(cell *process) noexcept {
  chaos();
  // Release: what this thread did to the process's messages happens before the drop; the acquire side is the drop
  // itself, ordered by the exchange on the mailbox in last_handle_gone.
  if (process->handles.fetch_sub(1, std::memory_order_acq_rel) == 1)
    last_handle_gone(process);
}

/// The name of a type as the compiler writes it.
template <class T> consteval std::string_view type_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  auto from = text.find("T = ") + 4;
  auto to = text.find_first_of(";]", from);
  // A template's own arguments may hold ']' or ';' only in lambdas and arrays: then the name is cut short, which is
  // harmless.
  return text.substr(from, to - from);
}

} // namespace conure::rt
#endif
