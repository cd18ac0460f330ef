//===- BodyParts.h - What a body does without saying so -------------------===//
//
// Defines castHazard, what of a cast the checks cannot follow,
// takesBytesForPointer, which says the same of calls, and addDestruction and addDestructionsOf, the destructors that
// run where none is written. For the scan of bodies (BodyFacts.cpp).
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_BODYPARTS_H
#define CONURE_CHECKS_MODEL_BODYPARTS_H

#include "checks/model/BodyFacts.h"
#include <optional>

namespace conure {

std::optional<HazardKind> castHazard(const clang::ExplicitCastExpr *E, clang::ASTContext &Ctx);

/// The call \p E of \p F, memcpy or bit_cast, makes an object that holds a pointer out of one of another type; or it is
/// of the scanf family and reads a pointer (`%p`).
bool takesBytesForPointer(const clang::CallExpr *E, const clang::FunctionDecl *F);

/// What the destruction of an object of type \p T does, as implicit calls.
/// With \p ThroughPointer the object may be of a derived class.
void addDestruction(clang::QualType T, clang::SourceLocation Loc, bool OwnObject, bool ThroughPointer,
                    BodyFacts &Facts);

/// What the end of \p F destroys: its parameters, of a destructor the members and
/// bases, of a constructor that throws the members.
void addDestructionsOf(const clang::FunctionDecl *F, BodyFacts &Facts);

} // namespace conure

#endif
