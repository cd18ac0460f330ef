//===- ElementArguments.h - Elements that functions are given --------------===//
//
// Defines ElementArguments, which tells of `f(v, v[0])`: a parameter is a borrow
// of an element that nobody guards, while its function may change the container.
// For the contents pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_ELEMENTARGUMENTS_H
#define CONURE_REWRITE_COUNTS_ELEMENTARGUMENTS_H

#include "rewrite/counts/ContentsBody.h"

namespace conure::rewrite {

class ElementArguments {
public:
  ElementArguments(UnitContext &U, Counted &C, Effects &Calls) : U(U), C(C), Calls(Calls) {}

  /// Reports \p A, an argument in the function of \p All, if its parameter may dangle.
  void look(const ElementArgument &A, const ContentsBody &All);

private:
  bool usesAfterChange(const clang::FunctionDecl *F, const clang::ParmVarDecl *P, const clang::CXXRecordDecl *R);

  UnitContext &U;
  Counted &C;
  Effects &Calls;
  llvm::DenseMap<std::pair<const clang::ParmVarDecl *, const clang::CXXRecordDecl *>, bool> Using;
  llvm::DenseSet<clang::SourceLocation> Told; ///< once for all instantiations
};

} // namespace conure::rewrite

#endif
