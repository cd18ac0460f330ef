//===- UniqueBodies.cpp - Unique values and recover in one body -----------===//
#include "checks/model/Holding.h"
#include "checks/model/ImplicitRecover.h"
#include "checks/model/LocalEscape.h"
#include "checks/model/MovedValues.h"
#include "checks/model/PathSteps.h"
#include "checks/model/RecoverResult.h"
#include "checks/model/UniqueWalk.h"

using namespace clang;

namespace conure {

void BodyWalk::judge(const UniquePlace &P) {
  auto Uses = traceUses(M, P, Around, Top);
  // What recover itself captures is judged by its uses in the body.
  if (!Uses.empty() && Uses.back().Kind == UseKind::Captured && Uses.back().Target)
    if (const auto *L = dyn_cast<LambdaExpr>(Uses.back().At);
        L && !Bodies.empty() && Bodies.back()->Lambda == L && Uses.back().Target->isInitCapture() == false)
      return;
  // A reference parameter that is an error itself: one cause, one finding.
  if (!Uses.empty() && Uses.back().Kind == UseKind::Argument && Uses.back().Target && !P.isOutside())
    if (const auto *Param = dyn_cast<ParmVarDecl>(Uses.back().Target);
        Param && M.isUserCode(Param->getLocation()) && Uses.back().Callee &&
        declaresBorrowOfUnique(Uses.back().Callee, Param))
      return;
  // `return v;` moves a local that nothing else can reach by then.
  if (const auto *Local = dyn_cast_or_null<VarDecl>(P.Var);
      Local && P.Body && P.Body->Implicit && Uses.size() == 1 && Uses.front().Kind == UseKind::MovedOut &&
      Uses.front().Whole && Local->hasLocalStorage() && !isa<ParmVarDecl>(Local) &&
      Local->getDeclContext() == Functions.back() && !Local->getType()->isReferenceType() &&
      M.types().isBorrowFree(Local->getType().getUnqualifiedType())) {
    const Expr *Where = findEscape(M, Local, Functions.back());
    if (!Where)
      return;
    auto F = judgeUses(M, P, Uses);
    if (F) {
      F->note(NoteRole::Borrowed, Where->getExprLoc(), "a borrow of it is made here, and may be kept",
              Where->getSourceRange());
      C.add(std::move(*F), Functions.back());
    }
    return;
  }
  // `t->p = s->p`: what is assigned is told at the assignment.
  if (!Uses.empty() && Uses.back().At && Mended.count(Uses.back().At) && Uses.back().Kind != UseKind::Assigned)
    return;
  if (auto F = judgeUses(M, P, Uses)) {
    for (const Use &U : Uses)
      if (U.Kind == UseKind::Assigned && F->Rule == "uni-assign")
        Mended.insert(U.At);
    C.add(std::move(*F), Functions.back());
  }
}

void BodyWalk::uniqueRoot(const Expr *E) {
  UniquePlace P;
  P.Named = E;
  P.Type = uniElement(E->getType()->isPointerType() ? E->getType()->getPointeeType() : E->getType());
  if (const auto *R = dyn_cast<DeclRefExpr>(E))
    P.Var = R->getDecl();
  else if (const auto *F = dyn_cast<MemberExpr>(E))
    P.Var = F->getMemberDecl();
  judge(P);
}

void BodyWalk::outside(const Expr *Named, const ValueDecl *Var, QualType T) {
  if (isUni(T))
    return; // judged as what it is
  UniquePlace P;
  P.Named = Named;
  P.Var = Var;
  P.Body = Bodies.back();
  P.Captured = isCapturedFromFar(Var);
  TypeKinds &K = M.types();
  QualType Value = T.getNonReferenceType();
  P.Type = Value;
  if (K.isSendable(Value.getUnqualifiedType())) {
    P.How = Exposure::OutsideValue;
  } else if (Value->isPointerType()) {
    P.Type = Value->getPointeeType();
    P.How = P.Type.isConstQualified() ? Exposure::OutsideImmutable : Exposure::OutsideMutable;
  } else {
    bool Const = Value.isConstQualified() || K.isImmutableBorrow(Value.getUnqualifiedType());
    P.How = Const ? Exposure::OutsideImmutable : Exposure::OutsideMutable;
    for (Builtin B : {Builtin::Ref, Builtin::Mut})
      if (QualType E = builtinElement(Value, B); !E.isNull())
        P.Type = E;
  }
  judge(P);
}

/// True if a closure around the recover captured \p Var: whose it is, and who borrows it, cannot be seen.
bool BodyWalk::isCapturedFromFar(const ValueDecl *Var) const {
  auto Recovers = [&](const FunctionDecl *F) {
    return llvm::any_of(Bodies, [&](const RecoverBody *B) { return B->Lambda && B->Lambda->getCallOperator() == F; });
  };
  for (const FunctionDecl *F : llvm::reverse(Functions))
    if (!F || !Recovers(F))
      return F && Var && Var->getDeclContext() != F && isa<FunctionDecl>(Var->getDeclContext());
  return false;
}

/// A lambda in the body that captures \p Var was judged for doing so; and what it
/// captured by copy is its own.
bool BodyWalk::isJudgedAtCapture(const ValueDecl *Var) const {
  for (auto [L, Depth] : Lambdas) {
    if (Depth != Bodies.size())
      continue;
    for (const LambdaCapture &Cap : L->captures()) {
      if (!(Var ? Cap.capturesVariable() && Cap.getCapturedVar() == Var : Cap.capturesThis()))
        continue;
      // A value may be captured, and is judged by what is done with it then.
      return !Var || Cap.getCaptureKind() != LCK_ByRef || !takesPartsAlong(M, Var->getType()) ||
             mayHoldBorrowOf(M, Bodies.back()->Result, Var->getType().getNonReferenceType());
    }
  }
  return false;
}

void BodyWalk::outsideRoot(const DeclRefExpr *E) {
  const ValueDecl *D = E->getDecl();
  if (const auto *V = dyn_cast<VarDecl>(D)) {
    if (!V->hasLocalStorage())
      return; // globals are for the rules on isolation
  } else if (!isa<BindingDecl>(D)) {
    return;
  }
  if (!isOutside(D) || isJudgedAtCapture(D))
    return;
  // A borrow captured by copy is the same borrow: the body's uses count.
  if (InOwnCapture && M.types().isBorrow(D->getType().getNonReferenceType().getUnqualifiedType()))
    return;
  if (const LambdaExpr *L = Bodies.back()->Lambda)
    for (const LambdaCapture &Cap : L->captures())
      if (Cap.capturesVariable() && Cap.getCapturedVar() == D && Cap.getCaptureKind() == LCK_ByCopy &&
          M.types().isBorrowFree(D->getType().getNonReferenceType().getUnqualifiedType()) && Around.back() != L)
        return; // the body's own copy
  outside(E, D, D->getType());
}

const Expr *BodyWalk::thisField(const CXXThisExpr *E) const {
  const Expr *Base = E;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      return isa<FieldDecl>(Member->getMemberDecl()) && Member->getBase() == Base ? Member : nullptr;
    if (!isa<ImplicitCastExpr, ParenExpr>(S))
      return nullptr;
    Base = cast<Expr>(S);
  }
  return nullptr;
}

