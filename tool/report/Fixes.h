//===- Fixes.h - Applying the fixes of findings ---------------------------===//
//
// Defines planFixes, which says what the files become when the unambiguous fixes
// are applied, and exportFixes, the same for clang-apply-replacements. For the
// verbs; nothing is written here.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_FIXES_H
#define CONURE_TOOL_REPORT_FIXES_H

#include "tool/report/Format.h"

namespace conure::report {

struct FixPlan {
  std::map<std::string, std::string> Contents; ///< new text by file
  unsigned Applied = 0;
  std::vector<std::string> Refused; ///< why, one line each
};

/// All edits of a fix or none: fixes that touch each other's text are refused, and so are those in files that have
/// changed since they were parsed.
FixPlan planFixes(const Report &R);
std::string exportFixes(const Report &R);

} // namespace conure::report

#endif
