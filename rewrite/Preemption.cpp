//===- Preemption.cpp - Points where a process may be made to yield -------===//
//
// Each loop iteration and each entry of a function that may come back to itself
// gets `::conure::rt::preempt();`, one load and a branch, if a process may run
// it. A loop whose body a macro writes cannot be edited and is reported. The
// points of all units are dropped if no unit has a process class.
//
//===----------------------------------------------------------------------===//
#include "rewrite/PreemptionReach.h"
#include "rewrite/SourceWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace conure::rewrite {

namespace {

constexpr llvm::StringLiteral Call = " ::conure::rt::preempt();";

class ProcessClassSearch : public SourceWalk<ProcessClassSearch> {
public:
  using SourceWalk::SourceWalk;
  bool Found = false;
  bool VisitCXXRecordDecl(CXXRecordDecl *R) { return !(Found = Found || isProcessClass(R)); }
};

class Points : public SourceWalk<Points> {
public:
  Points(UnitContext &U, PreemptionReach &R) : SourceWalk(U), R(R) {}

  bool TraverseDecl(Decl *D) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(D);
    if (F && F->isConsteval())
      return true; // never runs
    bool Before = Outside;
    if (F)
      Outside = !R.mayRunInProcess(F);
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Outside = Before;
    return Go;
  }
  /// It may be handed on to a process.
  bool TraverseLambdaExpr(LambdaExpr *E, DataRecursionQueue * = nullptr) {
    bool Before = Outside;
    Outside = false;
    bool Go = RecursiveASTVisitor::TraverseLambdaExpr(E);
    Outside = Before;
    return Go;
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (Outside || !F->isThisDeclarationADefinition() || !F->hasBody() || !R.isRecursive(F))
      return true;
    const Stmt *Body = F->getBody();
    if (const auto *Try = dyn_cast<CXXTryStmt>(Body))
      Body = Try->getTryBlock();
    const auto *Block = dyn_cast<CompoundStmt>(Body);
    if (Block && U.isPlain(Block->getLBracLoc()))
      add(Block->getLBracLoc(), "entry of recursive '" + F->getNameAsString() + "'");
    else if (Block)
      U.uninstrumented(F->getLocation(), "recursive function '" + F->getNameAsString() +
                                             "' has no preemption point: it is written by a macro");
    return true;
  }
  bool VisitForStmt(ForStmt *S) { return loop(S, S->getBody()); }
  bool VisitWhileStmt(WhileStmt *S) { return loop(S, S->getBody()); }
  bool VisitDoStmt(DoStmt *S) { return loop(S, S->getBody()); }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) { return loop(S, S->getBody()); }

private:
  bool loop(Stmt *Loop, Stmt *Body) {
    if (Outside || !U.isEditable(Loop->getBeginLoc()) || !Body)
      return true;
    if (const auto *Block = dyn_cast<CompoundStmt>(Body)) {
      if (U.isPlain(Block->getLBracLoc()))
        add(Block->getLBracLoc(), "loop");
      else if (!runsOnce(Loop))
        report(Loop);
      return true;
    }
    auto Range = U.written(Body->getSourceRange());
    SourceLocation End = Range ? U.afterStatement(Body) : SourceLocation();
    if (End.isInvalid()) {
      if (!runsOnce(Loop))
        report(Loop);
      return true;
    }
    std::string Group = "preemption point at " + U.placeName(Range->getBegin());
    U.wrap(Range->getBegin(), End, "{" + Call.str() + " ", " }", Group, "loop");
    ++U.stats().Preemptions;
    return true;
  }

  /// `do { … } while (0)`, the idiom of macros.
  bool runsOnce(const Stmt *Loop) const {
    const auto *Do = dyn_cast<DoStmt>(Loop);
    bool Again = true;
    return Do && !Do->getCond()->isValueDependent() && Do->getCond()->EvaluateAsBooleanCondition(Again, U.context()) &&
           !Again;
  }

  void add(SourceLocation Brace, std::string Reason) {
    U.insert(U.afterToken(Brace), Call.str(), "preemption point at " + U.placeName(Brace), Reason);
    ++U.stats().Preemptions;
  }
  void report(const Stmt *Loop) {
    U.uninstrumented(Loop->getBeginLoc(), "loop has no preemption point: its body is written by a macro")
        .Notes.push_back({NoteRole::Help, {}, "a process in it keeps its thread until the loop ends"});
  }

  PreemptionReach &R;
  bool Outside = false; ///< in a function that no process runs
};

class PreemptionPass final : public Pass {
public:
  void run(UnitContext &U) override {
    ProcessClassSearch Search(U);
    Search.walk();
    if (!Search.Found && U.options().OnlyUnit)
      return; // it would all be dropped
    PreemptionReach R(U);
    R.build();
    U.proposeForProcesses(Search.Found, [&] { Points(U, R).walk(); });
  }
};

} // namespace

std::unique_ptr<Pass> makePreemptionPass() { return std::make_unique<PreemptionPass>(); }

} // namespace conure::rewrite
