//===- RecoverResult.h - What a recover body gives out --------------------===//
//
// Defines the judgement of recover-result: the result of a body is no borrow and
// holds none of anything that dies with the body, as far as can be seen in the
// body itself. For the walk over unique values.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_RECOVERRESULT_H
#define CONURE_CHECKS_MODEL_RECOVERRESULT_H

#include "checks/model/Recover.h"

namespace conure {

/// \p Body has been walked: what is declared inside is known.
llvm::SmallVector<Finding, 1> checkRecoverResult(Model &M, const RecoverBody &Body,
                                                 const clang::FunctionDecl *Enclosing);

} // namespace conure

#endif
