//===- FindingCollector.cpp -----------------------------------------------===//
#include "tool/engine/FindingCollector.h"
#include "checks/rules/Rule.h"
#include "tool/engine/Surroundings.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/SHA256.h"

using namespace clang;

namespace conure {

namespace {

report::Role roleOf(NoteRole Role) {
  switch (Role) {
  case NoteRole::Reason:
    return report::Role::Reason;
  case NoteRole::Declared:
    return report::Role::Declared;
  case NoteRole::Moved:
    return report::Role::Moved;
  case NoteRole::Borrowed:
    return report::Role::Borrowed;
  case NoteRole::Sent:
    return report::Role::Sent;
  case NoteRole::Used:
    return report::Role::Used;
  case NoteRole::Help:
    return report::Role::Help;
  }
  return report::Role::Reason;
}

report::Level levelOf(Severity S) {
  return S == Severity::Error     ? report::Level::Error
         : S == Severity::Warning ? report::Level::Warning
                                  : report::Level::Note;
}

} // namespace

void FindingCollector::begin(ASTContext &Context) { Ctx = &Context; }

bool FindingCollector::wanted(const std::string &File) const {
  if (!Job.OnlyFiles.empty())
    return llvm::is_contained(Job.OnlyFiles, File);
  return File == Job.File || !Settings.HeaderFilter || Settings.HeaderFilter(File);
}

report::Level FindingCollector::levelOf(const Finding &F) const {
  const Configuration &C = Settings.Config;
  const RuleInfo *Info = findRule(F.Rule);
  Severity S = F.Level.value_or(Info ? Info->DefaultSeverity : Severity::Error);
  if (auto It = C.RuleSeverity.find(F.Rule); It != C.RuleSeverity.end())
    S = It->second;
  else if (C.Level == Profile::Strict && S == Severity::Warning)
    S = Severity::Error;
  return conure::levelOf(S);
}

report::Note FindingCollector::noteOf(const Note &N, const Locations &Where) const {
  return {roleOf(N.Role), Where.place(N.Loc, N.Range), N.Message};
}

/// Says which macro the place comes from: the caret stands where the macro is used.
void FindingCollector::addMacroNote(report::Finding &F, SourceLocation Loc, const Locations &Where) const {
  const SourceManager &SM = Where.sources();
  if (!Loc.isMacroID() || SM.isMacroArgExpansion(Loc))
    return;
  report::Place Spelled = Where.place(SM.getSpellingLoc(Loc));
  StringRef Name = Lexer::getImmediateMacroName(Loc, SM, Ctx->getLangOpts());
  if (Spelled.valid())
    F.Notes.push_back({report::Role::Macro, std::move(Spelled), ("expanded from macro '" + Name + "'").str()});
}

NolintFile *FindingCollector::nolintsOf(FileID File, const Locations &Where) {
  std::string Name = Where.fileName(File);
  if (Name.empty())
    return nullptr;
  if (auto It = Nolints.find(Name); It != Nolints.end())
    return &It->second;
  std::optional<StringRef> Text = Where.sources().getBufferDataOrNone(File);
  return &Nolints.try_emplace(Name, Name, Text.value_or("")).first->second;
}

/// Looks at the finding's line and, for a place in a macro, at each line it is expanded through.
std::optional<report::Suppression> FindingCollector::suppression(const Finding &F, const Locations &Where) {
  const SourceManager &SM = Where.sources();
  const std::string Check = "conure-" + F.Rule.str();
  for (SourceLocation Loc = F.Loc; Loc.isValid();) {
    auto [File, Offset] = SM.getDecomposedSpellingLoc(Loc);
    if (NolintFile *N = nolintsOf(File, Where))
      if (auto Found = N->find(Check, SM.getLineNumber(File, Offset)))
        return Found;
    if (!Loc.isMacroID())
      break;
    Loc = SM.getImmediateExpansionRange(Loc).getBegin();
  }
  return std::nullopt;
}

void FindingCollector::report(Finding F, const SourceManager &SM) {
  Locations Where(SM, Ctx->getLangOpts());
  report::Finding Made;
  Made.Rule = F.Rule.str();
  Made.Severity = levelOf(F);
  Made.Message = F.Message;
  Made.Where = Where.place(F.Loc, F.Range);
  if (Made.Where.valid() && !wanted(Made.Where.File))
    return;
  addMacroNote(Made, F.Loc, Where);
  for (const Note &N : F.Notes)
    Made.Notes.push_back(noteOf(N, Where));
  for (const Fix &Each : F.Fixes) {
    report::Fix Shown{Each.Description, {}, Each.Unambiguous};
    for (const FixItHint &Hint : Each.Hints)
      if (report::Edit E = Where.edit(Hint); E.Range.Line)
        Shown.Edits.push_back(std::move(E));
    if (!Shown.Edits.empty() && Shown.Edits.size() == Each.Hints.size()) // half a fix is none
      Made.Fixes.push_back(std::move(Shown));
  }
  Made.Hidden = suppression(F, Where);
  Out.Findings.push_back(std::move(Made));
}

void FindingCollector::finish() {
  describeSurroundings();
  recordFiles();
}

void FindingCollector::describeSurroundings() {
  if (Out.Findings.empty())
    return;
  Surroundings Around(*Ctx);
  for (report::Finding &F : Out.Findings)
    F.Function = Around.at(F.Where);
}

/// The user's files with their hashes and NOLINT comments, whether or not something was found in them.
void FindingCollector::recordFiles() {
  const SourceManager &SM = Ctx->getSourceManager();
  Locations Where(SM, Ctx->getLangOpts());
  for (unsigned I = 0, N = SM.local_sloc_entry_size(); I != N; ++I) {
    const SrcMgr::SLocEntry &Entry = SM.getLocalSLocEntry(I);
    if (!Entry.isFile() || Entry.getFile().getFileCharacteristic() != SrcMgr::C_User)
      continue;
    FileID File = SM.getFileID(SourceLocation::getFromRawEncoding(Entry.getOffset()));
    std::string Name = Where.fileName(File);
    std::optional<StringRef> Text = SM.getBufferDataOrNone(File);
    if (Name.empty() || !Text || Out.Files.count(Name))
      continue;
    auto Hash = llvm::SHA256::hash(llvm::arrayRefFromStringRef(*Text));
    Out.Files[Name] = {llvm::toHex(Hash, /*LowerCase=*/true), Text->size()};
    if (wanted(Name) && Text->contains("NOLINT"))
      nolintsOf(File, Where);
  }
  for (auto &[Name, File] : Nolints) {
    if (!wanted(Name))
      continue;
    for (report::NolintComment &C : File.comments())
      Out.Nolints.push_back(std::move(C));
    for (const report::Place &P : File.unmatched())
      Out.Notifications.push_back(
          {report::Level::Warning, "nolint", "this NOLINT block has no other end with the same list", P, {}, Out.Unit});
  }
}

} // namespace conure
