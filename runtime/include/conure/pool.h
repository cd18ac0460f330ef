//===- pool.h - Memory for counted values ---------------------------------===//
//
// Defines CONURE_POOLED, which stands in a counted class whose size the count
// brings to a multiple of 16 bytes: malloc keeps a word for itself before each
// block, and would round such a value up by 16 bytes instead of 8. What `new`
// makes of it comes from blocks of exactly its size. For rewritten code, and for
// whoever wants to write the same by hand.
//
// Blocks never go back to malloc, and all of one size are alike, malloc's own,
// too: one may be given back by another thread, or in another library, than the
// one it was made in.
// Under a sanitizer, and in programs that only report violations, `new` stays
// what it is.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_POOL_H
#define CONURE_POOL_H

#include <cstddef>
#include <cstdint>
#include <new>
#include <utility>

#if !defined(CONURE_POOLS) && defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define CONURE_POOLS 0
#endif
#endif
#if !defined(CONURE_POOLS)
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || defined(CONURE_REPORT_VIOLATIONS)
#define CONURE_POOLS 0
#else
#define CONURE_POOLS 1
#endif
#endif

// A clone of a function is local to its unit. (Clang makes none.)
#if defined(__clang__)
#define CONURE_ONE_COPY __attribute__((noinline))
#else
#define CONURE_ONE_COPY __attribute__((noinline, noclone))
#endif

// `constinit` in every standard.
#if defined(__clang__)
#define CONURE_CONSTINIT [[clang::require_constant_initialization]]
#else
#define CONURE_CONSTINIT __constinit
#endif

namespace conure::rt {

/// The free blocks of each size: of a thread, and, in batches, of all.
class block_pool {
public:
  static constexpr bool holds(std::size_t size) noexcept { return size && size % 16 == 0 && size <= most; }

  /// A block of \p size bytes; or, if \p back is one, gives that back. One function, so that a program whose units were
  /// compiled differently still has both from one of them. Never inlined: a process may go on on another thread, and
  /// would take the address of this one's blocks with it.
  CONURE_ONE_COPY static void *exchange(std::size_t size, void *back) {
    if constexpr (CONURE_POOLS) {
      stock &own = mine_[size / 16];
      if (back) {
        own.first = ::new (back) block{own.first, nullptr};
        if (__builtin_expect(++own.blocks > 2 * batch_of(size), false))
          hand_over(size, batch_of(size));
        return nullptr;
      }
      if (__builtin_expect(!own.first, false))
        refill(size);
      block *taken = own.first;
      own.first = taken->next;
      --own.blocks;
      return taken;
    } else if (back) {
      ::operator delete(back);
      return nullptr;
    } else {
      return ::operator new(size);
    }
  }

private:
  struct block {
    block *next;
    block *batch; ///< of the first of a batch: the next batch
  };
  struct stock {
    block *first;
    std::size_t blocks;
  };
  struct depot {
    block *batches;
    bool locked;
  };
  /// What a thread has when it ends, others may have.
  struct closer {
    closer() noexcept = default;
    closer(const closer &) = delete;
    ~closer() {
      for (std::size_t i = 1; i <= most / 16; ++i)
        while (mine_[i].blocks)
          hand_over(i * 16, batch_of(i * 16));
    }
  };

  static constexpr std::size_t most = 128;
  static constexpr std::size_t batch_of(std::size_t size) noexcept { return 4096 / size; }

  static void lock(depot &d) noexcept {
    while (__atomic_exchange_n(&d.locked, true, __ATOMIC_ACQUIRE)) {
    }
  }
  static void unlock(depot &d) noexcept { __atomic_store_n(&d.locked, false, __ATOMIC_RELEASE); }

  /// Of a thread's blocks up to \p count go to all.
  [[gnu::cold, gnu::noinline]] static void hand_over(std::size_t size, std::size_t count) noexcept {
    stock &own = mine_[size / 16];
    block *first = own.first, *last = first;
    std::size_t taken = 1;
    for (; taken < count && last->next; ++taken)
      last = last->next;
    own.first = last->next;
    own.blocks -= taken;
    last->next = nullptr;
    depot &all = all_[size / 16];
    lock(all);
    first->batch = all.batches;
    all.batches = first;
    unlock(all);
  }
  [[gnu::cold, gnu::noinline]] static void refill(std::size_t size) {
    // In here, so that a unit that makes no such value has no code of it.
    [[maybe_unused]] static thread_local closer at_end;
    stock &own = mine_[size / 16];
    depot &all = all_[size / 16];
    lock(all);
    block *batch = all.batches;
    if (batch)
      all.batches = batch->batch;
    unlock(all);
    if (!batch) {
      const std::size_t count = batch_of(size);
      auto *memory = static_cast<unsigned char *>(::operator new(count * size));
      for (std::size_t i = count; i-- > 0;)
        batch = ::new (memory + i * size) block{batch, nullptr};
    }
    own.first = batch;
    own.blocks = 0;
    for (block *b = batch; b; b = b->next)
      ++own.blocks;
  }

  CONURE_CONSTINIT static thread_local stock mine_[most / 16 + 1];
  CONURE_CONSTINIT static depot all_[most / 16 + 1];
};

CONURE_CONSTINIT inline thread_local block_pool::stock block_pool::mine_[most / 16 + 1]{};
CONURE_CONSTINIT inline block_pool::depot block_pool::all_[most / 16 + 1]{};

/// What `new` and `delete` of a pooled class do; a class derived from it has another size.
inline void *new_value(std::size_t size) {
  return block_pool::holds(size) ? block_pool::exchange(size, nullptr) : ::operator new(size);
}
inline void delete_value(void *value, std::size_t size) noexcept {
  if (!block_pool::holds(size))
    ::operator delete(value);
  else if (value)
    block_pool::exchange(size, value);
}

} // namespace conure::rt

// A class that has one operator new hides all others, so that it needs each.
#define CONURE_POOLED                                                                                                  \
  static void *operator new(::std::size_t size) { return ::conure::rt::new_value(size); }                              \
  static void operator delete(void *value, ::std::size_t size) noexcept { ::conure::rt::delete_value(value, size); }   \
  static void *operator new(::std::size_t size, ::std::align_val_t to) { return ::operator new(size, to); }            \
  static void operator delete(void *value, ::std::size_t, ::std::align_val_t to) noexcept {                            \
    ::operator delete(value, to);                                                                                      \
  }                                                                                                                    \
  static void *operator new(::std::size_t size, const ::std::nothrow_t &no) noexcept {                                 \
    return ::operator new(size, no);                                                                                   \
  }                                                                                                                    \
  static void operator delete(void *value, const ::std::nothrow_t &) noexcept { ::operator delete(value); }            \
  static void *operator new(::std::size_t, void *at) noexcept { return at; }                                           \
  static void operator delete(void *, void *) noexcept {}                                                              \
  template <class... A> static void *operator new(::std::size_t size, A &&...a) {                                      \
    return ::operator new(size, ::std::forward<A>(a)...);                                                              \
  }

#endif
