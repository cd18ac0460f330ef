//===- ObjectEnds.h - Objects that end with the containers in them --------===//
//
// Defines endOf, the end or the overwriting of an object by an expression, and
// placesIn, where the containers are in it. For the contents pass: nobody else
// sees that what a container holds ends, if it ends with the object around it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_OBJECTENDS_H
#define CONURE_REWRITE_COUNTS_OBJECTENDS_H

#include "rewrite/counts/Containers.h"
#include <string>

namespace conure::rewrite {

/// `delete p`, `*p = S()` with an assignment that the compiler wrote, `shared.reset()`.
std::optional<Change> endOf(const clang::Expr *E, Counted &C);
/// What ends there, or is overwritten.
clang::QualType endedType(const Change &What);

/// Where the containers in a \p T begin, as the template arguments of `end_of_object`
/// (runtime/include/conure/ending.h); none if that cannot be told, since counts move them.
std::optional<std::string> placesIn(clang::QualType T, clang::ASTContext &Ctx, Counted &C);

} // namespace conure::rewrite

#endif
