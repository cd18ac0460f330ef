//===- Diff.h - The lines that changed since a revision --------------------===//
//
// Defines changedLines, which asks git. For `conure check --diff`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_DIFF_H
#define CONURE_TOOL_VERBS_DIFF_H

#include "tool/report/Filters.h"

namespace conure {

/// Lines of the working tree that \p Revision has not, files git does not know included. Returns what went wrong.
std::string changedLines(const std::string &Revision, report::LineSets &Lines);

} // namespace conure

#endif
