// Clock, memory and output of the actor benchmarks, and the proxies by hand.
//
// For: actors.cpp.
#ifndef CONURE_BENCH_ACTORS_HARNESS_H
#define CONURE_BENCH_ACTORS_HARNESS_H

#include <conure/conure.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

#if defined(CONURE_BY_HAND)
#include "../../test/unit/runtime/proxy.h"
#define BY_HAND PROXY
#define PREEMPT ::conure::rt::preempt()
#else
#define BY_HAND(C, ...)
#define PREEMPT static_cast<void>(0)
#endif

struct Result {
  long operations = 0;
  double seconds = 0;
  double idle_bytes = -1;
};

struct Stopwatch {
  std::chrono::steady_clock::time_point begin = std::chrono::steady_clock::now();
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); }
};

struct XorShift {
  std::uint64_t state;
  explicit XorShift(std::uint64_t seed) : state(seed * 2654435761u + 1) {}
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
  }
};

CONURE_TRUSTED("reads the system's account of this program")
inline long status_kb(const char *key) {
  std::FILE *file = std::fopen("/proc/self/status", "r");
  if (!file)
    return -1;
  char line[256];
  long value = -1;
  while (std::fgets(line, sizeof line, file))
    if (std::strncmp(line, key, std::strlen(key)) == 0)
      value = std::atol(line + std::strlen(key));
  std::fclose(file);
  return value;
}
inline long resident_kb() { return status_kb("VmRSS:"); }

/// The number of workers is an argument of the benchmark, but a setting of the runtime: starts the program again if
/// they differ.
CONURE_TRUSTED("replaces the program before anything has begun")
inline void run_again_with(const std::string &workers) {
  const char *now = std::getenv("CONURE_WORKERS");
  if (now && workers == now)
    return;
  setenv("CONURE_WORKERS", workers.c_str(), 1);
  std::string line;
  if (std::FILE *file = std::fopen("/proc/self/cmdline", "r")) {
    for (int c; (c = std::fgetc(file)) != EOF;)
      line += static_cast<char>(c);
    std::fclose(file);
  }
  char *words[16];
  std::size_t count = 0;
  for (std::size_t at = 0; at < line.size() && count < 15; at += std::strlen(&line[at]) + 1)
    words[count++] = &line[at];
  words[count] = nullptr;
  execv("/proc/self/exe", words);
}

/// No orderly end of a million processes: the peers do the same. With CONURE_STATS or CONURE_TRACE there is one, to see
/// their reports.
CONURE_TRUSTED("ends the program")
inline void leave() {
  std::fflush(stdout);
  if (!std::getenv("CONURE_STATS") && !std::getenv("CONURE_TRACE"))
    std::_Exit(0);
}

inline void print(const std::string &bench, const std::string &workers, const Result &r) {
  std::printf("{\"bench\":\"%s\",\"workers\":%s,\"ops\":%ld,\"secs\":%.6f,\"ns_per_op\":%.2f,\"peak_rss_kb\":%ld",
              bench.c_str(), workers.c_str(), r.operations, r.seconds, r.seconds * 1e9 / double(r.operations),
              status_kb("VmHWM:"));
  if (r.idle_bytes >= 0)
    std::printf(",\"idle_bytes_per_actor\":%.1f", r.idle_bytes);
  std::puts("}");
}

#endif
