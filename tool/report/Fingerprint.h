//===- Fingerprint.h - What stays of a finding when lines move ------------===//
//
// Defines the two fingerprints of findings: GitHub's hash of the lines, for
// GitHub, and one of rule, function and words, for baselines and GitLab.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_FINGERPRINT_H
#define CONURE_TOOL_REPORT_FINGERPRINT_H

#include "tool/report/Results.h"
#include "tool/report/SourceText.h"
#include <map>
#include <string>
#include <vector>

namespace conure::report {

/// primaryLocationLineHash of each line of \p Text, as GitHub's code scanning computes it: "hash:ordinal".
std::vector<std::string> githubLineHashes(const SourceText &Text);

/// One a finding, in their order: a hash of rule, file (relative to \p Root), function, message and the words of the
/// line, with an ordinal among equals; independent of line numbers. \p Names: what files are called instead.
std::vector<std::string> stableFingerprints(const std::vector<Finding> &Findings, Sources &Text,
                                            const std::string &Root,
                                            const std::map<std::string, std::string> &Names = {});

} // namespace conure::report

#endif
