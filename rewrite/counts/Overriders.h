//===- Overriders.h - Which classes derive from which ---------------------===//
//
// Defines Overriders, the class hierarchies of the user's in one unit: who
// derives from a class, who overrides a method, and whether the unit can know
// them all. For DropSteps and Effects.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_OVERRIDERS_H
#define CONURE_REWRITE_COUNTS_OVERRIDERS_H

#include "rewrite/Unit.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace conure::rewrite {

class Overriders {
public:
  explicit Overriders(UnitContext &U) : U(U) {}

  /// Nobody else can derive from a class that is in the unit's own file.
  bool seesDerived(const clang::CXXRecordDecl *R) const;
  /// \p M, if it has a body, and all that override it.
  llvm::ArrayRef<const clang::CXXMethodDecl *> of(const clang::CXXMethodDecl *M);
  /// The classes derived from \p R, itself left out.
  llvm::ArrayRef<const clang::CXXRecordDecl *> derivedFrom(const clang::CXXRecordDecl *R);
  /// The user's overriders of methods that the library declares.
  llvm::ArrayRef<const clang::CXXMethodDecl *> ofLibrary();
  /// All polymorphic classes of the user.
  llvm::ArrayRef<const clang::CXXRecordDecl *> classes();

private:
  void collect();
  void add(const clang::CXXRecordDecl *R);

  UnitContext &U;
  bool Collected = false;
  using Methods = llvm::SmallVector<const clang::CXXMethodDecl *, 4>;
  llvm::DenseMap<const clang::CXXMethodDecl *, Methods> Overriding;
  llvm::DenseMap<const clang::CXXRecordDecl *, llvm::SmallVector<const clang::CXXRecordDecl *, 4>> Derived;
  Methods Hooks;
  std::vector<const clang::CXXRecordDecl *> Polymorphic;
};

} // namespace conure::rewrite

#endif
