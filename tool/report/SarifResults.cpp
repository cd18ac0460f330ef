//===- SarifResults.cpp ---------------------------------------------------===//
#include "tool/report/Fingerprint.h"
#include "tool/report/SarifParts.h"

namespace conure::report {

namespace {

/// In the text of a link, brackets are escaped.
std::string linkText(const std::string &Text) {
  std::string Out;
  for (char C : Text) {
    if (C == '[' || C == ']' || C == '\\')
      Out += '\\';
    Out += C;
  }
  return Out;
}

const char *baselineName(Baseline B) {
  switch (B) {
  case Baseline::New:
    return "new";
  case Baseline::Unchanged:
    return "unchanged";
  case Baseline::Updated:
    return "updated";
  case Baseline::Absent:
    return "absent";
  case Baseline::None:
    break;
  }
  return nullptr;
}

class ResultWriter {
public:
  ResultWriter(const Report &R, const SarifPlaces &Places)
      : R(R), Places(Places), Stable(stableFingerprints(R.All.Findings, R.Text, R.How.WorkingDirectory)) {}

  Json run() {
    Json Out = Json::array();
    for (size_t I = 0; I < R.All.Findings.size(); ++I)
      if (const Finding &F = R.All.Findings[I]; F.Where.valid() && F.Where.Range.Line)
        Out.push_back(result(F, Stable[I]));
    return Out;
  }

private:
  const Report &R;
  const SarifPlaces &Places;
  std::vector<std::string> Stable;
  std::map<std::string, std::vector<std::string>> LineHashes;

  std::string lineHash(const Place &W) {
    auto [It, New] = LineHashes.try_emplace(W.File);
    if (New)
      if (const SourceText *Source = R.Text.get(W.File))
        It->second = githubLineHashes(*Source);
    return W.Range.Line <= It->second.size() ? It->second[W.Range.Line - 1] : "";
  }

  Json result(const Finding &F, const std::string &Fingerprint) {
    Json Related = Json::array();
    Json J{{"ruleId", "conure-" + F.Rule},
           {"ruleIndex", R.ruleIndex(F.Rule)},
           {"kind", "fail"},
           {"level", levelName(F.Severity)},
           {"message", message(F, Related)},
           {"locations", Json::array({location(F)})}};
    J["partialFingerprints"]["conure/v1"] = Fingerprint;
    if (std::string Hash = lineHash(F.Where); !Hash.empty())
      J["partialFingerprints"]["primaryLocationLineHash"] = Hash;
    if (!Related.empty())
      J["relatedLocations"] = std::move(Related);
    if (Json Flow = flow(F); !Flow.is_null())
      J["codeFlows"] = Json::array({Flow});
    if (!F.Fixes.empty())
      J["fixes"] = fixes(F);
    if (const char *State = baselineName(F.State))
      J["baselineState"] = State;
    J["suppressions"] = suppressions(F);
    return J;
  }

  /// The finding is the first sentence; then the notes, each with a place linked to it.
  Json message(const Finding &F, Json &Related) const {
    std::string Text = sarifSentence(F.Message);
    for (const Note &N : F.Notes) {
      if (!N.Where.valid() || !N.Where.Range.Line) {
        Text += (N.What == Role::Help ? " Help: " : " ") + sarifSentence(N.Message);
        continue;
      }
      unsigned Id = unsigned(Related.size()) + 1;
      Related.push_back({{"id", Id},
                         {"physicalLocation", Places.physicalLocation(N.Where, true)},
                         {"message", {{"text", sarifSentence(N.Message)}}}});
      Text += " [" + linkText(N.Message) + "](" + std::to_string(Id) + ").";
    }
    return {{"text", Text}};
  }

  Json location(const Finding &F) const {
    Json J{{"physicalLocation", Places.physicalLocation(F.Where, true)}};
    if (!F.Function.empty())
      J["logicalLocations"] = Json::array({{{"fullyQualifiedName", F.Function}}});
    return J;
  }

