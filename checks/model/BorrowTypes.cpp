//===- BorrowTypes.cpp - Which types hold borrows, and who keeps them -----===//
#include "checks/model/BorrowTypes.h"
#include "checks/model/Annotations.h"
#include "checks/model/FactBuilder.h"
#include "checks/model/Places.h"
#include "checks/model/TypeArguments.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure {

namespace {

template <class A> bool hasClassAttr(const CXXRecordDecl *R) {
  if (R->hasAttr<A>())
    return true;
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  return S && S->getSpecializedTemplate()->getTemplatedDecl()->hasAttr<A>();
}

llvm::StringRef nameOf(const CXXRecordDecl *R) { return R->getIdentifier() ? R->getName() : llvm::StringRef(); }

/// Library templates whose value contains values of their arguments.
bool containsItsArguments(llvm::StringRef Name) {
  return isOneOf(Name, {"vector",
                        "deque",
                        "list",
                        "forward_list",
                        "map",
                        "multimap",
                        "set",
                        "multiset",
                        "unordered_map",
                        "unordered_multimap",
                        "unordered_set",
                        "unordered_multiset",
                        "queue",
                        "stack",
                        "priority_queue",
                        "array",
                        "pair",
                        "tuple",
                        "optional",
                        "variant",
                        "expected",
                        "unique_ptr",
                        "initializer_list"});
}

QualType plain(QualType T) { return T.getNonReferenceType().getCanonicalType().getUnqualifiedType(); }

/// The referent of a reference or pointer without qualifiers; null if \p T is neither.
QualType referent(QualType T) {
  if (T->isReferenceType() || T->isPointerType())
    return T->getPointeeType().getCanonicalType().getUnqualifiedType();
  return {};
}

/// The parameter of \p F that \p E borrows, and whether its content only.
struct Source {
  const ParmVarDecl *Parameter = nullptr;
  bool Content = false;
  bool Perhaps = false;
};
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
      E = Construct->getArg(0);
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
    if (C && !C->getConstructor()->isCopyOrMoveConstructor() && !BorrowTypes::isView(plain(C->getType()))) {
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
    QualType T = plain(C->getImplicitObjectArgument()->getType());
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

QualType initialisedType(const InitListExpr *List, unsigned I) {
  if (const auto *A = List->getType()->getAsArrayTypeUnsafe())
    return A->getElementType();
  if (const CXXRecordDecl *R = List->getType()->getAsCXXRecordDecl(); R && !R->isUnion()) {
    const unsigned Bases = R->getNumBases();
    if (I < Bases)
      return std::next(R->bases_begin(), I)->getType();
    unsigned At = Bases;
    for (const FieldDecl *F : R->fields())
      if (!F->isUnnamedBitField() && At++ == I)
        return F->getType();
  }
  return List->getInit(I)->getType();
}

bool isLifetimeBound(const ParmVarDecl *P) { return P->hasAttr<LifetimeBoundAttr>(); }

bool isLifetimeBoundMethod(const CXXMethodDecl *M) {
  const TypeSourceInfo *Info = M->getTypeSourceInfo();
  if (!Info)
    return false;
  for (TypeLoc L = Info->getTypeLoc(); auto A = L.getAsAdjusted<AttributedTypeLoc>(); L = A.getModifiedLoc())
    if (A.getAttrAs<LifetimeBoundAttr>())
      return true;
  return false;
}

/// std::ranges::filter_view and its like, unless it owns the range that it goes over.
static bool isRangeView(const CXXRecordDecl *R) {
  const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
  const auto *N = dyn_cast<NamespaceDecl>(R->getDeclContext()->getRedeclContext());
  if (!S || !N || !N->getIdentifier() || N->getName() != "ranges" || !isStd(R) ||
      !(nameOf(R).ends_with("_view") || nameOf(R) == "subrange") ||
      isOneOf(nameOf(R), {"owning_view", "single_view", "iota_view", "empty_view", "basic_istream_view"}))
    return false;
  // A view of a view that owns its range owns it, too.
  return !anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
    const CXXRecordDecl *Inner = A->getAsCXXRecordDecl();
    return Inner && nameOf(Inner).ends_with("_view") && isStd(Inner) && Inner->hasDefinition() && !isRangeView(Inner) &&
           nameOf(Inner) != "basic_string_view";
  });
}

bool BorrowTypes::isRange(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && R->hasDefinition() && isRangeView(R);
}

bool BorrowTypes::isView(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  if (hasClassAttr<PointerAttr>(R))
    return true;
  auto Kind = builtinKind(T.getCanonicalType().getUnqualifiedType());
  if (Kind && (*Kind == Builtin::Ref || *Kind == Builtin::Mut))
    return true;
  return R->getIdentifier() &&
         ((isInStd(R) && isOneOf(R->getName(), {"basic_string_view", "span", "reference_wrapper"})) || isRangeView(R));
}

