//===- Elements.h - Pointers that containers hold --------------------------===//
//
// Defines holdsPointers, which tells containers of borrows apart, and
// PointerHolder, a declaration of one with the edits that make its elements
// count. For Elements.cpp, and for the passes that leave such to it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_ELEMENTS_H
#define CONURE_REWRITE_COUNTS_ELEMENTS_H

#include "rewrite/counts/Counted.h"
#include <string>
#include <vector>

namespace conure::rewrite {

/// What an expression or variable of a type is to somebody who counts what it holds.
enum class Held {
  Nothing,  ///< no counted pointer in it
  Pointer,  ///< the pointer itself
  Holder,   ///< vector<Node *>, map<int, Node *>, pair<int, Node *>, Node *[3], …
  Iterator, ///< leads to a pointer in a holder; Node **, too
};
Held heldBy(clang::QualType T, Counted &C);

/// The places in the declaration of \p D where `Node *` is to become a counted pointer; or why it cannot.
struct PointerSpelling {
  struct Part {
    clang::SourceLocation Begin, End; ///< of "Node *"
    std::string Text;                 ///< "::conure::rt::borrowed<Node>"
  };
  std::vector<Part> Parts;
  std::string Why;
};
PointerSpelling spellingOf(const clang::DeclaratorDecl *D, UnitContext &U, Counted &C);

} // namespace conure::rewrite

#endif
