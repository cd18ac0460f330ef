//===- Effects.h - Which contents a call may change -----------------------===//
//
// Defines Effects, which answers which kinds of containers a call may change,
// through the functions of the unit that it reaches. When in doubt it says:
// any. For the contents pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_EFFECTS_H
#define CONURE_REWRITE_COUNTS_EFFECTS_H

#include "rewrite/counts/Containers.h"
#include "rewrite/counts/Overriders.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace conure::rewrite {

struct ContentsEffect {
  /// Why nothing is known: "it calls 'f', which is not defined here"; or empty.
  std::string Unknown;
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> Classes;
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 4> Moved; ///< of which contents may go elsewhere; also in Classes
  bool none() const { return Unknown.empty() && Classes.empty(); }
  bool mayChange(const clang::CXXRecordDecl *R) const { return !Unknown.empty() || Classes.contains(R); }
  bool mayMove(const clang::CXXRecordDecl *R) const { return !Unknown.empty() || Moved.contains(R); }
  void add(const ContentsEffect &More) {
    if (Unknown.empty())
      Unknown = More.Unknown;
    Classes.insert(More.Classes.begin(), More.Classes.end());
    Moved.insert(More.Moved.begin(), More.Moved.end());
  }
};

class Effects {
public:
  Effects(UnitContext &U, Counted &C) : U(U), C(C), Hierarchy(U) {}

  /// What the call or construction \p E itself does, its arguments aside.
  ContentsEffect ofCall(const clang::Expr *E);

private:
  struct Direct {
    ContentsEffect Own;
    llvm::SmallVector<const clang::FunctionDecl *, 4> Callees;
  };
  void callees(const clang::Expr *E, Direct &Into);
  void scan(const clang::Stmt *S, Direct &Into);
  const Direct &directOf(const clang::FunctionDecl *F);
  const ContentsEffect &reachedFrom(const clang::FunctionDecl *F);
  bool runsCode(clang::QualType T, Direct &Into);

  UnitContext &U;
  Counted &C;
  Overriders Hierarchy;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Direct>> Directs;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<ContentsEffect>> All;
};

} // namespace conure::rewrite

#endif
