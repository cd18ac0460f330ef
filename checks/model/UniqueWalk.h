//===- UniqueWalk.h - The walk over unique values and recover -------------===//
//
// Defines Collector, DeclWalk and BodyWalk, the parts of collectUniqueFindings:
// what was found, the declarations of a unit, and one body with the statements
// around. For UniqueFacts.cpp, which has the first two, and UniqueBodies.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef CONURE_CHECKS_MODEL_UNIQUEWALK_H
#define CONURE_CHECKS_MODEL_UNIQUEWALK_H

#include "checks/model/UniqueJudge.h"
#include "checks/model/UniqueTypes.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"

namespace conure {

/// Keeps what is found, one a rule and place; of the instantiations of a template one for each message.
class Collector {
public:
  explicit Collector(Model &M) : M(M) {}

  /// \p In: the function that was looked at, or null.
  void add(Finding F, const clang::FunctionDecl *In) {
    auto &Told = Reported[{F.Rule.data(), F.Loc.getRawEncoding()}];
    for (const auto &[Where, Message] : Told)
      if (!In || !Where || Where == In || Message == F.Message)
        return;
    Told.push_back({In, F.Message});
    Found.push_back(std::move(F));
  }
  /// Drops what was found since there were \p Before findings and is caused by \p Cause: a borrow given to recover
  /// is told as its result.
  void dropCaused(size_t Before, const Finding &Cause) {
    const clang::SourceManager &SM = M.sources();
    auto Within = [&](const Finding &F) {
      clang::SourceLocation At = SM.getFileLoc(F.Loc), Begin = SM.getFileLoc(Cause.Range.getBegin()),
                            End = SM.getFileLoc(Cause.Range.getEnd());
      return F.Rule == "recover-capture" && Begin.isValid() && !SM.isBeforeInTranslationUnit(At, Begin) &&
             !SM.isBeforeInTranslationUnit(End, At);
    };
    Found.erase(std::remove_if(Found.begin() + std::min(Before, Found.size()), Found.end(), Within), Found.end());
  }
  Model &M;
  std::vector<Finding> Found;

private:
  llvm::DenseMap<std::pair<const char *, unsigned>,
                 llvm::SmallVector<std::pair<const clang::FunctionDecl *, std::string>, 1>>
      Reported;
};

class DeclWalk;

/// Walks one body (or initialiser) with the statements around at hand.
class BodyWalk {
public:
  BodyWalk(Collector &C, DeclWalk &Decls, WalkTop Top) : C(C), M(C.M), Decls(Decls), Top(Top) {
    Functions.push_back(Top.Function);
  }

  void visit(const clang::Stmt *S);
  void visitRecover(RecoverBody Body, const clang::Expr *Inner);

private:
  void visitChildren(const clang::Stmt *S);
  void visitDecl(const clang::DeclStmt *S);
  void visitLambda(const clang::LambdaExpr *L);
  void judge(const UniquePlace &P);
  void uniqueRoot(const clang::Expr *E);
  void outsideRoot(const clang::DeclRefExpr *E);
  void thisRoot(const clang::CXXThisExpr *E);
  void outside(const clang::Expr *Named, const clang::ValueDecl *Var, clang::QualType T);
  bool isOutside(const clang::ValueDecl *D) const { return !Bodies.empty() && !Bodies.back()->Inside.count(D); }
  void declareInside(const clang::ValueDecl *D) {
    for (RecoverBody *B : Bodies)
      B->Inside.insert(D);
  }
  bool isJudgedAtCapture(const clang::ValueDecl *Var) const;
  bool isCapturedFromFar(const clang::ValueDecl *Var) const;
  bool isReturnOfUnique() const;
  const clang::Expr *thisField(const clang::CXXThisExpr *E) const;

