//===- SarifPlaces.cpp ----------------------------------------------------===//
#include "tool/report/SarifParts.h"
#include <algorithm>
#include <set>

namespace conure::report {

namespace {

/// RFC 3986: everything but unreserved characters and '/' as %XX.
std::string percentEncoded(const std::string &Path) {
  static constexpr char Hex[] = "0123456789ABCDEF";
  std::string Out;
  for (unsigned char C : Path) {
    bool Plain = (C >= 'a' && C <= 'z') || (C >= 'A' && C <= 'Z') || (C >= '0' && C <= '9') || C == '-' || C == '.' ||
                 C == '_' || C == '~' || C == '/';
    if (Plain) {
      Out += char(C);
    } else {
      Out += '%';
      Out += Hex[C >> 4];
      Out += Hex[C & 15];
    }
  }
  return Out;
}

void collect(std::set<std::string> &Files, const Place &W) {
  if (W.valid())
    Files.insert(W.File);
}

} // namespace

SarifPlaces::SarifPlaces(const Report &R) : R(R) {
  std::set<std::string> All;
  for (auto &[File, Info] : R.All.Files)
    All.insert(File);
  for (const std::string &U : R.All.Units)
    All.insert(U);
  for (const Finding &F : R.All.Findings) {
    collect(All, F.Where);
    for (const Note &N : F.Notes)
      collect(All, N.Where);
    for (const Fix &Each : F.Fixes)
      for (const Edit &E : Each.Edits)
        All.insert(E.File);
    if (F.Hidden)
      collect(All, F.Hidden->Where);
  }
  for (const Notification &N : R.All.Notifications) {
    collect(All, N.Where);
    for (const Note &Each : N.Notes)
      collect(All, Each.Where);
  }
  Files.assign(All.begin(), All.end());
}

Json SarifPlaces::artifactLocation(const std::string &File) const {
  std::string Shown = R.shown(File);
  Json J;
  if (Shown != File) {
    J["uri"] = percentEncoded(Shown);
    J["uriBaseId"] = "%SRCROOT%";
  } else {
    J["uri"] = "file://" + percentEncoded(File);
  }
  auto It = std::lower_bound(Files.begin(), Files.end(), File);
  if (It != Files.end() && *It == File)
    J["index"] = It - Files.begin();
  return J;
}

Json SarifPlaces::region(const std::string &File, const Region &G) const {
  const SourceText *Source = R.Text.get(File);
  auto Column = [&](unsigned Line, unsigned C) { return Source ? Source->utf16Column(Line, C) : C; };
  return {{"startLine", G.Line},
          {"startColumn", Column(G.Line, G.Column)},
          {"endLine", G.EndLine},
          {"endColumn", Column(G.EndLine, G.EndColumn)}};
}

Json SarifPlaces::contextRegion(const std::string &File, const Region &G) const {
  const SourceText *Source = R.Text.get(File);
  if (!Source || G.EndLine > Source->lines())
    return nullptr;
  unsigned First = G.Line > 2 ? G.Line - 2 : 1, Last = std::min(G.EndLine + 2, Source->lines());
  if (Last > G.EndLine && Last == Source->lines() && Source->line(Last).empty())
    --Last; // the nothing after the last line end
  std::string Text;
  for (unsigned N = First; N <= Last; ++N)
    Text += std::string(Source->line(N)) + "\n";
  return {{"startLine", First}, {"endLine", Last}, {"snippet", {{"text", Text}}}};
}

Json SarifPlaces::physicalLocation(const Place &W, bool WithSnippet) const {
  Json J{{"artifactLocation", artifactLocation(W.File)}};
  if (!W.Range.Line)
    return J;
  J["region"] = region(W.File, W.Range);
  const SourceText *Source = WithSnippet ? R.Text.get(W.File) : nullptr;
  if (!Source || W.Range.Offset + W.Range.Length > Source->bytes().size())
    return J;
  J["region"]["snippet"] = {{"text", std::string(Source->bytes().substr(W.Range.Offset, W.Range.Length))}};
  if (Json Context = contextRegion(W.File, W.Range); !Context.is_null())
    J["contextRegion"] = std::move(Context);
  return J;
}

Json SarifPlaces::artifacts() const {
  Json Out = Json::array();
  for (const std::string &File : Files) {
    Json J{{"location", artifactLocation(File)}, {"sourceLanguage", "cplusplus"}};
    J["location"].erase("index"); // it is its own index
    if (std::binary_search(R.All.Units.begin(), R.All.Units.end(), File))
      J["roles"] = {"analysisTarget"};
    if (auto It = R.All.Files.find(File); It != R.All.Files.end()) {
      J["length"] = It->second.Size;
      J["hashes"] = {{"sha-256", It->second.Sha256}};
    }
    Out.push_back(std::move(J));
  }
  return Out;
}

Json SarifPlaces::uriBases() const {
  return {{"%SRCROOT%",
           {{"uri", "file://" + percentEncoded(R.How.WorkingDirectory) + "/"},
            {"description", {{"text", "The directory the checks were run in."}}}}}};
}

} // namespace conure::report
