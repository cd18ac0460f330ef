//===- Fixes.cpp ----------------------------------------------------------===//
#include "tool/report/Fixes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include <algorithm>

namespace conure::report {

namespace {

struct Candidate {
  const Finding *For;
  const Fix *What;
  bool Refused = false;
};

/// The first unambiguous fix of each finding that is shown.
std::vector<Candidate> candidates(const Report &R) {
  std::vector<Candidate> Out;
  for (const Finding &F : R.All.Findings)
    if (R.shows(F))
      for (const Fix &Each : F.Fixes)
        if (Each.Unambiguous) {
          Out.push_back({&F, &Each});
          break;
        }
  return Out;
}

bool collide(const Edit &A, const Edit &B) {
  if (A == B || A.File != B.File)
    return false;
  unsigned AEnd = A.Range.Offset + A.Range.Length, BEnd = B.Range.Offset + B.Range.Length;
  if (A.Range.Length == 0 && B.Range.Length == 0)
    return A.Range.Offset == B.Range.Offset;
  return A.Range.Offset < BEnd && B.Range.Offset < AEnd;
}

bool collide(const Fix &A, const Fix &B) {
  return std::any_of(A.Edits.begin(), A.Edits.end(), [&](const Edit &E) {
    return std::any_of(B.Edits.begin(), B.Edits.end(), [&](const Edit &F) { return collide(E, F); });
  });
}

/// True if \p File still has the bytes it was parsed with.
bool unchanged(const Report &R, const std::string &File) {
  const SourceText *Now = R.Text.get(File);
  auto Parsed = R.All.Files.find(File);
  if (!Now || Parsed == R.All.Files.end())
    return false;
  auto Hash = llvm::SHA256::hash(llvm::arrayRefFromStringRef(llvm::StringRef(Now->bytes())));
  return llvm::toHex(Hash, /*LowerCase=*/true) == Parsed->second.Sha256;
}

std::string describe(const Report &R, const Candidate &C, const char *Why) {
  return R.shown(C.For->Where.File) + ":" + std::to_string(C.For->Where.Line) + ": the fix '" + C.What->Description +
         "' was not applied: " + Why;
}

std::string applied(std::string Text, std::set<Edit> Edits) {
  std::vector<Edit> Sorted(Edits.begin(), Edits.end());
  std::sort(Sorted.begin(), Sorted.end(), [](const Edit &A, const Edit &B) {
    return std::tie(A.Range.Offset, A.Range.Length) > std::tie(B.Range.Offset, B.Range.Length);
  });
  for (const Edit &E : Sorted)
    Text.replace(E.Range.Offset, E.Range.Length, E.Text);
  return Text;
}

std::string yamlQuoted(const std::string &Text) {
  std::string Out = "\"";
  for (char C : toUtf8(Text))
    switch (C) {
    case '"':
      Out += "\\\"";
      break;
    case '\\':
      Out += "\\\\";
      break;
    case '\n':
      Out += "\\n";
      break;
    case '\r':
      Out += "\\r";
      break;
    case '\t':
      Out += "\\t";
      break;
    default:
      Out += C;
    }
  return Out + "\"";
}

} // namespace

FixPlan planFixes(const Report &R) {
  FixPlan Plan;
  std::vector<Candidate> All = candidates(R);
  for (Candidate &C : All)
    for (const Edit &E : C.What->Edits)
      if (!C.Refused && !unchanged(R, E.File)) {
        C.Refused = true;
        Plan.Refused.push_back(describe(R, C, "the file has changed since it was read"));
      }
  for (size_t I = 0; I < All.size(); ++I)
    for (size_t J = I + 1; J < All.size(); ++J)
      if (collide(*All[I].What, *All[J].What))
        for (Candidate *C : {&All[I], &All[J]})
          if (!C->Refused) {
            C->Refused = true;
            Plan.Refused.push_back(describe(R, *C, "another fix changes the same text"));
          }
  std::map<std::string, std::set<Edit>> Edits;
  for (const Candidate &C : All)
    if (!C.Refused) {
      ++Plan.Applied;
      for (const Edit &E : C.What->Edits)
        Edits[E.File].insert(E);
    }
  for (auto &[File, Each] : Edits)
    Plan.Contents[File] = applied(std::string(R.Text.get(File)->bytes()), Each);
  return Plan;
}

std::string exportFixes(const Report &R) {
  std::string Out = "---\nMainSourceFile: ''\nDiagnostics:\n";
  for (const Finding &F : R.All.Findings) {
    if (!R.shows(F))
      continue;
    Out += "  - DiagnosticName: conure-" + F.Rule +
           "\n    DiagnosticMessage:\n      Message: " + yamlQuoted(F.Message) +
           "\n      FilePath: " + yamlQuoted(F.Where.File) +
           "\n      FileOffset: " + std::to_string(F.Where.Range.Offset) + "\n      Replacements:";
    const Fix *Chosen = nullptr;
    for (const Fix &Each : F.Fixes)
      if (Each.Unambiguous && !Chosen)
        Chosen = &Each;
    if (!Chosen)
      Out += " []";
    else
      for (const Edit &E : Chosen->Edits)
        Out += "\n        - FilePath: " + yamlQuoted(E.File) + "\n          Offset: " + std::to_string(E.Range.Offset) +
               "\n          Length: " + std::to_string(E.Range.Length) +
               "\n          ReplacementText: " + yamlQuoted(E.Text);
    Out += std::string("\n    Level: ") +
           (F.Severity == Level::Error     ? "Error"
            : F.Severity == Level::Warning ? "Warning"
                                           : "Remark") +
           "\n";
  }
  return Out + "...\n";
}

} // namespace conure::report
