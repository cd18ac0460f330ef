//===- BaselineFile.cpp ---------------------------------------------------===//
#include "tool/report/BaselineFile.h"
#include "tool/report/Fingerprint.h"
#include "tool/report/JsonText.h"
#include "tool/report/SarifText.h"
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace conure::report {

namespace {

std::string percentDecoded(const std::string &Uri) {
  std::string Out;
  for (size_t I = 0; I < Uri.size(); ++I)
    if (Uri[I] == '%' && I + 2 < Uri.size()) {
      Out += char(std::stoi(Uri.substr(I + 1, 2), nullptr, 16));
      I += 2;
    } else {
      Out += Uri[I];
    }
  return Out;
}

Level levelOf(const std::string &Name) {
  return Name == "error" ? Level::Error : Name == "warning" ? Level::Warning : Level::Note;
}

/// As much of a result as is needed to say that it is gone.
Finding findingOf(const Json &Result, const std::string &Root) {
  Finding F;
  F.Rule = Result.value("ruleId", "");
  if (F.Rule.starts_with("conure-"))
    F.Rule.erase(0, 7);
  F.Severity = levelOf(Result.value("level", "warning"));
  F.Message = Result.at("message").value("text", "");
  F.State = Baseline::Absent;
  const Json &Physical = Result.at("locations").at(0).at("physicalLocation");
  std::string Uri = percentDecoded(Physical.at("artifactLocation").value("uri", ""));
  F.Where.File = Uri.starts_with("file://") ? Uri.substr(7) : Root + "/" + Uri;
  if (Physical.contains("region")) {
    const Json &G = Physical.at("region");
    F.Where.Line = F.Where.Range.Line = G.value("startLine", 1u);
    F.Where.Column = F.Where.Range.Column = G.value("startColumn", 1u);
    F.Where.Range.EndLine = G.value("endLine", F.Where.Line);
    F.Where.Range.EndColumn = G.value("endColumn", F.Where.Column);
    F.Where.Range.Length = ~0u; // no snippet: the text is not there any more
  }
  return F;
}

std::string uriOf(const Json &Result) {
  return percentDecoded(Result.at("/locations/0/physicalLocation/artifactLocation"_json_pointer).value("uri", ""));
}

using OldResults = std::map<std::string, const Json *>; ///< by fingerprint

/// A file that is gone may be here under another name: if a file that the baseline did not know has findings that would
/// have the fingerprints of the old ones, they are those.
void matchRenamed(Results &R, OldResults &Old, const std::set<std::string> &Known, Sources &Files,
                  const std::string &Root) {
  std::set<std::string> Gone;
  for (auto &[Print, Result] : Old)
    if (std::string Uri = uriOf(*Result); !Uri.starts_with("file://") && !std::filesystem::exists(Root + "/" + Uri))
      Gone.insert(Uri);
  std::map<std::string, std::vector<size_t>> Unknown; // findings by file
  for (size_t I = 0; I < R.Findings.size(); ++I)
    if (const std::string &File = R.Findings[I].Where.File;
        File.starts_with(Root + "/") && !Known.count(File.substr(Root.size() + 1)))
      Unknown[File].push_back(I);
  for (auto &[File, Indexes] : Unknown) {
    std::vector<Finding> Mine;
    for (size_t I : Indexes)
      Mine.push_back(R.Findings[I]);
    std::vector<std::string> Best;
    std::string Name;
    long Most = 0;
    for (const std::string &Uri : Gone) {
      std::vector<std::string> Prints = stableFingerprints(Mine, Files, Root, {{File, Uri}});
      if (long Count = std::ranges::count_if(Prints, [&](const std::string &P) { return Old.count(P) != 0; });
          Count > Most) {
        Most = Count;
        Best = std::move(Prints);
        Name = Uri;
      }
    }
    for (size_t I = 0; I < Best.size(); ++I)
      if (Old.erase(Best[I]))
        R.Findings[Indexes[I]].State = Baseline::Unchanged;
    Gone.erase(Name);
  }
}

} // namespace

std::string applyBaseline(Results &R, const std::string &Text, Sources &Files, const std::string &Root) {
  std::string Error;
  Json Log = readSarif(Text, Error);
  if (!Error.empty())
    return Error;
  try {
    OldResults Old;
    std::set<std::string> Known;
    for (const Json &Run : Log.at("runs")) {
      if (!Run.contains("results"))
        continue;
      for (const Json &Result : Run.at("results")) // by reference: they are pointed at below
        if (Result.value("baselineState", "") != "absent" && Result.contains("partialFingerprints"))
          if (auto Print = Result.at("partialFingerprints").value("conure/v1", ""); !Print.empty()) {
            Known.insert(uriOf(Result));
            Old.emplace(Print, &Result);
          }
    }
    std::vector<std::string> Prints = stableFingerprints(R.Findings, Files, Root);
    for (size_t I = 0; I < Prints.size(); ++I)
      R.Findings[I].State = Old.erase(Prints[I]) ? Baseline::Unchanged : Baseline::New;
    matchRenamed(R, Old, Known, Files, Root);
    for (auto &[Print, Result] : Old) {
      Finding Gone = findingOf(*Result, Root);
      Gone.Fingerprint = Print;
      R.Findings.push_back(std::move(Gone));
    }
  } catch (const std::exception &E) {
    return std::string("it is no SARIF log of conure: ") + E.what();
  }
  return "";
}

std::string shrinkToBaseline(const std::string &Text, std::string &Error) {
  Json Log = readSarif(Text, Error);
  if (!Error.empty())
    return "";
  try {
    Json Results = Json::array();
    for (const Json &Run : Log.at("runs"))
      for (const Json &Result : Run.value("results", Json::array())) {
        bool Suppressed = Result.contains("suppressions") && !Result.at("suppressions").empty();
        if (Suppressed || Result.value("baselineState", "") == "absent" || !Result.contains("partialFingerprints"))
          continue;
        Json Place = Result.at("locations").at(0);
        Json &Physical = Place["physicalLocation"];
        Physical.erase("contextRegion");
        Physical["artifactLocation"].erase("index");
        if (Physical.contains("region"))
          Physical["region"].erase("snippet");
        Results.push_back(
            {{"ruleId", Result.at("ruleId")},
             {"level", Result.value("level", "warning")},
             {"message", Result.at("message")},
             {"locations", Json::array({Place})},
             {"partialFingerprints", {{"conure/v1", Result.at("partialFingerprints").value("conure/v1", "")}}}});
        // Links in the message lead to places that are left out.
        Results.back()["message"]["text"] = withoutLinks(Result.at("message").value("text", ""));
      }
    Json Driver{{"name", "conure"}};
    for (const char *Key : {"version", "semanticVersion", "informationUri"}) // a reader may want to know who wrote it
      if (const Json &Runs = Log.at("runs"); !Runs.empty() && Runs.at(0).at("tool").at("driver").contains(Key))
        Driver[Key] = Runs.at(0).at("tool").at("driver").at(Key);
    Driver["rules"] = Json::array();
    return jsonText(
        {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
         {"version", "2.1.0"},
         {"runs",
          Json::array({{{"tool", {{"driver", Driver}}}, {"columnKind", "utf16CodeUnits"}, {"results", Results}}})}});
  } catch (const std::exception &E) {
    Error = std::string("it is no SARIF log of conure: ") + E.what();
    return "";
  }
}

} // namespace conure::report
