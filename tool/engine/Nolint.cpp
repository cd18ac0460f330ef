//===- Nolint.cpp ---------------------------------------------------------===//
#include "tool/engine/Nolint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace conure {

namespace {

bool matchesGlob(StringRef Glob, StringRef Name) {
  size_t Star = Glob.find('*');
  if (Star == StringRef::npos)
    return Glob == Name;
  if (!Name.consume_front(Glob.take_front(Star)))
    return false;
  StringRef Rest = Glob.drop_front(Star + 1);
  for (size_t Skip = 0; Skip <= Name.size(); ++Skip)
    if (matchesGlob(Rest, Name.drop_front(Skip)))
      return true;
  return false;
}

/// What follows the comment's list up to the end of the line, without the punctuation between.
std::string reasonIn(StringRef Rest) {
  Rest = Rest.trim();
  Rest.consume_back("*/");
  return Rest.ltrim(" \t:-,").rtrim().str();
}

} // namespace

std::vector<std::string> splitGlobs(StringRef List) {
  std::vector<std::string> Out;
  llvm::SmallVector<StringRef, 4> Parts;
  List.split(Parts, ',');
  for (StringRef Part : Parts)
    if (!Part.trim().empty())
      Out.push_back(Part.trim().str());
  return Out;
}

bool matchesGlobs(llvm::ArrayRef<std::string> Globs, StringRef Name) {
  // In a comment clang-tidy passes over what begins with '-'.
  return llvm::any_of(Globs, [&](StringRef Glob) { return !Glob.starts_with("-") && matchesGlob(Glob, Name); });
}

NolintFile::NolintFile(std::string File, StringRef Text) {
  constexpr StringRef Word = "NOLINT";
  unsigned Line = 1;
  size_t LineStart = 0, Seen = 0;
  for (size_t At = Text.find(Word); At != StringRef::npos; At = Text.find(Word, At + 1)) {
    for (; Seen < At; ++Seen)
      if (Text[Seen] == '\n') {
        ++Line;
        LineStart = Seen + 1;
      }
    size_t End = At + Word.size();
    while (End < Text.size() && llvm::isAlnum(Text[End]))
      ++End;
    StringRef Suffix = Text.slice(At + Word.size(), End);
    Comment C;
    if (Suffix.empty())
      C.What = Kind::Line;
    else if (Suffix == "NEXTLINE")
      C.What = Kind::NextLine;
    else if (Suffix == "BEGIN")
      C.What = Kind::Begin;
    else if (Suffix == "END")
      C.What = Kind::End;
    else
      continue;
    StringRef Rest = Text.drop_front(End).take_until([](char Ch) { return Ch == '\n' || Ch == '\r'; });
    if (Rest.starts_with("(")) {
      size_t Close = Rest.find(')');
      if (Close == StringRef::npos)
        continue; // as clang-tidy: an open list is no list, and no comment
      C.Checks = splitGlobs(Rest.slice(1, Close));
      End += Close + 1;
      Rest = Rest.drop_front(Close + 1);
    }
    C.Text = Text.slice(At, End).str();
    C.Reason = reasonIn(Rest);
    unsigned Column = unsigned(At - LineStart) + 1, Length = unsigned(End - At);
    C.Where = {File, Line, Column, {Line, Column, Line, Column + Length, unsigned(At), Length}};
    C.FirstLine = C.LastLine = C.What == Kind::NextLine ? Line + 1 : Line;
    All.push_back(std::move(C));
  }
  pairBlocks();
}

void NolintFile::pairBlocks() {
  std::vector<Comment *> Open;
  for (Comment &C : All) {
    if (C.What == Kind::Begin) {
      C.LastLine = 0; // covers nothing until its end is found
      Open.push_back(&C);
    } else if (C.What == Kind::End) {
      auto It = llvm::find_if(llvm::reverse(Open), [&](Comment *B) { return B->Checks == C.Checks; });
      if (It == Open.rend()) {
        Unmatched.push_back(C.Where);
        continue;
      }
      (*It)->LastLine = C.Where.Line;
      Open.erase(std::next(It).base());
    }
  }
  for (Comment *B : Open)
    Unmatched.push_back(B->Where);
}

bool NolintFile::Comment::covers(StringRef Check, unsigned Line) const {
  return What != Kind::End && FirstLine <= Line && Line <= LastLine && (!Checks || matchesGlobs(*Checks, Check));
}

std::optional<report::Suppression> NolintFile::find(StringRef Check, unsigned Line) {
  std::optional<report::Suppression> Found;
  for (Comment &C : All)
    if (C.covers(Check, Line)) {
      C.Used = true;
      if (!Found)
        Found = report::Suppression{C.Where, C.Reason};
    }
  return Found;
}

std::vector<report::NolintComment> NolintFile::comments() const {
  std::vector<report::NolintComment> Out;
  for (const Comment &C : All)
    if (C.What != Kind::End && C.Checks &&
        llvm::any_of(*C.Checks, [](StringRef Glob) { return Glob.starts_with("conure-"); }))
      Out.push_back({C.Where, C.Text, C.Used});
  return Out;
}

} // namespace conure
