//===- Sarif.cpp - SARIF 2.1.0 --------------------------------------------===//
//
// No times and nothing of the machine but the paths: the same sources checked in
// the same directory give the same bytes.
//
//===----------------------------------------------------------------------===//
#include "tool/report/SarifParts.h"

namespace conure::report {

std::string formatSarif(const Report &R) {
  SarifPlaces Places(R);
  Json Invocation{{"executionSuccessful", R.All.FailedUnits.empty()},
                  {"exitCode", R.How.ExitStatus},
                  {"arguments", R.How.Arguments},
                  {"workingDirectory", {{"uri", Places.uriBases()["%SRCROOT%"]["uri"]}}},
                  {"toolExecutionNotifications", sarifNotifications(R, Places)}};
  Json Run{{"tool", {{"driver", sarifDriver(R)}}},
           {"invocations", Json::array({Invocation})},
           {"originalUriBaseIds", Places.uriBases()},
           {"columnKind", "utf16CodeUnits"},
           {"language", "en-US"},
           {"automationDetails", {{"id", (R.How.Category.empty() ? "conure" : R.How.Category) + "/"}}},
           {"artifacts", Places.artifacts()},
           {"results", sarifResults(R, Places)}};
  if (Json Taxonomies = sarifTaxonomies(R); !Taxonomies.empty())
    Run["taxonomies"] = std::move(Taxonomies);
  return jsonText({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({Run})}});
}

} // namespace conure::report
