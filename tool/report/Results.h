//===- Results.h - What a run of the checks found -------------------------===//
//
// Defines the plain data between the engine, which makes it from Clang's
// findings, and the output formats, which show it. It knows no Clang: it
// crosses a process boundary and lies in the cache.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_REPORT_RESULTS_H
#define CONURE_TOOL_REPORT_RESULTS_H

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace conure::report {

enum class Level { Note, Warning, Error };

/// A stretch of a file. Lines and columns count from 1, columns in bytes; the
/// end is just past the last byte. Line 0: the whole file.
struct Region {
  unsigned Line = 0, Column = 0, EndLine = 0, EndColumn = 0;
  unsigned Offset = 0, Length = 0;
  auto operator<=>(const Region &) const = default;
};

/// Empty File: no place.
struct Place {
  std::string File;              ///< absolute
  unsigned Line = 0, Column = 0; ///< the caret
  Region Range;                  ///< what is underlined; contains the caret
  bool valid() const { return !File.empty(); }
  auto operator<=>(const Place &) const = default;
};

enum class Role { Reason, Declared, Moved, Borrowed, Sent, Used, Help, Macro };

struct Note {
  Role What = Role::Reason;
  Place Where;
  std::string Message;
  auto operator<=>(const Note &) const = default;
};

struct Edit {
  std::string File;
  Region Range; ///< Length 0: an insertion
  std::string Text;
  auto operator<=>(const Edit &) const = default;
};

struct Fix {
  std::string Description;
  std::vector<Edit> Edits;
  bool Unambiguous = false;
  auto operator<=>(const Fix &) const = default;
};

/// A NOLINT comment that hides a finding.
struct Suppression {
  Place Where;
  std::string Reason; ///< what follows the comment's list, if anything
  auto operator<=>(const Suppression &) const = default;
};

enum class Baseline { None, New, Unchanged, Updated, Absent };

struct Finding {
  std::string Rule; ///< "async-signature"
  Level Severity = Level::Error;
  std::string Message;
  Place Where;
  std::string Function; ///< qualified name of the function or class around it
  std::vector<Note> Notes;
  std::vector<Fix> Fixes;
  std::optional<Suppression> Hidden;
  Baseline State = Baseline::None;
  std::string Fingerprint; ///< of one read from a baseline; otherwise computed when shown
};

/// The tool about itself: a unit that could not be parsed, a crash, a flag dropped.
struct Notification {
  Level Severity = Level::Error;
  std::string Kind; ///< "syntax-error", "crash", "timeout", "no-command", …
  std::string Message;
  Place Where;
  std::vector<Note> Notes;
  std::string Unit;
  auto operator<=>(const Notification &) const = default;
};

struct FileInfo {
  std::string Sha256;
  std::uint64_t Size = 0;
};

/// A NOLINT comment that names one of our rules, to tell those that hide nothing.
struct NolintComment {
  Place Where;
  std::string Text;
  bool Used = false;
};

/// What one translation unit gave.
struct UnitResult {
  std::string Unit;
  std::vector<Finding> Findings;
  std::vector<Notification> Notifications;
  std::vector<NolintComment> Nolints;
  std::map<std::string, FileInfo> Files;     ///< user files seen
  std::map<std::string, std::string> Inputs; ///< every file read, with the hash of its bytes; empty: only looked for
  std::vector<std::string> Absent;           ///< paths looked for and not there
  std::vector<std::string> Skipped;          ///< functions that the flow analysis gave up
  std::map<std::string, double> RuleSeconds;
  double ParseSeconds = 0, CheckSeconds = 0;
  bool Failed = false; ///< not parsed or not analysed to the end
  bool FromCache = false;
  std::string Payload; ///< of another analysis than the checks: an index
};

/// All units together: deduplicated, sorted; what every output format shows.
struct Results {
  std::vector<Finding> Findings; ///< also the hidden ones
  std::vector<Notification> Notifications;
  std::vector<NolintComment> UnusedNolints;
  std::map<std::string, FileInfo> Files;
  std::vector<std::string> Units; ///< sorted
  std::vector<std::string> FailedUnits;
  std::set<std::string> Skipped;
  std::map<std::string, double> RuleSeconds;
  double ParseSeconds = 0, CheckSeconds = 0;
  unsigned Cached = 0;

  unsigned count(Level L) const;
  unsigned hidden() const;
  /// Functions marked CONURE_TRUSTED: the findings of rule trusted-reason at note level.
  unsigned trusted() const;
};

/// Joins units in any order to the same Results.
Results merge(std::vector<UnitResult> Units);

const char *levelName(Level L);
const char *roleName(Role R);

} // namespace conure::report

#endif
