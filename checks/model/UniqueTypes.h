//===- UniqueTypes.h - Types that borrow unique values --------------------===//
//
// Defines the questions that uni-borrow asks about types and single expressions:
// does a declared type hold a `uni<T>&` or `uni<T>*` anywhere, does an expression
// name a unique value. For the walk over unique values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUETYPES_H
#define CONURE_CHECKS_MODEL_UNIQUETYPES_H

#include "checks/model/Model.h"
#include "clang/AST/Decl.h"

namespace conure {

/// True if \p T has a reference or pointer to a uni<T> in it. \p Parameter: a
/// `uni<T>&&` at the top is a sink and fine.
bool borrowsUnique(clang::QualType T, bool Parameter);

/// True if it is the declaration of parameter \p P of \p F that borrows a unique
/// value, and not the argument for which a template deduced its type. A generic
/// lambda's parameters count as declared: it is the library that calls it.
bool declaresBorrowOfUnique(const clang::FunctionDecl *F, const clang::ParmVarDecl *P);

/// The finding for it; \p Subject is the start of the message: "'x' is".
Finding borrowedInType(Model &M, clang::SourceLocation Loc, clang::SourceRange Range, std::string Subject,
                       clang::QualType T);

/// True if \p E is a glvalue of type uni<T> that is no other such expression
/// with a cast, a condition or std::move around it.
bool namesUnique(const clang::Expr *E);

} // namespace conure

#endif
