//===- UnitCheck.h - All rules over one translation unit ------------------===//
//
// Defines checkUnit, the one place where the tool parses a file and runs the
// rules on it, in one traversal of the user's code. For the worker processes.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_UNITCHECK_H
#define CONURE_TOOL_ENGINE_UNITCHECK_H

#include "tool/engine/Job.h"
#include "tool/report/Results.h"

namespace conure {

/// Changes the working directory to the job's: call it in a process of its own.
report::UnitResult checkUnit(const UnitJob &Job, const CheckSettings &Settings);

} // namespace conure

#endif
