//===- Job.h - What a worker is asked to check ----------------------------===//
//
// Defines UnitJob, one translation unit with its command, and CheckSettings,
// which all units of a run share. Made by project/, used by engine/.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_JOB_H
#define CONURE_TOOL_ENGINE_JOB_H

#include "checks/model/Configuration.h"
#include <functional>
#include <string>
#include <vector>

namespace conure {

struct UnitJob {
  std::string File;                   ///< absolute
  std::string Directory;              ///< where the command runs
  std::vector<std::string> Arguments; ///< a command Clang's driver takes, argv[0] first, nothing left to adjust
  /// Not empty: only findings in these files count (headers checked through a file that includes them).
  std::vector<std::string> OnlyFiles;
  /// Not empty: headers below are the user's, also where the command calls them the system's.
  std::string UsersBelow{};
};

struct CheckSettings {
  Configuration Config;
  std::vector<std::string> Rules; ///< names of the rules to run
  /// Where findings may be reported, besides the main file; empty function: everywhere.
  std::function<bool(const std::string &File)> HeaderFilter;
  std::string FilterText; ///< identifies HeaderFilter, for the cache
  bool Profile = false;
  bool RecordInputs = false; ///< fill UnitResult::Inputs and Absent
  bool Summarise = false;    ///< UnitResult::Payload is the unit's index, if it mentions Conure
};

} // namespace conure

#endif
