//===- SarifMerge.cpp - Joining SARIF logs ---------------------------------===//
#include "tool/report/BaselineFile.h"
#include "tool/report/SarifText.h"
#include <algorithm>
#include <map>
#include <set>

namespace conure::report {

Json readSarif(const std::string &Text, std::string &Error) {
  Json Log = Json::parse(Text, nullptr, /*allow_exceptions=*/false);
  if (Log.is_discarded())
    Error = "it is no JSON";
  else if (!Log.is_object() || !Log.contains("version") || Log["version"] != "2.1.0" || !Log.contains("runs") ||
           !Log["runs"].is_array())
    Error = "it is no SARIF 2.1.0 log";
  return Error.empty() ? Log : Json();
}

std::string withoutLinks(const std::string &Text) {
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '\\' && I + 1 < Text.size() && (Text[I + 1] == '[' || Text[I + 1] == ']')) {
      Out += Text[++I];
    } else if (Text[I] == ']' && I + 1 < Text.size() && Text[I + 1] == '(' && Text.find(')', I) != std::string::npos) {
      I = Text.find(')', I);
    } else if (Text[I] != '[') {
      Out += Text[I];
    }
  }
  return Out;
}

namespace {

/// Calls \p Do with every artifactLocation below \p J.
template <class Function> void eachArtifact(Json &J, Function Do) {
  if (J.is_object()) {
    for (auto &[Key, Value] : J.items()) {
      if (Key == "artifactLocation")
        Do(Value);
      else
        eachArtifact(Value, Do);
    }
  } else if (J.is_array()) {
    for (Json &Each : J)
      eachArtifact(Each, Do);
  }
}

std::string uriOf(const Json &Location) { return Location.value("uri", ""); }

auto orderOf(const Json &Result) {
  const Json &P = Result.at("locations").at(0).at("physicalLocation");
  Json G = P.value("region", Json::object());
  return std::make_tuple(uriOf(P.at("artifactLocation")), G.value("startLine", 0u), G.value("startColumn", 0u),
                         Result.value("ruleId", ""), Result.dump(-1, ' ', false, Json::error_handler_t::replace));
}

class Merger {
public:
  void add(const Json &Log) {
    for (Json Run : Log.at("runs")) {
      for (Json &D : Run.at("tool").at("driver").value("notifications", Json::array()))
        Descriptors.emplace(D.value("id", ""), D);
      Run["tool"]["driver"].erase("notifications");
      if (Base.is_null() || Run.at("tool").dump() < Base.at("tool").dump())
        Base = Run;
      for (Json &A : Run.value("artifacts", Json::array()))
        addArtifact(A);
      for (Json &Result : Run.value("results", Json::array()))
        addUnindexed(Results, Result);
      for (Json &I : Run.value("invocations", Json::array()))
        addInvocation(I);
      if (Run.contains("automationDetails"))
        Ids.insert(Run["automationDetails"].value("id", ""));
      const Json Named = Run.value("originalUriBaseIds", Json::object());
      for (auto &[Name, Uri] : Named.items())
        if (!Bases.contains(Name) || Uri.dump() < Bases[Name].dump())
          Bases[Name] = Uri;
    }
  }

  Json log() {
    Json Run;
    Run["tool"] = Base.is_null() ? Json{{"driver", {{"name", "conure"}, {"rules", Json::array()}}}} : Base.at("tool");
    for (auto &[Id, D] : Descriptors)
      Run["tool"]["driver"]["notifications"].push_back(D);
    Run["invocations"] = Json::array({{{"executionSuccessful", Successful},
                                       {"exitCode", ExitCode},
                                       {"toolExecutionNotifications", sorted(Notifications)}}});
    if (!Bases.empty())
      Run["originalUriBaseIds"] = Bases;
    Run["columnKind"] = "utf16CodeUnits";
    Run["language"] = "en-US";
    if (!Ids.empty())
      Run["automationDetails"] = {{"id", *Ids.begin()}};
    Run["artifacts"] = Json::array();
    std::map<std::string, size_t> Index;
    for (auto &[Uri, A] : Artifacts) {
      Index[Uri] = Run["artifacts"].size();
      Run["artifacts"].push_back(A);
    }
    Run["results"] = sorted(Results);
    if (Base.is_object() && Base.contains("taxonomies"))
      Run["taxonomies"] = Base["taxonomies"];
    for (const char *Part : {"results", "invocations"})
      eachArtifact(Run[Part], [&](Json &L) {
        if (auto It = Index.find(uriOf(L)); It != Index.end())
          L["index"] = It->second;
      });
    return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", Json::array({Run})}};
  }

private:
  Json Base;
  Json Bases = Json::object();
  std::map<std::string, Json> Artifacts;
  std::map<std::string, Json> Results, Notifications; ///< by their text: equal ones are one
  std::map<std::string, Json> Descriptors;            ///< of notifications, by id
  std::set<std::string> Ids;
  bool Successful = true;
  int ExitCode = 0;

  static void addUnindexed(std::map<std::string, Json> &Into, Json &Each) {
    eachArtifact(Each, [](Json &L) { L.erase("index"); });
    Into.emplace(Each.dump(-1, ' ', false, Json::error_handler_t::replace), Each);
  }

  /// What one unit includes another checks: roles are joined.
  void addArtifact(const Json &A) {
    auto [It, New] = Artifacts.try_emplace(uriOf(A.at("location")), A);
    Json &Known = It->second;
    for (const char *Key : {"length", "hashes"})
      if (A.contains(Key) && (!Known.contains(Key) || A[Key].dump() < Known[Key].dump()))
        Known[Key] = A[Key];
    if (A.contains("roles"))
      Known["roles"] = A["roles"];
    Json Ordered; // the order of keys must not tell which log came first
    for (const char *Key : {"location", "sourceLanguage", "roles", "length", "hashes"})
      if (Known.contains(Key))
        Ordered[Key] = Known[Key];
    Known = std::move(Ordered);
  }

  void addInvocation(const Json &I) {
    Successful &= I.value("executionSuccessful", true);
    ExitCode = std::max(ExitCode, I.value("exitCode", 0));
    for (Json N : I.value("toolExecutionNotifications", Json::array())) {
      if (N.contains("descriptor"))
        N["descriptor"].erase("index"); // its place in the list of one log
      addUnindexed(Notifications, N);
    }
  }

  static Json sorted(const std::map<std::string, Json> &Set) {
    std::vector<const Json *> Order;
    for (auto &[Text, Each] : Set)
      Order.push_back(&Each);
    std::sort(Order.begin(), Order.end(), [](const Json *A, const Json *B) {
      bool Placed = A->contains("ruleId") && B->contains("ruleId");
      return Placed ? orderOf(*A) < orderOf(*B) : A->dump() < B->dump();
    });
    Json Out = Json::array();
    for (const Json *Each : Order)
      Out.push_back(*Each);
    return Out;
  }
};

} // namespace

std::string mergeSarif(const std::vector<std::string> &Texts, std::string &Error) {
  try {
    Merger M;
    for (const std::string &Text : Texts) {
      Json Log = readSarif(Text, Error);
      if (!Error.empty())
        return "";
      M.add(Log);
    }
    return jsonText(M.log());
  } catch (const std::exception &E) { // of the parts that are put together, some have another form
    Error = std::string("it is no SARIF log of conure: ") + E.what();
    return "";
  }
}

} // namespace conure::report
