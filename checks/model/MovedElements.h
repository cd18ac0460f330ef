//===- MovedElements.h - Elements that are moved out of a range -----------===//
//
// Defines movesElementsOut, rangeUnder and elementMoved: `std::make_move_iterator(v.begin())`, `v |
// std::views::as_rvalue`, `std::ranges::iter_move(it)` move elements out of v, though no std::move names it. For the
// search for where a moved value comes from, and for the flow analysis.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_MOVEDELEMENTS_H
#define CONURE_CHECKS_MODEL_MOVEDELEMENTS_H

#include "clang/AST/Expr.h"

namespace conure {

/// An iterator or a view that gives out its elements as rvalues: what reads through it may take them.
bool movesElementsOut(clang::QualType T);

/// The range that the iterator or view \p E goes over, as far as the expression tells; \p E itself where it does not. A
/// variable is followed only if it cannot go over another range: a const one, or one that a range-for makes.
const clang::Expr *rangeUnder(const clang::Expr *E);

/// The range whose element \p E moves from: `*std::make_move_iterator(v.begin())`, `std::ranges::iter_move(it)`; null
/// for anything else.
const clang::Expr *elementMoved(const clang::Expr *E);

} // namespace conure

#endif
