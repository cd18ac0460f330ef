//===- Owners.h - Where raw pointers flow in a unit -----------------------===//
//
// Defines followPointers, which writes down where the raw pointers of a unit
// go, so that the plan can tell which of them may own (Pointers.h), and the
// names of the nodes. For the passes of counts/.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_OWNERS_H
#define CONURE_REWRITE_COUNTS_OWNERS_H

#include "rewrite/Unit.h"

namespace conure::rewrite {

/// A variable, parameter or field; empty if it has no name to other units.
std::string pointerNode(UnitContext &U, const clang::ValueDecl *D);
/// `this` in \p M.
std::string thisNode(UnitContext &U, const clang::CXXMethodDecl *M);

/// All pointers to objects of the class that \p T points to that are where nobody looks: in containers.
std::string anyPointerNode(clang::QualType T);

/// Looks through all of the unit that is the user's, instantiations included.
void followPointers(UnitContext &U);

} // namespace conure::rewrite

#endif
