//===- TypeArguments.h - Walks over template arguments --------------------===//
//
// Defines anyTypeArgument, the types among a class template's arguments, and
// walkTypes, which follows a type through what its spelling holds: pointees,
// elements, arguments of templates, signatures of callables. For rules and the
// model wherever a type counts because it is mentioned, not because it is a part.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_TYPEARGUMENTS_H
#define CONURE_CHECKS_MODEL_TYPEARGUMENTS_H

#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace conure {

/// Calls \p Do with each type among \p Args, packs taken apart; true as soon as
/// a call is.
template <class Fn> bool anyTypeArgument(llvm::ArrayRef<clang::TemplateArgument> Args, Fn Do) {
  for (const clang::TemplateArgument &A : Args)
    if ((A.getKind() == clang::TemplateArgument::Type && Do(A.getAsType())) ||
        (A.getKind() == clang::TemplateArgument::Pack && anyTypeArgument(A.getPackAsArray(), Do)))
      return true;
  return false;
}

/// The same for the arguments of the template that \p R is an instance of.
template <class Fn> bool anyTypeArgument(const clang::CXXRecordDecl *R, Fn Do) {
  const auto *S = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(R);
  return S && anyTypeArgument(S->getTemplateArgs().asArray(), Do);
}

enum class TypeWalk { Into, Over, Stop };

/// Asks \p Visit about \p T and, as long as the answer is Into, about the types
/// that it mentions; true if an answer was Stop. Types come canonical and
/// without references, qualifiers kept.
bool walkTypes(clang::QualType T, llvm::function_ref<TypeWalk(clang::QualType)> Visit);

/// True if \p T mentions a type for which \p Matches is true.
template <class Pred> bool mentionsType(clang::QualType T, Pred Matches) {
  return walkTypes(T, [&](clang::QualType X) { return Matches(X) ? TypeWalk::Stop : TypeWalk::Into; });
}

} // namespace conure

#endif
