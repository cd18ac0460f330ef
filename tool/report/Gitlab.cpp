//===- Gitlab.cpp - GitLab Code Quality -----------------------------------===//
#include "tool/report/Fingerprint.h"
#include "tool/report/Format.h"
#include "tool/report/JsonText.h"

namespace conure::report {

std::string formatGitlab(const Report &R) {
  Json Out = Json::array();
  std::vector<std::string> Prints = stableFingerprints(R.All.Findings, R.Text, R.How.WorkingDirectory);
  for (size_t I = 0; I < R.All.Findings.size(); ++I) {
    const Finding &F = R.All.Findings[I];
    if (!R.shows(F))
      continue;
    const char *Severity = F.Severity == Level::Error ? "critical" : F.Severity == Level::Warning ? "major" : "info";
    Out.push_back(
        {{"description", F.Message},
         {"check_name", "conure-" + F.Rule},
         {"fingerprint", Prints[I]},
         {"severity", Severity},
         {"location",
          {{"path", R.shown(F.Where.File)}, {"lines", {{"begin", F.Where.Line}, {"end", F.Where.Range.EndLine}}}}}});
  }
  for (const Notification &N : R.All.Notifications) // a unit that was not checked must not look clean
    Out.push_back({{"description", N.Message},
                   {"check_name", "conure"},
                   {"fingerprint", N.Kind + ":" + R.shown(N.Unit) + ":" + N.Message},
                   {"severity", N.Severity == Level::Error ? "blocker" : "minor"},
                   {"location",
                    {{"path", R.shown(N.Where.valid() ? N.Where.File : N.Unit)},
                     {"lines", {{"begin", std::max(1u, N.Where.Line)}}}}}});
  return jsonText(Out);
}

} // namespace conure::report
