//===- BaselineFile.h - Only what is new -----------------------------------===//
//
// Defines the reading of an earlier run's SARIF as a baseline, the comparison
// with it, and the small form of it that a project keeps. For the verbs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_BASELINEFILE_H
#define CONURE_TOOL_REPORT_BASELINEFILE_H

#include "tool/report/Format.h"

namespace conure::report {

/// Sets the state of each finding by the SARIF \p Text, and adds what the baseline has and the run has not as absent.
/// Findings are known again by rule, file, function and words, wherever their lines moved to. Returns what is wrong
/// with \p Text, or nothing.
std::string applyBaseline(Results &R, const std::string &Text, Sources &Files, const std::string &Root);

/// \p Text (SARIF) without all that changes from run to run. Error: what is wrong with it.
std::string shrinkToBaseline(const std::string &Text, std::string &Error);

/// Joins SARIF logs; the order does not matter, and joining a log with itself changes nothing.
std::string mergeSarif(const std::vector<std::string> &Texts, std::string &Error);

} // namespace conure::report

#endif