  /// From the cause, step by step, to the finding.
  Json flow(const Finding &F) const {
    Json Steps = Json::array();
    auto Step = [&](const Place &W, const std::string &Text, const char *Kind) {
      Steps.push_back(
          {{"location",
            {{"physicalLocation", Places.physicalLocation(W, true)}, {"message", {{"text", sarifSentence(Text)}}}}},
           {"kinds", {Kind}},
           {"executionOrder", Steps.size() + 1},
           {"importance", "essential"}});
    };
    for (const Note &N : F.Notes)
      if (N.Where.valid() && N.Where.Range.Line && N.What != Role::Help && N.What != Role::Macro)
        Step(N.Where, N.Message, roleName(N.What));
    if (Steps.empty())
      return nullptr;
    Step(F.Where, F.Message, "finding");
    return {{"message", {{"text", "From the cause to the finding."}}},
            {"threadFlows", Json::array({{{"locations", Steps}}})}};
  }

  Json fixes(const Finding &F) const {
    Json Out = Json::array();
    for (const Fix &Each : F.Fixes) {
      std::map<std::string, Json> Changes;
      for (const Edit &E : Each.Edits) {
        Json Replacement{{"deletedRegion", Places.region(E.File, E.Range)}};
        if (!E.Text.empty())
          Replacement["insertedContent"] = {{"text", E.Text}};
        Changes.try_emplace(E.File, Json::array()).first->second.push_back(std::move(Replacement));
      }
      Json List = Json::array();
      for (auto &[File, Replacements] : Changes)
        List.push_back({{"artifactLocation", Places.artifactLocation(File)}, {"replacements", Replacements}});
      Out.push_back({{"description", {{"text", sarifSentence(Each.Description)}}}, {"artifactChanges", List}});
    }
    return Out;
  }

  /// An empty array says that suppressions were looked for.
  Json suppressions(const Finding &F) const {
    Json Out = Json::array();
    if (!F.Hidden)
      return Out;
    Json J{{"kind", "inSource"}, {"status", "accepted"}};
    if (!F.Hidden->Reason.empty())
      J["justification"] = F.Hidden->Reason;
    J["location"] = {{"physicalLocation", Places.physicalLocation(F.Hidden->Where, false)}};
    Out.push_back(std::move(J));
    return Out;
  }
};

} // namespace

std::string sarifSentence(const std::string &Text) {
  std::string Out;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == ']' && I + 1 < Text.size() && Text[I + 1] == '(')
      Out += '\\'; // "[](int)" is no link
    Out += Text[I];
  }
  while (!Out.empty() && (Out.back() == '\n' || Out.back() == ' '))
    Out.pop_back();
  if (!Out.empty() && Out.back() != '.' && Out.back() != '?' && Out.back() != '!')
    Out += '.';
  return Out;
}

Json sarifResults(const Report &R, const SarifPlaces &Places) { return ResultWriter(R, Places).run(); }

Json sarifNotifications(const Report &R, const SarifPlaces &Places) {
  Json Out = Json::array();
  std::map<std::string, unsigned> Index;
  for (const Notification &N : R.All.Notifications)
    Index[N.Kind];
  unsigned Next = 0;
  for (auto &[Kind, I] : Index)
    I = Next++;
  for (const Notification &N : R.All.Notifications) {
    std::string Text = N.Message;
    for (const Note &Each : N.Notes)
      Text += "; " + Each.Message;
    Json J{{"descriptor", {{"id", N.Kind}, {"index", Index[N.Kind]}}},
           {"level", levelName(N.Severity)},
           {"message", {{"text", sarifSentence(Text)}}}};
    const Place Where = N.Where.valid() ? N.Where : Place{N.Unit, 0, 0, {}};
    if (Where.valid())
      J["locations"] = Json::array({{{"physicalLocation", Places.physicalLocation(Where, false)}}});
    Out.push_back(std::move(J));
  }
  return Out;
}

} // namespace conure::report
