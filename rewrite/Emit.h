//===- Emit.h - A tree written beside and renamed into place --------------===//
//
// Defines writeTree, for the rewriter: either the whole tree is there
// afterwards or what was there before. Knows no Clang and no edits.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_EMIT_H
#define CONURE_REWRITE_EMIT_H

#include <functional>
#include <map>
#include <string>

namespace conure::rewrite {

/// Path below the tree → content.
using TreeContent = std::map<std::string, std::string>;

/// Why \p Out may not be (re)placed by a tree of \p Root; empty if it may.
std::string refuseTarget(const std::string &Out, const std::string &Root);

/// Makes \p Out hold \p Content. Files that do not change keep their time;
/// what a build put beside them stays; files of an earlier tree that are not
/// in \p Content go. \p MayWrite, if given, is asked before each file and may end
/// it. Returns what went wrong, or nothing.
std::string writeTree(const std::string &Out, const TreeContent &Content, const std::function<bool()> &MayWrite = {});

} // namespace conure::rewrite

#endif
