//===- Algorithms.h - Library calls that only look at a range -------------===//
//
// Defines isReadAtOnce and looksAtRange: an iterator or a container handed to an
// algorithm of the library that is done with it when it returns, so that
// `std::sort(u->begin(), u->end())` makes no borrow that outlives it. For the
// tracing of unique values and of recover's outside variables.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_ALGORITHMS_H
#define CONURE_CHECKS_MODEL_ALGORITHMS_H

#include "checks/model/UniquePlaces.h"

namespace conure {

/// True if \p Iterator is the `begin()` or `end()` of a library container without
/// borrows, and what it is given to within \p Around neither keeps it nor moves
/// elements elsewhere: an algorithm, or a container that copies the range.
bool isReadAtOnce(Model &M, const clang::Expr *Iterator, Ancestors Around);

/// True if the call \p At of \p Callee, a std::ranges algorithm or a free function
/// such as std::erase_if, does so with its container argument \p Range.
bool looksAtRange(Model &M, const clang::Expr *At, const clang::FunctionDecl *Callee, const clang::Expr *Range,
                  Ancestors Around);

/// \p T is something that the library could call with a borrow of what else it is given, and that could keep it: of
/// closures all but those that take copies of values, of other callables those that hold more than values.
bool callsBack(Model &M, clang::QualType T);

/// What \p Callable, a closure or function, makes of an element could take its memory along, or bring that of something
/// that it captured.
bool makesOfMemory(Model &M, clang::QualType Callable);

/// Argument \p Index of \p F, an algorithm over two iterators, is only compared with elements: what is found is one of
/// them.
bool comparesElements(const clang::FunctionDecl *F, unsigned Index);

} // namespace conure

#endif
