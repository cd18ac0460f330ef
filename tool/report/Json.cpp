//===- Json.cpp - Everything as one JSON object ---------------------------===//
#include "tool/report/Format.h"
#include "tool/report/JsonText.h"

namespace conure::report {

namespace {

Json placeJson(const Report &R, const Place &W) {
  if (!W.valid())
    return nullptr;
  Json J{{"file", R.shown(W.File)}, {"line", W.Line}, {"column", W.Column}};
  if (W.Range.Line) {
    J["endLine"] = W.Range.EndLine;
    J["endColumn"] = W.Range.EndColumn;
    J["offset"] = W.Range.Offset;
    J["length"] = W.Range.Length;
  }
  return J;
}

Json notesJson(const Report &R, const std::vector<Note> &Notes) {
  Json Out = Json::array();
  for (const Note &N : Notes)
    Out.push_back({{"role", roleName(N.What)}, {"message", N.Message}, {"place", placeJson(R, N.Where)}});
  return Out;
}

Json fixesJson(const Report &R, const std::vector<Fix> &Fixes) {
  Json Out = Json::array();
  for (const Fix &F : Fixes) {
    Json Edits = Json::array();
    for (const Edit &E : F.Edits)
      Edits.push_back(
          {{"file", R.shown(E.File)}, {"offset", E.Range.Offset}, {"length", E.Range.Length}, {"text", E.Text}});
    Out.push_back({{"description", F.Description}, {"unambiguous", F.Unambiguous}, {"edits", Edits}});
  }
  return Out;
}

Json findingJson(const Report &R, const Finding &F) {
  Json J{{"rule", F.Rule},
         {"check", "conure-" + F.Rule},
         {"severity", levelName(F.Severity)},
         {"message", F.Message},
         {"place", placeJson(R, F.Where)},
         {"function", F.Function},
         {"notes", notesJson(R, F.Notes)},
         {"fixes", fixesJson(R, F.Fixes)}};
  if (F.Hidden)
    J["suppressed"] = {{"line", F.Hidden->Where.Line}, {"reason", F.Hidden->Reason}};
  return J;
}

} // namespace

std::string formatJson(const Report &R) {
  const Results &A = R.All;
  Json Findings = Json::array(), Problems = Json::array(), Unused = Json::array();
  for (const Finding &F : A.Findings)
    if (F.Hidden || R.shows(F))
      Findings.push_back(findingJson(R, F));
  for (const Notification &N : A.Notifications)
    Problems.push_back({{"kind", N.Kind},
                        {"severity", levelName(N.Severity)},
                        {"message", N.Message},
                        {"place", placeJson(R, N.Where)},
                        {"unit", R.shown(N.Unit)},
                        {"notes", notesJson(R, N.Notes)}});
  for (const NolintComment &N : A.UnusedNolints)
    Unused.push_back({{"place", placeJson(R, N.Where)}, {"text", N.Text}});
  Json Units = Json::array(), Failed = Json::array();
  for (const std::string &U : A.Units)
    Units.push_back(R.shown(U));
  for (const std::string &U : A.FailedUnits)
    Failed.push_back(R.shown(U));
  return jsonText({{"tool", "conure"},
                   {"version", R.How.Version},
                   {"units", Units},
                   {"failedUnits", Failed},
                   {"findings", Findings},
                   {"notifications", Problems},
                   {"unusedNolints", Unused},
                   {"skippedFunctions", A.Skipped},
                   {"trustedFunctions", A.trusted()},
                   {"exitStatus", R.How.ExitStatus}});
}

} // namespace conure::report
