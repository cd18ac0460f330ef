//===- Junit.cpp - JUnit XML: a unit is a test case -----------------------===//
#include "tool/report/Format.h"

namespace conure::report {

namespace {

std::string xml(const std::string &Text) {
  std::string Out;
  for (char C : toUtf8(Text))
    switch (C) {
    case '&':
      Out += "&amp;";
      break;
    case '<':
      Out += "&lt;";
      break;
    case '>':
      Out += "&gt;";
      break;
    case '"':
      Out += "&quot;";
      break;
    case '\n':
      Out += "&#10;";
      break;
    default:
      // XML 1.0 has no way to write the other control characters.
      Out += static_cast<unsigned char>(C) < 0x20 && C != '\t' ? ' ' : C;
    }
  return Out;
}

struct Case {
  std::string Failures, Errors, Remarks;
};

} // namespace

std::string formatJunit(const Report &R) {
  // A case a file: units, and headers something was found in.
  std::map<std::string, Case> Cases;
  for (const std::string &U : R.All.Units)
    Cases[U];
  unsigned Failures = 0, Errors = 0;
  for (const Finding &F : R.All.Findings) {
    if (!R.shows(F) || F.Severity == Level::Note)
      continue;
    ++Failures;
    std::string Body = R.shown(F.Where.File) + ":" + std::to_string(F.Where.Line) + ":" +
                       std::to_string(F.Where.Column) + ": " + levelName(F.Severity) + ": " + F.Message;
    for (const Note &N : F.Notes)
      Body +=
          "\n" + (N.Where.valid() ? R.shown(N.Where.File) + ":" + std::to_string(N.Where.Line) + ": " : "") + N.Message;
    Cases[F.Where.File].Failures += "      <failure type=\"conure-" + xml(F.Rule) + "\" message=\"" + xml(F.Message) +
                                    "\">" + xml(Body) + "</failure>\n";
  }
  for (const Notification &N : R.All.Notifications) {
    if (N.Severity != Level::Error) { // such as a function that is too large: told, and no failure
      Cases[N.Unit].Remarks += (N.Where.Line ? R.shown(N.Where.File) + ":" + std::to_string(N.Where.Line) + ": " : "") +
                               levelName(N.Severity) + ": " + N.Message + "\n";
      continue;
    }
    ++Errors;
    Cases[N.Unit].Errors += "      <error type=\"" + xml(N.Kind) + "\" message=\"" + xml(N.Message) + "\"></error>\n";
  }
  std::string Counts = " tests=\"" + std::to_string(Cases.size()) + "\" failures=\"" + std::to_string(Failures) +
                       "\" errors=\"" + std::to_string(Errors) + "\"";
  std::string Out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + Counts +
                    ">\n  <testsuite name=\"conure\"" + Counts + ">\n";
  for (auto &[File, C] : Cases)
    Out += "    <testcase classname=\"conure\" name=\"" + xml(R.shown(File)) + "\">\n" + C.Errors + C.Failures +
           (C.Remarks.empty() ? "" : "      <system-out>" + xml(C.Remarks) + "</system-out>\n") + "    </testcase>\n";
  return Out + "  </testsuite>\n</testsuites>\n";
}

} // namespace conure::report
