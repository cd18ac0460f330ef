//===- Format.h - The output formats --------------------------------------===//
//
// Defines Report, everything a format may show, and the table of formats: each
// is a function from Report to the bytes of the output, in a file of its own.
// For the verbs. A format writes nothing itself.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_FORMAT_H
#define CONURE_TOOL_REPORT_FORMAT_H

#include "tool/report/Results.h"
#include "tool/report/SourceText.h"
#include <span>
#include <string_view>

namespace conure::report {

/// A rule's entry in the manifest, as formats need it.
struct RuleDescription {
  std::string Name, Summary, Group, Cwe, Page;
  Level Default = Level::Error;
  bool InAdopt = false;
};

/// How the tool was called.
struct Invocation {
  std::vector<std::string> Arguments;
  std::string WorkingDirectory; ///< absolute; paths below it are shown relative to it
  std::string Version;
  std::string Category; ///< automationDetails.id of SARIF
  int ExitStatus = 0;
};

struct Report {
  const Results &All;
  Sources &Text;
  std::span<const RuleDescription> Rules;
  const Invocation &How;
  bool Color = false;
  bool Summary = true;
  bool Notes = true; ///< also findings at note level

  /// False for what a NOLINT or the baseline hides.
  bool shows(const Finding &F) const;
  const RuleDescription *rule(std::string_view Name) const;
  unsigned ruleIndex(std::string_view Name) const;
  /// \p File relative to the working directory if it lies below it.
  std::string shown(const std::string &File) const;
};

struct Format {
  const char *Name;
  const char *Description;
  std::string (*Write)(const Report &);
};

/// All formats, the default first.
std::span<const Format> formats();
const Format *findFormat(std::string_view Name);

std::string formatText(const Report &);
std::string formatConcise(const Report &);
std::string formatJson(const Report &);
std::string formatSarif(const Report &);
std::string formatGithub(const Report &);
std::string formatGitlab(const Report &);
std::string formatRdjson(const Report &);
std::string formatJunit(const Report &);

/// "conure: 3 files checked, 1 error, …", without a line end.
std::string summaryLine(const Report &);

} // namespace conure::report

#endif
