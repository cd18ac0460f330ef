//===- FindingCollector.h - Gathers the findings of one unit --------------===//
//
// Defines FindingCollector, the sink that the rules of one translation unit
// report to. It turns findings into plain data, names the function around each,
// keeps one of those that several instantiations of a template give, and
// applies NOLINT. For the engine.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_FINDINGCOLLECTOR_H
#define CONURE_TOOL_ENGINE_FINDINGCOLLECTOR_H

#include "checks/model/Finding.h"
#include "tool/engine/Job.h"
#include "tool/engine/Locations.h"
#include "tool/engine/Nolint.h"
#include "clang/AST/ASTContext.h"
#include <map>

namespace conure {

class FindingCollector : public FindingSink {
public:
  FindingCollector(const CheckSettings &Settings, const UnitJob &Job, report::UnitResult &Out)
      : Settings(Settings), Job(Job), Out(Out) {}

  /// Before the first report(): the unit's context.
  void begin(clang::ASTContext &Ctx);
  void report(Finding F, const clang::SourceManager &SM) override;
  /// After the last one, while the context lives.
  void finish();

private:
  const CheckSettings &Settings;
  const UnitJob &Job;
  report::UnitResult &Out;
  clang::ASTContext *Ctx = nullptr;
  std::map<std::string, NolintFile> Nolints;

  bool wanted(const std::string &File) const;
  report::Level levelOf(const Finding &F) const;
  report::Note noteOf(const Note &N, const Locations &Where) const;
  void addMacroNote(report::Finding &F, clang::SourceLocation Loc, const Locations &Where) const;
  std::optional<report::Suppression> suppression(const Finding &F, const Locations &Where);
  NolintFile *nolintsOf(clang::FileID File, const Locations &Where);
  void describeSurroundings();
  void recordFiles();
};

} // namespace conure

#endif
