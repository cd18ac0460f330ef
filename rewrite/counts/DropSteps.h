//===- DropSteps.h - The steps by which code may drop a value -------------===//
//
// Defines DropSteps, which lists what a statement, a function or the end of an
// object's life does itself, as far as it concerns counted values. For Drops,
// which follows the calls among them.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_DROPSTEPS_H
#define CONURE_REWRITE_COUNTS_DROPSTEPS_H

#include "rewrite/counts/Counted.h"
#include "rewrite/counts/Overriders.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/PointerIntPair.h"
#include <memory>
#include <string>
#include <vector>

namespace conure::rewrite {

/// Something that can be run: with a declaration that says what.
enum class DropKind : unsigned {
  Runs,            ///< a function
  Destroys,        ///< an object of exactly this class
  DestroysDerived, ///< an object of this class or one derived from it
  Moves,           ///< an object of this class is moved from
  Virtual,         ///< a virtual method, whichever overrides it
  LibraryHooks,    ///< the user's overriders of methods of the library (the unit)
};
using DropNode = llvm::PointerIntPair<const clang::Decl *, 3, DropKind>;

struct DropStep {
  std::string What;                              ///< "it drops a 'Node'"; of a call to what is in the unit: empty
  clang::SourceLocation Loc;                     ///< in the code that was looked at
  const clang::CXXRecordDecl *Dropped = nullptr; ///< a counted class (its pattern); null: anything, or a call
  DropNode Callee;                               ///< followed in this unit
  std::string Key;                               ///< followed in the index; without one it may drop anything
};
using StepList = std::vector<DropStep>;

class DropSteps {
public:
  DropSteps(UnitContext &U, Counted &C) : U(U), C(C), Hierarchy(U) {}

  const StepList &of(DropNode N);
  const StepList &of(const clang::Stmt *S);

  /// What the index calls it; empty for what no other unit can name.
  std::string key(DropNode N);

  UnitContext &unit() { return U; }
  Overriders &hierarchy() { return Hierarchy; }

private:
  friend class DropScan;
  void runs(const clang::FunctionDecl *F, StepList &Into);
  void body(const clang::FunctionDecl *F, StepList &Into);
  void unseen(const clang::FunctionDecl *F, StepList &Into);
  void destroys(const clang::CXXRecordDecl *R, StepList &Into);
  void destroysDerived(const clang::CXXRecordDecl *R, StepList &Into);
  void moves(const clang::CXXRecordDecl *R, StepList &Into);
  void virtualCall(const clang::CXXMethodDecl *M, StepList &Into);
  void destruction(clang::QualType T, clang::SourceLocation L, StepList &Into);
  void libraryArguments(const clang::FunctionDecl *F, StepList &Into);
  void argumentsOf(const clang::CXXRecordDecl *R, StepList &Into, bool OnlyHidden);
  void parts(const clang::CXXRecordDecl *R, DropKind How, StepList &Into);
  /// True for a class that can be destroyed without a word, until the rewriter gives a part of it one.
  bool isHidden(const clang::CXXRecordDecl *R);

  UnitContext &U;
  Counted &C;
  Overriders Hierarchy;
  llvm::DenseMap<DropNode, std::unique_ptr<StepList>> Nodes;
  llvm::DenseMap<const clang::Stmt *, std::unique_ptr<StepList>> Statements;
  llvm::DenseMap<const clang::CXXRecordDecl *, bool> Hidden;
};

} // namespace conure::rewrite

#endif
