//===- Origins.h - Which containers an expression borrows from ------------===//
//
// Defines originOf, which follows a reference, a pointer, an iterator or a view
// back to the containers that hold what it refers to. For the contents pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_ORIGINS_H
#define CONURE_REWRITE_COUNTS_ORIGINS_H

#include "rewrite/counts/Containers.h"

namespace conure::rewrite {

/// The containers on the way, the innermost first: of `vv[i][j]` these are `vv[i]` and `vv`.
using Origin = llvm::SmallVector<const clang::Expr *, 2>;

/// Where the object that the glvalue \p E designates is held. Follows variables of \p Function only.
Origin originOfObject(const clang::Expr *E, const clang::DeclContext *Function, unsigned Depth = 0);
/// Where the pointer, iterator or view \p E leads.
Origin originOfHandle(const clang::Expr *E, const clang::DeclContext *Function, unsigned Depth = 0);

/// The expression that a variable of this type borrows by: as an object or as a handle.
Origin originOfInit(clang::QualType T, const clang::Expr *Init, const clang::DeclContext *Function, unsigned Depth = 0);

/// True if \p E can be evaluated once more to the same effect: variables, fields, and what leads from one to the next.
bool isRepeatable(const clang::Expr *E);

/// What the function that \p Call calls, set as \p Callee, returns; none if its body is not here or is the library's.
std::vector<const clang::Expr *> returnedBy(const clang::CallExpr *Call, const clang::FunctionDecl *&Callee);
/// The argument that \p Call gives to the parameter that \p E names in \p Callee; null if it names none.
const clang::Expr *argumentFor(const clang::Expr *E, const clang::CallExpr *Call, const clang::FunctionDecl *Callee);

/// \p E without what leaves no text.
const clang::Expr *plain(const clang::Expr *E);

} // namespace conure::rewrite

#endif
