//===- Preemption.cpp - Points where a process may be made to yield -------===//
//
// Each loop iteration and each entry of a recursive function of process code
// gets `::conure::rt::preempt();`, one load and a branch. A loop whose body a
// macro writes cannot be edited and is reported.
//
//===----------------------------------------------------------------------===//
#include "rewrite/SourceWalk.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;

namespace conure::rewrite {

namespace {

constexpr llvm::StringLiteral Call = " ::conure::rt::preempt();";

const FunctionDecl *patternOf(const FunctionDecl *F) {
  if (const FunctionDecl *P = F->getTemplateInstantiationPattern())
    F = P;
  return F->getCanonicalDecl();
}

/// Direct calls between the functions of the user's files, templates as
/// patterns, and from them which functions can come back to themselves.
class Recursion : public RecursiveASTVisitor<Recursion> {
public:
  explicit Recursion(UnitContext &U) : U(U) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  void build() {
    for (Decl *D : U.context().getTranslationUnitDecl()->decls())
      if (U.isEditable(D->getLocation()))
        TraverseDecl(D);
    findCycles();
  }
  bool isRecursive(const FunctionDecl *F) const { return Recursive.contains(patternOf(F)); }

  bool TraverseDecl(Decl *D) {
    const FunctionDecl *Outer = Current;
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D); F && F->isThisDeclarationADefinition())
      Current = patternOf(F);
    bool Go = RecursiveASTVisitor::TraverseDecl(D);
    Current = Outer;
    return Go;
  }
  bool VisitCallExpr(CallExpr *E) {
    note(E->getDirectCallee());
    // In a pattern the callee may be known by name only.
    if (const auto *Lookup = dyn_cast<OverloadExpr>(E->getCallee()->IgnoreParenImpCasts()))
      for (const NamedDecl *D : Lookup->decls())
        note(D->getAsFunction());
    return true;
  }
  /// A virtual call may reach any overrider.
  bool VisitCXXMethodDecl(CXXMethodDecl *M) {
    for (const CXXMethodDecl *Base : M->overridden_methods())
      Calls[patternOf(Base)].insert(patternOf(M));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    note(E->getConstructor());
    return true;
  }

private:
  void note(const FunctionDecl *Callee) {
    if (!Current || !Callee || !U.isEditable(Callee->getLocation()))
      return;
    Calls[Current].insert(patternOf(Callee));
  }

  /// Tarjan's algorithm without recursion of its own: call chains are long.
  void findCycles() {
    struct Frame {
      const FunctionDecl *F;
      llvm::SmallVector<const FunctionDecl *, 8> Next;
    };
    llvm::DenseMap<const FunctionDecl *, unsigned> Index, Low;
    llvm::DenseSet<const FunctionDecl *> OnStack;
    std::vector<const FunctionDecl *> Stack;
    std::vector<Frame> Work;
    auto Enter = [&](const FunctionDecl *F) {
      Index[F] = Low[F] = Index.size() + 1;
      Stack.push_back(F);
      OnStack.insert(F);
      Frame New{F, {}};
      if (auto It = Calls.find(F); It != Calls.end())
        New.Next.assign(It->second.begin(), It->second.end());
      Work.push_back(std::move(New));
    };
    for (const auto &[Start, _] : Calls) {
      if (Index.count(Start))
        continue;
      Enter(Start);
      while (!Work.empty()) {
        Frame &Top = Work.back();
        if (!Top.Next.empty()) {
          const FunctionDecl *Callee = Top.Next.pop_back_val();
          if (Callee == Top.F)
            Recursive.insert(Callee);
          if (!Index.count(Callee))
            Enter(Callee);
          else if (OnStack.contains(Callee))
            Low[Top.F] = std::min(Low[Top.F], Index[Callee]);
          continue;
        }
        const FunctionDecl *F = Top.F;
        Work.pop_back();
        if (!Work.empty())
          Low[Work.back().F] = std::min(Low[Work.back().F], Low[F]);
        if (Low[F] != Index[F])
          continue;
        bool Single = Stack.back() == F;
        while (true) {
          const FunctionDecl *Member = Stack.back();
          Stack.pop_back();
          OnStack.erase(Member);
          if (!Single)
            Recursive.insert(Member);
          if (Member == F)
            break;
        }
      }
    }
  }

  UnitContext &U;
  const FunctionDecl *Current = nullptr;
  llvm::DenseMap<const FunctionDecl *, llvm::DenseSet<const FunctionDecl *>> Calls;
  llvm::DenseSet<const FunctionDecl *> Recursive;
};

class ProcessClassSearch : public SourceWalk<ProcessClassSearch> {
public:
  using SourceWalk::SourceWalk;
  bool Found = false;
  bool VisitCXXRecordDecl(CXXRecordDecl *R) { return !(Found = Found || isProcessClass(R)); }
};

class Points : public SourceWalk<Points> {
public:
  Points(UnitContext &U, const Recursion &R) : SourceWalk(U), R(R) {}

  bool TraverseDecl(Decl *D) {
    if (const auto *F = dyn_cast_or_null<FunctionDecl>(D); F && F->isConsteval())
      return true; // never runs
    return RecursiveASTVisitor::TraverseDecl(D);
  }
  bool VisitFunctionDecl(FunctionDecl *F) {
    if (!F->isThisDeclarationADefinition() || !F->hasBody() || !R.isRecursive(F))
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
    if (!U.isEditable(Loop->getBeginLoc()) || !Body)
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

  const Recursion &R;
};

class PreemptionPass final : public Pass {
public:
  void run(UnitContext &U) override {
    ProcessClassSearch Search(U);
    Search.walk();
    if (!Search.Found)
      return;
    Recursion R(U);
    R.build();
    Points(U, R).walk();
  }
};

} // namespace

std::unique_ptr<Pass> makePreemptionPass() { return std::make_unique<PreemptionPass>(); }

} // namespace conure::rewrite
