//===- UnitContext.cpp ----------------------------------------------------===//
#include "rewrite/Unit.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace conure::rewrite {

Pass::~Pass() = default;

std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory) {
  llvm::SmallString<256> Abs(Path);
  if (!llvm::sys::path::is_absolute(Path)) {
    Abs = Directory;
    llvm::sys::path::append(Abs, Path);
  }
  llvm::sys::path::remove_dots(Abs, /*remove_dot_dot=*/true);
  return std::string(Abs);
}

UnitContext::UnitContext(ASTContext &Ctx, Model &M, const Options &Opts, UnitResult &Out)
    : Ctx(Ctx), M(M), Opts(Opts), Out(Out) {}

const UnitContext::FileFacts &UnitContext::facts(FileID F) {
  auto [It, New] = Facts.try_emplace(F);
  FileFacts &Result = It->second;
  if (!New)
    return Result;
  SourceManager &SM = sources();
  OptionalFileEntryRef Entry = SM.getFileEntryRefForID(F);
  if (!Entry)
    return Result;
  llvm::SmallString<256> Path(Entry->getName());
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  Result.Path = std::string(Path);
  bool Invalid = false;
  llvm::StringRef Text = SM.getBufferData(F, &Invalid);
  Result.Editable = !Invalid && !isRuntimeFile(Result.Path) &&
                    !isSystem(SM.getFileCharacteristic(SM.getLocForStartOfFile(F))) && !isTreeFile(Text);
  return Result;
}

bool UnitContext::isRuntimeFile(llvm::StringRef Path) const {
  llvm::SmallString<256> Real;
  return !Opts.RuntimeInclude.empty() && Path.contains("/conure/") && !llvm::sys::fs::real_path(Path, Real) &&
         Real.starts_with(Opts.RuntimeInclude + "/");
}

bool UnitContext::isEditable(SourceLocation L) {
  if (L.isInvalid())
    return false;
  return facts(sources().getFileID(sources().getExpansionLoc(L))).Editable;
}

std::optional<CharSourceRange> UnitContext::written(SourceRange R) {
  CharSourceRange Result = Lexer::makeFileCharRange(CharSourceRange::getTokenRange(R), sources(), lang());
  if (Result.isInvalid() || sources().getFileID(Result.getBegin()) != sources().getFileID(Result.getEnd()))
    return std::nullopt;
  return Result;
}

llvm::StringRef UnitContext::text(SourceLocation Begin, SourceLocation End) {
  auto [File, From] = sources().getDecomposedLoc(Begin);
  auto [EndFile, To] = sources().getDecomposedLoc(End);
  if (File != EndFile || To < From)
    return {};
  return sources().getBufferData(File).slice(From, To);
}

SourceLocation UnitContext::afterToken(SourceLocation L) { return Lexer::getLocForEndOfToken(L, 0, sources(), lang()); }

SourceLocation UnitContext::afterStatement(const Stmt *S) {
  while (true) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      S = If->getElse() ? If->getElse() : If->getThen();
    else if (const auto *While = dyn_cast<WhileStmt>(S))
      S = While->getBody();
    else if (const auto *For = dyn_cast<ForStmt>(S))
      S = For->getBody();
    else if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
      S = Range->getBody();
    else if (const auto *Switch = dyn_cast<SwitchStmt>(S))
      S = Switch->getBody();
    else if (const auto *Label = dyn_cast<LabelStmt>(S))
      S = Label->getSubStmt();
    else if (const auto *Case = dyn_cast<SwitchCase>(S))
      S = Case->getSubStmt();
    else if (const auto *Attributed = dyn_cast<AttributedStmt>(S))
      S = Attributed->getSubStmt();
    else
      break;
  }
  SourceLocation End = S->getEndLoc();
  if (!isPlain(End)) {
    // The statement may end in a whole macro call: `while (x) STEP(y);`.
    auto Range = written(S->getSourceRange());
    if (!Range)
      return {};
    End = Range->getEnd();
    if (isa<CompoundStmt, CXXTryStmt>(S))
      return End;
  } else {
    if (isa<CompoundStmt, CXXTryStmt, NullStmt, DeclStmt>(S))
      return afterToken(End);
    End = afterToken(End);
  }
  // Everything else ends in a semicolon that is no part of the AST.
  Token Next;
  if (Lexer::getRawToken(End, Next, sources(), lang(), /*IgnoreWhiteSpace=*/true))
    return {};
  while (Next.is(tok::comment))
    if (Lexer::getRawToken(Next.getEndLoc(), Next, sources(), lang(), true))
      return {};
  return Next.is(tok::semi) ? Next.getEndLoc() : SourceLocation();
}

