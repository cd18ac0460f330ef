//===- Rdjson.cpp - Reviewdog's diagnostic format -------------------------===//
//
// Columns of this format count bytes, as ours do.
//
//===----------------------------------------------------------------------===//
#include "tool/report/Format.h"
#include "tool/report/JsonText.h"
#include <map>
#include <optional>

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

/// A suggestion is one edit: several of one file are joined by the text between them.
std::optional<Edit> asOneEdit(const Report &R, const Fix &F) {
  std::multimap<unsigned, const Edit *> InOrder; // insertions at one place stay in theirs
  for (const Edit &E : F.Edits)
    InOrder.emplace(E.Range.Offset, &E);
  std::optional<Edit> Whole;
  for (const auto &[Offset, Next] : InOrder) {
    const Edit &E = *Next;
    if (!Whole) {
      Whole = E;
      continue;
    }
    const SourceText *Source = R.Text.get(E.File);
    const unsigned End = Whole->Range.Offset + Whole->Range.Length;
    if (E.File != Whole->File || E.Range.Offset < End || !Source || Source->bytes().size() < E.Range.Offset)
      return std::nullopt;
    Whole->Text += std::string(Source->bytes().substr(End, E.Range.Offset - End)) + E.Text;
    Whole->Range.EndLine = E.Range.EndLine;
    Whole->Range.EndColumn = E.Range.EndColumn;
    Whole->Range.Length = E.Range.Offset + E.Range.Length - Whole->Range.Offset;
  }
  return Whole;
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
      if (std::optional<Edit> One = asOneEdit(R, Each); One && One->File == F.Where.File)
        J["suggestions"].push_back({{"range", rangeJson(One->Range)}, {"text", One->Text}});
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
