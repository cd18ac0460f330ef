//===- Cache.h - Results of units that did not change ---------------------===//
//
// Defines UnitCache, a directory of results. A result's name is the hash of the
// command, the settings and the tool; it holds while every file that was read
// has the same bytes and every path that was looked for in vain is still not
// there. For checkUnits.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_CACHE_H
#define CONURE_TOOL_ENGINE_CACHE_H

#include "tool/engine/Job.h"
#include "tool/report/Results.h"
#include <map>
#include <optional>

namespace conure {

class UnitCache {
public:
  /// \p Tool identifies this build of the tool. Makes the directory if it is not there.
  UnitCache(std::string Directory, const CheckSettings &Settings, const std::string &Tool);
  /// Why the directory cannot be used, or empty.
  const std::string &error() const { return Error; }

  std::optional<report::UnitResult> find(const UnitJob &Job);
  /// Failed units are not kept. A cache that cannot be written is no error.
  void store(const UnitJob &Job, const report::UnitResult &Result);

private:
  std::string Directory, Error, Common;
  std::map<std::string, std::string> Hashes; ///< of files, read once a run; empty: not there

  std::string entryFile(const UnitJob &Job) const;
  const std::string &hashOf(const std::string &File);
};

} // namespace conure

#endif
