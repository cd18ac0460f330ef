//===- ConfigFile.h - .conure.yaml ----------------------------------------===//
//
// Defines ProjectConfig, what a project sets about the checks in .conure.yaml,
// and the reading of that file with the place of each mistake. For the verbs.
//
//   profile: default            # adopt, default or strict
//   severity:                   # by rule: error, warning, note or off
//     blocking-call: off
//   known-types:                # lines in the format of docs/configuration.md
//     - "value my::Id"
//   trusted-headers: [third_party/*]
//   move-while-borrowed: strict # or allow
//   options:                    # the names clang-tidy uses
//     MoveWhileBorrowed: strict
//     MaxBlocks: 200000
//     MaxVisits: 2000000
//   header-filter: 'src/.*'
//   exclude-header-filter: 'generated/'
//   fail-on: error              # or warning
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_PROJECT_CONFIGFILE_H
#define CONURE_TOOL_PROJECT_CONFIGFILE_H

#include "checks/model/Configuration.h"
#include <optional>
#include <string>
#include <vector>

namespace conure {

struct ProjectConfig {
  std::string File; ///< empty: none was found
  Configuration Checks;
  std::optional<std::string> HeaderFilter, ExcludeHeaderFilter, FailOn;
};

/// Reads \p File. The errors are "file:line:column: error: message" lines; empty if it is good.
std::string readConfigFile(const std::string &File, ProjectConfig &Config);
/// The nearest .conure.yaml in \p Directory or above; empty if there is none.
std::string findConfigFile(const std::string &Directory);

} // namespace conure

#endif
