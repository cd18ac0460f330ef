//===- Uses.h - How pointer variables and fields are used -----------------===//
//
// Defines Uses: for each pointer variable and each data member of pointer or
// reference type, where it is written, read and where its own address gets
// out of sight. For the passes of counts/, which decide by it how to count.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_USES_H
#define CONURE_REWRITE_COUNTS_USES_H

#include "rewrite/counts/Counted.h"
#include "llvm/ADT/MapVector.h"
#include <vector>

namespace conure::rewrite {

/// `p = q`, `++p`, … of a variable.
struct PointerWrite {
  const clang::Expr *Whole;
  /// `p++`: its value is the old pointer, so only a discarded one can be followed.
  bool IsPostfix;
};

struct PointerUses {
  std::vector<PointerWrite> Writes;
  /// Reads of a field, each to be made `field.get()`.
  std::vector<const clang::MemberExpr *> Reads;
  /// Why the pointer cannot be followed: "its address is taken", or empty.
  std::string Escape;
  clang::SourceLocation EscapeLoc;
  /// The pointer owns: it is deleted or made by `new`.
  bool Owns = false;
  clang::SourceLocation OwnsLoc;
};

class Uses {
public:
  /// Looks through all of the unit that is the user's.
  static Uses collect(UnitContext &U, Counted &C);

  const PointerUses &of(const clang::ValueDecl *D) const {
    static const PointerUses None;
    auto It = All.find(canonical(D));
    return It == All.end() ? None : It->second;
  }
  const llvm::MapVector<const clang::ValueDecl *, PointerUses> &all() const { return All; }
  static const clang::ValueDecl *canonical(const clang::ValueDecl *D);

private:
  friend class UsesVisitor;
  llvm::MapVector<const clang::ValueDecl *, PointerUses> All;
};

} // namespace conure::rewrite

#endif
