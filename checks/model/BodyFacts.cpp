//===- BodyFacts.cpp - What one body does itself --------------------------===//
#include "checks/model/BodyFacts.h"
#include "checks/model/Annotations.h"
#include "checks/model/BodyParts.h"
#include "checks/model/CallParts.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace conure {
namespace {

bool isSmartPointer(const CXXRecordDecl *R) {
  if (!R || !isStd(R) || !R->getIdentifier())
    return false;
  llvm::StringRef Name = R->getName();
  return Name == "unique_ptr" || Name == "shared_ptr" || Name == "__shared_ptr";
}

class Scanner {
public:
  Scanner(ASTContext &Ctx, BodyFacts &Facts) : Ctx(Ctx), Facts(Facts) {}

  void walk(const Stmt *S);
  void finish();

private:
  void walkChildren(const Stmt *S) {
    for (const Stmt *Child : S->children())
      walk(Child);
  }
  /// What a library's macro expands to stands where the user wrote the macro.
  SourceLocation place(SourceLocation Loc) const {
    const SourceManager &SM = Ctx.getSourceManager();
    return Loc.isMacroID() && SM.isInSystemMacro(Loc) ? SM.getExpansionLoc(Loc) : Loc;
  }
  SourceRange place(SourceRange R) const { return {place(R.getBegin()), place(R.getEnd())}; }
  void edge(const FunctionDecl *F, const Stmt *At, CallKind Kind, bool Own = false) {
    Facts.Calls.push_back({F, At, place(At->getBeginLoc()), place(At->getSourceRange()), Kind, OffWorker, Own});
  }
  void use(const ValueDecl *V, const Expr *At) {
    Facts.Variables.push_back({V, place(At->getExprLoc()), place(At->getSourceRange()), OffWorker});
  }
  void hazard(HazardKind Kind, const Stmt *At) {
    Facts.Hazards.push_back({Kind, place(At->getBeginLoc()), place(At->getSourceRange())});
  }
  void named(const ValueDecl *D, const Expr *At);
  void constantValue(const APValue &V, const Expr *At);
  void declare(const Decl *D);
  void sizes(QualType T);
  void indirect(const Expr *Callee) {
    Facts.CallsIndirectly = true;
    walk(Callee);
  }
  void call(const CallExpr *E);
  void construct(const CXXConstructExpr *E);
  void lambda(const LambdaExpr *E);
  void adopt(const Expr *Arg);
  void method(const CXXMethodDecl *M, const Expr *Object, const Stmt *At, const MemberExpr *Named = nullptr) {
    const Dispatch D(M, Object, Named);
    edge(D.Called, At, D.Dynamic ? CallKind::Virtual : CallKind::Call);
  }

  ASTContext &Ctx;
  BodyFacts &Facts;
  bool OffWorker = false;
  llvm::SmallPtrSet<const Expr *, 4> Invoked;                   ///< lambdas called where they are written
  llvm::SmallPtrSet<const Expr *, 4> Adopted;                   ///< new-expressions that a smart pointer takes at once
  llvm::SmallPtrSet<const Expr *, 4> Opaque;                    ///< opaque values seen
  llvm::SmallPtrSet<const CXXRecordDecl *, 4> BlockingClosures; ///< variables given to conure::blocking
};

void Scanner::named(const ValueDecl *D, const Expr *At) {
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return edge(F, At, CallKind::Address);
  if (const auto *B = dyn_cast<BindingDecl>(D)) {
    const VarDecl *Holder = B->getHoldingVar();
    D = Holder ? Holder : B->getDecomposedDecl();
  }
  // What such an object points to is what counts; it cannot change itself.
  if (const auto *O = dyn_cast_or_null<TemplateParamObjectDecl>(D))
    return constantValue(O->getValue(), At);
  if (const auto *V = dyn_cast_or_null<VarDecl>(D); V && V->hasGlobalStorage())
    use(V, At);
}

/// A value computed at compile time still hands out the functions and objects
/// it points to.
void Scanner::constantValue(const APValue &V, const Expr *At) {
  switch (V.getKind()) {
  case APValue::LValue:
    if (const auto *D = V.getLValueBase().dyn_cast<const ValueDecl *>())
      named(D, At);
    return;
  case APValue::MemberPointer:
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(V.getMemberPointerDecl()))
      edge(M, At, CallKind::Address);
    return;
  case APValue::Array:
    for (unsigned I = 0, N = V.getArrayInitializedElts(); I != N; ++I)
      constantValue(V.getArrayInitializedElt(I), At);
    if (V.hasArrayFiller())
      constantValue(V.getArrayFiller(), At);
    return;
  case APValue::Struct:
    for (unsigned I = 0, N = V.getStructNumBases(); I != N; ++I)
      constantValue(V.getStructBase(I), At);
    for (unsigned I = 0, N = V.getStructNumFields(); I != N; ++I)
      constantValue(V.getStructField(I), At);
    return;
  case APValue::Union:
    if (V.getUnionField())
      constantValue(V.getUnionValue(), At);
    return;
  default:
    return;
  }
}

