//===- Availability.h - Which calls a unique receiver allows --------------===//
//
// Defines the decision of language.md §3, uni-call: given a call whose receiver
// is a unique value or a part of one, is it available, and if not, why. For the
// judgement of unique places; recover bodies ask it about outside variables too.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_AVAILABILITY_H
#define CONURE_CHECKS_MODEL_AVAILABILITY_H

#include "checks/model/UniquePlaces.h"

namespace conure {

/// Why something may not be done: the words, the place, and the types' reasons.
struct Refusal {
  std::string Why;
  clang::SourceLocation Loc;
  clang::SourceRange Range;
  std::optional<Verdict> Path; ///< shown as reasons under Why
  std::string Help;
  /// Set when the argument must be unique: adviseRecover tells how it becomes so.
  const clang::Expr *ToRecover = nullptr;
};

/// The part of it that is left for a value outside of a recover body: its memory
/// may not be taken along.
std::optional<Refusal> refuseMemory(Model &M, const UniquePlace &P, const Use &U);

/// Nothing if the call of \p U, a Receiver use of \p P, is available.
std::optional<Refusal> refuseCall(Model &M, const UniquePlace &P, const Use &U);

} // namespace conure

#endif
