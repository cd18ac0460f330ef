//===- borrow_places.h - What is remembered of borrows --------------------===//
//
// Defines where values were made and borrowed, for the reports of a debug
// build, and which violations were shown already, for a program that goes on
// after them. For violation.h, which includes it in such builds only.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_BORROW_PLACES_H
#define CONURE_BORROW_PLACES_H

#include <conure/violation.h>

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace conure::rt {

inline std::string describe(const place &at) {
  report_text text;
  text << at;
  return std::string(text.text(), text.length());
}
inline std::string describe_address(const void *address) {
  report_text text;
  text.code(address);
  return std::string(text.text(), text.length());
}

/// A place in the source, and the calls that led there: a borrow is often made deep in a library, for a line of the
/// user's.
struct trail {
  static constexpr int most = 24;
  place at;
  int depth = 0;
  void *frames[most];

  trail() = default;
  explicit trail(const place &where) : at(where) {
#if __has_include(<execinfo.h>)
    depth = backtrace(frames, most);
#endif
  }
};

/// Whether \p text, a file or a line of a report, is of a library and not of the user.
inline bool of_library(std::string_view text) {
  for (const char *part :
       {"/include/c++/", "include/conure/", "/usr/include/", "/lib/x86_64", "/lib/aarch64", "libsanitizer/"})
    if (text.find(part) != text.npos)
      return true;
  return false;
}

/// "X::X(…)", and the same in a namespace: what a constructor is called.
inline bool is_constructor(std::string_view name) {
  constexpr std::string_view anonymous = "(anonymous namespace)::";
  if (name.substr(0, anonymous.size()) == anonymous)
    name.remove_prefix(anonymous.size());
  name = name.substr(0, name.find('('));
  std::size_t last = name.rfind("::");
  if (last == name.npos)
    return false;
  std::string_view own = name.substr(last + 2), outer = name.substr(0, last);
  if (std::size_t angle = outer.find('<'); angle != outer.npos)
    outer = outer.substr(0, angle);
  if (outer.size() < own.size() || outer.substr(outer.size() - own.size()) != own)
    return false;
  std::string_view before = outer.substr(0, outer.size() - own.size());
  return before.empty() || before.back() == ' ' || (before.size() >= 2 && before.substr(before.size() - 2) == "::");
}

/// The user's line in \p made: where it happened, or the innermost caller that is no library and no constructor.
inline std::string describe(const trail &made, bool skip_constructors) {
  const bool library = of_library(made.at.file_name());
  if (!library && !(skip_constructors && is_constructor(made.at.function_name())))
    return describe(made.at);
  if (conure_describe_address)
    for (int i = 0; i < made.depth; ++i) {
      std::string line = describe_address(static_cast<const char *>(made.frames[i]) - 1);
      std::size_t in = line.find(" in ");
      if (in == line.npos || of_library(line.substr(0, in)) || line.find("/count.h") != line.npos)
        continue;
      if (line.substr(0, in).find(':') == line.npos) // no line is known for this code
        continue;
      if (skip_constructors && is_constructor(std::string_view(line).substr(in + 4)))
        continue;
      return line;
    }
  return describe(made.at);
}

/// When violations are only reported, each is shown once for each way that the program comes to it, and the end says
/// how many there were.
class shown_violations {
public:
  /// True if the calls that led here led to a violation before. Asked once a violation.
  [[gnu::cold, gnu::noinline]] static bool again() {
    std::size_t way = 0;
#if __has_include(<execinfo.h>)
    void *frames[8];
    const int depth = backtrace(frames, 8);
    for (int i = 1; i < depth; ++i)
      way = way * 31 + reinterpret_cast<std::uintptr_t>(frames[i]);
#endif
    book &all = book::of();
    std::lock_guard lock(all.mutex);
    if (all.total++ == 0)
      std::atexit([] {
        book &at_end = book::of();
        std::fprintf(stderr, "conure: %zu violations, in %zu ways\n", at_end.total, at_end.ways.size());
      });
    return ++all.ways[way] > 1;
  }

private:
  struct book {
    std::mutex mutex;
    std::size_t total = 0;
    std::unordered_map<std::size_t, std::size_t> ways;
    static book &of() {
      static auto *it = new book;
      return *it;
    }
  };
};

/// Where values were made and borrowed, for the report. Filled in debug builds
/// only. Many processes use it at once, each for its own values.
class place_book {
public:
  static place_book &of(const void *value) {
    static auto *books = new place_book[size]; // never destroyed: static values are dropped after it
    return books[(reinterpret_cast<std::uintptr_t>(value) >> 4) % size];
  }

  void made(const void *value, const place &at) {
    std::lock_guard lock(mutex_);
    values_[value].made = trail(at);
  }
  void gone(const void *value) {
    std::lock_guard lock(mutex_);
    auto found = values_.find(value);
    if (found != values_.end() && found->second.borrows.empty())
      values_.erase(found);
  }
  void borrowed(const void *value, const void *by, const place &at) {
    std::lock_guard lock(mutex_);
    values_[value].borrows.emplace_back(by, trail(at));
  }
  void returned(const void *value, const void *by) {
    std::lock_guard lock(mutex_);
    auto found = values_.find(value);
    if (found == values_.end())
      return;
    auto &borrows = found->second.borrows;
    for (std::size_t i = borrows.size(); i-- > 0;)
      if (borrows[i].first == by) {
        borrows.erase(borrows.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      }
  }
  /// Where \p by borrowed \p value.
  place place_of(const void *value, const void *by) {
    std::lock_guard lock(mutex_);
    if (auto found = values_.find(value); found != values_.end())
      for (const auto &[who, at] : found->second.borrows)
        if (who == by)
          return at.at;
    return {};
  }
  /// One line each: the creation, then the outstanding borrows.
  std::string describe_all(const void *value) {
    std::lock_guard lock(mutex_);
    std::string text;
    auto found = values_.find(value);
    if (found == values_.end())
      return text;
    if (found->second.made.at.line())
      text += "\n  created at " + describe(found->second.made, true);
    for (const auto &[by, at] : found->second.borrows)
      text += "\n  borrowed at " + describe(at, false);
    return text;
  }

private:
  static constexpr std::size_t size = 64;
  struct entry {
    trail made;
    std::vector<std::pair<const void *, trail>> borrows;
  };
  std::mutex mutex_;
  std::unordered_map<const void *, entry> values_;
};

/// When violations are only reported, borrows can outlive their value. What they
/// give back must not be taken from memory that is no longer theirs, so that a
/// dropped value's count is kept here by its address. If a new value lies at the
/// same address, borrows of the old and of the new one draw on the same two
/// places, and the sum stays right.
class orphaned_counts {
public:
  static void add(const void *count, std::uint32_t borrows) {
    auto &[mutex, counts] = book();
    std::lock_guard lock(mutex);
    counts[count] += borrows;
    live().store(counts.size(), std::memory_order_relaxed);
  }
  /// True if \p count was found, and one borrow of it was given back.
  static bool take(const void *count) {
    if (live().load(std::memory_order_relaxed) == 0)
      return false;
    auto &[mutex, counts] = book();
    std::lock_guard lock(mutex);
    auto found = counts.find(count);
    if (found == counts.end())
      return false;
    if (--found->second == 0)
      counts.erase(found);
    live().store(counts.size(), std::memory_order_relaxed);
    return true;
  }

private:
  static std::atomic<std::size_t> &live() {
    static std::atomic<std::size_t> count;
    return count;
  }
  static std::pair<std::mutex, std::unordered_map<const void *, std::uint32_t>> &book() {
    static auto *it = new std::pair<std::mutex, std::unordered_map<const void *, std::uint32_t>>;
    return *it;
  }
};

namespace places {

inline void made(const void *value, const place &at) { place_book::of(value).made(value, at); }
inline void gone(const void *value) { place_book::of(value).gone(value); }
inline void borrowed(const void *value, const void *by, const place &at) {
  place_book::of(value).borrowed(value, by, at);
}
inline void returned(const void *value, const void *by) { place_book::of(value).returned(value, by); }
inline place of(const void *value, const void *by) { return place_book::of(value).place_of(value, by); }
inline void describe(const void *value, report_text &into) {
  std::string text = place_book::of(value).describe_all(value);
  into.add(text.data(), text.size());
}
inline bool of_library(const place &at) { return rt::of_library(at.file_name()); }

} // namespace places
namespace violations {

inline bool shown_before() { return shown_violations::again(); }
inline void orphaned(const void *count, std::uint32_t borrows) { orphaned_counts::add(count, borrows); }
inline bool returned_to_orphan(const void *count) { return orphaned_counts::take(count); }

} // namespace violations
} // namespace conure::rt

#endif
