//===- Locations.h - Clang's source locations as plain places -------------===//
//
// Defines Locations, which turns SourceLocations and ranges of one translation
// unit into report::Place. For the collectors of the engine.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_TOOL_ENGINE_LOCATIONS_H
#define CONURE_TOOL_ENGINE_LOCATIONS_H

#include "tool/report/Results.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Basic/SourceManager.h"
#include <string>

namespace conure {

class Locations {
public:
  Locations(const clang::SourceManager &SM, const clang::LangOptions &Lang) : SM(SM), Lang(Lang) {}

  /// The file location of \p Loc (of a macro: where it is used) and the text of
  /// \p Range, or the token there if \p Range is invalid or in another file.
  report::Place place(clang::SourceLocation Loc, clang::SourceRange Range = {}) const;
  /// The stretch of a character range; Line 0 if it is not in one file.
  report::Edit edit(const clang::FixItHint &Hint) const;
  /// Absolute, without dots; empty for a buffer that is no file.
  std::string fileName(clang::FileID ID) const;
  const clang::SourceManager &sources() const { return SM; }

private:
  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  report::Region region(clang::FileID File, unsigned Begin, unsigned End) const;
};

} // namespace conure

#endif