/// The length of an array may be computed where its type is written.
void Scanner::sizes(QualType T) {
  while (T->isVariablyModifiedType()) {
    if (const auto *Array = Ctx.getAsVariableArrayType(T))
      walk(Array->getSizeExpr());
    QualType Part = T->isArrayType() ? Ctx.getAsArrayType(T)->getElementType() : T->getPointeeType();
    if (Part.isNull())
      return;
    T = Part;
  }
}

void Scanner::declare(const Decl *D) {
  if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
    return sizes(Alias->getUnderlyingType());
  const auto *V = dyn_cast<VarDecl>(D);
  if (!V)
    return;
  sizes(V->getType());
  // [[gnu::cleanup(f)]]: f is called at the end of the scope.
  if (const auto *Cleanup = V->getAttr<CleanupAttr>())
    Facts.Calls.push_back({Cleanup->getFunctionDecl(), nullptr, place(V->getLocation()), place(V->getSourceRange()),
                           CallKind::Implicit, OffWorker, false});
  if (const auto *Parts = dyn_cast<DecompositionDecl>(V))
    for (const BindingDecl *B : Parts->bindings())
      if (const VarDecl *Holder = B->getHoldingVar())
        declare(Holder);
  const Expr *Init = V->getInit();
  if (V->isConstexpr() && Init && !Init->isValueDependent()) {
    if (const APValue *Value = V->evaluateValue())
      constantValue(*Value, Init);
  } else {
    walk(Init);
  }
  if (!V->hasGlobalStorage())
    addDestruction(V->getType(), V->getLocation(), /*OwnObject=*/true, /*ThroughPointer=*/false, Facts);
}

/// \p Arg is handed to a smart pointer: a new-expression in it has an owner.
void Scanner::adopt(const Expr *Arg) {
  if (const auto *New = dyn_cast<CXXNewExpr>(ignoreWrappers(Arg)))
    Adopted.insert(New);
}

void Scanner::call(const CallExpr *E) {
  const FunctionDecl *F = E->getDirectCallee();
  const Expr *Callee = E->getCallee()->IgnoreParenImpCasts();
  llvm::SaveAndRestore<bool> Saved(OffWorker);
  if (F && isConureFunction(F, "blocking")) {
    OffWorker = true;
    for (const Expr *Arg : E->arguments()) {
      const Expr *Given = ignoreWrappers(Arg);
      if (const Expr *Moved = movedOperand(Given))
        Given = ignoreWrappers(Moved);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Given))
        if (const CXXRecordDecl *R = Ref->getType().getNonReferenceType()->getAsCXXRecordDecl(); R && R->isLambda())
          BlockingClosures.insert(R->getCanonicalDecl());
    }
  }
  if (isa<CXXOperatorCallExpr>(E)) {
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(F)) {
      const Expr *Object = E->getNumArgs() ? E->getArg(0) : nullptr;
      if (Object)
        if (const auto *L = dyn_cast<LambdaExpr>(ignoreWrappers(Object)); L && M->getOverloadedOperator() == OO_Call)
          Invoked.insert(L);
      Object ? method(M, Object, E) : edge(M, E, CallKind::Call);
    } else if (F) {
      edge(F, E, CallKind::Call);
    } else {
      indirect(Callee);
    }
  } else if (const auto *Member = dyn_cast<MemberExpr>(Callee)) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(Member->getMemberDecl())) {
      if (const auto *L = dyn_cast<LambdaExpr>(ignoreWrappers(Member->getBase()));
          L && M->getOverloadedOperator() == OO_Call)
        Invoked.insert(L);
      if (isSmartPointer(M->getParent()))
        for (const Expr *Arg : E->arguments())
          adopt(Arg);
      method(M, Member->getBase(), E, Member);
      walk(Member->getBase());
    } else {
      indirect(Callee);
    }
  } else if (F) {
    edge(F, E, CallKind::Call);
    if (isStd(F) && F->getIdentifier() && F->getName() == "bit_cast" && F->getReturnType()->isPointerType())
      hazard(HazardKind::ReinterpretCast, E);
    else if (takesBytesForPointer(E, F))
      hazard(HazardKind::BytesAsPointer, E);
  } else {
    indirect(Callee);
  }
  for (const Expr *Arg : E->arguments())
    walk(Arg);
}

