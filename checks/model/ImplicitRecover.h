//===- ImplicitRecover.h - Where a T becomes a uni<T> unasked -------------===//
//
// Defines the findings of implicit-recover. For the walk over unique values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_IMPLICITRECOVER_H
#define CONURE_CHECKS_MODEL_IMPLICITRECOVER_H

#include "checks/model/Model.h"
#include "clang/AST/ExprCXX.h"

namespace conure {

/// \p E becomes a \p Unique outside of a return.
Finding implicitRecover(Model &M, const clang::Expr *E, clang::QualType Unique);

/// A call of the library that forwards its arguments to a constructor makes the
/// conversion in its own code: `spawn<P>(v)`, `make_unique<P>(v)`,
/// `us.emplace_back(v)`. It is the caller's all the same.
llvm::SmallVector<Finding, 1> conversionsInLibrary(Model &M, const clang::Expr *E);

/// A cast that takes a plain object for a unique value.
std::optional<Finding> forgedUnique(Model &M, const clang::ExplicitCastExpr *Cast);

} // namespace conure

#endif
