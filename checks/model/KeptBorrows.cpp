//===- KeptBorrows.cpp - Who keeps the borrows that it is given -----------===//
//
// What a constructor or a method leaves in its object, and what a function gives back of its arguments: by the body
// where it can be seen, by the types where it cannot.
//
//===----------------------------------------------------------------------===//
#include "checks/model/BorrowTypes.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

/// The parameter of \p F that \p E borrows, and whether its content only.
struct Source {
  const ParmVarDecl *Parameter = nullptr;
  bool Content = false;
  bool Perhaps = false;
};
/// The argument that the object which \p C makes borrows; null if it borrows none.
const Expr *borrowedByObject(BorrowTypes &Types, const CXXConstructExpr *C, bool &Content) {
  if (C->getConstructor()->isCopyOrMoveConstructor() || BorrowTypes::isView(plainType(C->getType())) ||
      isInStd(C->getConstructor()->getParent()))
    return C->getArg(0);
  const KeptList &Keeps = Types.keptByObject(C->getConstructor());
  for (unsigned I = 0; I < C->getNumArgs() && I < Keeps.size(); ++I)
    if (Keeps[I] != Kept::Nothing) {
      Content |= Keeps[I] == Kept::Content || Keeps[I] == Kept::PerhapsContent;
      return C->getArg(I);
    }
  return nullptr;
}

Source borrowedParameter(BorrowTypes &Types, const Expr *E) {
  Source Out;
  while (E) {
    E = withoutWrappers(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      Out.Parameter = dyn_cast<ParmVarDecl>(Ref->getDecl());
      return Out;
    }
    if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *U = dyn_cast<UnaryOperator>(E);
             U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref))
      E = U->getSubExpr();
    else if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E); Construct && Construct->getNumArgs())
      E = borrowedByObject(Types, Construct, Out.Content);
    else if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
      E = List->getInit(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
      if (!BorrowTypes::isBorrow(Call->getType()) && !Call->isGLValue())
        return {};
      E = Call->getImplicitObjectArgument();
      Out.Content |= E && BorrowTypes::isOwner(E->getType().getUnqualifiedType());
    } else if (const auto *Plain = dyn_cast<CallExpr>(E)) {
      // What the function gives back of its arguments, if anything.
      const FunctionDecl *Callee = Plain->getDirectCallee();
      if (!Callee || isa<CXXMethodDecl>(Callee))
        return {};
      const Expr *Given = nullptr;
      const bool Names = isNamingCall(Plain) || isStdCall(Plain, "addressof") || isStdCall(Plain, "ref") ||
                         isStdCall(Plain, "begin") || isStdCall(Plain, "data");
      const KeptList &Keeps = Types.keptByResult(Callee);
      for (unsigned I = 0; I < Plain->getNumArgs() && !Given; ++I)
        if (Names || (I < Keeps.size() && Keeps[I] != Kept::Nothing)) {
          Given = Plain->getArg(I);
          Out.Perhaps |= !Names && (Keeps[I] == Kept::Perhaps || Keeps[I] == Kept::PerhapsContent);
          Out.Content |= !Names && (Keeps[I] == Kept::Content || Keeps[I] == Kept::PerhapsContent);
        }
      E = Given;
    } else {
      return {};
    }
  }
  return {};
}

/// Finds what a body stores into the object's own fields, or returns.
class KeepFinder : public RecursiveASTVisitor<KeepFinder> {
public:
  KeepFinder(BorrowTypes &Types, const FunctionDecl *F, KeptList &Out, bool Returns)
      : Types(Types), F(F), Out(Out), Returns(Returns) {}

  void store(const Expr *Value, QualType Into) {
    if (Into->isDependentType() || !Types.mayHold(Into))
      return;
    Value = withoutWrappers(Value);
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Value))
      Value = withoutWrappers(M->getSubExpr());
    if (const auto *List = dyn_cast<InitListExpr>(Value)) {
      for (unsigned I = 0; I < List->getNumInits(); ++I)
        store(List->getInit(I), initialisedType(List, I));
      return;
    }
    const auto *C = dyn_cast<CXXConstructExpr>(Value);
    if (C && !C->getConstructor()->isCopyOrMoveConstructor() && !BorrowTypes::isView(plainType(C->getType()))) {
      const KeptList &Inner = Types.keptByObject(C->getConstructor());
      for (unsigned I = 0; I < C->getNumArgs() && I < Inner.size(); ++I)
        if (Inner[I] != Kept::Nothing)
          mark(borrowedParameter(Types, C->getArg(I)), Inner[I] == Kept::Content || Inner[I] == Kept::PerhapsContent);
      return;
    }
    mark(borrowedParameter(Types, Value), false);
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (!Returns && B->isAssignmentOp() && isOwnField(B->getLHS()))
      store(B->getRHS(), B->getLHS()->getType());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (!Returns && C->getOperator() == OO_Equal && C->getNumArgs() == 2 && isOwnField(C->getArg(0)))
      store(C->getArg(1), C->getArg(0)->getType());
    return true;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    if (Returns || !C->getMethodDecl() || C->getMethodDecl()->isConst() || !C->getImplicitObjectArgument() ||
        !isOwnField(C->getImplicitObjectArgument()))
      return true;
    QualType T = plainType(C->getImplicitObjectArgument()->getType());
    for (const Expr *A : C->arguments())
      if (Types.mayHold(A->getType()) || Types.holdsView(T))
        store(A, T);
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *R) {
    if (Returns && R->getRetValue())
      R->getRetValue()->isGLValue() ? mark(borrowedParameter(Types, R->getRetValue()), false)
                                    : store(R->getRetValue(), F->getReturnType());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  static bool isOwnField(const Expr *E) {
    E = withoutWrappers(E)->IgnoreImpCasts();
    while (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(M->getMemberDecl()))
        return false;
      E = withoutWrappers(M->getBase())->IgnoreImpCasts();
    }
    return isa<CXXThisExpr>(E);
  }
  void mark(Source S, bool Content) {
    if (!S.Parameter || S.Parameter->getDeclContext() != F)
      return;
    unsigned I = S.Parameter->getFunctionScopeIndex();
    QualType T = S.Parameter->getType();
    // A by-value parameter that owns what is borrowed of it dies with the call.
    if (I < Out.size() && (T->isReferenceType() || Types.mayHold(T)))
      Out[I] = S.Content || Content ? (S.Perhaps ? Kept::PerhapsContent : Kept::Content)
                                    : (S.Perhaps ? Kept::Perhaps : Kept::Whole);
  }

  BorrowTypes &Types;
  const FunctionDecl *F;
  KeptList &Out;
  bool Returns;
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
    KeepFinder Finder(*this, Body, *Made, /*Returns=*/false);
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
    KeepFinder(*this, Body, *Made, /*Returns=*/true).TraverseStmt(Body->getBody());
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

} // namespace conure
