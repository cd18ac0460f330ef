// Pools for cells and nodes.
//
// A block is taken from the free list of the calling thread and given back to the free list of whichever thread is done
// with it. Lists are exchanged with a common depot in whole batches, so a million messages from one thread to another
// cost one lock for every batch and no atomic operation for a block. Where blocks come from and how they go back to the
// system is in pieces.cpp. Under the sanitizers every block comes from malloc, so that they see each life of it.
#include "pieces.h"
#include "thread.h"

#include <conure/scheduled/panic.h>

#include <cstdlib>
#include <cxxabi.h>
#include <new>

constinit thread_local conure::rt::thread_state conure_thread_state;

namespace conure::rt {
namespace {

// Blocks go back when a thread ends; the workers and the pool's threads flush by themselves, too.
struct flusher {
  ~flusher() {
    flush_blocks(conure_thread_state);
    flush_stacks(conure_thread_state);
  }
};
thread_local flusher at_thread_end;

constexpr std::uint32_t batch_size(std::size_t index) noexcept {
  return static_cast<std::uint32_t>(4096 / ((index + 1) * block_step));
}

void *&link(void *block) noexcept { return static_cast<void **>(block)[0]; }
void *&batch_link(void *block) noexcept { return static_cast<void **>(block)[1]; }
std::uintptr_t &batch_count(void *block) noexcept { return static_cast<std::uintptr_t *>(block)[2]; }

void give(std::size_t index, void *batch, std::uint32_t count) noexcept {
  depot &d = depots[index];
  batch_count(batch) = count;
  d.lock.lock();
  batch_link(batch) = d.batches;
  d.batches = batch;
  d.bytes.store(d.bytes.load(std::memory_order_relaxed) + count * (index + 1) * block_step, std::memory_order_relaxed);
  d.lock.unlock();
}

void *take(std::size_t index) noexcept {
  depot &d = depots[index];
  d.lock.lock();
  void *batch = d.batches;
  if (batch) {
    d.batches = batch_link(batch);
    d.bytes.store(d.bytes.load(std::memory_order_relaxed) - batch_count(batch) * (index + 1) * block_step,
                  std::memory_order_relaxed);
  }
  d.lock.unlock();
  return batch;
}

[[gnu::noinline]] void *refill(block_list &list, std::size_t index) {
  if (!conure_thread_state.registered) {
    conure_thread_state.registered = true;
    [[maybe_unused]] flusher *volatile touched = &at_thread_end; // constructs it, and so has it destroyed
  }
  void *batch = list.spare;
  list.spare = nullptr;
  if (!batch)
    batch = take(index);
  if (batch) {
    list.head = link(batch);
    list.count = static_cast<std::uint32_t>(batch_count(batch)) - 1;
    return batch;
  }
  std::size_t size = (index + 1) * block_step;
  if (static_cast<std::size_t>(list.fresh_end - list.fresh) < size && !carve(list, index))
    fatal("out of memory for messages and processes");
  void *block = list.fresh;
  list.fresh += size;
  return block;
}

[[gnu::noinline]] void overflow(block_list &list, std::size_t index) noexcept {
  if (list.spare)
    give(index, list.spare, static_cast<std::uint32_t>(batch_count(list.spare)));
  list.spare = list.head;
  batch_count(list.spare) = list.count;
  list.head = nullptr;
  list.count = 0;
}

} // namespace

void adopt_thread(thread_state &t) noexcept {
  t.running = &t.own;
  t.exceptions = reinterpret_cast<eh_globals *>(abi::__cxa_get_globals());
}

[[gnu::noinline]] void *allocate(std::size_t bytes, std::size_t align) {
  std::size_t index = (bytes - 1) / block_step;
  if (sanitized || index >= block_classes || align > block_step) [[unlikely]] {
    void *memory = ::operator new(bytes, std::align_val_t(align < 16 ? 16 : align), std::nothrow);
    if (!memory)
      fatal("out of memory for messages and processes");
    return memory;
  }
  block_list &list = conure_thread_state.blocks[index];
  if (void *block = list.head) [[likely]] {
    list.head = link(block);
    __builtin_prefetch(list.head, 1); // another thread may have freed it: then it is in that one's cache
    --list.count;
    return block;
  }
  return refill(list, index);
}

[[gnu::noinline]] void release(void *memory, std::size_t bytes, std::size_t align) noexcept {
  std::size_t index = (bytes - 1) / block_step;
  if (sanitized || index >= block_classes || align > block_step) [[unlikely]] {
    ::operator delete(memory, std::align_val_t(align < 16 ? 16 : align));
    return;
  }
  block_list &list = conure_thread_state.blocks[index];
  link(memory) = list.head;
  list.head = memory;
  if (++list.count == batch_size(index)) [[unlikely]]
    overflow(list, index);
}

void flush_blocks(thread_state &t) noexcept {
  for (std::size_t i = 0; i < block_classes; ++i) {
    block_list &list = t.blocks[i];
    if (list.spare)
      give(i, list.spare, static_cast<std::uint32_t>(batch_count(list.spare)));
    if (list.head)
      give(i, list.head, list.count);
    give_fresh(list, i);
    list = {};
  }
}

} // namespace conure::rt
