//===- BodyBorrows.h - Which borrows of its locals a recover body makes ---===//
//
// Defines BodyBorrows: for the variables declared in a recover body, which of
// each other they may hold a borrow of. It looks at the body as a set of
// statements, in no order, and at calls as passing on what they are given; so it
// says too much rather than too little, of what can be seen in the body. For
// recover-result.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_BODYBORROWS_H
#define CONURE_CHECKS_MODEL_BODYBORROWS_H

#include "checks/model/Recover.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace conure {

/// Something that a borrow points to, or into.
struct BorrowOrigin {
  const clang::VarDecl *Var = nullptr; ///< null: a temporary
  bool Heap = false;                   ///< a part that stays where it is when Var moves
  const clang::Expr *At = nullptr;     ///< where the borrow is made
  clang::QualType Type;                ///< of what is borrowed, if not on the heap
};

class BodyBorrows {
public:
  BodyBorrows(Model &M, const RecoverBody &Body);

  /// What the value of \p E may hold a borrow of.
  llvm::SmallVector<BorrowOrigin, 4> heldBy(const clang::Expr *E);
  /// The variable that \p E names, as a whole; null otherwise.
  static const clang::VarDecl *returnedVariable(const clang::Expr *E);
  /// Is \p V moved somewhere in the body?
  bool isMoved(const clang::VarDecl *V) const { return V && Moved.count(V); }

private:
  using Origins = llvm::SmallVector<BorrowOrigin, 4>;
  friend class BorrowVisitor;

  bool holdsNothing(clang::QualType T);
  Origins value(const clang::Expr *E);
  Origins address(const clang::Expr *E);
  Origins call(const clang::Expr *E, const clang::FunctionDecl *F, llvm::ArrayRef<const clang::Expr *> Args);
  void store(const clang::Expr *Into, const Origins &Given);
  void storeVar(const clang::VarDecl *V, const Origins &What);
  static void add(Origins &To, const Origins &From);

  Model &M;
  const RecoverBody &Body;
  llvm::DenseMap<const clang::VarDecl *, Origins> Held;
  llvm::SmallPtrSet<const clang::VarDecl *, 8> Moved;
  bool Changed = false;
  unsigned Depth = 0;
};

} // namespace conure

#endif
