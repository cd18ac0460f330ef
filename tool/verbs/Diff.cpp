//===- Diff.cpp -----------------------------------------------------------===//
#include "tool/verbs/Diff.h"
#include "tool/engine/Subprocess.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

using llvm::StringRef;

namespace conure {

namespace {

llvm::SmallVector<StringRef, 0> split(StringRef Text, char At) {
  llvm::SmallVector<StringRef, 0> Out;
  Text.split(Out, At, -1, /*KeepEmpty=*/false);
  return Out;
}

/// "@@ -a,b +c,d @@": d lines from c; d is 1 if it is not there.
bool addHunk(StringRef Line, std::vector<std::pair<unsigned, unsigned>> &Ranges) {
  StringRef Added = Line.drop_front(Line.find('+') + 1).split(' ').first;
  auto [First, Second] = Added.split(',');
  unsigned Start = 0, Count = 1;
  if (First.getAsInteger(10, Start) || (!Second.empty() && Second.getAsInteger(10, Count)))
    return false;
  if (Count)
    Ranges.push_back({Start, Start + Count - 1});
  return true;
}

} // namespace

std::string changedLines(const std::string &Revision, report::LineSets &Lines) {
  auto Git = [](std::vector<std::string> Arguments) {
    Arguments.insert(Arguments.begin(), "git");
    return captureProgram(Arguments, "", true);
  };
  auto Failed = [](const ProgramResult &R) {
    return "git: " + (R.Error.empty() ? StringRef(R.Output).rtrim().str() : R.Error);
  };
  ProgramResult Top = Git({"rev-parse", "--show-toplevel"});
  if (Top.Status != 0)
    return Failed(Top);
  const std::string Root = StringRef(Top.Output).rtrim().str() + "/";
  ProgramResult Diff = Git({"-c", "core.quotePath=off", "diff", "--no-color", "--no-ext-diff", "--src-prefix=a/",
                            "--dst-prefix=b/", "-U0", Revision, "--"});
  if (Diff.Status != 0)
    return Failed(Diff);
  std::vector<std::pair<unsigned, unsigned>> *Current = nullptr, Deleted;
  for (StringRef Line : split(Diff.Output, '\n')) {
    if (Line.consume_front("+++ b/")) {
      Line.consume_back("\t");
      Current = &Lines[Root + Line.str()];
    } else if (Line.starts_with("+++ ")) {
      Current = &Deleted;
    } else if (Line.starts_with("@@ ") && Current && !addHunk(Line, *Current)) {
      return "git's diff has a line that cannot be understood: " + Line.str();
    }
  }
  // A file with no added lines must not stand for all of its lines.
  for (auto &[File, Ranges] : Lines)
    if (Ranges.empty())
      Ranges.push_back({0, 0});
  ProgramResult Others = Git({"ls-files", "--others", "--exclude-standard", "-z", "--full-name", ":/"});
  if (Others.Status != 0)
    return Failed(Others);
  for (StringRef File : split(Others.Output, '\0'))
    Lines[Root + File.str()];
  return "";
}

} // namespace conure
