//===- count_statistics.h - Which borrows are counted most ----------------===//
//
// Defines what a program built with CONURE_COUNT_STATISTICS tells on stderr at
// its end: how often each place borrowed a counted value or an element, and how
// many counted values there were at most. For violation.h.
//
//   conure-count  TIMES  value|element  FILE:LINE in FUNCTION
//   conure-values MADE   MOST-AT-ONCE
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_COUNT_STATISTICS_H
#define CONURE_COUNT_STATISTICS_H

#include <conure/violation.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <tuple>
#include <vector>

namespace conure::rt::statistics {

class book {
public:
  static book &of() {
    static book *it = new book; // values are dropped until the very end
    return *it;
  }
  void borrowed(const place &at, bool element) {
    std::lock_guard lock(mutex_);
    ++counts_[{at.file_name(), at.line(), element}].times;
    counts_[{at.file_name(), at.line(), element}].at = at;
  }
  void made() {
    std::lock_guard lock(mutex_);
    ++made_;
    most_ = std::max(most_, ++now_);
  }
  void dropped() {
    std::lock_guard lock(mutex_);
    --now_;
  }

private:
  struct entry {
    std::size_t times = 0;
    place at;
  };
  using key = std::tuple<const char *, unsigned, bool>;

  book() {
    std::atexit([] { of().tell(); });
  }
  void tell() {
    std::lock_guard lock(mutex_);
    std::vector<std::pair<key, entry>> all(counts_.begin(), counts_.end());
    std::sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.second.times > b.second.times; });
    for (const auto &[k, e] : all)
      std::fprintf(stderr, "conure-count %zu %s %s:%u in %s\n", e.times, std::get<2>(k) ? "element" : "value",
                   e.at.line() ? e.at.file_name() : "(assigned)", unsigned(e.at.line()),
                   e.at.line() ? e.at.function_name() : "a field or a copy");
    std::fprintf(stderr, "conure-values %zu %zu\n", made_, most_);
  }

  std::mutex mutex_;
  std::map<key, entry> counts_;
  std::size_t made_ = 0, now_ = 0, most_ = 0;
};

inline void borrowed(const place &at) { book::of().borrowed(at, false); }
inline void borrowed_element(const place &at) { book::of().borrowed(at, true); }
inline void made() { book::of().made(); }
inline void dropped() { book::of().dropped(); }

} // namespace conure::rt::statistics

#endif
