//===- Selection.h - From options to jobs and rules -----------------------===//
//
// Defines what `check` and `run` share before anything is parsed: the
// configuration, the rules that run, the jobs.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_SELECTION_H
#define CONURE_TOOL_VERBS_SELECTION_H

#include "checks/model/Index.h"
#include "tool/engine/Job.h"
#include "tool/project/ConfigFile.h"
#include "tool/project/Units.h"
#include "tool/report/Format.h"
#include "tool/verbs/Verbs.h"

namespace conure {

/// Reads the configuration file and lays the flags over it. Returns an exit status; Clean to go on.
int configure(const CheckOptions &Options, ProjectConfig &Config);
/// What to say if files changed since the index \p Name was made of them; empty if none did.
std::string staleIndexText(llvm::StringRef Name, const Index &Made);
/// The rules that run: the profile's, as the configuration and \p Globs (--checks) change them.
std::vector<std::string> selectRules(const Configuration &Config, const std::string &Globs);
/// True if a glob list of --checks or --warnings-as-errors names \p Rule, with or without "conure-".
bool namesRule(const std::string &Globs, llvm::StringRef Rule, bool Otherwise);

struct JobList {
  std::vector<UnitJob> Jobs;
  std::vector<report::Notification> Problems;
  std::vector<std::string> Dropped; ///< flags this Clang does not know
};
/// Says on stderr which flags were taken for files that the compile database does not list.
void tellRemarks(const UnitSelection &Selected, bool Quiet);
/// Returns an exit status; Clean to go on.
int selectJobs(const UnitOptions &Options, const ToolContext &Context, JobList &Out);
unsigned jobCount(const UnitOptions &Options);

std::vector<report::RuleDescription> describeRules();

} // namespace conure

#endif
