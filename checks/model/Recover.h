//===- Recover.h - The bodies of recover ----------------------------------===//
//
// Defines RecoverBody, one use of `recover` (or a `return` that means one), and
// how to find it: what its body is, what type it gives, what is declared inside.
// For the walk over unique places and for the rule recover-result.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_RECOVER_H
#define CONURE_CHECKS_MODEL_RECOVER_H

#include "checks/model/Model.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <optional>

namespace conure {

struct RecoverBody {
  /// The call of recover, or the conversion in `return e;`.
  const clang::Expr *Whole = nullptr;
  /// The argument: the body itself, or the callable that holds it.
  const clang::Expr *Argument = nullptr;
  /// The lambda literal whose body is the body; null for an expression.
  const clang::LambdaExpr *Lambda = nullptr;
  /// The callable given by name, whose body is not this expression.
  bool RunsCallable = false;
  /// `return e;` in a function that returns uni<T>.
  bool Implicit = false;
  /// The T that becomes a uni<T>, or the uni<T> that becomes a T.
  clang::QualType Result;
  /// Declared in the body, filled while it is walked.
  llvm::SmallPtrSet<const clang::ValueDecl *, 16> Inside;

  bool givesUnique() const { return !isUni(Result); }
};

/// \p E as a call of recover; nullopt when it is none.
std::optional<RecoverBody> asRecover(const clang::Expr *E);

/// \p E as the construction of a uni<T> from a T, which is what `return e;`
/// means in a function that returns uni<T>, and an error elsewhere.
const clang::CXXConstructExpr *asImplicitRecover(const clang::Expr *E);

/// \p E under parentheses, casts that keep the value, and temporaries.
const clang::Expr *underTemporaries(const clang::Expr *E);

/// True if \p E is made from an rvalue uni<T>: what receives it takes over an
/// isolated value.
bool isFromUnique(const clang::Expr *E);

} // namespace conure

#endif
