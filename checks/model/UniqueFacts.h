//===- UniqueFacts.h - The walk over unique values and recover ------------===//
//
// Defines collectUniqueFindings, one walk over a translation unit that finds each
// expression that names a unique value, each recover body and each type that
// borrows a unique value, and asks for the judgement on it. For the rules
// uni-borrow, uni-call, uni-assign, recover-capture, recover-result and
// implicit-recover, which share the walk and report their part of its findings.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUEFACTS_H
#define CONURE_CHECKS_MODEL_UNIQUEFACTS_H

#include "checks/model/Model.h"
#include <vector>

namespace conure {

/// Empty, at once, for a unit that does not know uni<T>. A place in a template is
/// reported once a rule, whatever the number of instantiations.
std::vector<Finding> collectUniqueFindings(Model &M);

} // namespace conure

#endif
