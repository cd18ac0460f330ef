// What the environment says about the runtime, read once: CONURE_WORKERS, CONURE_STACK_SIZE, CONURE_BLOCKING,
// CONURE_STATS, CONURE_TRACE. A value that makes no sense is a panic, not a guess.
//
// For: the sources of the runtime.
#ifndef CONURE_SRC_SETTINGS_H
#define CONURE_SRC_SETTINGS_H

#include <cstddef>
#include <string>

namespace conure::rt {

struct settings_t {
  unsigned workers;         ///< CONURE_WORKERS; default: the processors this process may use
  std::size_t stack_size;   ///< CONURE_STACK_SIZE, bytes or with K or M
  unsigned blocking;        ///< CONURE_BLOCKING: threads for blocking calls, at most
  bool stats;               ///< CONURE_STATS=1
  std::string trace;        ///< CONURE_TRACE: the file
  std::size_t max_mappings; ///< the system's limit
};
const settings_t &settings();
/// Reads the environment again, before a run; the stack size stays.
void read_settings();

} // namespace conure::rt
#endif
