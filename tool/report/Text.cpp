//===- Text.cpp - Findings as compilers write them ------------------------===//
//
// file:line:column: error: message [conure-rule], the source line, carets, and
// the notes in the same form. Also the format "concise": the first line alone.
//
//===----------------------------------------------------------------------===//
#include "tool/report/Format.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>
#include <cstdio>

namespace conure::report {
namespace {

enum class Ink { None, Bold, Red, Magenta, Cyan, Green };

struct Painter {
  bool Color;
  std::string Out;

  void put(std::string_view Text, Ink I = Ink::None) {
    static constexpr const char *Codes[] = {"", "\x1b[1m", "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;36m", "\x1b[1;32m"};
    bool Paint = Color && I != Ink::None;
    if (Paint)
      Out += Codes[int(I)];
    Out += Text;
    if (Paint)
      Out += "\x1b[0m";
  }
};

constexpr unsigned TabStop = 8, Gutter = 5;

/// A source line as a terminal shows it, and where each byte column starts in it.
struct ShownLine {
  std::string Text;
  std::vector<unsigned> Start; ///< display column of byte column i+1; one more entry for the end

  explicit ShownLine(std::string_view Line) {
    unsigned Column = 0;
    while (!Line.empty()) {
      unsigned Length = 1;
      std::string Piece;
      unsigned Width = 1;
      unsigned char C = Line[0];
      if (C == '\t') {
        Width = TabStop - Column % TabStop;
        Piece.assign(Width, ' ');
      } else if (C >= 0x20 && C < 0x7f) {
        Piece = Line[0];
      } else if (C >= 0x80 && (Length = validLength(Line)) != 0) {
        Piece = Line.substr(0, Length);
        Width = unsigned(std::max(0, llvm::sys::unicode::columnWidthUTF8(llvm::StringRef(Piece))));
      } else { // a byte no terminal can show
        Length = 1;
        char Hex[8];
        std::snprintf(Hex, sizeof Hex, "<%02X>", C);
        Piece = Hex;
        Width = 4;
      }
      Start.insert(Start.end(), Length, Column);
      Text += Piece;
      Column += Width;
      Line.remove_prefix(Length);
    }
    Start.push_back(Column);
  }

  unsigned at(unsigned ByteColumn) const {
    unsigned Index = ByteColumn ? ByteColumn - 1 : 0;
    return Index < Start.size() ? Start[Index] : Start.back() + (Index - unsigned(Start.size()) + 1);
  }

private:
  static unsigned validLength(std::string_view S) {
    for (unsigned N = 2; N <= 4 && N <= S.size(); ++N)
      if (std::string One(S.substr(0, N)); toUtf8(One) == One)
        return N;
    return 0;
  }
};

/// The words alone, so that "wrap it in recover" and "Wrap it in recover(…)" are equal.
std::string wordsOf(std::string_view Text) {
  std::string Out;
  for (char C : Text)
    if (llvm::isAlnum(C))
      Out += llvm::toLower(C);
    else if (!Out.empty() && Out.back() != ' ')
      Out += ' ';
  while (!Out.empty() && Out.back() == ' ')
    Out.pop_back();
  return Out;
}

/// True if a fix says what the help says already: a reader is to see it once, with the edit drawn under it.
bool saysSame(const Note &Help, const Fix &F) {
  if (Help.What != Role::Help || Help.Where.valid() || F.Edits.empty())
    return false;
  const std::string A = wordsOf(Help.Message), B = wordsOf(F.Description);
  return !A.empty() && !B.empty() && (A.find(B) != std::string::npos || B.find(A) != std::string::npos);
}

class TextWriter {
public:
  TextWriter(const Report &R) : R(R), P{R.Color, {}} {}

  std::string run() {
    for (const Notification &N : R.All.Notifications) {
      head(N.Where, N.Severity, N.Message, "");
      for (const Note &Each : N.Notes)
        note(Each);
    }
    for (const Finding &F : R.All.Findings)
      if (R.shows(F))
        finding(F);
    for (const NolintComment &N : R.All.UnusedNolints)
      head(N.Where, Level::Warning, "this comment hides no finding: '" + toUtf8(N.Text) + "'", "nolint");
    if (R.Summary)
      P.put(summaryLine(R) + "\n");
    return std::move(P.Out);
  }

private:
  const Report &R;
  Painter P;

  void finding(const Finding &F) {
    head(F.Where, F.Severity, F.Message, "conure-" + F.Rule);
    for (const Note &N : F.Notes)
      if (std::ranges::none_of(F.Fixes, [&](const Fix &Each) { return saysSame(N, Each); }))
        note(N);
    for (const Fix &Each : F.Fixes) {
      auto Help = std::ranges::find_if(F.Notes, [&](const Note &N) { return saysSame(N, Each); });
      const bool Longer = Help != F.Notes.end() && Help->Message.size() > Each.Description.size();
      fix(Each, Longer ? Help->Message : Each.Description);
    }
  }

