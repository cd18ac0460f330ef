//===- KeptBorrows.cpp - Who keeps the borrows that it is given -----------===//
//
// What a constructor or a method leaves in its object, and what a function gives back of its arguments: by the body
// where it can be seen, by the types where it cannot.
//
//===----------------------------------------------------------------------===//
#include "checks/model/Annotations.h"
#include "checks/model/BorrowSources.h"
#include "checks/model/BorrowTypes.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/LocalSources.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

/// Finds what a body stores into the object's own fields, or returns.
class KeepFinder : public StoreWalk<KeepFinder> {
public:
  enum class Into { Object, Result, Parameter, Elsewhere };
  KeepFinder(BorrowTypes &Types, const FunctionDecl *F, KeptList &Out, Into Where, const ParmVarDecl *Target = nullptr)
      : StoreWalk(Types), F(F), Out(Out), Where(Where), Returns(Where == Into::Result), Target(Target) {}

  void store(const Expr *Value, QualType Into) {
    if (!Into->isDependentType() && Types.mayHold(Into))
      mark(Value);
  }
  void stored(const Expr *To, const Expr *Value, Kept As) {
    if (Returns || As == Kept::Nothing)
      return;
    const StoreRoot Root = StoreRoot::of(To);
    if (!isLookedFor(Root))
      return;
    // What lies behind a pointer somebody else may take back, and so what is one of many.
    Behind = Root.Behind || Root.Element ||
             (To->getType()->isPointerType() && !To->isGLValue() && !isa<CXXThisExpr>(withoutWrappers(To)));
    mark(Value, As);
  }

  /// The target is handed on: what comes into it there.
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *Callee = C->getDirectCallee();
    if (Where == Into::Elsewhere && Callee && !isStd(Callee) && !isa<CXXOperatorCallExpr>(C)) {
      const KeptList Inner = Types.keptElsewhere(Callee);
      for (unsigned J = 0; J < C->getNumArgs() && J < Callee->getNumParams() && J < Inner.size(); ++J)
        if (Inner[J] != Kept::Nothing)
          mark(C->getArg(J), Inner[J]);
      const auto *Call = dyn_cast<CXXMemberCallExpr>(C);
      if (Call && Inner.size() > Callee->getNumParams() && Inner.back() != Kept::Nothing)
        mark(Call->getImplicitObjectArgument(), Kept::Whole);
    }
    return StoreWalk::VisitCallExpr(C);
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (Returns && R->getRetValue())
      R->getRetValue()->isGLValue() ? mark(R->getRetValue()) : store(R->getRetValue(), F->getReturnType());
    return true;
  }
  /// It may run, or not; what it returns is not returned here.
  bool TraverseLambdaExpr(LambdaExpr *L) {
    if (Returns)
      return true;
    ++Conditional;
    const bool Go = StoreWalk::TraverseLambdaExpr(L);
    --Conditional;
    return Go;
  }
  /// What happens on some paths only is not certain.
  bool TraverseStmt(Stmt *S) {
    const bool Branches = S && branches(S);
    Conditional += Branches;
    const bool Go = StoreWalk::TraverseStmt(S);
    Conditional -= Branches;
    Left |= Conditional && S && isa<ReturnStmt>(S);
    return Go;
  }

