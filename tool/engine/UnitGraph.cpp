//===- UnitGraph.cpp ------------------------------------------------------===//
#include "tool/engine/UnitGraph.h"
#include "checks/model/Model.h"
#include "tool/engine/DiagnosticCollector.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;

namespace conure {

namespace {

class GraphConsumer : public ASTConsumer {
public:
  GraphConsumer(const Configuration &Config, ProcessGraph &Graph) : Config(Config), Graph(Graph) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    if (Ctx.getDiagnostics().hasUncompilableErrorOccurred())
      return;
    Model M(Ctx, Config);
    Graph.collect(M);
  }

private:
  const Configuration &Config;
  ProcessGraph &Graph;
};

class GraphAction : public ASTFrontendAction {
public:
  GraphAction(const Configuration &Config, ProcessGraph &Graph) : Config(Config), Graph(Graph) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &, StringRef) override {
    return std::make_unique<GraphConsumer>(Config, Graph);
  }

private:
  const Configuration &Config;
  ProcessGraph &Graph;
};

} // namespace

UnitGraph graphOfUnit(const UnitJob &Job, const Configuration &Config) {
  UnitGraph Out;
  if (std::error_code E = llvm::sys::fs::set_current_path(Job.Directory)) {
    Out.Error = "cannot enter '" + Job.Directory + "': " + E.message();
    return Out;
  }
  auto Manager = llvm::makeIntrusiveRefCnt<FileManager>(FileSystemOptions());
  report::UnitResult Said;
  DiagnosticCollector Diagnostics(Said);
  tooling::ToolInvocation Invocation(Job.Arguments, std::make_unique<GraphAction>(Config, Out.Graph), Manager.get());
  Invocation.setDiagnosticConsumer(&Diagnostics);
  if (!Invocation.run() || Diagnostics.failed())
    Out.Error = Said.Notifications.empty() ? "it could not be parsed" : Said.Notifications.front().Message;
  return Out;
}

} // namespace conure
