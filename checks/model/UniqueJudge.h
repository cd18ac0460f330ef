//===- UniqueJudge.h - Is this use of a unique value allowed? -------------===//
//
// Defines the verdict on the uses of one place: nothing, or the finding of the
// rule that forbids it (uni-borrow, uni-call, uni-assign, recover-capture). For
// the walk that collects them.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUEJUDGE_H
#define CONURE_CHECKS_MODEL_UNIQUEJUDGE_H

#include "checks/model/UniquePlaces.h"

namespace conure {

/// \p Uses in the order of traceUses; the first that is forbidden counts.
std::optional<Finding> judgeUses(Model &M, const UniquePlace &P, llvm::ArrayRef<Use> Uses);

} // namespace conure

#endif
