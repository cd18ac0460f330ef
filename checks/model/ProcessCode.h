//===- ProcessCode.h - What runs inside processes, and how it gets there --===//
//
// Defines ProcessCode: every body reachable from a process class or a recover
// body of one unit, each with the call that leads to it. For the isolation
// rules and the index. Computed once a unit, from its roots only.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_PROCESSCODE_H
#define CONURE_CHECKS_MODEL_PROCESSCODE_H

#include "checks/model/CallGraph.h"
#include "checks/model/Finding.h"
#include "llvm/ADT/PointerUnion.h"
#include <string>
#include <vector>

namespace conure {

class Index;

/// How code is reached, which decides what may be done in it.
enum class Reach {
  Worker,      ///< on a worker thread of the scheduler
  OffWorker,   ///< only inside conure::blocking
  Initialiser, ///< before processes start; only the callbacks it makes matter
};

/// One body, and the step that leads to it.
struct ReachedBody {
  const clang::FunctionDecl *Function = nullptr; ///< a definition; or
  const clang::Expr *Body = nullptr;             ///< a recover body; or
  const clang::ValueDecl *Constant = nullptr;    ///< the initialiser of a constant
  Reach How = Reach::Worker;
  int From = -1;    ///< the body that leads here; -1: this is a root
  CallEdge Via{};   ///< the call in From
  std::string Root; ///< what a root is: "message 'Counter::increment'"
  /// For a root that another unit reaches: its steps, the nearest first.
  struct ForeignStep {
    std::string Text, File;
    unsigned Line, Column;
  };
  std::vector<ForeignStep> Foreign;
  bool Transparent = false;
};

class ProcessCode {
public:
  /// \p Others may be null: no index.
  ProcessCode(Model &M, CallGraph &Graph, const Index *Others);

  llvm::ArrayRef<ReachedBody> bodies() const { return Bodies; }
  /// The body's own facts.
  const BodyFacts &facts(const ReachedBody &B) const;
  /// True if a call in \p B to \p E runs on a worker thread.
  static bool onWorker(const ReachedBody &B, bool OffWorkerEdge) { return B.How == Reach::Worker && !OffWorkerEdge; }

  /// True if \p F is defined nowhere that can be seen and no table knows it.
  bool isUnseen(const clang::FunctionDecl *F) const;

  /// Appends to \p F, as reasons, the calls that lead from a root to \p B. \p F
  /// is moved to the nearest user code if its place is a library's.
  void explain(Finding &F, const ReachedBody &B) const;

private:
  void addRoots();
  void addForeignRoots();
  void run();
  void root(const clang::FunctionDecl *F, std::string Name);
  bool visit(ReachedBody B);
  void follow(int At);
  std::string name(const ReachedBody &B) const;

  Model &M;
  CallGraph &Graph;
  const Index *Others;
  BodyFacts Empty;
  std::vector<ReachedBody> Bodies;
  std::vector<int> Queue[3];
  llvm::DenseMap<std::pair<const void *, int>, int> Seen;
};

/// The name of a process method as a root of process code.
std::string rootName(const clang::CXXMethodDecl *M);

} // namespace conure

#endif
