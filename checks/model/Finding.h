//===- Finding.h - What a rule says about a place -------------------------===//
//
// Defines Finding, its notes and its fix, and FindingSink, where rules put
// them. For rules (which make findings) and for adapters and output formats
// (which show them). A finding is data: nothing here prints.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FINDING_H
#define CONURE_CHECKS_MODEL_FINDING_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <optional>
#include <string>

namespace conure {

enum class Severity { Note, Warning, Error };

/// What a note says about its place. Output formats use it to order steps and
/// to choose words ("reason" notes become a SARIF code flow).
enum class NoteRole {
  Reason,   ///< one step of a reason path, the culprit first
  Declared, ///< where a thing was declared
  Moved,
  Borrowed,
  Sent,
  Used,
  Help, ///< the last line: how to mend it
};

/// \p Text with "an" before each quoted name that needs it: "a 'int'" is what comes of putting types into sentences.
std::string withArticles(std::string Text);

struct Note {
  NoteRole Role;
  clang::SourceLocation Loc; ///< may be invalid: then the note has no place
  clang::SourceRange Range;
  std::string Message;
};

/// An edit that mends the finding. Applied by --fix only when Unambiguous.
struct Fix {
  std::string Description;
  llvm::SmallVector<clang::FixItHint, 2> Hints;
  bool Unambiguous = false;
};

/// One thing that is wrong, or worth a warning, at one place.
struct Finding {
  llvm::StringRef Rule; ///< name as in Rules.def, e.g. "async-signature"
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  std::string Message; ///< one line, no full stop, the user's own types
  llvm::SmallVector<Note, 4> Notes;
  llvm::SmallVector<Fix, 1> Fixes;
  std::optional<Severity> Level; ///< overrides the manifest's default

  Finding(llvm::StringRef Rule, clang::SourceLocation Loc, std::string Message)
      : Rule(Rule), Loc(Loc), Message(withArticles(std::move(Message))) {}
  Finding &range(clang::SourceRange R) {
    Range = R;
    return *this;
  }
  Finding &note(NoteRole Role, clang::SourceLocation L, std::string Text, clang::SourceRange R = {}) {
    Notes.push_back({Role, L, R, withArticles(std::move(Text))});
    return *this;
  }
  Finding &help(std::string Text, clang::SourceLocation L = {}) { return note(NoteRole::Help, L, std::move(Text)); }
  Finding &fix(Fix F) {
    Fixes.push_back(std::move(F));
    return *this;
  }
};

/// Receives findings in the order rules make them. Not thread-safe: one sink
/// serves one translation unit.
class FindingSink {
public:
  virtual ~FindingSink();
  virtual void report(Finding F, const clang::SourceManager &SM) = 0;
};

/// Passes each finding on once: a rule that looks at every instantiation of a
/// template finds the same cause at the same place again and again.
class OnceSink final : public FindingSink {
public:
  explicit OnceSink(FindingSink &Next) : Next(Next) {}
  void report(Finding F, const clang::SourceManager &SM) override;
  /// Forgets what it has seen: at the end of a translation unit.
  void clear() { Seen.clear(); }

private:
  FindingSink &Next;
  llvm::StringSet<> Seen;
};

} // namespace conure

#endif