Place UnitContext::place(SourceLocation L) {
  if (L.isInvalid())
    return {};
  SourceLocation At = sources().getExpansionLoc(L);
  auto [File, Offset] = sources().getDecomposedLoc(At);
  return {facts(File).Path, sources().getLineNumber(File, Offset), sources().getColumnNumber(File, Offset)};
}

std::string UnitContext::placeName(SourceLocation L) {
  Place P = place(L);
  return P.File + ":" + std::to_string(P.Line) + ":" + std::to_string(P.Column);
}

Edit UnitContext::makeEdit(SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason) {
  assert(isPlain(At));
  auto [File, Offset] = sources().getDecomposedLoc(At);
  Edit E;
  E.File = facts(File).Path;
  E.Offset = Offset;
  E.Text = std::move(Text);
  E.Group = Group.str();
  E.Reason = Reason.str();
  E.Line = sources().getLineNumber(File, Offset);
  E.Column = sources().getColumnNumber(File, Offset);
  return E;
}

void UnitContext::insert(SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason) {
  Out.Edits.Edits.push_back(makeEdit(At, std::move(Text), Group, Reason));
}

void UnitContext::append(SourceLocation At, std::string Text, llvm::StringRef Group, llvm::StringRef Reason) {
  Edit E = makeEdit(At, std::move(Text), Group, Reason);
  E.Kind = EditKind::Close;
  E.Partner = E.Offset;
  Out.Edits.Edits.push_back(std::move(E));
}

void UnitContext::wrap(SourceLocation Begin, SourceLocation End, std::string Before, std::string After,
                       llvm::StringRef Group, llvm::StringRef Reason) {
  Edit Open = makeEdit(Begin, std::move(Before), Group, Reason);
  Edit Close = makeEdit(End, std::move(After), Group, Reason);
  Open.Kind = EditKind::Open;
  Close.Kind = EditKind::Close;
  Open.Partner = Close.Offset;
  Close.Partner = Open.Offset;
  Out.Edits.Edits.push_back(std::move(Open));
  Out.Edits.Edits.push_back(std::move(Close));
}

void UnitContext::replace(SourceLocation Begin, SourceLocation End, std::string Text, llvm::StringRef Group,
                          llvm::StringRef Reason) {
  Edit E = makeEdit(Begin, std::move(Text), Group, Reason);
  E.Length = sources().getFileOffset(End) - E.Offset;
  Out.Edits.Edits.push_back(std::move(E));
}

void UnitContext::proposeForProcesses(bool HasProcess, llvm::function_ref<void()> Propose) {
  auto &Part = Out.ForProcesses;
  Part.HasProcess = HasProcess;
  Part.FirstEdit = Out.Edits.Edits.size();
  Part.FirstFinding = Out.Findings.size();
  Propose();
  Part.Edits = Out.Edits.Edits.size() - Part.FirstEdit;
  Part.Findings = Out.Findings.size() - Part.FirstFinding;
}

void UnitContext::veto(llvm::StringRef Group, std::string Why, SourceLocation L) {
  Place P = place(L);
  Out.Edits.Vetoes.push_back({Group.str(), std::move(Why), P.File, P.Line});
}

bool UnitContext::isVetoed(llvm::StringRef Group) const {
  return llvm::any_of(Out.Edits.Vetoes, [&](const Veto &V) { return V.Group == Group; });
}

void UnitContext::fail(std::string Why, SourceLocation L) {
  if (!Out.Failed)
    Out.Failed = FailedUnit{Out.Edits.Unit, placeName(L) + ": error: " + Why + "\n"};
}

PlacedFinding &UnitContext::uninstrumented(SourceLocation L, std::string Message) {
  PlacedFinding F;
  F.Rule = "uninstrumented";
  F.At = place(L);
  F.Message = std::move(Message);
  Out.Findings.push_back(std::move(F));
  return Out.Findings.back();
}

void UnitContext::leftAlone(SourceLocation L, std::string Message) {
  uninstrumented(L, std::move(Message)).Level = Severity::Note;
}

void UnitContext::explainElision(SourceLocation L, std::string Message) {
  if (!Opts.ExplainElision)
    return;
  PlacedFinding F;
  F.Rule = "elision";
  F.Level = Severity::Note;
  F.At = place(L);
  F.Message = std::move(Message);
  Out.Elisions.push_back(std::move(F));
}

} // namespace conure::rewrite