private:
  static bool branches(const Stmt *S) {
    if (const auto *If = dyn_cast<IfStmt>(S))
      return !If->isConstexpr();
    if (const auto *B = dyn_cast<BinaryOperator>(S))
      return B->isLogicalOp();
    return isa<WhileStmt, ForStmt, CXXForRangeStmt, SwitchStmt, CXXCatchStmt, AbstractConditionalOperator>(S);
  }
  /// The object; what the parameter refers to that is looked for; a global, or where a pointer of the object leads.
  bool isLookedFor(const StoreRoot &Root) const {
    if (Where == Into::Object || (Where == Into::Elsewhere && Root.Behind && Root.This))
      return Root.This;
    return Root.Variable && (Where == Into::Elsewhere ? Root.Variable->hasGlobalStorage() : Root.Variable == Target);
  }

  BorrowSource start() const {
    BorrowSource S;
    S.Perhaps = !Returns && (Behind || Conditional || Left);
    return S;
  }
  void mark(const Expr *Value) {
    SourceFinder Sources(Types, F);
    Sources.of(Value, start());
    mark(Sources);
  }
  void mark(const Expr *Value, Kept As) {
    SourceFinder Sources(Types, F);
    Sources.kept(Value, As, start());
    mark(Sources);
  }
  void mark(const SourceFinder &Sources) {
    for (const BorrowSource &S : Sources.Found)
      mark(S);
  }
  void mark(const BorrowSource &S) {
    if (!S.Parameter) { // the object
      if ((Where == Into::Parameter || Where == Into::Elsewhere) && Out.size() > F->getNumParams())
        Out[F->getNumParams()] = Kept::Perhaps;
      return;
    }
    if (S.Parameter->getDeclContext() != F)
      return;
    const unsigned I = S.Parameter->getFunctionScopeIndex();
    const QualType T = S.Parameter->getType();
    // A by-value parameter that owns what is borrowed of it dies with the call.
    const bool Holds = Types.mayHold(plainType(T));
    if (I >= Out.size() || (!T->isReferenceType() && !Holds) || (S.Value && !S.Content && !Holds))
      return;
    Kept K = S.Perhaps ? Kept::Perhaps : Kept::Whole;
    if (S.Content)
      K = S.Perhaps ? Kept::PerhapsContent : Kept::Content;
    else if (!S.Value && !S.Perhaps && T->isReferenceType() && Holds)
      K = Kept::Address;
    // What is certain counts before what may be, and the whole before its content.
    if (Out[I] == Kept::Nothing || (isUncertain(Out[I]) && !isUncertain(K)) ||
        (isUncertain(Out[I]) == isUncertain(K) && !isContent(K)))
      Out[I] = K;
  }

  const FunctionDecl *F;
  KeptList &Out;
  Into Where;
  bool Returns;
  const ParmVarDecl *Target;
  bool Behind = false; ///< so does what was stored into last
  bool Left = false;   ///< a return on some path came before
  unsigned Conditional = 0;
};

} // namespace

/// \p Holder has a field into which a borrow of \p Parameter's type fits as it is.
bool BorrowTypes::hasFieldFor(QualType Holder, QualType Parameter, unsigned Depth) {
  const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > 2)
    return false;
  R = R->getDefinition();
  if (isInStd(R)) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
    return S && holdsItsArguments(R) && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
             return (!referentOf(A).isNull() && referentOf(A) == referentOf(Parameter)) ||
                    plainType(A) == plainType(Parameter);
           });
  }
  auto Fits = [&](QualType Field) {
    if (!mayHold(Field))
      return false;
    QualType To = referentOf(Field), From = referentOf(Parameter);
    if (!To.isNull() && !From.isNull() && To == From)
      return true;
    return (!Field->isReferenceType() && plainType(Field) == plainType(Parameter)) ||
           hasFieldFor(Field, Parameter, Depth + 1);
  };
  for (const FieldDecl *F : R->fields())
    if (Fits(F->getType()))
      return true;
  for (const CXXBaseSpecifier &B : R->bases())
    if (hasFieldFor(B.getType(), Parameter, Depth + 1))
      return true;
  return false;
}

Kept BorrowTypes::byType(QualType Holder, QualType Parameter) {
  if (!isBorrow(Parameter) && !mayHold(Parameter))
    return Kept::Nothing;
  if (Holder->isReferenceType() || Holder->isPointerType()) {
    if (!Parameter->isReferenceType() && !Parameter->isPointerType())
      return Kept::Nothing;
    // Nobody takes the const off what he was lent.
    if (Parameter->getPointeeType().isConstQualified() && !Holder->getPointeeType().isConstQualified())
      return Kept::Nothing;
    return referentOf(Holder) == referentOf(Parameter) && Holder->isPointerType() == Parameter->isPointerType()
               ? Kept::Perhaps
               : Kept::Nothing;
  }
  if (plainType(Holder) == plainType(Parameter) || hasFieldFor(Holder, Parameter))
    return Kept::Perhaps;
  return Kept::Nothing;
}