void BodyWalk::thisRoot(const CXXThisExpr *E) {
  if (Bodies.empty() || isJudgedAtCapture(nullptr))
    return;
  if (InOwnCapture)
    return; // the body's uses count
  const Expr *Field = thisField(E);
  if (!Field) {
    UniquePlace P;
    P.Named = E;
    P.Type = E->getType()->getPointeeType();
    P.How = P.Type.isConstQualified() ? Exposure::OutsideImmutable : Exposure::OutsideMutable;
    P.Body = Bodies.back();
    return judge(P);
  }
  // `this->f` is the outside variable.
  llvm::SmallVector<const Stmt *, 32> Saved(Around);
  while (Around.back() != Field)
    Around.pop_back();
  Around.pop_back();
  outside(Field, cast<MemberExpr>(Field)->getMemberDecl(), Field->getType());
  Around = std::move(Saved);
}

bool BodyWalk::isReturnOfUnique() const {
  const FunctionDecl *F = Functions.back();
  if (!F || !isUni(F->getReturnType()) || F->getReturnType()->isReferenceType())
    return false;
  for (const Stmt *S : llvm::reverse(Around)) {
    if (isa<ReturnStmt>(S))
      return true;
    if (isa<FullExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ConditionalOperator>(S))
      continue;
    if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
        Cast && (Cast->getCastKind() == CK_ConstructorConversion || Cast->getCastKind() == CK_NoOp))
      continue;
    if (const auto *Made = dyn_cast<CXXConstructExpr>(S); Made && Made->isElidable() && isUni(Made->getType()))
      continue;
    return false;
  }
  return false;
}

void BodyWalk::visitRecover(RecoverBody Body, const Expr *Inner) {
  size_t Before = C.Found.size();
  Bodies.push_back(&Body);
  visitChildren(Inner);
  Bodies.pop_back();
  for (Finding &F : checkRecoverResult(M, Body, Functions.back())) {
    C.dropCaused(Before, F);
    C.add(std::move(F), Functions.back());
  }
}

void BodyWalk::visitDecl(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    if (const auto *V = dyn_cast<VarDecl>(D)) {
      declareInside(V);
      if (const auto *Parts = dyn_cast<DecompositionDecl>(V))
        for (const BindingDecl *B : Parts->bindings())
          declareInside(B);
    } else if (isa<RecordDecl>(D)) {
      Decls.TraverseDecl(const_cast<Decl *>(D));
    }
  }
  Around.push_back(S);
  for (const Stmt *Child : S->children())
    visit(Child);
  Around.pop_back();
  for (const Decl *D : S->decls())
    if (const auto *V = dyn_cast<VarDecl>(D); V && !V->isImplicit())
      Decls.variable(V);
}

