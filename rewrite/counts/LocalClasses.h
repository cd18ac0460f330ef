//===- LocalClasses.h - Classes whose values stay in one function ---------===//
//
// Defines homeOf, which tells of a local class whether its values end before
// its function does. What a field of such a class borrows needs no count if
// nothing in the function can drop it. For the field pass.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_LOCALCLASSES_H
#define CONURE_REWRITE_COUNTS_LOCALCLASSES_H

#include "clang/AST/DeclCXX.h"

namespace conure::rewrite {

/// The function that all values of \p R begin and end in; null if \p R is no
/// local class, or if a value might leave: by `new`, `throw`, a static variable,
/// a closure, a template of the user's or a type of the library that hides what
/// it holds.
const clang::FunctionDecl *homeOf(const clang::CXXRecordDecl *R, const clang::SourceManager &SM);

} // namespace conure::rewrite

#endif
