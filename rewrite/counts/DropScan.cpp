//===- DropScan.cpp -------------------------------------------------------===//
#include "rewrite/counts/DropScan.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// A value of a template's parameter that may turn out to be an object, whose operators and conversions are code.
bool mayBeObject(const Expr *E) { return E && E->isTypeDependent() && !E->getType()->isPointerType(); }

/// \p E is written as something built in, and calls a function in an instantiation.
bool mayCall(const Expr *E) {
  if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
    // To assign a pointer calls nothing.
    if (Operator->isAssignmentOp() && Operator->getLHS()->getType()->isPointerType())
      return false;
    return mayBeObject(Operator->getLHS()) || mayBeObject(Operator->getRHS());
  }
  if (const auto *Operator = dyn_cast<UnaryOperator>(E))
    return mayBeObject(Operator->getSubExpr());
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return mayBeObject(Element->getLHS()) || mayBeObject(Element->getRHS());
  if (const auto *Member = dyn_cast<CXXDependentScopeMemberExpr>(E))
    return Member->isArrow() && !Member->isImplicitAccess() && mayBeObject(Member->getBase());
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return !Cast->getTypeAsWritten()->isReferenceType() && !Cast->getTypeAsWritten()->isPointerType() &&
           (Cast->isTypeDependent() || mayBeObject(Cast->getSubExpr()));
  if (const auto *Condition = dyn_cast<AbstractConditionalOperator>(E))
    return mayBeObject(Condition->getCond());
  return false;
}

/// What an `if` or a loop asks.
const Expr *conditionOf(const Stmt *S) {
  if (const auto *If = dyn_cast<IfStmt>(S))
    return If->isConstexpr() ? nullptr : If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return Do->getCond();
  if (const auto *For = dyn_cast<ForStmt>(S))
    return For->getCond();
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return Switch->getCond();
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S)) // begin() and end()
    return Range->getRangeInit();
  return nullptr;
}

} // namespace

void DropScan::scan(const Stmt *S) {
  if (!S || isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr, ConceptSpecializationExpr>(S))
    return; // never runs
  if (const auto *Typeid = dyn_cast<CXXTypeidExpr>(S); Typeid && !Typeid->isPotentiallyEvaluated())
    return;
  look(S);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      scan(Init);
    return; // its body runs where it is called
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return scan(Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return scan(Default->getExpr());
  for (const Stmt *Child : S->children())
    scan(Child);
}

void DropScan::look(const Stmt *S) {
  if (const auto *E = dyn_cast<Expr>(S))
    return expression(E);
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : Declaration->decls())
      if (const auto *V = dyn_cast<VarDecl>(One); V && !V->getType()->isReferenceType() && !V->isStaticLocal())
        D.destruction(V->getType(), V->getLocation(), Into);
    return;
  }
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S)) {
    // When the handler ends, what was thrown goes, unless it is thrown on. The library throws nothing of the user's.
    const auto *Block = dyn_cast<CompoundStmt>(Catch->getHandlerBlock());
    const Stmt *Last = Block && !Block->body_empty() ? Block->body_back() : nullptr;
    if (const auto *E = dyn_cast_or_null<Expr>(Last))
      Last = E->IgnoreParens();
    if (const auto *Again = dyn_cast_or_null<CXXThrowExpr>(Last); Again && !Again->getSubExpr())
      return;
    if (D.unit().sources().isInSystemHeader(Catch->getBeginLoc()))
      return;
    QualType T = Catch->getCaughtType();
    const CXXRecordDecl *R = T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
    if (T.isNull() || T->isDependentType())
      anything("it drops whatever was thrown", S);
    else if (R && R->hasDefinition())
      then(R->getDefinition(), DropKind::DestroysDerived, S);
    return;
  }
  if (mayBeObject(conditionOf(S)))
    anything("it may call what depends on a template parameter", S);
  if (isa<CoroutineBodyStmt, GCCAsmStmt, MSAsmStmt>(S))
    anything("it holds a coroutine or assembly", S);
}

void DropScan::expression(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    call(Call);
    // A value that can be destroyed without a word leaves no trace of its end.
    if (Call->isPRValue() && !Call->isTypeDependent())
      if (const CXXRecordDecl *R = Call->getType()->getAsCXXRecordDecl(); R && D.isHidden(R))
        then(R->getDefinition(), DropKind::Destroys, E);
    return;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    then(Construct->getConstructor(), DropKind::Runs, E);
    if (isa<CXXTemporaryObjectExpr>(E))
      if (const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl(); R && D.isHidden(R))
        then(R->getDefinition(), DropKind::Destroys, E);
    return;
  }
  if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E))
    return then(Inherited->getConstructor(), DropKind::Runs, E);
  if (isa<CXXBindTemporaryExpr, MaterializeTemporaryExpr>(E))
    return D.destruction(E->getType(), E->getBeginLoc(), Into);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return deletes(Delete);
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    if (const FunctionDecl *F = New->getOperatorNew();
        F && !D.unit().sources().isInSystemHeader(F->getLocation()) && !F->isReplaceableGlobalAllocationFunction())
      then(F, DropKind::Runs, E);
    if (New->getAllocatedType()->isDependentType())
      anything("it makes a value whose type depends on a template parameter", E);
    return;
  }
  if (isa<CXXUnresolvedConstructExpr>(E))
    return anything("it makes a value whose type depends on a template parameter", E);
  if (mayCall(E))
    return anything("it may call what depends on a template parameter", E);
  if (isa<CoroutineSuspendExpr>(E))
    anything("it holds a coroutine or assembly", E);
}

void DropScan::deletes(const CXXDeleteExpr *Delete) {
  QualType T = Delete->getDestroyedType();
  if (T.isNull() || T->isDependentType())
    return anything("it deletes what depends on a template parameter", Delete);
  if (const FunctionDecl *F = Delete->getOperatorDelete();
      F && !D.unit().sources().isInSystemHeader(F->getLocation()) && !F->isReplaceableGlobalAllocationFunction())
    then(F, DropKind::Runs, Delete);
  const CXXRecordDecl *R = D.unit().context().getBaseElementType(T)->getAsCXXRecordDecl();
  if (!R)
    return;
  if (!R->hasDefinition())
    return anything("it deletes an object of a class that is only declared", Delete);
  R = R->getDefinition();
  const CXXDestructorDecl *Destructor = R->getDestructor();
  if (Destructor && Destructor->isVirtual() && !Delete->isArrayForm())
    then(R, DropKind::DestroysDerived, Delete);
  else
    then(R, DropKind::Destroys, Delete);
}

void DropScan::call(const CallExpr *Call) {
  if (isa<CXXPseudoDestructorExpr>(Call->getCallee()->IgnoreParens()))
    return;
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return anything(Call->isTypeDependent() || Call->getCallee()->isTypeDependent()
                        ? "it calls what depends on a template parameter"
                        : "it calls through a pointer",
                    Call);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const auto *Name = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  bool Direct = !M || !M->isVirtual() || (Name && Name->hasQualifier());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call); Member && !Direct)
    if (const CXXMethodDecl *Final =
            const_cast<CXXMethodDecl *>(M)->getDevirtualizedMethod(Member->getImplicitObjectArgument(), false)) {
      M = Final;
      Direct = true;
    }
  if (M && isa<CXXDestructorDecl>(M))
    return then(M->getParent()->getDefinition(), Direct ? DropKind::Destroys : DropKind::DestroysDerived, Call);
  then(M ? cast<FunctionDecl>(M) : F, Direct ? DropKind::Runs : DropKind::Virtual, Call);
}

} // namespace conure::rewrite
