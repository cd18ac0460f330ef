//===- Rdjson.cpp - Reviewdog's diagnostic format -------------------------===//
//
// Columns of this format count bytes, as ours do.
//
//===----------------------------------------------------------------------===//
#include "tool/report/Format.h"
#include "tool/report/JsonText.h"

namespace conure::report {

namespace {

Json rangeJson(const Region &G) {
  return {{"start", {{"line", G.Line}, {"column", G.Column}}}, {"end", {{"line", G.EndLine}, {"column", G.EndColumn}}}};
}

const char *severity(Level L) { return L == Level::Error ? "ERROR" : L == Level::Warning ? "WARNING" : "INFO"; }

Json locationJson(const Report &R, const Place &W) {
  Json J{{"path", R.shown(W.File)}};
  if (W.Range.Line)
    J["range"] = rangeJson(W.Range);
  return J;
}

} // namespace

std::string formatRdjson(const Report &R) {
  Json Out = Json::array();
  for (const Finding &F : R.All.Findings) {
    if (!R.shows(F))
      continue;
    Json J{{"message", F.Message},
           {"location", locationJson(R, F.Where)},
           {"severity", severity(F.Severity)},
           {"code", {{"value", "conure-" + F.Rule}}}};
    for (const Fix &Each : F.Fixes)
      for (const Edit &E : Each.Edits)
        if (E.File == F.Where.File && Each.Edits.size() == 1) // a suggestion is one edit of the finding's file
          J["suggestions"].push_back({{"range", rangeJson(E.Range)}, {"text", E.Text}});
    for (const Note &N : F.Notes)
      if (N.Where.valid())
        J["related_locations"].push_back({{"message", N.Message}, {"location", locationJson(R, N.Where)}});
    Out.push_back(std::move(J));
  }
  for (const Notification &N : R.All.Notifications)
    Out.push_back({{"message", N.Message},
                   {"location", N.Where.valid() ? locationJson(R, N.Where) : Json{{"path", R.shown(N.Unit)}}},
                   {"severity", severity(N.Severity)}});
  return jsonText({{"source", {{"name", "conure"}}}, {"diagnostics", Out}});
}

} // namespace conure::report
