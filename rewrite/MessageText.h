//===- MessageText.h - A message's declaration as the proxy repeats it ----===//
//
// Defines MessageText, the parts of a message's declaration in the user's own
// words, and the way to get them from the source. For the messages pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_MESSAGETEXT_H
#define CONURE_REWRITE_MESSAGETEXT_H

#include "rewrite/Unit.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include <string>

namespace conure::rewrite {

struct MessageText {
  std::string Template;   ///< "template <class T> requires Small<T>" or empty
  std::string Name;       ///< "increment"
  std::string Parameters; ///< "int by = 1, T... conure_p1", each with a name
  std::string Requires;   ///< trailing constraint with its keyword, or empty
  std::string Call;       ///< "increment" or "template put<T, N>"
  std::string Arguments;  ///< "::std::move(by), ::std::move(conure_p1)..."
};

/// On one line: comments gone, white space single. Empty if \p Source holds a
/// preprocessor directive, which cannot go on one line.
std::optional<std::string> onOneLine(llvm::StringRef Source, const clang::LangOptions &Lang);

/// The text of \p M, or why it cannot be had ("its parameters come from a
/// macro"), with \p Loc the place to show.
struct MessageTextResult {
  std::optional<MessageText> Text;
  std::string Why;
  clang::SourceLocation Loc;
};
MessageTextResult messageText(UnitContext &U, const clang::CXXMethodDecl *M);

} // namespace conure::rewrite

#endif
