//===- BorrowSources.h - Which parameters an expression borrows -----------===//
//
// Defines SourceFinder: the parameters of the function around it that the value
// of an expression borrows, and how. For what functions keep of their arguments.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_BORROWSOURCES_H
#define CONURE_CHECKS_MODEL_BORROWSOURCES_H

#include "checks/model/BorrowTypes.h"
#include "checks/model/CallParts.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace conure {

/// A parameter that a borrow is made of, or (null) the object itself.
struct BorrowSource {
  const clang::ParmVarDecl *Parameter = nullptr;
  bool Content = false; ///< only what it owns
  bool Value = false;   ///< only what its value borrows: it is copied or moved from
  bool Perhaps = false; ///< nothing tells otherwise

  /// What \p F keeps of the parameter, if it keeps this; Nothing if that is none of its own, or dies with the call.
  Kept keptBy(BorrowTypes &Types, const clang::FunctionDecl *F) const;
};

/// Linear in the size of the expression; deeper than a limit it finds nothing.
class SourceFinder {
public:
  /// \p Around: the function whose parameters are looked for.
  SourceFinder(BorrowTypes &Types, const clang::FunctionDecl *Around) : Types(Types), Around(Around) {}

  /// Adds to Found what \p E borrows, over and above what \p As says of each.
  void of(const clang::Expr *E, BorrowSource As);
  /// \p Given is an argument of which \p K is kept.
  void kept(const clang::Expr *Given, Kept K, BorrowSource As);

  llvm::SmallVector<BorrowSource, 4> Found;

private:
  void visit(const clang::Expr *E, BorrowSource As);
  void named(const clang::ValueDecl *D, BorrowSource As);
  void constructed(const clang::CXXConstructExpr *C, BorrowSource As);
  void through(const clang::Expr *Object, BorrowSource As);
  void called(const clang::CallExpr *C, BorrowSource As);
  void methodCalled(const CallParts &C, clang::QualType Result, bool Borrowed, BorrowSource As);
  Kept couldShow(clang::QualType Result, const clang::FunctionDecl *F, unsigned I);
  void closureCalled(const clang::CXXMethodDecl *Operator, BorrowSource As);
  void libraryCalled(const clang::CallExpr *C, BorrowSource As);
  void local(const clang::VarDecl *V, BorrowSource As);

  BorrowTypes &Types;
  const clang::FunctionDecl *Around;
  llvm::SmallPtrSet<const clang::Decl *, 8> Seen; ///< variables and closures
  unsigned Depth = 0;
};

} // namespace conure

#endif
