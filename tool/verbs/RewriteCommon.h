//===- RewriteCommon.h - What the verbs that rewrite share ----------------===//
//
// Defines rewriteUnits: from options to a rewritten tree, with what the rewriter
// had to say shown as findings are. For `rewrite`, `run` and `c++`.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_VERBS_REWRITECOMMON_H
#define CONURE_TOOL_VERBS_REWRITECOMMON_H

#include "rewrite/Rewrite.h"
#include "tool/project/Flags.h"
#include "tool/verbs/Verbs.h"

namespace conure {

/// The rewriter's options as the command line says; \p Adjuster must outlive them.
rewrite::Options rewriterOptions(const RewriteOptions &Options, const ToolContext &Context,
                                 const FlagAdjuster &Adjuster);
/// Reads --index into \p Into, for rewrite::Options::Others. Returns an exit status.
int loadOthers(const RewriteOptions &Options, std::optional<Index> &Into);
/// Makes the index that `conure index` would write of \p Options; \p Into stays empty if a unit cannot be parsed.
/// Returns an exit status.
int indexInMemory(const RewriteOptions &Options, const ToolContext &Context, std::optional<Index> &Into);
/// Finds the units' commands; their compiler is \p Compiler where no database names one. \p Tell: say on stderr which
/// flags were taken for files without any of their own. Returns an exit status.
int selectCommands(const UnitOptions &Options, const std::vector<std::string> &Compiler,
                   std::vector<clang::tooling::CompileCommand> &Out, bool Tell);
/// rewrite::rewriteTree, stopped by a signal: at once after \p CleanUp, or, when files are being written already, with
/// what was there before; then \p Signal is set.
rewrite::Result rewriteInterruptibly(const std::vector<clang::tooling::CompileCommand> &Units, rewrite::Options Options,
                                     int &Signal, std::function<void()> CleanUp = {});
/// Shows findings, failures and the error of \p Result on stderr. Returns an exit status.
int showRewrite(const rewrite::Result &Result, const RewriteOptions &Options);
/// $CXX, else c++.
std::vector<std::string> userCompiler();

} // namespace conure

#endif
