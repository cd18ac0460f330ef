//===- Publishing.h - May a function send what it is given? -----------------===//
//
// Defines isPointerToConst and mayPublish: could the memory of an argument that is moved into a function leave the
// process there, or become immutable to everyone. For the flow analysis: who gives it away must not keep a borrow of
// what is in it.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_PUBLISHING_H
#define CONURE_CHECKS_MODEL_PUBLISHING_H

#include "checks/model/Model.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace conure {

/// A std::shared_ptr<const T>.
bool isPointerToConst(clang::QualType T);

/// A value of type \p T that is moved could take memory along into a message or a frozen object.
bool mayLeave(Model &M, clang::QualType T);

/// The body of \p F may publish its parameter number \p Index. \p Inner answers the same of the functions it calls.
/// Without a body: yes.
bool mayPublish(Model &M, const clang::FunctionDecl *F, unsigned Index,
                llvm::function_ref<bool(const clang::FunctionDecl *, unsigned, clang::QualType)> Inner);

} // namespace conure

#endif
