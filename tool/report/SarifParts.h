//===- SarifParts.h - The pieces of a SARIF log ---------------------------===//
//
// Defines SarifWriter's pieces, one a subject, each in a file of its own:
// places (SarifPlaces.cpp), rules and taxonomies (SarifRules.cpp), results
// (SarifResults.cpp). For Sarif.cpp, which joins them to a log.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_SARIFPARTS_H
#define CONURE_TOOL_REPORT_SARIFPARTS_H

#include "tool/report/Format.h"
#include "tool/report/JsonText.h"

namespace conure::report {

/// Locations, with the index of artifacts they refer to.
class SarifPlaces {
public:
  explicit SarifPlaces(const Report &R);

  Json artifactLocation(const std::string &File) const;
  /// With the snippet of the region, and of the lines around it.
  Json physicalLocation(const Place &W, bool WithSnippet) const;
  Json region(const std::string &File, const Region &G) const;
  Json artifacts() const;
  Json uriBases() const;

private:
  const Report &R;
  std::vector<std::string> Files;

  Json contextRegion(const std::string &File, const Region &G) const;
};

Json sarifDriver(const Report &R);
/// The CWE entries that rules refer to; an empty array if none does.
Json sarifTaxonomies(const Report &R);
Json sarifResults(const Report &R, const SarifPlaces &Places);
Json sarifNotifications(const Report &R, const SarifPlaces &Places);
/// Text without what SARIF would read as a link, ending in a period.
std::string sarifSentence(const std::string &Text);

} // namespace conure::report

#endif
