// The two words in which the programs of this folder speak of ownership, so that one source can be measured three ways:
//   plain         owner<T> is unique_ptr<T>, borrow<T> is T*        (and this is what the rewriter counts)
//   BENCH_SHARED  both are shared_ptr<T>: what a team without a checker would write to be safe
// For the programs in bench/counts only.
#pragma once

#include <conure/annotations.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#ifdef BENCH_SHARED
template <class T> using owner = std::shared_ptr<T>;
template <class T> using borrow = std::shared_ptr<T>;
template <class T, class... A> owner<T> make(A &&...a) { return std::make_shared<T>(std::forward<A>(a)...); }
template <class T> borrow<T> lend(const owner<T> &o) { return o; }
#else
template <class T> using owner = std::unique_ptr<T>;
template <class T> using borrow = T *;
template <class T, class... A> owner<T> make(A &&...a) { return std::make_unique<T>(std::forward<A>(a)...); }
template <class T> T *lend(const owner<T> &o) { return o.get(); }
#endif

// A small generator that gives the same numbers everywhere.
struct random_numbers {
  std::uint64_t state = 0x9e3779b97f4a7c15u;
  std::uint32_t operator()() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::uint32_t>(state >> 32);
  }
};

// How much work: the first argument in percent, 100 by default.
inline int scaled(int argc, char **argv, int full) {
  return static_cast<int>(static_cast<long long>(full) * (argc > 1 ? std::atoi(argv[1]) : 100) / 100);
}
