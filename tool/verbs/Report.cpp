//===- Report.cpp - conure report -----------------------------------------===//
#include "tool/html/Report.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Verbs.h"
#include "llvm/Support/MemoryBuffer.h"

namespace conure {

int runReportVerb(const ReportOptions &Options, const ToolContext &) {
  ReportInput Input;
  Input.SarifPaths = Options.Files;
  Input.SourceRoot = Options.SourceRoot;
  if (!Options.Graph.empty()) {
    auto Picture = llvm::MemoryBuffer::getFile(Options.Graph, /*IsText=*/true);
    if (!Picture)
      return fail(BadUsage, "cannot read '" + Options.Graph + "': " + Picture.getError().message());
    if (!(*Picture)->getBuffer().contains("<svg"))
      return fail(BadUsage, "'" + Options.Graph + "' is no SVG picture; make one with 'conure graph --format=svg'");
    Input.GraphSvg = (*Picture)->getBuffer().str();
  }
  llvm::Expected<std::string> Page = renderReport(Input);
  if (!Page)
    return fail(BadUsage, llvm::toString(Page.takeError()));
  return writeOutput(Options.Html, *Page) ? Clean : NotAnalysed;
}

} // namespace conure
