//===- Files.cpp - conure merge and conure baseline -----------------------===//
//
// The verbs that read results and parse no source.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Index.h"
#include "tool/project/Units.h"
#include "tool/report/BaselineFile.h"
#include "tool/verbs/Output.h"
#include "tool/verbs/Verbs.h"
#include "llvm/Support/MemoryBuffer.h"

namespace conure {

namespace {

/// Says on stderr why not if \p File cannot be read.
std::optional<std::string> readFile(const std::string &File) {
  auto Text = llvm::MemoryBuffer::getFile(File);
  if (Text)
    return (*Text)->getBuffer().str();
  fail(BadUsage, "cannot read '" + File + "': " + Text.getError().message());
  return std::nullopt;
}

bool looksLikeSarif(llvm::StringRef Text) {
  return Text.take_front(4096).contains("\"runs\"") || Text.take_front(4096).contains("sarif");
}

int mergeIndexes(const MergeOptions &Options, const std::vector<std::string> &Texts) {
  Index All;
  for (size_t I = 0; I < Texts.size(); ++I) {
    std::string Error;
    auto One = Index::fromJson(Texts[I], Error);
    if (!One)
      return fail(BadUsage, "cannot merge '" + Options.Files[I] + "': it is neither SARIF nor an index: " + Error);
    All.merge(*One);
  }
  return writeOutput(Options.Output, All.toJson()) ? Clean : NotAnalysed;
}

} // namespace

int runMergeVerb(const MergeOptions &Options, const ToolContext &) {
  std::vector<std::string> Texts;
  unsigned Logs = 0;
  for (const std::string &File : Options.Files) {
    auto Text = readFile(File);
    if (!Text)
      return BadUsage;
    Logs += looksLikeSarif(*Text);
    Texts.push_back(std::move(*Text));
  }
  if (Logs == 0)
    return mergeIndexes(Options, Texts);
  if (Logs != Texts.size())
    return fail(BadUsage, "SARIF logs and indexes cannot be merged with each other");
  std::string Error, Text = report::mergeSarif(Texts, Error);
  if (!Error.empty())
    return fail(BadUsage, "cannot merge: " + Error);
  return writeOutput(Options.Output, Text) ? Clean : NotAnalysed;
}

int runBaselineVerb(const BaselineOptions &Options, const ToolContext &) {
  auto Text = readFile(Options.Input);
  if (!Text)
    return BadUsage;
  std::string Error, Small = report::shrinkToBaseline(*Text, Error);
  if (!Error.empty())
    return fail(BadUsage, "cannot use '" + Options.Input + "' as a baseline: " + Error);
  return writeOutput(Options.Output, Small) ? Clean : NotAnalysed;
}

} // namespace conure
