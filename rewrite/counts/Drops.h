//===- Drops.h - What code may drop a counted value -----------------------===//
//
// Defines Drops, which answers whether running a statement or a function can
// drop or move away a counted value, and what in it does. Used to leave out
// counts that cannot matter: where nothing is dropped, every value that is
// there when a borrow begins is there when it ends. When in doubt it says yes.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_DROPS_H
#define CONURE_REWRITE_COUNTS_DROPS_H

#include "rewrite/counts/Counted.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <string>

namespace conure::rewrite {

/// The first thing found that may drop: "it calls 'f', which is not defined here".
struct DropCause {
  std::string What;
  clang::SourceLocation Loc;
};

class Drops {
public:
  Drops(UnitContext &U, Counted &C) : U(U), C(C) {}

  std::optional<DropCause> in(const clang::Stmt *S);
  std::optional<DropCause> in(const clang::FunctionDecl *F);
  /// What the end of the life of a \p T does.
  std::optional<DropCause> inDestructionOf(clang::QualType T, clang::SourceLocation L);

private:
  friend class DropScan;
  /// Unknown → not yet looked at. A function being looked at counts as
  /// harmless; what was concluded from that is kept only if it stays so.
  enum class State { Active, Harmless, Drops };
  std::optional<DropCause> analyse(const clang::FunctionDecl *F);
  std::optional<DropCause> ofDestructor(const clang::CXXDestructorDecl *D);
  bool seesDerived(const clang::CXXRecordDecl *R) const;
  /// \p M, if it has a body, and all that override it.
  llvm::ArrayRef<const clang::CXXMethodDecl *> overriders(const clang::CXXMethodDecl *M);

  UnitContext &U;
  Counted &C;
  llvm::DenseMap<const clang::FunctionDecl *, State> States;
  llvm::DenseMap<const clang::FunctionDecl *, std::string> Causes;
  std::vector<const clang::FunctionDecl *> Tentative;
  unsigned Depth = 0;
  using Methods = llvm::SmallVector<const clang::CXXMethodDecl *, 4>;
  std::optional<llvm::DenseMap<const clang::CXXMethodDecl *, Methods>> Overriders;
};

} // namespace conure::rewrite

#endif
