//===- Locations.cpp ------------------------------------------------------===//
#include "tool/engine/Locations.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace conure {

std::string Locations::fileName(FileID ID) const {
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(ID);
  if (!Entry)
    return "";
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path);
}

report::Region Locations::region(FileID File, unsigned Begin, unsigned End) const {
  report::Region R;
  R.Line = SM.getLineNumber(File, Begin);
  R.Column = SM.getColumnNumber(File, Begin);
  R.EndLine = SM.getLineNumber(File, End);
  R.EndColumn = SM.getColumnNumber(File, End);
  R.Offset = Begin;
  R.Length = End - Begin;
  return R;
}

report::Place Locations::place(SourceLocation Loc, SourceRange Range) const {
  report::Place P;
  if (Loc.isInvalid())
    return P;
  auto [File, Offset] = SM.getDecomposedLoc(SM.getFileLoc(Loc));
  P.File = fileName(File);
  if (!P.valid())
    return P;
  P.Line = SM.getLineNumber(File, Offset);
  P.Column = SM.getColumnNumber(File, Offset);
  unsigned Begin = Offset,
           End = Offset + Lexer::MeasureTokenLength(SM.getLocForStartOfFile(File).getLocWithOffset(Offset), SM, Lang);
  if (Range.isValid()) {
    CharSourceRange Chars = Lexer::getAsCharRange(SM.getExpansionRange(Range).getAsRange(), SM, Lang);
    auto [BeginFile, BeginOffset] = SM.getDecomposedLoc(Chars.getBegin());
    auto [EndFile, EndOffset] = SM.getDecomposedLoc(Chars.getEnd());
    // The caret may stand outside of the range (a call's '->'); the place spans both only if they touch.
    if (BeginFile == File && EndFile == File && BeginOffset <= EndOffset && BeginOffset <= Offset &&
        Offset <= EndOffset) {
      Begin = BeginOffset;
      End = EndOffset;
    }
  }
  P.Range = region(File, Begin, End);
  return P;
}

report::Edit Locations::edit(const FixItHint &Hint) const {
  report::Edit E;
  CharSourceRange Range = Lexer::makeFileCharRange(Hint.RemoveRange, SM, Lang);
  if (Range.isInvalid())
    return E;
  auto [File, Begin] = SM.getDecomposedLoc(Range.getBegin());
  auto [EndFile, End] = SM.getDecomposedLoc(Range.getEnd());
  if (File != EndFile || Begin > End)
    return E;
  E.File = fileName(File);
  E.Range = region(File, Begin, End);
  E.Text = Hint.CodeToInsert;
  if (E.Text.empty() && Hint.InsertFromRange.isValid())
    E.Text = Lexer::getSourceText(Hint.InsertFromRange, SM, Lang).str();
  return E;
}

} // namespace conure
