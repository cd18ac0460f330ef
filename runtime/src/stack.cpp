// The pool of stacks.
//
// Stacks are cut from large mappings that are never unmapped. The lowest pages of each are a guard: by
// MADV_GUARD_INSTALL where the kernel has it (no mapping is split), otherwise by mprotect for as many as a quarter of
// the allowed mappings, and for the rest the lowest page must still read as zero when the stack is given back. A
// context lies at the top. What is free is kept in two lists outside the stacks: used ones, whose memory is still
// there, and clean ones.
#include "context.h"
#include "settings.h"
#include "switch.h"
#include "thread.h"

#include <conure/scheduled/panic.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

namespace conure::rt {

namespace {

constexpr std::size_t page = 4096, guard_size = 4 * page;

struct chunk {
  char *base;
  std::size_t stacks;
  std::size_t cut; // stacks handed out at least once
};

// Never shrinks, so the signal handler may read it: `chunks` is published after its entry.
chunk chunk_table[4096];
std::atomic<unsigned> chunks{0};

spin_lock pool_lock;
struct list {
  char **items = nullptr;
  std::size_t size = 0;
  void push(char *low) noexcept { items[size++] = low; }
  char *pop() noexcept { return size ? items[--size] : nullptr; }
};
list used_list, clean_list; // both have room for every stack there is
std::size_t total = 0, guarded_by_protect = 0, in_use = 0, peak = 0;
bool no_guards = false;

std::size_t pitch() noexcept {
  static const std::size_t p = settings().stack_size + guard_size;
  return p;
}

context *context_of(char *low) noexcept {
  auto top = reinterpret_cast<std::uintptr_t>(low) + pitch() - sizeof(context);
  return reinterpret_cast<context *>(top & ~std::uintptr_t{63});
}

bool grow(list &l, std::size_t to) noexcept {
  auto *more = static_cast<char **>(std::realloc(l.items, to * sizeof(char *)));
  if (more)
    l.items = more;
  return more;
}

[[noreturn]] void no_stacks(const char *why) {
  char text[200];
  std::snprintf(text, sizeof text, "no stack for one more suspended process: %s (%zu stacks of %zu KiB exist)", why,
                total, settings().stack_size >> 10);
  fatal(text);
}

// The lock is held.
const char *map_chunk() noexcept {
  unsigned n = chunks.load(std::memory_order_relaxed);
  if (n == std::size(chunk_table))
    return "too many";
  std::size_t stacks = std::clamp<std::size_t>(total, 16, 4096);
  if (!grow(used_list, total + stacks) || !grow(clean_list, total + stacks))
    return "out of memory";
  void *base = mmap(nullptr, stacks * pitch(), PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (base == MAP_FAILED && stacks > 16) { // a smaller piece may still fit
    stacks = 16;
    base = mmap(nullptr, stacks * pitch(), PROT_READ | PROT_WRITE,
                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  }
  if (base == MAP_FAILED)
    return "the system gives no more address space";
  chunk_table[n] = {static_cast<char *>(base), stacks, 0};
  chunks.store(n + 1, std::memory_order_release);
  total += stacks;
  return nullptr;
}

void guard(char *low) noexcept {
  if (!no_guards && madvise(low, guard_size, MADV_GUARD_INSTALL) == 0)
    return;
  no_guards = true; // the kernel is older than 6.13
  static const std::size_t limit = settings().max_mappings / 4;
  // A guarded stack splits its mapping in two.
  if (2 * (guarded_by_protect + 1) < limit && mprotect(low, guard_size, PROT_NONE) == 0)
    ++guarded_by_protect;
}

char *cut_stack() {
  unsigned n = chunks.load(std::memory_order_relaxed);
  if (n == 0 || chunk_table[n - 1].cut == chunk_table[n - 1].stacks) {
    if (const char *why = map_chunk()) {
      pool_lock.unlock();
      no_stacks(why);
    }
    n = chunks.load(std::memory_order_relaxed);
  }
  chunk &c = chunk_table[n - 1];
  char *low = c.base + c.cut * pitch();
  guard(low);
#if defined(CONURE_ASAN)
  // What a suspended process holds is no leak. Not the guard, which the leak checker could not read.
  __lsan_register_root_region(low + guard_size, pitch() - guard_size);
#endif
  ++c.cut;
  return low;
}

char *take_stack() {
  thread_state &t = this_thread();
  if (t.stack_count)
    return t.stacks[--t.stack_count];
  std::lock_guard hold(pool_lock);
  peak = std::max(peak, ++in_use);
  if (char *low = used_list.pop())
    return low;
  if (char *low = clean_list.pop())
    return low;
  return cut_stack();
}

} // namespace

context *acquire_stack() {
  char *low = take_stack();
  auto *c = ::new (context_of(low)) context;
  c->low = low + guard_size;
  c->high = reinterpret_cast<char *>(c);
  c->saved = prepare_stack(c->low, c->high);
#if defined(CONURE_ASAN)
  c->bottom = c->low;
  c->size = static_cast<std::size_t>(c->high - c->low);
#endif
#if defined(CONURE_TSAN)
  c->fiber = __tsan_create_fiber(0);
#endif
  return c;
}

void recycle_stack(context *c) noexcept {
  char *low = c->low - guard_size;
  if (no_guards) { // perhaps without a guard: then the last page is one by its never having been written
    const auto *word = reinterpret_cast<const std::uintptr_t *>(c->low);
    for (std::size_t i = 0; i < page / sizeof *word; i += 8)
      if (word[i])
        fatal("stack overflow");
  }
#if defined(CONURE_TSAN)
  __tsan_destroy_fiber(c->fiber);
#endif
#if defined(CONURE_ASAN)
  __asan_unpoison_memory_region(c->low, static_cast<std::size_t>(c->high - c->low));
#endif
  c->waiting = nullptr;
  c->process = nullptr;
  thread_state &t = this_thread();
  if (t.stack_count < kept_stacks) {
    t.stacks[t.stack_count++] = low;
    return;
  }
  std::lock_guard hold(pool_lock);
  --in_use;
  used_list.push(low);
}

void flush_stacks(thread_state &t) noexcept {
  std::lock_guard hold(pool_lock);
  while (t.stack_count) {
    --in_use;
    used_list.push(t.stacks[--t.stack_count]);
  }
}

void trim_stacks() noexcept {
  constexpr std::size_t keep = 64, at_once = 64;
  char *some[at_once];
  for (;;) {
    std::size_t n = 0;
    {
      std::lock_guard hold(pool_lock);
      while (n < at_once && used_list.size > keep)
        some[n++] = used_list.pop();
    }
    if (!n)
      return;
    for (std::size_t i = 0; i < n; ++i)
      madvise(some[i] + guard_size, pitch() - guard_size, MADV_DONTNEED);
    std::lock_guard hold(pool_lock);
    for (std::size_t i = 0; i < n; ++i)
      clean_list.push(some[i]);
  }
}

void reset_stacks() noexcept {
  std::lock_guard hold(pool_lock);
  used_list.size = clean_list.size = 0;
  for (unsigned n = 0; n < chunks.load(std::memory_order_relaxed); ++n)
    for (std::size_t i = 0; i < chunk_table[n].cut; ++i) {
      char *low = chunk_table[n].base + i * pitch();
      // The leak checker is to find what a process held that the end of the program cut short.
      if (sanitized && context_of(low)->process)
        continue;
#if defined(CONURE_ASAN)
      __asan_unpoison_memory_region(low + guard_size, pitch() - guard_size);
#endif
      madvise(low + guard_size, pitch() - guard_size, MADV_DONTNEED);
      clean_list.push(low);
    }
  in_use = 0;
}

void each_suspended(void (*see)(const context &, void *), void *data) {
  for (unsigned n = 0; n < chunks.load(std::memory_order_acquire); ++n)
    for (std::size_t i = 0; i < chunk_table[n].cut; ++i) {
      const context *c = context_of(chunk_table[n].base + i * pitch());
      if (c->waiting && c->process)
        see(*c, data);
    }
}

const context *guard_owner(const void *address) noexcept {
  const char *at = static_cast<const char *>(address);
  for (unsigned n = 0; n < chunks.load(std::memory_order_acquire); ++n) {
    const chunk &c = chunk_table[n];
    if (at < c.base || at >= c.base + c.stacks * pitch())
      continue;
    char *low = c.base + static_cast<std::size_t>(at - c.base) / pitch() * pitch();
    return at < low + guard_size ? context_of(low) : nullptr;
  }
  return nullptr;
}

stack_counts count_stacks() noexcept {
  std::lock_guard hold(pool_lock);
  return {total, in_use, peak};
}

} // namespace conure::rt
