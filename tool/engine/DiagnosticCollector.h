//===- DiagnosticCollector.h - The compiler's errors as notifications -----===//
//
// Defines DiagnosticCollector, which keeps what Clang says about a unit it
// cannot parse. For the engine. Warnings are the compiler's business: dropped.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_DIAGNOSTICCOLLECTOR_H
#define CONURE_TOOL_ENGINE_DIAGNOSTICCOLLECTOR_H

#include "tool/report/Results.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/LangOptions.h"

namespace conure {

class DiagnosticCollector : public clang::DiagnosticConsumer {
public:
  explicit DiagnosticCollector(report::UnitResult &Out) : Out(Out) {}
  void BeginSourceFile(const clang::LangOptions &Options, const clang::Preprocessor *) override { Lang = Options; }
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level, const clang::Diagnostic &Info) override;
  bool failed() const { return Failed; }

private:
  report::UnitResult &Out;
  clang::LangOptions Lang;
  bool Failed = false, KeepNotes = false;
};

} // namespace conure

#endif
