// Pieces of memory and the depots of free blocks.
//
// Memory comes in regions of 8 MiB, aligned to their size, so that a block leads to its region. The first piece of a
// region tells what the others are used for.
#include "pieces.h"

#include <mutex>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace conure::rt {

constinit depot depots[block_classes];

namespace {

constexpr std::size_t piece_size = 64 << 10, region_size = 8 << 20, pieces = region_size / piece_size;
constexpr std::uint8_t unused = 0xff;

struct piece {
  std::uint16_t free = 0; ///< blocks seen by the trim that runs
  std::uint8_t index = unused;
  piece *next = nullptr; ///< in the list of those given back
};
struct region {
  region *next = nullptr;
  piece all[pieces];
};

// The lock guards what follows, and the `index` of each piece.
constinit spin_lock lock;
constinit region *regions = nullptr;
constinit char *fresh_at = nullptr, *fresh_end = nullptr;
constinit piece *given_back = nullptr;
/// Rests of pieces of threads that ended: a list through the first words, the second is the end.
constinit char *rests[block_classes] = {};

std::size_t left_by_last_trim = 0;

region &region_of(void *block) noexcept {
  return *reinterpret_cast<region *>(reinterpret_cast<std::uintptr_t>(block) & ~(region_size - 1));
}
piece &piece_of(void *block) noexcept {
  return region_of(block).all[(reinterpret_cast<std::uintptr_t>(block) & (region_size - 1)) / piece_size];
}
char *memory_of(piece &p) noexcept {
  region &r = region_of(&p);
  return reinterpret_cast<char *>(&r) + static_cast<std::size_t>(&p - r.all) * piece_size;
}

// The lock is held.
bool map_region() noexcept {
  // Twice as much has an aligned region in it; the rest is given back.
  void *got =
      mmap(nullptr, 2 * region_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (got == MAP_FAILED)
    return false;
  char *low = static_cast<char *>(got), *high = low + 2 * region_size;
  char *base = reinterpret_cast<char *>((reinterpret_cast<std::uintptr_t>(low) + region_size - 1) & ~(region_size - 1));
  if (base != low)
    munmap(low, static_cast<std::size_t>(base - low));
  if (base + region_size != high)
    munmap(base + region_size, static_cast<std::size_t>(high - base - region_size));
  auto *r = ::new (base) region;
  r->next = regions;
  regions = r;
  fresh_at = base + piece_size;
  fresh_end = base + region_size;
  return true;
}

} // namespace

bool carve(block_list &list, std::size_t index) noexcept {
  std::lock_guard hold(lock);
  if (char *rest = rests[index]) {
    rests[index] = reinterpret_cast<char **>(rest)[0];
    list.fresh = rest;
    list.fresh_end = reinterpret_cast<char **>(rest)[1];
    return true;
  }
  piece *p = given_back;
  if (p) {
    given_back = p->next;
  } else {
    if (fresh_at == fresh_end && !map_region())
      return false;
    p = &piece_of(fresh_at);
    fresh_at += piece_size;
  }
  p->index = static_cast<std::uint8_t>(index);
  list.fresh = memory_of(*p);
  list.fresh_end = list.fresh + piece_size;
  return true;
}

void give_fresh(block_list &list, std::size_t index) noexcept {
  if (static_cast<std::size_t>(list.fresh_end - list.fresh) < (index + 1) * block_step)
    return;
  std::lock_guard hold(lock);
  reinterpret_cast<char **>(list.fresh)[0] = rests[index];
  reinterpret_cast<char **>(list.fresh)[1] = list.fresh_end;
  rests[index] = list.fresh;
}

namespace {

void *&link(void *block) noexcept { return static_cast<void **>(block)[0]; }
void *&batch_link(void *block) noexcept { return static_cast<void **>(block)[1]; }
std::uintptr_t &batch_count(void *block) noexcept { return static_cast<std::uintptr_t *>(block)[2]; }

std::size_t held() noexcept {
  std::size_t all = 0;
  for (depot &d : depots)
    all += d.bytes.load(std::memory_order_relaxed);
  return all;
}

void *take_all(depot &d) noexcept {
  std::lock_guard hold(d.lock);
  d.bytes.store(0, std::memory_order_relaxed);
  return std::exchange(d.batches, nullptr);
}

/// Collects blocks into batches again.
struct collector {
  std::size_t index;
  void *batch = nullptr, *front = nullptr, *back = nullptr;
  std::uintptr_t length = 0;
  std::size_t bytes = 0;

  void add(void *block) noexcept {
    link(block) = batch;
    batch = block;
    bytes += (index + 1) * block_step;
    if (++length == 4096 / ((index + 1) * block_step))
      close();
  }
  void close() noexcept {
    if (!batch)
      return;
    batch_count(batch) = length;
    batch_link(batch) = front;
    front = batch;
    if (!back)
      back = batch;
    batch = nullptr;
    length = 0;
  }
  void give() noexcept {
    close();
    if (!front)
      return;
    depot &d = depots[index];
    std::lock_guard hold(d.lock);
    batch_link(back) = d.batches;
    d.batches = front;
    d.bytes.store(d.bytes.load(std::memory_order_relaxed) + bytes, std::memory_order_relaxed);
  }
};

void trim(std::size_t index) noexcept {
  void *batches = take_all(depots[index]);
  const std::size_t whole = piece_size / ((index + 1) * block_step);
  // Counts the free blocks of each piece, then sorts out those of whole pieces. The blocks are ours meanwhile: nobody
  // else reads or writes them, or the counts.
  for (void *batch = batches; batch; batch = batch_link(batch))
    for (void *block = batch; block; block = link(block))
      ++piece_of(block).free;
  collector kept{index};
  for (void *batch = batches; batch;) {
    void *next_batch = batch_link(batch);
    for (void *block = batch; block;) {
      void *next = link(block);
      if (piece_of(block).free != whole)
        kept.add(block);
      block = next;
    }
    batch = next_batch;
  }
  kept.give();
  piece *whole_pieces = nullptr, **end = &whole_pieces;
  {
    std::lock_guard hold(lock);
    for (region *r = regions; r; r = r->next)
      for (piece &p : r->all) {
        if (p.index != index)
          continue;
        if (p.free == whole) {
          p.index = unused;
          *end = &p;
          end = &p.next;
        }
        p.free = 0;
      }
    *end = nullptr;
  }
  if (!whole_pieces)
    return;
  for (piece *p = whole_pieces; p; p = p->next)
    madvise(memory_of(*p), piece_size, MADV_DONTNEED);
  std::lock_guard hold(lock);
  *end = given_back;
  given_back = whole_pieces;
}

} // namespace

bool worth_trimming() noexcept { return held() > 2 * left_by_last_trim + (8 << 20); }

void trim_blocks(const std::atomic<bool> &stop) noexcept {
  for (std::size_t index = 0; index < block_classes && !stop.load(std::memory_order_relaxed); ++index)
    if (depots[index].bytes.load(std::memory_order_relaxed) >= piece_size)
      trim(index);
  left_by_last_trim = held();
}

} // namespace conure::rt
