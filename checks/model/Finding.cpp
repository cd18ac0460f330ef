//===- Finding.cpp - What a rule says about a place -----------------------===//
#include "checks/model/Finding.h"
#include "clang/Basic/SourceManager.h"

namespace conure {

FindingSink::~FindingSink() = default;

void OnceSink::report(Finding F, const clang::SourceManager &SM) {
  // The message is no part of the key: instantiations differ in their types.
  clang::SourceLocation Written = SM.getSpellingLoc(F.Loc), Used = SM.getFileLoc(F.Loc);
  std::string Key = (F.Rule + "@" + llvm::Twine(Written.getRawEncoding()) + "@" + llvm::Twine(Used.getRawEncoding())).str();
  if (Seen.insert(Key).second)
    Next.report(std::move(F), SM);
}

} // namespace conure
