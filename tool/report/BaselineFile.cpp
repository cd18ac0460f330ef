//===- BaselineFile.cpp ---------------------------------------------------===//
#include "tool/report/BaselineFile.h"
#include "tool/report/Fingerprint.h"
#include "tool/report/JsonText.h"
#include "tool/report/SarifText.h"

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

} // namespace

std::string applyBaseline(Results &R, const std::string &Text, Sources &Files, const std::string &Root) {
  std::string Error;
  Json Log = readSarif(Text, Error);
  if (!Error.empty())
    return Error;
  try {
    std::map<std::string, const Json *> Old;
    for (const Json &Run : Log.at("runs")) {
      if (!Run.contains("results"))
        continue;
      for (const Json &Result : Run.at("results")) // by reference: they are pointed at below
        if (Result.value("baselineState", "") != "absent" && Result.contains("partialFingerprints"))
          if (auto Print = Result.at("partialFingerprints").value("conure/v1", ""); !Print.empty())
            Old.emplace(Print, &Result);
    }
    std::vector<std::string> Prints = stableFingerprints(R.Findings, Files, Root);
    for (size_t I = 0; I < Prints.size(); ++I)
      R.Findings[I].State = Old.erase(Prints[I]) ? Baseline::Unchanged : Baseline::New;
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