/// Some part of \p Holder shows what somebody else owns.
bool BorrowTypes::hasViewField(QualType Holder, unsigned Depth) {
  if (Holder->isReferenceType() || Holder->isPointerType())
    return Holder->getPointeeType()->isScalarType();
  if (holdsView(Holder))
    return true;
  const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || isInStd(R) || Depth > 2)
    return false;
  R = R->getDefinition();
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) { return hasViewField(F->getType(), Depth + 1); }) ||
         llvm::any_of(R->bases(), [&](const CXXBaseSpecifier &B) { return hasViewField(B.getType(), Depth + 1); });
}

Kept BorrowTypes::couldKeep(QualType Holder, QualType Parameter) {
  if (const Kept K = byType(Holder, Parameter); K != Kept::Nothing)
    return K;
  return Parameter->isReferenceType() && isOwner(plainType(Parameter)) && hasViewField(Holder) ? Kept::PerhapsContent
                                                                                               : Kept::Nothing;
}

Kept BorrowTypes::keptByLibrary(QualType Holder, QualType Given) {
  if (mayHold(plainType(Given)))
    return Kept::Whole;
  if (isOwner(plainType(Given)) && holdsView(Holder))
    return Kept::Content;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Holder->getAsCXXRecordDecl());
  bool ByReference = S && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
                       return A->isReferenceType() && referentOf(A) == plainType(Given);
                     });
  return ByReference || holdsReferenceWrapper(Holder) ? Kept::Whole : Kept::Nothing;
}

const KeptList &BorrowTypes::keptByObject(const FunctionDecl *F) {
  const FunctionDecl *Body = F;
  const bool Seen = F->hasBody(Body) && !Body->isDependentContext();
  auto [It, New] = ByObject.try_emplace(F->getCanonicalDecl(), nullptr);
  static const KeptList None;
  if (!New)
    return It->second ? *It->second : None;
  auto Made = std::make_unique<KeptList>(F->getNumParams(), Kept::Nothing);
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  QualType Object = M && !M->isStatic() ? M->getThisType()->getPointeeType() : QualType();
  const auto *C = dyn_cast<CXXConstructorDecl>(Body);
  if (C && isInStd(M->getParent()) && mayHold(Object)) {
    for (unsigned I = 0; I < F->getNumParams(); ++I)
      (*Made)[I] = keptByLibrary(Object, F->getParamDecl(I)->getType());
  } else if (Seen && M && !M->isStatic() && mayHold(Object)) {
    KeepFinder Finder(*this, Body, *Made, KeepFinder::Into::Object);
    if (C)
      for (const CXXCtorInitializer *I : C->inits()) {
        if (!I->getInit())
          continue;
        if (I->isAnyMemberInitializer() && I->getAnyMember()->getType()->isReferenceType())
          Finder.store(I->getInit(), I->getAnyMember()->getType());
        else
          Finder.store(I->getInit(), I->getInit()->getType());
      }
    Finder.TraverseStmt(Body->getBody());
  } else if (C && !Seen && mayHold(Object)) {
    for (unsigned I = 0; I < F->getNumParams(); ++I)
      (*Made)[I] = byType(Object, F->getParamDecl(I)->getType());
  }
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (isLifetimeBound(F->getParamDecl(I)))
      (*Made)[I] = Kept::Whole;
  return *(ByObject[F->getCanonicalDecl()] = std::move(Made));
}

