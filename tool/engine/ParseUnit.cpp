//===- ParseUnit.cpp ------------------------------------------------------===//
#include "tool/engine/ParseUnit.h"
#include "checks/model/ForcedHeaders.h"
#include "checks/model/ProjectHeaders.h"
#include "tool/engine/DiagnosticCollector.h"
#include "tool/engine/RecordingFileSystem.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;

namespace conure {

namespace {

using Analysis = std::function<void(ASTContext &)>;

class Consumer : public ASTConsumer {
public:
  Consumer(const Analysis &Analyse, bool &Completed) : Analyse(Analyse), Completed(Completed) {}
  void HandleTranslationUnit(ASTContext &Ctx) override {
    // Half a syntax tree proves nothing, neither that code is wrong nor that it is right.
    if (Ctx.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    Analyse(Ctx);
    Completed = true;
  }

private:
  const Analysis &Analyse;
  bool &Completed;
};

class Action : public ASTFrontendAction {
public:
  Action(const Analysis &Analyse, llvm::StringSet<> OwnDirs, bool &Completed)
      : Analyse(Analyse), OwnDirs(std::move(OwnDirs)), Completed(Completed) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    claimHeaders(CI.getPreprocessor(), OwnDirs);
    return std::make_unique<Consumer>(Analyse, Completed);
  }

private:
  const Analysis &Analyse;
  llvm::StringSet<> OwnDirs;
  bool &Completed;
};

void failed(const UnitJob &Job, report::UnitResult &Out, const char *Kind, std::string Message) {
  Out.Failed = true;
  Out.Notifications.push_back({report::Level::Error, Kind, std::move(Message), {}, {}, Job.File});
}

} // namespace

void parseUnit(const UnitJob &Job, bool RecordInputs, report::UnitResult &Out, const Analysis &Analyse) {
  Out.Unit = Job.File;
  if (std::error_code E = llvm::sys::fs::set_current_path(Job.Directory))
    return failed(Job, Out, "no-directory",
                  "cannot enter '" + Job.Directory + "', where '" + Job.File + "' is compiled: " + E.message());
  auto Files = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(llvm::vfs::getRealFileSystem(), RecordInputs);
  // Beneath the recorder nothing is changed: it keeps what is on the disk.
  auto Manager = llvm::makeIntrusiveRefCnt<FileManager>(
      FileSystemOptions(), withHeaders(Files, forcedHeaders(*Files, Job.Arguments, Job.Directory)));
  DiagnosticCollector Diagnostics(Out);
  bool Completed = false;
  tooling::ToolInvocation Invocation(
      Job.Arguments,
      std::make_unique<Action>(Analyse, projectSystemDirs(Job.Arguments, Job.Directory, Job.UsersBelow), Completed),
      Manager.get());
  Invocation.setDiagnosticConsumer(&Diagnostics);
  bool Succeeded = Invocation.run();
  if (!Completed || !Succeeded || Diagnostics.failed()) {
    Out.Failed = true;
    if (Out.Notifications.empty())
      failed(Job, Out, "not-analysed", "'" + Job.File + "' could not be analysed");
  }
  if (RecordInputs) {
    Out.Inputs = Files->opened();
    Out.Absent.assign(Files->absent().begin(), Files->absent().end());
  }
}

} // namespace conure
