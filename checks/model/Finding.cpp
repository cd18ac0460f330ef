//===- Finding.cpp - What a rule says about a place -----------------------===//
#include "checks/model/Finding.h"
#include "clang/Basic/SourceManager.h"

namespace conure {

FindingSink::~FindingSink() = default;

void OnceSink::report(Finding F, const clang::SourceManager &SM) {
  // Instantiations of one pattern differ in the types that their messages name.
  std::string Words;
  bool Quoted = false;
  for (char C : F.Message)
    if (C == '\'')
      Quoted = !Quoted;
    else if (!Quoted)
      Words += C;
  clang::SourceLocation Written = SM.getSpellingLoc(F.Loc), Used = SM.getFileLoc(F.Loc);
  std::string Key =
      (F.Rule + "@" + Words + "@" + llvm::Twine(Written.getRawEncoding()) + "@" + llvm::Twine(Used.getRawEncoding()))
          .str();
  if (Seen.insert(Key).second)
    Next.report(std::move(F), SM);
}

} // namespace conure
