//===- Constants.h - Which variables of static storage cannot change ------===//
//
// Defines constantVerdict: whether every process may read a global, or the
// reason why not. For shared-state. Wider than TypeKinds::deeplyImmutable,
// which is about sharing what a pointer owns: a constant may also point to
// constants (`const char *const names[]`), hold owned containers, and be an
// object that synchronises itself.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_CONSTANTS_H
#define CONURE_CHECKS_MODEL_CONSTANTS_H

#include "checks/model/TypeKinds.h"
#include "clang/AST/Decl.h"

namespace conure {

class CallGraph;

/// Whether process code may name \p V, which has static or thread storage.
Verdict constantVerdict(const clang::ValueDecl *V, CallGraph &Graph, TypeKinds &Types);

/// Would \p V be one that process code may name, if it were declared `const`?
bool wouldBeConstant(const clang::ValueDecl *V, CallGraph &Graph, TypeKinds &Types);

/// Is \p V a member of a class template that was given an object by a template argument
/// (`std::integral_constant<int *, &g>::value`), and may so hand that out, also where the template is a library's?
bool namesTemplateArgument(const clang::ValueDecl *V);

} // namespace conure

#endif
