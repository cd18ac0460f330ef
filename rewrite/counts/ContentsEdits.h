//===- ContentsEdits.h - What is written for borrows of elements ----------===//
//
// Defines ContentsEdits, which writes guards, their ends and the checks before
// changes into a function, and WrittenBorrow, what is decided about one borrow.
// For Contents.cpp, which decides.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_CONTENTSEDITS_H
#define CONURE_REWRITE_COUNTS_CONTENTSEDITS_H

#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/Endings.h"

namespace conure::rewrite {

using ContentsSites = std::vector<const ContentsSite *>;

struct WrittenBorrow {
  const ElementBorrow *Borrow = nullptr;
  ContentsSites Ends;       ///< where its guard is released: it is not used afterwards
  std::vector<Ending> Over; ///< where its container ends before it
  ContentsSites Dropping;   ///< what may drop the counted value that has its container
  std::string Home;         ///< that value, as a pointer
  ContentsSites InHead;     ///< what may change the container in the head of its `for`
  bool IsGuarded = true;
};

class ContentsEdits {
public:
  explicit ContentsEdits(UnitContext &U) : U(U) {}
  /// What follows is about \p F.
  void enter(const clang::FunctionDecl *F) { Current = F; }

  void write(const WrittenBorrow &One, const ContentsBody &All);
  /// The element of a loop, which the guard of the loop tells.
  void writeElement(const WrittenBorrow &Element, const WrittenBorrow &Loop);
  /// `element_home conure_x_o(&object);`, which counts while something runs that may drop the object.
  void writeHome(const WrittenBorrow &One);
  /// A guard within each expression of a loop's head that may change the container.
  void writeInHead(const WrittenBorrow &One);
  /// The check of a change; or why there is none.
  void change(const Change &What);

  /// The check of the end of an object.
  void endOf(const Change &What, Counted &C);

  /// How \p E, a container or what has one, is named again; none if it cannot be.
  std::optional<std::string> textOf(const clang::Expr *E);
  bool isInScope(const ElementBorrow &B, clang::SourceLocation L);
  bool isCheckable(const Ending &E);
  clang::SourceLocation statementBegin(const ContentsSite &S);
  static bool isWrappable(const clang::Expr *E);
  /// True if the loop's guard can tell the element as well: it lasts as long.
  static bool isElementOf(const WrittenBorrow &Element, const WrittenBorrow &Loop);

private:
  std::string groupOf(const ElementBorrow &B);
  void release(const std::string &Text, const ContentsSites &Ends, const std::string &Group);
  void end(const Ending &E, const std::vector<std::string> &Guards, const std::string &Group);
  clang::SourceLocation arrowAfter(clang::SourceLocation L);

  UnitContext &U;
  const clang::FunctionDecl *Current = nullptr;
};

} // namespace conure::rewrite

#endif
