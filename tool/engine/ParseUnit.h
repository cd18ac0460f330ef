//===- ParseUnit.h - Parsing one unit for any analysis --------------------===//
//
// Defines parseUnit, the one place where the tool lets Clang parse a file. For
// the checks, the index and the graph.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_PARSEUNIT_H
#define CONURE_TOOL_ENGINE_PARSEUNIT_H

#include "tool/engine/Job.h"
#include "tool/report/Results.h"
#include "clang/AST/ASTContext.h"
#include <functional>

namespace conure {

/// Calls \p Analyse with the unit's syntax tree if it has no error; otherwise Out.Failed and its notifications say
/// why not. Changes the working directory to the job's. \p RecordInputs fills Out's lists of inputs.
void parseUnit(const UnitJob &Job, bool RecordInputs, report::UnitResult &Out,
               const std::function<void(clang::ASTContext &)> &Analyse);

} // namespace conure

#endif
