//===- Finding.cpp - What a rule says about a place -----------------------===//
#include "checks/model/Finding.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

namespace conure {

/// By its first letters; "a uni", "a one" are said with a consonant.
static bool beginsWithVowel(llvm::StringRef Name) {
  if (Name.starts_with_insensitive("one") || Name.starts_with_insensitive("uni"))
    return false;
  return !Name.empty() && llvm::StringRef("aeiouAEIOU").contains(Name.front()) &&
         !(llvm::toLower(Name.front()) == 'u' && Name.size() > 1 && llvm::toLower(Name[1]) == 's'); // "a user"
}

std::string withArticles(std::string Text) {
  for (size_t At = 0; (At = Text.find("a '", At)) != std::string::npos; At += 3)
    if ((At == 0 || Text[At - 1] == ' ') && beginsWithVowel(llvm::StringRef(Text).drop_front(At + 3)))
      Text.insert(At + 1, "n");
  return Text;
}

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