bool BorrowTypes::isBorrow(QualType T) {
  return T->isReferenceType() || (T->isPointerType() && !T->isFunctionPointerType()) || isView(T.getUnqualifiedType());
}

bool BorrowTypes::isOwner(QualType T) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (wrapperOf(T) != Wrapper::None || hasClassAttr<OwnerAttr>(R));
}

bool BorrowTypes::mayHold(QualType T) {
  if (T.isNull() || T->isDependentType())
    return false;
  T = T.getCanonicalType().getUnqualifiedType();
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return mayHold(A->getElementType());
  if (isBorrow(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  R = R->getDefinition();
  auto [It, New] = Holding.try_emplace(T.getAsOpaquePtr(), 2);
  if (!New)
    return It->second == 1; // a class within itself adds nothing
  auto Decide = [&] {
    if (builtinKind(T))
      return false;
    if (R->isLambda()) {
      for (const LambdaCapture &C : R->captures())
        if (C.capturesVariable() && (C.getCaptureKind() == LCK_ByRef || mayHold(C.getCapturedVar()->getType())))
          return true;
      return false;
    }
    if (isInStd(R)) {
      if (isOneOf(nameOf(R), {"function", "move_only_function"}))
        return true;
      const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
      return S && containsItsArguments(nameOf(R)) && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
               // What the pointer of a unique_ptr leads to is its own.
               const CXXRecordDecl *Arg = A->getAsCXXRecordDecl();
               bool Aside = Arg && isInStd(Arg) && !containsItsArguments(nameOf(Arg)) && !isView(A) &&
                            !isOneOf(nameOf(Arg), {"function", "move_only_function"});
               return !Aside && mayHold(A);
             });
    }
    for (const CXXBaseSpecifier &B : R->bases())
      if (mayHold(B.getType()))
        return true;
    for (const FieldDecl *F : R->fields())
      if (mayHold(F->getType()))
        return true;
    return false;
  };
  const bool Holds = Decide();
  return Holding[T.getAsOpaquePtr()] = Holds;
}

bool BorrowTypes::holdsView(QualType T) {
  T = plain(T);
  if (isView(T))
    return true;
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  return S && isInStd(R) && containsItsArguments(nameOf(R)) &&
         anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) { return holdsView(A); });
}

bool BorrowTypes::holdsReferenceWrapper(QualType T) {
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(plain(T)->getAsCXXRecordDecl());
  if (!S)
    return false;
  auto Kind = builtinKind(plain(T));
  if ((Kind && (*Kind == Builtin::Ref || *Kind == Builtin::Mut)) || (isInStd(S) && nameOf(S) == "reference_wrapper"))
    return true;
  return isInStd(S) && containsItsArguments(nameOf(S)) &&
         anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) { return holdsReferenceWrapper(A); });
}

/// \p Holder has a field into which a borrow of \p Parameter's type fits as it is.
bool BorrowTypes::hasFieldFor(QualType Holder, QualType Parameter, unsigned Depth) {
  const CXXRecordDecl *R = Holder->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > 2)
    return false;
  R = R->getDefinition();
  if (isInStd(R)) {
    const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R);
    return S && containsItsArguments(nameOf(R)) && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
             return (!referent(A).isNull() && referent(A) == referent(Parameter)) || plain(A) == plain(Parameter);
           });
  }
  auto Fits = [&](QualType Field) {
    if (!mayHold(Field))
      return false;
    QualType To = referent(Field), From = referent(Parameter);
    if (!To.isNull() && !From.isNull() && To == From)
      return true;
    return (!Field->isReferenceType() && plain(Field) == plain(Parameter)) || hasFieldFor(Field, Parameter, Depth + 1);
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
    return referent(Holder) == referent(Parameter) && Holder->isPointerType() == Parameter->isPointerType()
               ? Kept::Perhaps
               : Kept::Nothing;
  }
  if (plain(Holder) == plain(Parameter) || hasFieldFor(Holder, Parameter))
    return Kept::Perhaps;
  return Kept::Nothing;
}

Kept BorrowTypes::keptByLibrary(QualType Holder, QualType Given) {
  if (mayHold(plain(Given)))
    return Kept::Whole;
  if (isOwner(plain(Given)) && holdsView(Holder))
    return Kept::Content;
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Holder->getAsCXXRecordDecl());
  bool ByReference = S && anyTypeArgument(S->getTemplateArgs().asArray(), [&](QualType A) {
                       return A->isReferenceType() && referent(A) == plain(Given);
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
        (*Made)[I] = mayHold(plain(Result)) && plain(Result) == plain(Given) ? Kept::Whole : Kept::Nothing;
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
