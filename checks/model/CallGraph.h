//===- CallGraph.h - Who calls whom, looked up on demand ------------------===//
//
// Defines UnitSurvey, what one pass over a unit's declarations finds (process
// classes, recover bodies, overriders), and CallGraph, which gives the facts of
// a body and the targets of a call. For ProcessCode and Effects. Nothing is
// computed before it is asked for: a unit that does not mention Conure costs
// one look-up of a name.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_CALLGRAPH_H
#define CONURE_CHECKS_MODEL_CALLGRAPH_H

#include "checks/model/BodyFacts.h"
#include "checks/model/KnownTypes.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>

namespace conure {

class Model;

struct UnitSurvey {
  std::vector<const clang::CXXRecordDecl *> Processes; ///< definitions, instantiations included
  /// The argument of each conure::recover, and each expression that a return
  /// turns into a uni<T>.
  std::vector<const clang::Expr *> RecoverBodies;
  llvm::DenseMap<const clang::CXXMethodDecl *, llvm::SmallVector<const clang::CXXMethodDecl *, 2>> Overriders;
  /// Polymorphic classes, and what the unit derives from them, however far.
  llvm::DenseMap<const clang::CXXRecordDecl *, llvm::SmallVector<const clang::CXXRecordDecl *, 2>> Derived;
  /// Functions with a body outside the standard library, in order.
  std::vector<const clang::FunctionDecl *> Definitions;
};

/// Thread-safety: none; one object serves one ASTContext.
class CallGraph {
public:
  explicit CallGraph(Model &M);

  /// False if the unit cannot hold process code: namespace conure is unknown.
  bool mentionsConure() const;
  const UnitSurvey &survey();

  /// The declaration that holds the body of \p F: itself, or the template it
  /// would be made from if the unit does not instantiate it. Null if none.
  const clang::FunctionDecl *definition(const clang::FunctionDecl *F);
  /// \p Definition must come from definition().
  const BodyFacts &facts(const clang::FunctionDecl *Definition);
  const BodyFacts &facts(const clang::Expr *E);
  /// What a constant's initialiser names: for the callbacks it holds.
  const BodyFacts *initialiser(const clang::ValueDecl *V);

  /// The functions that \p E may reach: the callee, and overriders if it is dispatched.
  llvm::SmallVector<const clang::FunctionDecl *, 4> targets(const CallEdge &E);

  /// What \p F, or what it calls of the user's, throws out of it with a type that
  /// is not free of borrows; library exceptions and texts left out.
  llvm::ArrayRef<const clang::CXXThrowExpr *> borrowsThrown(const clang::FunctionDecl *F);

  /// What the table says about \p F. A function of the user's that happens to
  /// bear the name of one of C is not in the table.
  const KnownFunction *known(const clang::FunctionDecl *F);
  const KnownFunction *known(const clang::ValueDecl *V);
  /// True if objects of \p T, or what an array of them holds, lock themselves.
  bool isShareable(clang::QualType T);
  /// A std::atomic, of whatever: only one of a value type is shareable.
  static bool isAtomic(clang::QualType T);
  const KnownType *knownType(const clang::CXXRecordDecl *R) const;
  /// Code of the standard library, of Conure and of trusted headers: calls out
  /// of it are followed, what it does itself is not looked at.
  bool isTransparent(const clang::Decl *D);
  /// CONURE_TRUSTED, or a method of a CONURE_SENDABLE class.
  bool isTrusted(const clang::FunctionDecl *F);

private:
  Model &M;
  std::optional<UnitSurvey> Survey;
  llvm::DenseMap<const clang::FunctionDecl *, const clang::FunctionDecl *> Definitions;
  llvm::DenseMap<const void *, std::unique_ptr<BodyFacts>> Facts;
  llvm::DenseMap<const clang::FunctionDecl *, std::vector<const clang::CXXThrowExpr *>> Thrown;
};

/// "Counter::increment", "helper()", "a lambda": for messages.
std::string displayName(const clang::FunctionDecl *F);

} // namespace conure

#endif
