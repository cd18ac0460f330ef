//===- UnitCheck.cpp ------------------------------------------------------===//
#include "tool/engine/UnitCheck.h"
#include "checks/model/Scope.h"
#include "checks/rules/Rule.h"
#include "tool/engine/DiagnosticCollector.h"
#include "tool/engine/FindingCollector.h"
#include "tool/engine/RecordingFileSystem.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Timer.h"
#include <chrono>

using namespace clang;
using namespace clang::ast_matchers;

namespace conure {

namespace {

double secondsSince(std::chrono::steady_clock::time_point Start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - Start).count();
}

/// The rules of one unit and what they share.
class RuleRun : public ASTConsumer {
public:
  RuleRun(const UnitJob &Job, const CheckSettings &Settings, report::UnitResult &Out)
      : Settings(Settings), Out(Out), Models(Settings.Config), Sink(Settings, Job, Out) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    // Half a syntax tree proves nothing, neither that code is wrong nor that it is right.
    if (Ctx.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    auto Start = std::chrono::steady_clock::now();
    Ctx.setTraversalScope(userDecls(Models.get(Ctx)));
    MatchFinder::MatchFinderOptions Options;
    llvm::StringMap<llvm::TimeRecord> Times;
    if (Settings.Profile)
      Options.CheckProfiling.emplace(Times);
    MatchFinder Finder(std::move(Options));
    std::vector<std::unique_ptr<Rule>> Rules;
    for (const std::string &Name : Settings.Rules)
      if (const RuleInfo *Info = findRule(Name)) {
        Rules.push_back(createRule({*Info, Models, Sink}));
        Rules.back()->registerMatchers(Finder);
      }
    Sink.begin(Ctx);
    Finder.matchAST(Ctx);
    Sink.finish();
    Models.drop();
    for (const auto &Time : Times)
      Out.RuleSeconds[Time.first().str()] += Time.second.getWallTime();
    Out.CheckSeconds = secondsSince(Start);
    Completed = true;
  }

  bool completed() const { return Completed; }

private:
  const CheckSettings &Settings;
  report::UnitResult &Out;
  ModelCache Models;
  FindingCollector Sink;
  bool Completed = false;
};

class CheckAction : public ASTFrontendAction {
public:
  CheckAction(const UnitJob &Job, const CheckSettings &Settings, report::UnitResult &Out, bool &Completed)
      : Job(Job), Settings(Settings), Out(Out), Completed(Completed) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, StringRef) override {
    auto Made = std::make_unique<RuleRun>(Job, Settings, Out);
    Run = Made.get();
    return Made;
  }
  void EndSourceFileAction() override { Completed = Run && Run->completed(); }

private:
  const UnitJob &Job;
  const CheckSettings &Settings;
  report::UnitResult &Out;
  bool &Completed;
  RuleRun *Run = nullptr;
};

} // namespace

report::UnitResult checkUnit(const UnitJob &Job, const CheckSettings &Settings) {
  report::UnitResult Out;
  Out.Unit = Job.File;
  auto Start = std::chrono::steady_clock::now();
  if (std::error_code E = llvm::sys::fs::set_current_path(Job.Directory)) {
    Out.Failed = true;
    Out.Notifications.push_back({report::Level::Error, "no-directory",
                                 "cannot enter '" + Job.Directory + "', where '" + Job.File +
                                     "' is compiled: " + E.message(),
                                 {}, {}, Job.File});
    return Out;
  }
  auto Files = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(llvm::vfs::getRealFileSystem());
  auto Manager = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions(), Files);
  DiagnosticCollector Diagnostics(Out);
  bool Completed = false;
  tooling::ToolInvocation Invocation(Job.Arguments, std::make_unique<CheckAction>(Job, Settings, Out, Completed),
                                     Manager.get());
  Invocation.setDiagnosticConsumer(&Diagnostics);
  bool Succeeded = Invocation.run();
  Out.ParseSeconds = secondsSince(Start) - Out.CheckSeconds;
  Out.Failed = !Completed || !Succeeded || Diagnostics.failed();
  if (Out.Failed && Out.Notifications.empty())
    Out.Notifications.push_back({report::Level::Error, "not-analysed", "'" + Job.File + "' could not be analysed", {}, {}, Job.File});
  if (Settings.RecordInputs) {
    Out.Dependencies.assign(Files->opened().begin(), Files->opened().end());
    Out.Absent.assign(Files->absent().begin(), Files->absent().end());
  }
  return Out;
}

} // namespace conure
