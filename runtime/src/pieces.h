// Where blocks of memory come from, and how they go back to the system: pieces of 64 KiB, each cut into blocks of one
// size; and the depots, which hold the blocks that no thread keeps.
//
// For: memory.cpp, and monitor.cpp, which has them trimmed.
#ifndef CONURE_SRC_PIECES_H
#define CONURE_SRC_PIECES_H

#include "thread.h"

#include <conure/scheduled/wait.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace conure::rt {

/// Batches of free blocks of one size. A batch is a list through the first words of its blocks; its first block holds
/// the next batch in its second word and the length in its third.
struct depot {
  spin_lock lock;
  void *batches = nullptr;
  std::atomic<std::size_t> bytes{0};
};
extern constinit depot depots[block_classes];

/// New memory for one thread and size; nothing of it is touched before it is used. False: there is none.
bool carve(block_list &, std::size_t index) noexcept;
/// The thread ends: the rest of its piece is for others.
void give_fresh(block_list &, std::size_t index) noexcept;

/// Whether the depots hold so much more than after the last trim that another is worth it.
bool worth_trimming() noexcept;
/// Gives pieces of which every block is free back to the system. Looks at each free block, which may take a while:
/// on a thread of its own; ends early when `stop` is set.
void trim_blocks(const std::atomic<bool> &stop) noexcept;

} // namespace conure::rt
#endif
