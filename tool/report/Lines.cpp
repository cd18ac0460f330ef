//===- Lines.cpp - Findings on some lines only ----------------------------===//
#include "tool/report/Filters.h"
#include <algorithm>
#include <nlohmann/json.hpp>

namespace conure::report {

namespace {

/// \p Name is the path or its end at a '/'.
bool namesFile(const std::string &Name, const std::string &File) {
  return File == Name ||
         (File.size() > Name.size() && File.ends_with(Name) && File[File.size() - Name.size() - 1] == '/');
}

bool selects(const LineSets &Lines, const Place &Where) {
  for (const auto &[Name, Ranges] : Lines) {
    if (!namesFile(Name, Where.File))
      continue;
    if (Ranges.empty())
      return true;
    for (auto [First, Last] : Ranges)
      if (First <= Where.Line && Where.Line <= Last)
        return true;
  }
  return false;
}

} // namespace

void keepLines(Results &R, const LineSets &Lines) {
  std::erase_if(R.Findings, [&](const Finding &F) { return !selects(Lines, F.Where); });
  std::erase_if(R.UnusedNolints, [&](const NolintComment &N) { return !selects(Lines, N.Where); });
}

std::string applyLineFilter(Results &R, const std::string &Text) {
  using nlohmann::json;
  LineSets Lines;
  try {
    for (const json &Entry : json::parse(Text)) {
      auto &Ranges = Lines[Entry.at("name").get<std::string>()];
      if (Entry.contains("lines"))
        for (const json &Pair : Entry.at("lines"))
          Ranges.push_back({Pair.at(0).get<unsigned>(), Pair.at(1).get<unsigned>()});
    }
  } catch (const json::exception &E) {
    return std::string("--line-filter: ") + E.what();
  }
  keepLines(R, Lines);
  return "";
}

} // namespace conure::report
