//===- SarifText.h - Reading SARIF -----------------------------------------===//
//
// Defines the reading of SARIF logs for the parts that join and compare them.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_SARIFTEXT_H
#define CONURE_TOOL_REPORT_SARIFTEXT_H

#include "tool/report/JsonText.h"

namespace conure::report {

/// Null and a message in \p Error if \p Text is no SARIF 2.1.0 log.
Json readSarif(const std::string &Text, std::string &Error);
/// "[text](3)" becomes "text".
std::string withoutLinks(const std::string &Text);

} // namespace conure::report

#endif
