//===- Nolint.h - NOLINT comments -----------------------------------------===//
//
// Defines the reading of NOLINT, NOLINTNEXTLINE, NOLINTBEGIN and NOLINTEND in
// one file, as clang-tidy does it, and asks which of them hides a finding. For
// the engine. Unlike clang-tidy it keeps the reason written after the list and
// remembers which comments hid something.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_NOLINT_H
#define CONURE_TOOL_ENGINE_NOLINT_H

#include "tool/report/Results.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace conure {

class NolintFile {
public:
  NolintFile(std::string File, llvm::StringRef Text);

  /// The comment that hides \p Check ("conure-x") on \p Line; marks it as used.
  std::optional<report::Suppression> find(llvm::StringRef Check, unsigned Line);
  /// Comments that name a rule of ours, with whether they hid something.
  std::vector<report::NolintComment> comments() const;
  /// NOLINTBEGIN without NOLINTEND and the reverse.
  const std::vector<report::Place> &unmatched() const { return Unmatched; }

private:
  enum class Kind { Line, NextLine, Begin, End };
  struct Comment {
    Kind What;
    report::Place Where;
    std::string Text, Reason;
    std::optional<std::vector<std::string>> Checks; ///< nullopt: all
    unsigned FirstLine, LastLine;                   ///< the lines it covers
    bool Used = false;
    bool covers(llvm::StringRef Check, unsigned Line) const;
  };
  std::vector<Comment> All;
  std::vector<report::Place> Unmatched;

  void pairBlocks();
};

/// Comma-separated globs with '*'; one with '-' in front takes away. The last that matches decides.
bool matchesGlobs(llvm::ArrayRef<std::string> Globs, llvm::StringRef Name);
std::vector<std::string> splitGlobs(llvm::StringRef List);

} // namespace conure

#endif
