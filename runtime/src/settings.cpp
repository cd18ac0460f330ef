// Reads the environment.
#include "settings.h"
#include "sanitize.h"

#include <conure/scheduled/panic.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <sched.h>
#include <thread>

namespace conure::rt {
namespace {

std::size_t number(const char *name, const char *text, std::size_t least, std::size_t most, bool units) {
  char *end;
  errno = 0;
  unsigned long long value = std::strtoull(text, &end, 10);
  bool good = end != text && errno == 0 && *text >= '0' && *text <= '9';
  if (good && units && (*end == 'K' || *end == 'k'))
    value <<= 10, ++end;
  else if (good && units && (*end == 'M' || *end == 'm'))
    value <<= 20, ++end;
  if (!good || *end || value < least || value > most)
    fatal(std::string(name) + "=" + text + " is not a number from " + std::to_string(least) + " to " +
          std::to_string(most));
  return static_cast<std::size_t>(value);
}

std::size_t from_environment(const char *name, std::size_t otherwise, std::size_t least, std::size_t most,
                             bool units = false) {
  const char *text = std::getenv(name);
  return text && *text ? number(name, text, least, most, units) : otherwise;
}

unsigned processors() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
  return std::max(1u, std::thread::hardware_concurrency());
}

settings_t current;
bool known = false;

} // namespace

void read_settings() {
  constexpr std::size_t page = 4096;
  current.workers = static_cast<unsigned>(from_environment("CONURE_WORKERS", processors(), 1, 1024));
  if (!known) {
    std::size_t size = from_environment("CONURE_STACK_SIZE", sanitized ? 1 << 20 : 256 << 10, 16 << 10, 1 << 30, true);
    current.stack_size = (size + page - 1) / page * page;
    std::ifstream("/proc/sys/vm/max_map_count") >> current.max_mappings;
    if (!current.max_mappings)
      current.max_mappings = 65530;
  }
  current.blocking = static_cast<unsigned>(from_environment("CONURE_BLOCKING", 512, 1, 16384));
  current.stats = from_environment("CONURE_STATS", 0, 0, 1) == 1;
  const char *trace = std::getenv("CONURE_TRACE");
  current.trace = trace ? trace : "";
  known = true;
}

const settings_t &settings() {
  if (!known)
    read_settings();
  return current;
}

} // namespace conure::rt
