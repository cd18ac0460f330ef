//===- Crossing.h - How a value crosses into a unique one -----------------===//
//
// Defines Crossing, what an argument is to a unique value that receives it
// (sendable, or which kind of borrow), and what is known of an expression's and
// a type's part in it. For the availability of calls and for assignments.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_CROSSING_H
#define CONURE_CHECKS_MODEL_CROSSING_H

#include "checks/model/Model.h"

namespace conure {

/// How an argument crosses into a unique value.
enum class Crossing { Sendable, ImmutableBorrow, PlainMutableBorrow, Refused };

/// Classifies \p Arg, given to a parameter of type \p Param. \p Keeper is the
/// type that could keep a borrow of it.
Crossing crossing(Model &M, const clang::Expr *Arg, clang::QualType Param, clang::QualType Keeper);

/// True if \p E, as a value that something of type \p T receives, is sendable.
bool isSendableExpression(Model &M, const clang::Expr *E, clang::QualType T);

/// The type that a borrow of type \p T gives access to; null if it is not plain
/// to see (an iterator, a view of unknown make).
clang::QualType borrowedType(clang::QualType T);

/// `"text"`: characters that nothing can change.
bool isLiteral(const clang::Expr *E);

/// A closure or other class seen through a reference borrows what it borrows.
bool isBorrowType(Model &M, clang::QualType T);

} // namespace conure

#endif
