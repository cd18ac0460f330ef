//===- Endings.h - Where containers end while others go on ----------------===//
//
// Defines Ending, a place in a function where a container dies, or is
// overwritten as a part of an object, while a variable that borrows one of its
// elements is still to be used; and ElementHome, the counted object that a
// container is in, and ends with. For the contents pass, which puts checks there.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_ENDINGS_H
#define CONURE_REWRITE_COUNTS_ENDINGS_H

#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/Liveness.h"

namespace conure::rewrite {

struct Ending {
  const clang::Stmt *At;         ///< a block, or a jump out of it; an assignment
  const clang::Expr *Container;  ///< as it can be named there; null: it cannot
  const clang::VarDecl *Storage; ///< the variable that it ends with
  bool IsAssignment = false;
};

/// The local variable with which what \p E names ends, seen through what owns it; null if it may live on.
const clang::VarDecl *storageOf(const clang::Expr *E);

/// True for a temporary container, whose elements end with the full expression.
bool isTemporaryContainer(const clang::Expr *E);

/// The places where a container of \p B ends before \p B was last used. \p Live gives the uses in its function.
std::vector<Ending> endingsOf(const ElementBorrow &B, const ContentsBody &All,
                              llvm::function_ref<const Liveness &()> Live);

/// The counted object that has the container of an element in it.
struct ElementHome {
  const clang::Expr *Value;
  bool IsArrow; ///< Value is a pointer to it, also one that owns
  const clang::CXXRecordDecl *Carrier;
};
/// The innermost one of the containers \p From; none if they are in nothing that is counted.
std::optional<ElementHome> homeOf(const Origin &From, Counted &C);

} // namespace conure::rewrite

#endif
