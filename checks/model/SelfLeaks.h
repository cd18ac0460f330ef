//===- SelfLeaks.h - Objects that others know when they have been made ----===//
//
// Defines selfLeak: the constructor that makes an object and leaves the object's
// own address somewhere. For rules by which a fresh object is nobody else's.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_SELFLEAKS_H
#define CONURE_CHECKS_MODEL_SELFLEAKS_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace conure {

class Model;

/// \p Making is a `new` expression or a call of std::make_shared and its like that makes a \p Class. The constructor that
/// runs there, if `this` goes from it, or from one that it calls, to a global, behind a pointer, or into what an argument
/// refers to; null if none does. A constructor whose body no unit has may put it wherever an argument has a place for it.
const clang::CXXConstructorDecl *selfLeak(Model &M, const clang::Expr *Making, const clang::CXXRecordDecl *Class);

} // namespace conure

#endif
