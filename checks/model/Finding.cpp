//===- Finding.cpp - What a rule says about a place -----------------------===//
#include "checks/model/Finding.h"
#include "clang/Basic/SourceManager.h"

namespace conure {

FindingSink::~FindingSink() = default;

void OnceSink::report(Finding F, const clang::SourceManager &SM) {
  // Instantiations of one pattern that break a rule in the same words; ones that name other types have another cause.
  clang::SourceLocation Written = SM.getSpellingLoc(F.Loc), Used = SM.getFileLoc(F.Loc);
  std::string Key = (F.Rule + "@" + F.Message + "@" + llvm::Twine(Written.getRawEncoding()) + "@" +
                     llvm::Twine(Used.getRawEncoding()))
                        .str();
  if (Seen.insert(Key).second)
    Next.report(std::move(F), SM);
}

} // namespace conure
