//===- CallParts.h - Who is called, on what, with what --------------------===//
//
// Defines Dispatch, which overrider a call leads to, and CallParts, one view of the forms a call has in the AST:
// functions, methods, operators, constructors. For walks over bodies that ask about each argument by its parameter.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_CALLPARTS_H
#define CONURE_CHECKS_MODEL_CALLPARTS_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallVector.h"

namespace conure {

/// Who runs where \p M is called on \p Object. Where the object's class is plain to see that need not be M:
/// `static_cast<Base &>(derived).f()`. \p Named, if not null, is how M is named.
struct Dispatch {
  const clang::CXXMethodDecl *Called = nullptr;
  bool Dynamic = false; ///< or any overrider of it

  Dispatch() = default;
  Dispatch(const clang::CXXMethodDecl *M, const clang::Expr *Object, const clang::MemberExpr *Named = nullptr);
};

struct CallParts {
  const clang::FunctionDecl *Callee = nullptr; ///< null: a pointer is called
  const clang::Expr *Object = nullptr;         ///< what a method is called on; null for a constructor
  llvm::SmallVector<const clang::Expr *, 4> Args;
  bool Dispatches = false; ///< an overrider may run in its place

  explicit CallParts(const clang::CallExpr *C);
  explicit CallParts(const clang::CXXConstructExpr *C);
};

} // namespace conure

#endif
