//===- SarifRules.cpp -----------------------------------------------------===//
#include "tool/report/SarifParts.h"
#include <set>

namespace conure::report {

namespace {

/// Where the project is at home, or nothing: then names stand for addresses, so that no address is made up.
constexpr std::string_view Home = CONURE_HOME_URL;

std::string homeUri() { return Home.empty() ? "urn:conure:tool" : std::string(Home); }

std::string helpUri(const std::string &Rule) {
  return Home.empty() ? "urn:conure:rule:" + Rule : std::string(Home) + "/docs/rules/" + Rule + ".md";
}

/// "async-signature" -> "AsyncSignature".
std::string pascalCase(const std::string &Name) {
  std::string Out;
  bool Up = true;
  for (char C : Name) {
    if (C == '-') {
      Up = true;
      continue;
    }
    Out += Up && C >= 'a' && C <= 'z' ? char(C - 'a' + 'A') : C;
    Up = false;
  }
  return Out;
}

/// Markdown as plain text: without the marks of headings, code and emphasis.
std::string plain(const std::string &Markdown) {
  std::string Out;
  bool InHeadingMark = true; // at the start of a line
  for (char C : Markdown) {
    if (InHeadingMark && C == '#')
      continue;
    if (InHeadingMark && C == ' ' && !Out.empty() && Out.back() == '\n') {
      Out += C;
    } else if (C != '`' && C != '*') {
      Out += C;
    }
    InHeadingMark = C == '\n';
  }
  return Out;
}

/// The page's first paragraph, on one line, or the summary.
std::string fullDescription(const RuleDescription &D) {
  std::string Text;
  size_t At = 0;
  while (At < D.Page.size()) {
    size_t End = D.Page.find('\n', At);
    std::string Line = D.Page.substr(At, End == std::string::npos ? End : End - At);
    At = End == std::string::npos ? D.Page.size() : End + 1;
    if (Line.starts_with("#") || Line.starts_with("```"))
      continue;
    if (Line.empty()) {
      if (!Text.empty())
        break;
      continue;
    }
    Text += (Text.empty() ? "" : " ") + Line;
  }
  return sarifSentence(Text.empty() ? D.Summary : plain(Text));
}

/// GitHub orders alerts by it; a number of CVSS's scale, as text.
const char *securitySeverity(Level L) { return L == Level::Error ? "7.5" : L == Level::Warning ? "5.0" : "1.0"; }

Json ruleJson(const RuleDescription &D) {
  Json Tags = Json::array({"memory-safety", "concurrency", D.Group});
  Json J{{"id", "conure-" + D.Name},
         {"name", pascalCase(D.Name)},
         {"shortDescription", {{"text", sarifSentence(D.Summary)}}},
         {"fullDescription", {{"text", fullDescription(D)}}},
         {"helpUri", helpUri(D.Name)},
         {"help", {{"text", D.Page.empty() ? sarifSentence(D.Summary) : plain(D.Page)}}},
         {"defaultConfiguration", {{"level", levelName(D.Default)}}}};
  if (!D.Page.empty())
    J["help"]["markdown"] = D.Page;
  J["properties"] = {{"precision", D.Default == Level::Error ? "very-high" : "high"},
                     {"problem.severity", D.Default == Level::Note ? "recommendation" : levelName(D.Default)}};
  if (!D.Cwe.empty()) {
    std::string Number = D.Cwe.substr(D.Cwe.find('-') + 1);
    J["relationships"] = Json::array(
        {{{"target", {{"id", Number}, {"toolComponent", {{"name", "CWE"}, {"index", 0}}}}}, {"kinds", {"superset"}}}});
    Tags.push_back("security");
    Tags.push_back("external/cwe/cwe-" + Number);
    J["properties"]["security-severity"] = securitySeverity(D.Default);
  }
  J["properties"]["tags"] = Tags;
  return J;
}

const char *cweTitle(const std::string &Number) {
  static constexpr std::pair<const char *, const char *> Titles[] = {
      {"362", "Concurrent Execution using Shared Resource with Improper Synchronization ('Race Condition')"},
      {"366", "Race Condition within a Thread"},
      {"374", "Passing Mutable Objects to an Untrusted Method"},
      {"416", "Use After Free"},
      {"457", "Use of Uninitialized Variable"},
      {"562", "Return of Stack Variable Address"},
      {"567", "Unsynchronized Access to Shared Data in a Multithreaded Context"},
      {"662", "Improper Synchronization"},
      {"664", "Improper Control of a Resource Through its Lifetime"},
      {"667", "Improper Locking"},
      {"672", "Operation on a Resource after Expiration or Release"},
      {"704", "Incorrect Type Conversion or Cast"},
      {"710", "Improper Adherence to Coding Standards"},
      {"749", "Exposed Dangerous Method or Function"},
      {"758", "Reliance on Undefined, Unspecified, or Implementation-Defined Behavior"},
      {"821", "Incorrect Synchronization"},
      {"825", "Expired Pointer Dereference"},
      {"833", "Deadlock"},
      {"843", "Access of Resource Using Incompatible Type ('Type Confusion')"},
      {"908", "Use of Uninitialized Resource"},
      {"1083", "Data Access from Outside Expected Data Manager Component"},
      {"1088", "Synchronous Access of Remote Resource without Timeout"},
      {"1322", "Use of Blocking Code in Single-threaded, Non-blocking Context"},
  };
  for (auto [N, Title] : Titles)
    if (Number == N)
      return Title;
  return "Common weakness";
}

std::string notificationText(const std::string &Kind) {
  static constexpr std::pair<const char *, const char *> Texts[] = {
      {"syntax-error", "The unit does not compile, so it was not checked."},
      {"crash", "The analysis of the unit crashed; the other units were checked."},
      {"timeout", "The analysis of the unit took too long and was stopped."},
      {"missing-file", "A file that was named cannot be read."},
      {"no-command", "The compile database has no command for the file."},
      {"broken-database", "The compile database cannot be read."},
      {"no-directory", "The directory the unit is compiled in cannot be entered."},
      {"no-index", "The summaries of other units cannot be read."},
      {"too-large", "A function is too large for the flow analysis; moves and borrows in it were not checked."},
      {"no-graph", "Clang builds no control flow graph of a function; moves and borrows in it were not checked."},
      {"nolint", "A NOLINT block has no other end."},
  };
  for (auto [K, Text] : Texts)
    if (Kind == K)
      return Text;
  return "The unit could not be analysed.";
}

} // namespace

Json sarifDriver(const Report &R) {
  Json Rules = Json::array();
  bool HasCwe = false;
  for (const RuleDescription &D : R.Rules) {
    Rules.push_back(ruleJson(D));
    HasCwe |= !D.Cwe.empty();
  }
  Json J{{"name", "conure"},
         {"organization", "Conure"},
         {"fullName", "conure " + R.How.Version},
         {"version", R.How.Version},
         {"semanticVersion", R.How.Version},
         {"informationUri", homeUri()},
         {"shortDescription", {{"text", "Checks annotated C++ against Inko's memory and concurrency model."}}},
         {"language", "en-US"},
         {"rules", Rules},
         {"notifications", Json::array()}};
  std::set<std::string> Kinds;
  for (const Notification &N : R.All.Notifications)
    Kinds.insert(N.Kind);
  for (const std::string &Kind : Kinds)
    J["notifications"].push_back({{"id", Kind},
                                  {"shortDescription", {{"text", notificationText(Kind)}}},
                                  {"fullDescription", {{"text", notificationText(Kind)}}},
                                  {"help", {{"text", notificationText(Kind)}}}});
  if (HasCwe)
    J["supportedTaxonomies"] = Json::array({{{"name", "CWE"}, {"index", 0}}});
  return J;
}

Json sarifTaxonomies(const Report &R) {
  std::set<unsigned> Numbers;
  for (const RuleDescription &D : R.Rules)
    if (!D.Cwe.empty())
      Numbers.insert(unsigned(std::stoul(D.Cwe.substr(D.Cwe.find('-') + 1))));
  if (Numbers.empty())
    return Json::array();
  Json Taxa = Json::array();
  for (unsigned N : Numbers) {
    std::string Id = std::to_string(N);
    Taxa.push_back({{"id", Id},
                    {"name", "CWE-" + Id},
                    {"shortDescription", {{"text", sarifSentence(cweTitle(Id))}}},
                    {"helpUri", "https://cwe.mitre.org/data/definitions/" + Id + ".html"},
                    {"defaultConfiguration", {{"level", "warning"}}}});
  }
  return Json::array({{{"name", "CWE"},
                       {"version", "4.14"},
                       {"releaseDateUtc", "2024-02-29"},
                       {"organization", "MITRE"},
                       {"informationUri", "https://cwe.mitre.org/data/published/cwe_v4.14.pdf"},
                       {"downloadUri", "https://cwe.mitre.org/data/xml/cwec_v4.14.xml.zip"},
                       {"shortDescription", {{"text", "The MITRE Common Weakness Enumeration."}}},
                       {"isComprehensive", false},
                       {"language", "en"},
                       {"taxa", Taxa}}});
}

} // namespace conure::report
