//===- Report.h - A page that shows findings to people --------------------===//
//
// Defines renderReport, which turns SARIF runs and the sources they speak of
// into one self-contained HTML page. For the `report` verb. Needs no Clang.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_HTML_REPORT_H
#define CONURE_TOOL_HTML_REPORT_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace conure {

struct ReportInput {
  std::vector<std::string> SarifPaths; ///< SARIF 2.1.0 files, shown together
  std::string SourceRoot;              ///< what relative URIs are relative to
  std::string GraphSvg;                ///< a picture of the processes; empty: none
};

/// The page. A source that cannot be read is shown by the snippet in the SARIF
/// file; one that changed since (its hash differs) is marked. Errors: a file
/// that cannot be read, that is no JSON, or that is no SARIF 2.1.0.
llvm::Expected<std::string> renderReport(const ReportInput &Input);

} // namespace conure

#endif