void BodyWalk::visitLambda(const LambdaExpr *L) {
  bool OwnBody = !Bodies.empty() && Bodies.back()->Lambda == L;
  Around.push_back(L);
  for (auto [Cap, Init] : llvm::zip(L->captures(), L->capture_inits())) {
    InOwnCapture = OwnBody && !L->isInitCapture(&Cap);
    visit(Init);
  }
  InOwnCapture = false;
  for (const LambdaCapture &Cap : L->captures())
    if (L->isInitCapture(&Cap))
      declareInside(Cap.getCapturedVar());

  const CXXMethodDecl *Op = L->getCallOperator();
  llvm::SmallVector<const FunctionDecl *, 2> Versions;
  if (const FunctionTemplateDecl *Generic = L->getDependentCallOperator())
    for (const FunctionDecl *Spec : Generic->specializations())
      Versions.push_back(Spec);
  else if (Op && !Op->isDependentContext())
    Versions.push_back(Op);
  if (!OwnBody)
    Lambdas.push_back({L, static_cast<unsigned>(Bodies.size())});
  for (const FunctionDecl *F : Versions) {
    Decls.signature(F);
    for (const ParmVarDecl *P : F->parameters())
      declareInside(P);
    Functions.push_back(F);
    if (const Stmt *Body = F->getBody())
      visit(Body);
    Functions.pop_back();
  }
  if (!OwnBody)
    Lambdas.pop_back();
  Around.pop_back();
}

void BodyWalk::visitChildren(const Stmt *S) {
  if (const auto *D = dyn_cast<DeclStmt>(S))
    return visitDecl(D);
  if (const auto *L = dyn_cast<LambdaExpr>(S))
    return visitLambda(L);
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S); Catch && Catch->getExceptionDecl()) {
    declareInside(Catch->getExceptionDecl());
    Decls.variable(Catch->getExceptionDecl());
  }
  Around.push_back(S);
  for (const Stmt *Child : S->children())
    visit(Child);
  Around.pop_back();
}

void BodyWalk::visit(const Stmt *S) {
  if (!S)
    return;
  // Operands that are not evaluated use nothing.
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, RequiresExpr, ConceptSpecializationExpr>(S))
    return;
  if (const auto *T = dyn_cast<CXXTypeidExpr>(S); T && !T->isPotentiallyEvaluated())
    return;
  if (const auto *List = dyn_cast<InitListExpr>(S); List && !List->isSemanticForm() && List->getSemanticForm())
    return visit(List->getSemanticForm());
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return visitChildren(S);

  if (auto Body = asRecover(E)) {
    if (Body->givesUnique() || Body->Lambda || Body->RunsCallable)
      return visitRecover(std::move(*Body), E);
    return visitChildren(E); // recover(std::move(u))
  }
  if (const CXXConstructExpr *Made = asImplicitRecover(E)) {
    if (isReturnOfUnique()) {
      RecoverBody Body;
      Body.Whole = Made;
      Body.Argument = Made->getArg(0);
      Body.Implicit = true;
      Body.Result = uniElement(Made->getType());
      return visitRecover(std::move(Body), Made);
    }
    C.add(implicitRecover(M, Made->getArg(0), Made->getType()), Functions.back());
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (auto F = forgedUnique(M, Cast))
      C.add(std::move(*F), Functions.back());
  for (Finding &F : conversionsInLibrary(M, E))
    C.add(std::move(F), Functions.back());

  if (const auto *R = dyn_cast<DeclRefExpr>(E); R && !Bodies.empty())
    outsideRoot(R);
  else if (const auto *T = dyn_cast<CXXThisExpr>(E))
    thisRoot(T);
  // `o->operator->()`, where `o->` is a pointer to a unique value.
  const auto *Arrow = Around.empty() ? nullptr : dyn_cast<MemberExpr>(Around.back());
  bool Pointed = Arrow && Arrow->isArrow() && isa<CallExpr>(E) && E->getType()->isPointerType() &&
                 isUni(E->getType()->getPointeeType());
  if (namesUnique(E) || Pointed)
    uniqueRoot(E);
  visitChildren(E);
}

bool acceptsRecover(Model &M, const Expr *E) {
  Collector Found(M);
  DeclWalk Decls(Found);
  RecoverBody Body;
  Body.Whole = Body.Argument = E;
  Body.Result = E->getType().getNonReferenceType().getUnqualifiedType();
  BodyWalk(Found, Decls, WalkTop()).visitRecover(std::move(Body), E);
  return Found.Found.empty();
}

} // namespace conure