  Collector &C;
  Model &M;
  DeclWalk &Decls;
  WalkTop Top;
  llvm::SmallVector<const clang::Stmt *, 32> Around;
  llvm::SmallVector<const clang::FunctionDecl *, 4> Functions;
  llvm::SmallVector<RecoverBody *, 2> Bodies;
  /// Assignments into a unique value that were reported.
  llvm::SmallPtrSet<const clang::Stmt *, 4> Mended;
  /// Looking at what the lambda of the innermost recover captures.
  bool InOwnCapture = false;
  /// Lambdas in the innermost recover body, other than its own.
  llvm::SmallVector<std::pair<const clang::LambdaExpr *, unsigned>, 4> Lambdas;
};

/// Walks the declarations outside of bodies, and in classes.
class DeclWalk : public clang::RecursiveASTVisitor<DeclWalk> {
public:
  explicit DeclWalk(Collector &C) : C(C), M(C.M) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseStmt(clang::Stmt *, DataRecursionQueue * = nullptr) { return true; }

  bool VisitFunctionDecl(clang::FunctionDecl *F) {
    if (F->isDependentContext() || M.isTrusted(F))
      return true;
    signature(F);
    for (const clang::ParmVarDecl *P : F->parameters())
      if (P->hasDefaultArg() && !P->hasUninstantiatedDefaultArg() && !P->hasUnparsedDefaultArg())
        body(P->getDefaultArg(), {F, P, nullptr, nullptr});
    if (!F->doesThisDeclarationHaveABody() || F->isDefaulted())
      return true;
    if (const auto *Ctor = llvm::dyn_cast<clang::CXXConstructorDecl>(F))
      for (const clang::CXXCtorInitializer *I : Ctor->inits())
        if (I->isWritten())
          body(I->getInit(), {F, nullptr, nullptr, I});
    body(F->getBody(), {F, nullptr, nullptr, nullptr});
    return true;
  }
  bool VisitFieldDecl(clang::FieldDecl *F) {
    if (F->getDeclContext()->isDependentContext())
      return true;
    if (const auto *R = llvm::dyn_cast<clang::CXXRecordDecl>(F->getParent()); R && R->isLambda())
      return true;
    declared(F, false);
    if (F->hasInClassInitializer() && F->getInClassInitializer())
      body(F->getInClassInitializer(), {nullptr, nullptr, F, nullptr});
    return true;
  }
  bool VisitVarDecl(clang::VarDecl *V) {
    if (llvm::isa<clang::ParmVarDecl>(V) || V->getDeclContext()->isDependentContext() ||
        llvm::isa<clang::VarTemplatePartialSpecializationDecl>(V) || V->getDescribedVarTemplate())
      return true;
    variable(V);
    if (V->getInit())
      body(V->getInit(), {nullptr, V, nullptr, nullptr});
    return true;
  }

  void variable(const clang::VarDecl *V) { declared(V, false); }
  /// Parameters may be `uni<T>&&`. Those that a call deduced are judged there,
  /// except a generic lambda's, which the library calls.
  void signature(const clang::FunctionDecl *F) {
    for (const clang::ParmVarDecl *P : F->parameters())
      if (declaresBorrowOfUnique(F, P))
        declared(P, true);
    if (borrowsUnique(F->getReturnType(), false))
      C.add(borrowedInType(M, F->getLocation(), F->getReturnTypeSourceRange(), "'" + F->getNameAsString() + "' returns",
                           F->getReturnType()),
            F);
  }

private:
  void declared(const clang::DeclaratorDecl *D, bool Parameter) {
    if (!borrowsUnique(D->getType(), Parameter))
      return;
    std::string Name = D->getDeclName() ? "'" + D->getNameAsString() + "'" : "this parameter";
    C.add(borrowedInType(M, D->getLocation(), D->getSourceRange(), Name + " is", D->getType()),
          llvm::dyn_cast<clang::FunctionDecl>(D->getDeclContext()));
  }
  void body(const clang::Stmt *S, WalkTop Top) { BodyWalk(C, *this, Top).visit(S); }

  Collector &C;
  Model &M;
};

/// Would the rules accept `recover(\p E)`?
bool acceptsRecover(Model &M, const clang::Expr *E);

} // namespace conure

#endif
