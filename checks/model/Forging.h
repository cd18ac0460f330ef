//===- Forging.h - Casts that take memory for what it is not --------------===//
//
// Defines forges, which tells whether a cast makes a promise of a type (a
// unique value, an immutable pointer) out of memory that never gave it. For the
// rules on unique values and frozen-alias: conversions are judged, such a cast
// is none.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_FORGING_H
#define CONURE_CHECKS_MODEL_FORGING_H

#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace conure {

/// True if \p Cast is a reinterpret_cast, or does what one does, to a type that
/// mentions one for which \p Promises is true, from a type that does not mention
/// it. Bytes and `void *` may be anything; `unsafe` tells of them.
bool forges(const clang::ExplicitCastExpr *Cast, llvm::function_ref<bool(clang::QualType)> Promises);

} // namespace conure

#endif
