//===- RecoverAdvice.h - How a value becomes unique -----------------------===//
//
// Defines adviseRecover, which says how to make a unique value of an expression
// so that the rules of recover then accept it, and wrapInRecover, the edit. For
// the findings that ask for a sendable value where an owned one is given.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_RECOVERADVICE_H
#define CONURE_CHECKS_MODEL_RECOVERADVICE_H

#include "checks/model/Finding.h"
#include "checks/model/Model.h"

namespace conure {

struct RecoverAdvice {
  std::string Help;        ///< the help line
  std::optional<Fix> Mend; ///< only where `recover(…)` around the expression is accepted
};

/// What to do with \p E, which is given where a unique value is needed.
RecoverAdvice adviseRecover(Model &M, const clang::Expr *E);

/// The edit that wraps \p E in `recover(…)`; none inside a macro.
std::optional<Fix> wrapInRecover(Model &M, const clang::Expr *E);

} // namespace conure

#endif
