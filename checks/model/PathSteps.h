//===- PathSteps.h - Functions that keep naming the same value ------------===//
//
// Defines the library functions and methods that do not leave a value but name
// it, or a part of it, in another way: `*p`, `v[0]`, `std::move(x)`,
// `std::get<0>(t)`. For the trace of unique places.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_PATHSTEPS_H
#define CONURE_CHECKS_MODEL_PATHSTEPS_H

#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"

namespace conure {

enum class PathStep {
  None,
  Into, ///< the result is a part: `*`, `->`, `[]`, `at`, `front`, `back`, `value`
  Send, ///< operator-> of a process handle: what follows is a message
};
PathStep pathStep(const clang::CXXMethodDecl *M);

enum class PassThrough {
  None,
  Same,    ///< std::move, std::forward, std::as_const
  Part,    ///< std::get, std::get_if
  Address, ///< std::addressof
  Swap,    ///< std::swap, std::exchange
  Recover, ///< conure::recover, conure::freeze
  Handle,  ///< conure::self
};
/// What \p F does with its argument number \p Index.
PassThrough passThrough(const clang::FunctionDecl *F, unsigned Index);

/// A function or constructor of the standard library or of Conure's, or one of C's that the
/// compiler knows: it reads what it is given and keeps no address but in its
/// result and its other arguments.
bool isLibraryReader(const clang::FunctionDecl *F);
/// memcpy, strlen, …: takes characters by pointer.
bool isBuiltinReader(const clang::FunctionDecl *F);

/// `std::ignore`.
bool isStdIgnore(const clang::Expr *E);
/// A stream of the standard library, which keeps no address of what goes through it.
bool isStreamClass(clang::QualType T);
/// std::basic_string, which copies the characters it is made from.
bool isStringClass(clang::QualType T);

} // namespace conure

#endif
