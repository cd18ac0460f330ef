//===- Scope.h - Which declarations of a unit the rules look at -----------===//
//
// Defines userDecls, the top-level declarations that rules need to see. For the
// drivers, which set it as the ASTContext's traversal scope: most of a unit is
// headers that no rule may report on, and walking them costs more than parsing.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_SCOPE_H
#define CONURE_CHECKS_MODEL_SCOPE_H

#include "clang/AST/ASTContext.h"
#include <vector>

namespace conure {

class Model;

/// The declarations of \p M's unit, outside of namespaces, that are user code,
/// and those in namespaces that are opened in user code. Instantiations of
/// user templates belong to their templates and are among them.
std::vector<clang::Decl *> userDecls(Model &M);

} // namespace conure

#endif