void Scanner::construct(const CXXConstructExpr *E) {
  const CXXConstructorDecl *C = E->getConstructor();
  // A trivial copy is told too: it may move out of what a caller borrows.
  if (!C->isTrivial() || !C->isImplicit() || C->isCopyOrMoveConstructor())
    edge(C, E, CallKind::Implicit);
  if (isSmartPointer(C->getParent()))
    for (const Expr *Arg : E->arguments())
      adopt(Arg);
  for (const Expr *Arg : E->arguments())
    walk(Arg);
}

void Scanner::lambda(const LambdaExpr *E) {
  for (const Expr *Init : E->capture_inits())
    walk(Init);
  if (Invoked.contains(E))
    return; // the call itself is an edge
  if (const FunctionTemplateDecl *T = E->getDependentCallOperator()) {
    for (const FunctionDecl *Instance : T->specializations())
      edge(Instance, E, CallKind::Address);
  } else if (const CXXMethodDecl *Body = E->getCallOperator()) {
    edge(Body, E, CallKind::Address);
  }
}

void Scanner::walk(const Stmt *S) {
  if (!S)
    return;
  switch (S->getStmtClass()) {
  case Stmt::UnaryExprOrTypeTraitExprClass:
    if (const auto *Of = llvm::cast<UnaryExprOrTypeTraitExpr>(S); Of->isArgumentType())
      sizes(Of->getArgumentType());
    return;
  // Not evaluated.
  case Stmt::CXXNoexceptExprClass:
  case Stmt::RequiresExprClass:
  case Stmt::ConceptSpecializationExprClass:
  case Stmt::TypeTraitExprClass:
    return;
  case Stmt::CXXTypeidExprClass:
    if (cast_or_null<CXXTypeidExpr>(S)->isPotentiallyEvaluated())
      walkChildren(S);
    return;
  case Stmt::GenericSelectionExprClass: {
    const auto *G = llvm::cast<GenericSelectionExpr>(S);
    return G->isResultDependent() ? void() : walk(G->getResultExpr());
  }
  case Stmt::ConstantExprClass: {
    const auto *C = llvm::cast<ConstantExpr>(S);
    if (C->hasAPValueResult())
      return constantValue(C->getAPValueResult(), C);
    return C->isValueDependent() ? void() : walk(C->getSubExpr());
  }
  case Stmt::IfStmtClass: {
    const auto *If = llvm::cast<IfStmt>(S);
    if (If->isConsteval())
      return walk(If->isNonNegatedConsteval() ? If->getElse() : If->getThen());
    if (std::optional<const Stmt *> Kept = If->getNondiscardedCase(Ctx)) {
      walk(If->getInit());
      return walk(*Kept);
    }
    return walkChildren(S);
  }
  case Stmt::DeclStmtClass:
    for (const Decl *D : llvm::cast<DeclStmt>(S)->decls())
      declare(D);
    return;
  case Stmt::CXXCatchStmtClass:
    if (const VarDecl *V = llvm::cast<CXXCatchStmt>(S)->getExceptionDecl())
      declare(V);
    return walkChildren(S);
  case Stmt::CXXThrowExprClass:
    if (const Expr *Thrown = llvm::cast<CXXThrowExpr>(S)->getSubExpr()) {
      Facts.Throws.push_back(llvm::cast<CXXThrowExpr>(S));
      addDestruction(Thrown->getType(), S->getBeginLoc(), /*OwnObject=*/true, /*ThroughPointer=*/false, Facts);
    }
    return walkChildren(S);
  case Stmt::CXXDefaultArgExprClass:
    return walk(llvm::cast<CXXDefaultArgExpr>(S)->getExpr());
  case Stmt::CXXDefaultInitExprClass:
    return walk(llvm::cast<CXXDefaultInitExpr>(S)->getExpr());
  case Stmt::OpaqueValueExprClass:
    if (const Expr *Source = llvm::cast<OpaqueValueExpr>(S)->getSourceExpr(); Opaque.insert(llvm::cast<Expr>(S)).second)
      walk(Source);
    return;
  case Stmt::InitListExprClass: {
    const auto *List = llvm::cast<InitListExpr>(S);
    if (!List->isSemanticForm() && List->getSemanticForm())
      List = List->getSemanticForm();
    if (List->hasArrayFiller())
      walk(List->getArrayFiller());
    return walkChildren(List);
  }
  case Stmt::LambdaExprClass:
    return lambda(llvm::cast<LambdaExpr>(S));
  case Stmt::BlockExprClass:
    return;
  case Stmt::DeclRefExprClass:
    return named(llvm::cast<DeclRefExpr>(S)->getDecl(), llvm::cast<Expr>(S));
  case Stmt::SubstNonTypeTemplateParmExprClass:
    return walk(llvm::cast<SubstNonTypeTemplateParmExpr>(S)->getReplacement());
  case Stmt::MemberExprClass: {
    const auto *M = llvm::cast<MemberExpr>(S);
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl())) {
      if (Field->getParent()->isUnion())
        hazard(HazardKind::Union, M);
    } else {
      named(M->getMemberDecl(), M);
    }
    return walk(M->getBase());
  }
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
  case Stmt::CUDAKernelCallExprClass:
    return call(llvm::cast<CallExpr>(S));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    return construct(llvm::cast<CXXConstructExpr>(S));
  case Stmt::CXXInheritedCtorInitExprClass:
    return edge(llvm::cast<CXXInheritedCtorInitExpr>(S)->getConstructor(), S, CallKind::Implicit);
  case Stmt::CXXBindTemporaryExprClass:
    if (const CXXDestructorDecl *D = llvm::cast<CXXBindTemporaryExpr>(S)->getTemporary()->getDestructor())
      edge(D, S, CallKind::Implicit, /*Own=*/true);
    return walkChildren(S);
  case Stmt::CXXNewExprClass: {
    const auto *New = llvm::cast<CXXNewExpr>(S);
    if (const FunctionDecl *Allocate = New->getOperatorNew())
      edge(Allocate, New, CallKind::Implicit);
    const CXXRecordDecl *Tag = New->getNumPlacementArgs() == 1
                                   ? New->getPlacementArg(0)->getType().getNonReferenceType()->getAsCXXRecordDecl()
                                   : nullptr;
    bool Nothrow = Tag && isStd(Tag) && Tag->getIdentifier() && Tag->getName() == "nothrow_t";
    if (New->getNumPlacementArgs() && !Nothrow)
      hazard(HazardKind::PlacementNew, New);
    else if (!Adopted.contains(New))
      hazard(HazardKind::RawNew, New);
    return walkChildren(S);
  }
  case Stmt::CXXDeleteExprClass: {
    const auto *Delete = llvm::cast<CXXDeleteExpr>(S);
    hazard(HazardKind::RawDelete, Delete);
    QualType T = Delete->getDestroyedType();
    if (!T.isNull())
      addDestruction(T, Delete->getBeginLoc(), /*OwnObject=*/false, /*ThroughPointer=*/true, Facts);
    if (const FunctionDecl *Free = Delete->getOperatorDelete())
      edge(Free, Delete, CallKind::Implicit);
    return walkChildren(S);
  }
  case Stmt::CoroutineBodyStmtClass:
    hazard(HazardKind::Coroutine, S);
    return walkChildren(S);
  case Stmt::GCCAsmStmtClass:
  case Stmt::MSAsmStmtClass:
    hazard(HazardKind::Assembly, S);
    return walkChildren(S);
  default:
    if (const auto *C = dyn_cast<ExplicitCastExpr>(S);
        C && !C->isTypeDependent() && !C->getSubExpr()->isTypeDependent())
      if (std::optional<HazardKind> Kind = castHazard(C, Ctx))
        hazard(*Kind, C);
    return walkChildren(S);
  }
}

void Scanner::finish() {
  if (BlockingClosures.empty())
    return;
  for (CallEdge &E : Facts.Calls)
    if (const auto *M = dyn_cast<CXXMethodDecl>(E.Callee);
        M && E.Kind == CallKind::Address && BlockingClosures.contains(M->getParent()->getCanonicalDecl()))
      E.OffWorker = true;
}

} // namespace

BodyFacts scanFunction(const FunctionDecl *F, ASTContext &Ctx) {
  BodyFacts Facts;
  Scanner S(Ctx, Facts);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : C->inits())
      S.walk(Init->getInit());
  S.walk(F->getBody());
  addDestructionsOf(F, Facts);
  S.finish();
  return Facts;
}

BodyFacts scanExpression(const Expr *E, ASTContext &Ctx) {
  BodyFacts Facts;
  Scanner S(Ctx, Facts);
  S.walk(E);
  S.finish();
  return Facts;
}

} // namespace conure
