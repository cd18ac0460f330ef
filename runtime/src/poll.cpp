// Waiting for descriptors: `wait_readable`, `wait_writable`, `forget_fd`.
//
// A descriptor is registered with epoll once, for both directions and edge-triggered. Its entry remembers an edge that
// nobody waited for; the waiter that comes later goes on at once, and tries its call.
#include "scheduler.h"

#include <conure/scheduled/panic.h>

#include <cerrno>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/epoll.h>
#include <unistd.h>

namespace conure::rt {
namespace {

enum : unsigned { ready = 1, forgotten = 2 };

struct entry {
  spin_lock lock;
  bool registered = false;
  bool edge[2] = {false, false};
  parking *waiter[2] = {nullptr, nullptr}; // reader, writer
};

constexpr unsigned block_size = 1024;
// Up to four million descriptors. A block is made by whoever needs it first and stays: it is published with release and
// found with acquire, so that its entries are seen as they were made; all else of an entry is guarded by its lock.
std::atomic<entry *> blocks[4096];
// For the deadlock check, whose reads must have one order with those of the queues: sequentially consistent throughout.
std::atomic<std::size_t> waiting{0};
int epoll_fd = -1;

entry *entry_of(int fd, bool make) {
  auto block = static_cast<unsigned>(fd) / block_size;
  if (fd < 0 || block >= std::size(blocks))
    return nullptr;
  entry *all = blocks[block].load(std::memory_order_acquire);
  if (!all && make) {
    auto *made = new (std::nothrow) entry[block_size];
    chaos();
    if (!made)
      fatal("out of memory for one more descriptor");
    if (blocks[block].compare_exchange_strong(all, made, std::memory_order_acq_rel))
      all = made;
    else
      delete[] made;
  }
  return all ? all + static_cast<unsigned>(fd) % block_size : nullptr;
}

bool wait(int fd, unsigned direction, deadline until, const char *what) {
  entry *e = entry_of(fd, true);
  if (!e)
    return true; // the call itself will say that the descriptor is bad
  std::unique_lock guard(e->lock);
  if (!e->registered) {
    epoll_event want{};
    want.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    want.data.fd = fd;
    if (epoll_ctl(poll_descriptor(), EPOLL_CTL_ADD, fd, &want) != 0 && errno != EEXIST) {
      if (errno == EPERM || errno == EBADF)
        return true; // a file that is always ready, or none
      fatal(std::string("cannot watch a descriptor: ") + std::strerror(errno));
    }
    e->registered = true;
    e->edge[0] = e->edge[1] = false;
  }
  if (e->edge[direction]) {
    e->edge[direction] = false;
    return true;
  }
  if (e->waiter[direction])
    fatal("two processes wait for the same direction of one descriptor");
  parking p(what, reinterpret_cast<const void *>(static_cast<std::intptr_t>(fd)));
  e->waiter[direction] = &p;
  waiting.fetch_add(1, std::memory_order_seq_cst);
  guard.unlock();
  chaos();
  unsigned why = park(p, until);
  if (why == timed_out) {
    guard.lock(); // also waits for a waker that is just passing over this waiter
    if (e->waiter[direction] == &p) {
      e->waiter[direction] = nullptr;
      waiting.fetch_sub(1, std::memory_order_seq_cst);
    }
  }
  return why == ready;
}

// The lock is held, and given up to wake.
void wake(entry &e, unsigned direction, unsigned why, std::unique_lock<spin_lock> &guard) noexcept {
  parking *p = std::exchange(e.waiter[direction], nullptr);
  if (!p)
    return;
  bool ours = p->claim(why);
  guard.unlock();
  chaos();
  if (ours)
    p->wake();
  // Not before it is scheduled: see the deadlock check.
  waiting.fetch_sub(1, std::memory_order_seq_cst);
  guard.lock();
}

} // namespace

int poll_descriptor() {
  static const int fd = [] {
    int made = epoll_create1(EPOLL_CLOEXEC);
    if (made < 0)
      fatal(std::string("cannot create the poller: ") + std::strerror(errno));
    return made;
  }();
  return epoll_fd = fd;
}

void descriptors_ready(const void *events, int n) noexcept {
  auto *all = static_cast<const epoll_event *>(events);
  for (int i = 0; i < n; ++i) {
    entry *e = entry_of(all[i].data.fd, false);
    if (!e)
      continue;
    std::unique_lock guard(e->lock);
    if (!e->registered)
      continue;
    const std::uint32_t what = all[i].events, broken = EPOLLERR | EPOLLHUP;
    const std::uint32_t mask[2] = {EPOLLIN | EPOLLRDHUP | broken, EPOLLOUT | broken};
    for (unsigned d = 0; d < 2; ++d) {
      if (!(what & mask[d]))
        continue;
      if (e->waiter[d])
        wake(*e, d, ready, guard);
      else
        e->edge[d] = true;
    }
  }
}

bool wait_readable(int fd, deadline until) { return wait(fd, 0, until, "to read from descriptor"); }
bool wait_writable(int fd, deadline until) { return wait(fd, 1, until, "to write to descriptor"); }

void forget_fd(int fd) noexcept {
  entry *e = entry_of(fd, false);
  if (!e)
    return;
  std::unique_lock guard(e->lock);
  if (!e->registered)
    return;
  e->registered = false;
  epoll_ctl(poll_descriptor(), EPOLL_CTL_DEL, fd, nullptr);
  wake(*e, 0, forgotten, guard);
  wake(*e, 1, forgotten, guard);
}

bool no_descriptors() noexcept { return waiting.load(std::memory_order_seq_cst) == 0; }

void reset_descriptors() noexcept {
  waiting.store(0);
  for (auto &block : blocks)
    if (entry *all = block.load())
      for (unsigned i = 0; i < block_size; ++i)
        all[i].waiter[0] = all[i].waiter[1] = nullptr;
}

} // namespace conure::rt