const KeptList &BorrowTypes::keptByResult(const FunctionDecl *F) {
  auto [It, New] = ByResult.try_emplace(F->getCanonicalDecl(), nullptr);
  static const KeptList None;
  if (!New)
    return It->second ? *It->second : None;
  auto Made = std::make_unique<KeptList>(F->getNumParams(), Kept::Nothing);
  const FunctionDecl *Body = F;
  QualType Result = F->getReturnType();
  const bool Std = isInStd(F);
  if (!Std && F->hasBody(Body) && !Body->isDependentContext()) {
    KeepFinder(*this, Body, *Made, KeepFinder::Into::Result).TraverseStmt(Body->getBody());
  } else {
    for (unsigned I = 0; I < F->getNumParams(); ++I) {
      QualType Given = F->getParamDecl(I)->getType();
      // An algorithm's result is one of the iterators that it was given.
      if (Std)
        (*Made)[I] = mayHold(plainType(Result)) && plainType(Result) == plainType(Given) ? Kept::Whole : Kept::Nothing;
      else
        (*Made)[I] = byType(Result, Given);
    }
  }
  for (unsigned I = 0; I < F->getNumParams(); ++I)
    if (isLifetimeBound(F->getParamDecl(I)))
      (*Made)[I] = Kept::Whole;
  return *(ByResult[F->getCanonicalDecl()] = std::move(Made));
}

const KeptList &BorrowTypes::keptByParameter(const FunctionDecl *F, unsigned Index) {
  const std::pair Key{F->getCanonicalDecl(), Index};
  auto [It, New] = ByParameter.try_emplace(Key, nullptr);
  static const KeptList None;
  if (!New)
    return It->second ? *It->second : None;
  auto Made = std::make_unique<KeptList>(F->getNumParams() + 1, Kept::Nothing);
  const FunctionDecl *Body = F;
  if (F->hasBody(Body)) {
    if (!Body->isDependentContext())
      KeepFinder(*this, Body, *Made, KeepFinder::Into::Parameter, Body->getParamDecl(Index))
          .TraverseStmt(Body->getBody());
  } else if (ByTypes) {
    const QualType Into = plainType(writtenThrough(F->getParamDecl(Index)->getType()));
    for (unsigned I = 0; I < F->getNumParams(); ++I) {
      const QualType Given = F->getParamDecl(I)->getType();
      if (I == Index)
        continue;
      if (isOwner(plainType(Given)) && Given->isReferenceType() && holdsView(Into))
        (*Made)[I] = Kept::PerhapsContent;
      else
        (*Made)[I] = byType(Into, Given);
      // `strtol(text, &end, 10)`: C takes the const off.
      if ((*Made)[I] == Kept::Nothing && F->isExternC() && Into->isPointerType() && Given->isPointerType() &&
          referentOf(Into) == referentOf(Given))
        (*Made)[I] = Kept::Perhaps;
    }
    // A class without borrows of its own can lend but itself.
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && M->isInstance() && !mayHold(M->getThisType()->getPointeeType()))
      Made->back() = Kept::Perhaps;
  }
  return *(ByParameter[Key] = std::move(Made));
}

const KeptList &BorrowTypes::keptElsewhere(const FunctionDecl *F) {
  auto [It, New] = Elsewhere.try_emplace(F->getCanonicalDecl(), nullptr);
  static const KeptList None;
  if (!New) // null while it is being made: a recursive call adds nothing
    return It->second ? *It->second : None;
  auto Made = std::make_unique<KeptList>(F->getNumParams() + 1, Kept::Nothing);
  const FunctionDecl *Body = F;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const bool Takes = llvm::any_of(F->parameters(), [&](const ParmVarDecl *P) { return mayHold(P->getType()); }) ||
                     (M && M->isInstance() && mayHold(M->getThisType()->getPointeeType()));
  if (Takes && F->hasBody(Body) && !Body->isDependentContext())
    KeepFinder(*this, Body, *Made, KeepFinder::Into::Elsewhere).TraverseStmt(Body->getBody());
  return *(Elsewhere[F->getCanonicalDecl()] = std::move(Made));
}

} // namespace conure
