//===- Counts.h - The passes that make borrows count ----------------------===//
//
// Defines what the parts of the count pass share: the word in each counted
// class (Classes.cpp), the type of fields that borrow (Fields.cpp) and of
// pointers in containers (ElementUses.cpp), the guards beside local borrows
// (Locals.cpp), and what containers hold (Contents.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_REWRITE_COUNTS_COUNTS_H
#define CONURE_REWRITE_COUNTS_COUNTS_H

#include "rewrite/counts/Counted.h"
#include "rewrite/counts/Drops.h"
#include "rewrite/counts/Instantiations.h"
#include "rewrite/counts/Uses.h"

namespace conure::rewrite {

/// The place, said with what is added: as a default argument it would be the header's line to a debugger.
inline std::string here() { return ", ::conure::rt::place::current()"; }

/// Gives each counted class its word; vetoes those whose layout code relies on.
void countClasses(UnitContext &U, Counted &C);
/// Makes pointer fields `borrowed<T>` and puts guards beside reference fields.
void countFields(UnitContext &U, Counted &C, const Uses &Used, Drops &D);
/// Makes the pointers that containers hold `borrowed<T>`.
void countElements(UnitContext &U, Counted &C, Drops &D);
/// True if each unit that has \p F sees all code that names it, so that all of them decide alike.
bool isClosed(UnitContext &U, const clang::FieldDecl *F);
/// Puts guards beside variables, parameters, `this` and into closures.
void countLocals(UnitContext &U, Counted &C, const Uses &Used, const Instantiations &Made, Drops &D);

/// Asks for C++20 where a counted class is used in constant expressions: before, its destructor cannot be.
void findConstants(UnitContext &U, Counted &C);

/// Puts guards beside borrows of elements, and checks before what invalidates them.
void countContents(UnitContext &U, Counted &C, Drops &D);

/// Reports borrows of parts of counted values that are kept where no guard stands.
void reportStrayParts(UnitContext &U, Counted &C, Drops &D);

/// What other units must know of this one to leave out counts (IndexFacts.h).
void leaveDropFacts(UnitContext &U, std::set<Index::Fact> &Facts);

} // namespace conure::rewrite

#endif
