//===- CrossUnit.h - Units that are checked together ----------------------===//
//
// Defines checkTogether: the units of one run know each other. What process
// code of one reaches in another is checked there, and a callee that another
// unit defines is no unseen one. For the verbs that check.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_CROSSUNIT_H
#define CONURE_TOOL_ENGINE_CROSSUNIT_H

#include "tool/engine/Cache.h"
#include "tool/engine/CheckRun.h"
#include <functional>
#include <optional>

namespace conure {

/// Makes the cache of a run with these settings; nullopt: none.
using CacheMaker = std::function<std::optional<UnitCache>(const CheckSettings &)>;

/// Checks each unit, and again those whose findings the code of the others
/// changes: at most two passes, the second only over those. The result does not
/// depend on the order of \p Jobs. Without process code there is one pass, and
/// nothing is summarised.
CheckOutcome checkTogether(const std::vector<UnitJob> &Jobs, CheckSettings Settings, const PoolOptions &Pool,
                           const CacheMaker &MakeCache);

} // namespace conure

#endif
