//===- FactEscapes.cpp - Borrows of locals that outlive the function ------===//
//
// What a function returns, and what it leaves in a field of its object. For a
// field only what is certain: that nothing after it in the function, nor one of
// the object's own methods, could take the borrow back.
//
//===----------------------------------------------------------------------===//
#include "checks/model/FactBuilder.h"
#include "checks/model/Flow.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace conure {

/// What a function's body does with the object that it runs on: looked at once a function.
class OwnMentions : public RecursiveASTVisitor<OwnMentions> {
public:
  explicit OwnMentions(const SourceManager &SM) : SM(SM) {}

  /// The body may touch \p Field after \p At, or anywhere but in \p Own.
  bool mayTouch(const FieldDecl *Field, const MemberExpr *Own, SourceLocation At) const {
    if (Elsewhere || CallsInLoop || (LastCall.isValid() && SM.isBeforeInTranslationUnit(At, LastCall)))
      return true;
    auto It = Fields.find(Field);
    return It != Fields.end() && llvm::any_of(It->second, [&](const MemberExpr *M) { return M != Own; });
  }

  bool VisitMemberExpr(MemberExpr *M) {
    const Expr *Base = M->getBase()->IgnoreParenImpCasts();
    if (!isa<CXXThisExpr>(Base))
      return true;
    Bases.insert(Base);
    // Two are enough to know that one of them is another.
    if (auto &All = Fields[M->getMemberDecl()]; All.size() < 2)
      All.push_back(M);
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    const auto *This = dyn_cast<CXXThisExpr>(C->getImplicitObjectArgument()->IgnoreParenImpCasts());
    const CXXMethodDecl *M = C->getMethodDecl();
    if (!This || !M || M->isConst() || M->isStatic())
      return true;
    // One that ran before has done what it does; in a loop it runs again.
    CallsInLoop |= Loops;
    if (LastCall.isInvalid() || SM.isBeforeInTranslationUnit(LastCall, C->getExprLoc()))
      LastCall = C->getExprLoc();
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *T) {
    Elsewhere |= !Bases.contains(T); // it goes somewhere as a whole
    return true;
  }
  bool VisitLambdaExpr(LambdaExpr *) { return Elsewhere = true; }
  bool VisitGotoStmt(GotoStmt *) { return Elsewhere = true; }
  bool VisitForStmt(ForStmt *) { return Loops = true; }
  bool VisitWhileStmt(WhileStmt *) { return Loops = true; }
  bool VisitDoStmt(DoStmt *) { return Loops = true; }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *) { return Loops = true; }

private:
  const SourceManager &SM;
  llvm::DenseMap<const ValueDecl *, llvm::SmallVector<const MemberExpr *, 2>> Fields;
  llvm::DenseSet<const Expr *> Bases; ///< visited before the `this` in them
  SourceLocation LastCall;            ///< of a method that may change the object
  bool CallsInLoop = false, Elsewhere = false, Loops = false;
};

/// Of \p O what ends with the function leaves it at \p At, in \p Field or (null) as its result.
void FactBuilder::leaves(const Origins &O, const Stmt *At, SourceLocation Loc, const FieldDecl *Field) {
  const PlaceTable &Table = Places.table();
  for (const Origin &Each : O) {
    if (Each.Uncertain)
      continue;
    Fact F{FactKind::Return};
    F.At = At;
    F.Loc = Loc;
    F.Into = Field;
    if (Each.Where && Each.Level >= 0) {
      const auto *V = dyn_cast_or_null<VarDecl>(Table.rootDecl(Each.Where.Id));
      if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType() || V->getDeclContext() != Function)
        continue;
      F.Where = Each.Where.Id;
      F.Via = Each.Where.Via;
      Facts.add(At, F);
    } else if (Each.Holder) {
      auto From = LoansOf.lookup(Each.Holder);
      for (LoanId L : From) {
        if (Facts.Loans[L].Level + Each.Level < 0)
          continue;
        F.Loan = L;
        Facts.add(At, F);
      }
    } else if (Each.Temporary && Each.Level == 0) {
      F.Temporary = Each.Temporary;
      Facts.add(At, F);
    }
  }
}

void FactBuilder::returned(const ReturnStmt *R) {
  QualType Result = Function->getReturnType();
  if (Result->isRValueReferenceType() || !Engine.borrows().mayHold(Result))
    return;
  Origins O;
  held(R->getRetValue(), Result, O, 0);
  leaves(O, R, R->getRetValue()->getBeginLoc(), nullptr);
}

/// True if the borrow that \p Own (null: an initialiser) puts into \p Field at \p At is still there when the function
/// ends.
bool FactBuilder::staysInField(const FieldDecl *Field, const MemberExpr *Own, SourceLocation At) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (!Method || isa<CXXDestructorDecl>(Method) || Method->getParent()->isLambda() ||
      isa<CoroutineBodyStmt>(Function->getBody()))
    return false;
  if (!OfObject) {
    OfObject = std::make_shared<OwnMentions>(Engine.context().getSourceManager());
    OfObject->TraverseStmt(Function->getBody());
  }
  return !OfObject->mayTouch(Field, Own, At);
}

/// `view_ = s;`, `all_.push_back(&s);`: \p Target is where the borrows \p O go.
void FactBuilder::leftInField(const Expr *Target, const Origins &O, const Stmt *Key) {
  const auto *M = dyn_cast<MemberExpr>(Target->IgnoreParenImpCasts());
  const auto *Field = M ? dyn_cast<FieldDecl>(M->getMemberDecl()) : nullptr;
  if (Field && !O.empty() && isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) &&
      staysInField(Field, M, Target->getExprLoc()))
    leaves(O, Key, Target->getBeginLoc(), Field);
}

/// `: view_(s)`.
void FactBuilder::leftByInitialiser(const CXXCtorInitializer *I) {
  const FieldDecl *Field = I->getAnyMember();
  if (!Field || !Engine.borrows().mayHold(Field->getType()))
    return;
  Origins O;
  held(I->getInit(), Field->getType(), O, 0);
  if (!O.empty() && staysInField(Field, nullptr, I->getSourceLocation()))
    leaves(O, I->getInit(), I->getSourceLocation(), Field);
}

} // namespace conure
