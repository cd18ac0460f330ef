//===- Instantiations.h - What templates turn out to borrow ----------------===//
//
// Defines Instantiations: the variables of templates that borrow a counted
// value in some instantiation of the unit, though the pattern does not say so
// (`T &&x`, `auto x = f(t)`, `T... x`), and the report of fields that do. For
// the passes of counts/, which edit the pattern.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_INSTANTIATIONS_H
#define CONURE_REWRITE_COUNTS_INSTANTIATIONS_H

#include "rewrite/counts/Counted.h"
#include "llvm/ADT/DenseSet.h"

namespace conure::rewrite {

class Instantiations {
public:
  /// Looks through the user's templates. Fields that borrow, which are left as they are, are reported.
  static Instantiations collect(UnitContext &U, Counted &C);

  bool borrows(const clang::VarDecl *Pattern) const { return Borrowers.contains(Pattern->getLocation()); }

private:
  friend class InstantiationVisitor;
  llvm::DenseSet<clang::SourceLocation> Borrowers;
};

/// True if \p V is given another value, or its address is taken, in \p Body.
bool isChangedIn(const clang::VarDecl *V, const clang::Stmt *Body);

} // namespace conure::rewrite

#endif
