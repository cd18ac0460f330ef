//===- Liveness.h - Whether a borrow is used again ------------------------===//
//
// Defines Liveness, which tells for one function body whether a variable may be
// used after an expression was evaluated, before it is given another value. For
// the contents pass: a borrow that nobody will use cannot dangle.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_LIVENESS_H
#define CONURE_REWRITE_COUNTS_LIVENESS_H

#include "clang/AST/Decl.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <vector>

namespace conure::rewrite {

class Liveness {
public:
  /// \p Function with its \p Body; \p Tracked are the variables asked about.
  Liveness(const clang::FunctionDecl *Function, clang::ASTContext &Ctx,
           const std::vector<const clang::VarDecl *> &Tracked);

  /// True if \p V may be used after \p S; also when nothing is known of \p S.
  bool isUsedAfter(const clang::Stmt *S, const clang::VarDecl *V) const;

  /// The blocks that \p Container ends with, and the jumps that it ends at, where \p V may be used afterwards.
  std::vector<const clang::Stmt *> endsBefore(const clang::VarDecl *Container, const clang::VarDecl *V) const;

private:
  enum class Act { Use, Define };
  /// What an element does to which variable.
  std::vector<std::pair<unsigned, Act>> actsOf(const clang::CFGElement &E) const;
  void note(const clang::Stmt *S);
  bool isUsedFrom(const clang::CFGBlock *B, unsigned I, unsigned V) const;
  const clang::VarDecl *tracked(const clang::Expr *E) const;

  std::unique_ptr<clang::CFG> Graph;
  llvm::DenseMap<const clang::VarDecl *, unsigned> Index;
  llvm::DenseSet<const clang::Stmt *> Targets; ///< names of what is assigned: no use
  llvm::BitVector Kept;                        ///< captured, or its address is taken: may be used at any time
  std::vector<llvm::BitVector> LiveOut;        ///< by block
  llvm::DenseMap<const clang::Stmt *, std::pair<const clang::CFGBlock *, unsigned>> PlaceOf;
};

} // namespace conure::rewrite

#endif
