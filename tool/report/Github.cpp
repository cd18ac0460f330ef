//===- Github.cpp - Workflow commands of GitHub Actions -------------------===//
#include "tool/report/Format.h"

namespace conure::report {

namespace {

/// Percent signs and line ends, and in a property also what separates properties.
std::string escaped(const std::string &Text, bool InProperty) {
  std::string Out;
  for (char C : toUtf8(Text))
    switch (C) {
    case '%':
      Out += "%25";
      break;
    case '\r':
      Out += "%0D";
      break;
    case '\n':
      Out += "%0A";
      break;
    case ':':
      Out += InProperty ? "%3A" : ":";
      break;
    case ',':
      Out += InProperty ? "%2C" : ",";
      break;
    default:
      Out += C;
    }
  return Out;
}

/// The properties in the order of GitHub's own @actions/core.
std::string command(const Report &R, Level L, const Place &W, const std::string &Title, const std::string &Message) {
  std::string Out = std::string("::") + (L == Level::Note ? "notice" : levelName(L)) + " title=" + escaped(Title, true);
  if (W.valid()) {
    Out += ",file=" + escaped(R.shown(W.File), true);
    const unsigned End = W.Range.Line ? W.Range.EndLine : W.Line;
    if (W.Line)
      Out += ",line=" + std::to_string(W.Line) + ",endLine=" + std::to_string(End);
    if (W.Line && W.Line == End) { // columns of several lines are refused
      Out += ",col=" + std::to_string(W.Column);
      if (W.Range.EndColumn > W.Column)
        Out += ",endColumn=" + std::to_string(W.Range.EndColumn);
    }
  }
  return Out + "::" + escaped(Message, false) + "\n";
}

} // namespace

std::string formatGithub(const Report &R) {
  std::string Out;
  for (const Notification &N : R.All.Notifications)
    Out += command(R, N.Severity, N.Where.valid() ? N.Where : Place{N.Unit, 0, 0, {}}, "conure", N.Message);
  for (const Finding &F : R.All.Findings) {
    if (!R.shows(F))
      continue;
    std::string Message = F.Message;
    for (const Note &N : F.Notes) {
      Message += "\n";
      if (N.Where.valid())
        Message += R.shown(N.Where.File) + ":" + std::to_string(N.Where.Line) + ": ";
      Message += (N.What == Role::Help ? "help: " : "") + N.Message;
    }
    Out += command(R, F.Severity, F.Where, "conure-" + F.Rule, Message);
  }
  return Out;
}

} // namespace conure::report
