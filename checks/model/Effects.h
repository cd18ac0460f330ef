//===- Effects.h - What a body touches, blocks on, and may drop -----------===//
//
// Defines ownEffects, the effects of one body that the isolation rules report
// and the index records, and Effects, which answers what a call may do to
// objects that its caller holds. For those rules, for the index, and for the
// rewriter's elision.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_EFFECTS_H
#define CONURE_CHECKS_MODEL_EFFECTS_H

#include "checks/model/CallGraph.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>
#include <utility>
#include <vector>

namespace conure {

class Index;
class Model;

/// For people and for the index: places and what is there.
struct OwnEffects {
  using List = std::vector<std::pair<clang::SourceLocation, std::string>>;
  List Shared, Blocking, Unsafe, Unseen;
};
OwnEffects ownEffects(const BodyFacts &Facts, Model &M);

/// False for a constructor of a lock that does not lock at once.
bool blocksAsWritten(const CallEdge &E);

/// "a const_cast", "raw 'new'": what a hazard is called in messages.
llvm::StringRef hazardName(HazardKind Kind);

/// "Maybe" answers are "may": only No is a promise.
class Effects {
public:
  Effects(Model &M, CallGraph &Graph, const Index *Others);

  /// Whether a call to \p F may destroy, move out of or assign over an object
  /// of class \p Class (or one derived from it, or one that holds it) that
  /// existed before the call. \p F may be virtual: overriders count.
  bool mayDrop(const clang::FunctionDecl *F, const clang::CXXRecordDecl *Class);
  /// As above for one call expression; an indirect call may do anything.
  bool mayDrop(const clang::CallExpr *Call, const clang::CXXRecordDecl *Class);

  /// Whether anything that a call to \p F may run has \p Test hold, or cannot
  /// be seen. The edges are those of every body that is reached.
  bool mayReach(const clang::FunctionDecl *F, llvm::function_ref<bool(const CallEdge &)> Test);

  /// Whether \p F may keep parameter \p Index (or `this`, by ThisParameter)
  /// beyond the call: store it, return it, capture it, or pass it on to
  /// something that may.
  static constexpr unsigned ThisParameter = ~0u;
  bool mayKeep(const clang::FunctionDecl *F, unsigned Index);

private:
  struct Closure {
    bool Unknown = false;
    std::vector<const CallEdge *> Edges;
  };
  const Closure &closure(const clang::FunctionDecl *F);

  Model &M;
  CallGraph &Graph;
  [[maybe_unused]] const Index *Others;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Closure>> Closures;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, const clang::CXXRecordDecl *>, bool> Drops;
  llvm::DenseMap<std::pair<const clang::FunctionDecl *, unsigned>, bool> Keeps;
};

} // namespace conure

#endif
