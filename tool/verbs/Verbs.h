//===- Verbs.h - What the tool can do -------------------------------------===//
//
// Declares one function a verb; each returns the exit status. For main.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_VERBS_H
#define CONURE_TOOL_VERBS_VERBS_H

#include "tool/project/Toolchain.h"
#include "tool/verbs/Options.h"

namespace conure {

/// What every verb gets besides its options.
struct ToolContext {
  Toolchain Tools;
  std::vector<std::string> Arguments; ///< the whole command line, for SARIF
};

int runCheckVerb(const CheckOptions &, const ToolContext &);
int runRewriteVerb(const RewriteOptions &, const ToolContext &);
int runRunVerb(const RunOptions &, const ToolContext &);
int runLauncherVerb(const LauncherOptions &, const ToolContext &);
int runDoctorVerb(const DoctorOptions &, const ToolContext &);
int runIndexVerb(const IndexOptions &, const ToolContext &);
int runMergeVerb(const MergeOptions &, const ToolContext &);
int runBaselineVerb(const BaselineOptions &, const ToolContext &);
int runExplainVerb(const ExplainOptions &, const ToolContext &);
int runReportVerb(const ReportOptions &, const ToolContext &);
int runGraphVerb(const GraphOptions &, const ToolContext &);

} // namespace conure

#endif
