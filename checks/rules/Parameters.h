//===- Parameters.h - Parameters through which values cross ---------------===//
//
// Defines what is wrong with a parameter that must be taken by value and be
// sendable, and how to mend it. For async-signature and spawn-argument.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_RULES_PARAMETERS_H
#define CONURE_CHECKS_RULES_PARAMETERS_H

#include "checks/model/Finding.h"
#include "checks/model/Model.h"
#include <optional>

namespace conure {

/// "'name'", or "number 2" for one without a name.
std::string parameterName(const clang::ParmVarDecl *P);

/// What is wrong with \p P, placed at it; nothing if it is by value and
/// sendable, or depends on a template's arguments. \p What begins the message.
std::optional<Finding> parameterProblem(llvm::StringRef Rule, llvm::StringRef What, const clang::ParmVarDecl *P,
                                        Model &M);

/// Adds the help line for a value of type \p T that cannot cross. \p Through: "channel", "future" or "promise" for
/// the element of one, empty for a parameter.
void helpToSend(Finding &F, clang::QualType T, Model &M, llvm::StringRef Through = "");

/// Takes a `const T &` or `T &&` parameter by value instead, in every
/// declaration of its function. Nothing if T is not sendable.
std::optional<Fix> byValueFix(const clang::ParmVarDecl *P, Model &M);

} // namespace conure

#endif
