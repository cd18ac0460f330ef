//===- Format.cpp - The table of formats, and what they share -------------===//
#include "tool/report/Format.h"
#include <algorithm>
#include <iterator>

namespace conure::report {

bool Report::shows(const Finding &F) const {
  return !F.Hidden && F.State != Baseline::Unchanged && F.State != Baseline::Updated && F.State != Baseline::Absent &&
         (Notes || F.Severity != Level::Note);
}

const RuleDescription *Report::rule(std::string_view Name) const {
  for (const RuleDescription &R : Rules)
    if (R.Name == Name)
      return &R;
  return nullptr;
}

unsigned Report::ruleIndex(std::string_view Name) const {
  const RuleDescription *R = rule(Name);
  return R ? unsigned(R - Rules.data()) : 0;
}

std::string Report::shown(const std::string &File) const {
  const std::string &Root = How.WorkingDirectory;
  if (!Root.empty() && File.size() > Root.size() && File.starts_with(Root) &&
      (Root.back() == '/' || File[Root.size()] == '/'))
    return File.substr(Root.size() + (Root.back() == '/' ? 0 : 1));
  return File;
}

namespace {
constexpr Format Table[] = {
    {"text", "as compilers write, with source lines", formatText},
    {"concise", "one line a finding", formatConcise},
    {"json", "everything, as one JSON object", formatJson},
    {"sarif", "SARIF 2.1.0", formatSarif},
    {"github", "workflow commands of GitHub Actions", formatGithub},
    {"gitlab", "GitLab Code Quality", formatGitlab},
    {"rdjson", "Reviewdog diagnostics", formatRdjson},
    {"junit", "JUnit XML", formatJunit},
};
} // namespace

std::span<const Format> formats() { return Table; }

const Format *findFormat(std::string_view Name) {
  for (const Format &F : Table)
    if (Name == F.Name)
      return &F;
  return nullptr;
}

namespace {
void part(std::string &Out, unsigned N, const char *One, const char *Many) {
  if (N)
    Out += ", " + std::to_string(N) + ' ' + (N == 1 ? One : Many);
}
} // namespace

std::string summaryLine(const Report &R) {
  const Results &A = R.All;
  unsigned Units = unsigned(A.Units.size());
  std::string Out = "conure: " + std::to_string(Units) + (Units == 1 ? " file" : " files") + " checked";
  unsigned Before = unsigned(Out.size());
  part(Out, A.count(Level::Error), "error", "errors");
  part(Out, A.count(Level::Warning), "warning", "warnings");
  if (Out.size() == Before)
    Out += ", no findings";
  part(Out, unsigned(A.FailedUnits.size()), "file failed", "files failed");
  part(Out, A.trusted(), "trusted function", "trusted functions");
  part(Out, A.hidden(), "finding hidden by NOLINT", "findings hidden by NOLINT");
  part(Out, unsigned(A.UnusedNolints.size()), "NOLINT that hides nothing", "NOLINTs that hide nothing");
  part(Out, unsigned(A.Skipped.size()), "function without flow analysis", "functions without flow analysis");
  unsigned Old = unsigned(std::count_if(A.Findings.begin(), A.Findings.end(),
                                        [](const Finding &F) { return F.State == Baseline::Unchanged; }));
  part(Out, Old, "known finding of the baseline", "known findings of the baseline");
  part(Out, A.Cached, "result from the cache", "results from the cache");
  return Out;
}

} // namespace conure::report
