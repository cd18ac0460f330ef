//===- PreemptionReach.h - Which functions need preemption points ---------===//
//
// Defines PreemptionReach: which of a unit's functions may run in a process,
// and which may come back to themselves. For the preemption pass. Where the
// unit alone cannot tell, the answer is yes: another unit may call what it can
// see, and may call back.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_PREEMPTIONREACH_H
#define CONURE_REWRITE_PREEMPTIONREACH_H

#include "rewrite/Unit.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallVector.h"

namespace conure::rewrite {

/// The function that was written, for an instance of a template the template.
const clang::FunctionDecl *patternOf(const clang::FunctionDecl *F);

class PreemptionReach {
public:
  explicit PreemptionReach(UnitContext &U) : U(U) {}
  /// Reads the unit's user code; before anything else.
  void build();

  bool isRecursive(const clang::FunctionDecl *F) const { return Recursive.contains(patternOf(F)); }
  /// False if no process can run \p F: it is main, or a function of this unit
  /// alone that only such functions call.
  bool mayRunInProcess(const clang::FunctionDecl *F);

private:
  class Reader;
  using Function = const clang::FunctionDecl *;

  static bool isOfThisUnitAlone(Function F);
  void findCycles();
  void findReached();

  UnitContext &U;
  /// Direct calls between functions of the user's files, templates as patterns.
  /// Null stands for other units and for what is called through a pointer.
  llvm::DenseMap<Function, llvm::SetVector<Function>> Calls;
  llvm::SmallVector<Function, 0> Order; ///< the keys of Calls, as they were met
  llvm::DenseSet<Function> Recursive, Reached;
  bool ReachedKnown = false;
};

} // namespace conure::rewrite

#endif