  void place(const Place &W) {
    if (!W.valid())
      return;
    std::string Text = R.shown(W.File) + ':';
    if (W.Line)
      Text += std::to_string(W.Line) + ':' + std::to_string(W.Column) + ':';
    P.put(Text + ' ', Ink::Bold);
  }

  void head(const Place &W, Level L, const std::string &Message, const std::string &Tag) {
    place(W);
    if (!W.valid())
      P.put("conure: ", Ink::Bold);
    // A finding at note level is a remark, so that it is not taken for a note to the finding above.
    P.put((L == Level::Note && !Tag.empty() ? std::string("remark") : std::string(levelName(L))) + ": ",
          L == Level::Error     ? Ink::Red
          : L == Level::Warning ? Ink::Magenta
                                : Ink::Cyan);
    P.put(toUtf8(Message), Ink::Bold);
    P.put(Tag.empty() ? "\n" : " [" + Tag + "]\n");
    snippet(W, nullptr);
  }

  void note(const Note &N) {
    if (!N.Where.valid()) {
      P.put(N.What == Role::Help ? "  help: " : "  note: ", Ink::Cyan);
      P.put(toUtf8(N.Message) + "\n");
      return;
    }
    place(N.Where);
    P.put("note: ", Ink::Cyan);
    P.put(toUtf8(N.Message) + "\n");
    snippet(N.Where, nullptr);
  }

  /// The fix's first edit drawn under its line; the rest can be seen with --fix or in SARIF.
  void fix(const Fix &F, const std::string &Text) {
    if (F.Edits.empty())
      return;
    const Edit &E = F.Edits.front();
    Place W{E.File, E.Range.Line, E.Range.Column, E.Range};
    place(W);
    P.put("note: ", Ink::Cyan);
    P.put(toUtf8(Text) + "\n");
    snippet(W, &F.Edits);
  }

  void gutter(std::string_view Number) {
    P.put(std::string(Gutter > Number.size() ? Gutter - Number.size() : 0, ' ') + std::string(Number) + " | ");
  }

  void snippet(const Place &W, const std::vector<Edit> *Edits) {
    const SourceText *Source = W.valid() && W.Line ? R.Text.get(W.File) : nullptr;
    if (!Source || W.Line > Source->lines())
      return;
    ShownLine Line(Source->line(W.Line));
    gutter(std::to_string(W.Line));
    P.put(Line.Text + "\n");
    gutter("");
    P.put(underline(W, Line) + "\n", Ink::Green);
    if (Edits)
      insertion(W.Line, Line, *Edits);
  }

  static std::string underline(const Place &W, const ShownLine &Line) {
    unsigned Caret = Line.at(W.Column);
    std::string Marks;
    const Region &G = W.Range;
    if (G.Line && G.Line <= W.Line && G.EndLine >= W.Line) {
      unsigned From = G.Line == W.Line ? Line.at(G.Column) : 0;
      unsigned To = G.EndLine == W.Line ? Line.at(G.EndColumn) : Line.Start.back();
      Marks.assign(From, ' ');
      if (To > From)
        Marks.append(To - From, '~');
      if (From == 0 && G.Line < W.Line) // the line's indentation is no part of the range
        for (unsigned I = 0; I < Marks.size() && I < Line.Text.size() && Line.Text[I] == ' '; ++I)
          Marks[I] = ' ';
    }
    if (Marks.size() <= Caret)
      Marks.resize(Caret + 1, ' ');
    Marks[Caret] = '^';
    return Marks;
  }

  void insertion(unsigned LineNumber, const ShownLine &Line, const std::vector<Edit> &Edits) {
    std::string Text;
    for (const Edit &E : Edits) {
      if (E.Range.Line != LineNumber || E.Text.empty() || E.Text.find('\n') != std::string::npos)
        continue;
      unsigned At = Line.at(E.Range.Column);
      if (Text.size() > At)
        continue; // two edits in one column: show the first
      Text.resize(At, ' ');
      Text += toUtf8(E.Text);
    }
    if (Text.empty())
      return;
    gutter("");
    P.put(Text + "\n", Ink::Green);
  }
};

} // namespace

std::string formatText(const Report &R) { return TextWriter(R).run(); }

std::string formatConcise(const Report &R) {
  std::string Out;
  auto Line = [&](const Place &W, Level L, const std::string &Message, const std::string &Tag) {
    if (W.valid())
      Out += R.shown(W.File) + ':' + std::to_string(W.Line) + ':' + std::to_string(W.Column) + ": ";
    else
      Out += "conure: ";
    Out += (L == Level::Note ? std::string("remark") : std::string(levelName(L))) + ": " + toUtf8(Message) +
           (Tag.empty() ? "" : " [" + Tag + "]") + "\n";
  };
  for (const Notification &N : R.All.Notifications)
    Line(N.Where, N.Severity, N.Message, "");
  for (const Finding &F : R.All.Findings)
    if (R.shows(F))
      Line(F.Where, F.Severity, F.Message, "conure-" + F.Rule);
  return Out;
}

} // namespace conure::report
