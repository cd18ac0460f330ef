//===- DiagnosticCollector.cpp --------------------------------------------===//
#include "tool/engine/DiagnosticCollector.h"
#include "tool/engine/Locations.h"

using namespace clang;

namespace conure {

void DiagnosticCollector::HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  llvm::SmallString<128> Text;
  Info.FormatDiagnostic(Text);
  report::Place Where;
  if (Info.hasSourceManager() && Info.getLocation().isValid()) {
    SourceRange Range = Info.getNumRanges() ? Info.getRange(0).getAsRange() : SourceRange();
    Where = Locations(Info.getSourceManager(), Lang).place(Info.getLocation(), Range);
  }
  if (Level == DiagnosticsEngine::Note) {
    if (KeepNotes)
      Out.Notifications.back().Notes.push_back({report::Role::Reason, Where, std::string(Text)});
    return;
  }
  KeepNotes = Level >= DiagnosticsEngine::Error;
  if (!KeepNotes)
    return;
  Failed = true;
  Out.Notifications.push_back({report::Level::Error, "syntax-error", std::string(Text), Where, {}, Out.Unit});
}

} // namespace conure
