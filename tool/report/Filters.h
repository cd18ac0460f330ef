//===- Filters.h - Leaving findings out -----------------------------------===//
//
// Defines the filters that keep findings on some lines only. For the verbs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_FILTERS_H
#define CONURE_TOOL_REPORT_FILTERS_H

#include "tool/report/Results.h"

namespace conure::report {

/// Lines by file; a file without lines stands for all of its lines.
using LineSets = std::map<std::string, std::vector<std::pair<unsigned, unsigned>>>;

/// Keeps findings in files whose path ends in a name of \p Json, in the form of clang-tidy:
/// [{"name":"a.cpp","lines":[[1,3]]},{"name":"b.h"}]. Returns what is wrong with it, or nothing.
std::string applyLineFilter(Results &R, const std::string &Json);
void keepLines(Results &R, const LineSets &Lines);

} // namespace conure::report

#endif
