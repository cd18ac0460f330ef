//===- Origins.cpp --------------------------------------------------------===//
#include "rewrite/counts/Origins.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure::rewrite {

namespace {

constexpr unsigned MaxDepth = 24;

/// The one value that \p V ever has as a borrow: its initialiser.
const Expr *initOf(const VarDecl *V) { return V->hasInit() ? V->getInit() : nullptr; }

Origin with(const Expr *Container, Origin Outer) {
  // The hidden variable of a range-for stands for what is written there.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Container))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isImplicit() && V->hasInit() && V->getType()->isReferenceType())
      Container = V->getInit()->IgnoreParenImpCasts();
  Origin Result = {Container};
  for (const Expr *E : Outer)
    if (Result.size() < 3)
      Result.push_back(E);
  return Result;
}

bool isElementAccess(llvm::StringRef Name) {
  return isOneOf(Name, {"at", "front", "back", "value", "get", "insert", "emplace", "emplace_back", "emplace_front",
                        "try_emplace", "insert_or_assign", "emplace_hint"});
}
bool isHandleAccess(llvm::StringRef Name) {
  return isOneOf(
      Name,
      {"data",       "c_str",        "get",          "begin",       "end",         "cbegin",      "cend",
       "rbegin",     "rend",         "find",         "lower_bound", "upper_bound", "erase",       "insert",
       "emplace",    "emplace_hint", "before_begin", "crbegin",     "crend",       "try_emplace", "insert_or_assign",
       "equal_range"});
}

/// The container that a member call stands on, or null.
const Expr *objectOf(const CXXMemberCallExpr *Call) {
  const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  if (!Member || Member->isImplicitAccess())
    return nullptr;
  return Member->getBase()->IgnoreParenImpCasts();
}
bool isArrowCall(const CXXMemberCallExpr *Call) {
  const auto *Member = dyn_cast<MemberExpr>(Call->getCallee()->IgnoreParens());
  return Member && Member->isArrow();
}
llvm::StringRef nameOf(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && F->getIdentifier() ? F->getName() : llvm::StringRef();
}

Origin originOfContainer(const Expr *Container, bool Arrow, const DeclContext *Function, unsigned Depth) {
  return with(Container,
              Arrow ? originOfHandle(Container, Function, Depth + 1) : originOfObject(Container, Function, Depth + 1));
}
Holding holdingOfObject(const Expr *E, bool Arrow) {
  return holdingOf(Arrow ? E->getType()->getPointeeType() : E->getType());
}

/// Through a function of the user's that gives out an element, or one of its arguments. A container that only the
/// function can name stays as it is named there.
template <class OriginOf>
Origin originOfResult(const CallExpr *Call, const DeclContext *Function, unsigned Depth, OriginOf Of) {
  Origin Result;
  const FunctionDecl *Callee = nullptr;
  if (Depth + 4 > MaxDepth)
    return Result;
  for (const Expr *Value : returnedBy(Call, Callee)) {
    if (const Expr *A = argumentFor(plain(Value), Call, Callee)) {
      for (const Expr *One : Of(A, Function, Depth + 4))
        if (Result.size() < 3)
          Result.push_back(One);
      continue;
    }
    for (const Expr *One : Of(Value, Callee, Depth + 4)) {
      const Expr *A = argumentFor(One, Call, Callee);
      const Origin More =
          A ? originOfContainer(A->IgnoreParenImpCasts(), A->getType()->isPointerType(), Function, Depth + 4)
            : Origin{One};
      for (const Expr *Outer : More)
        if (Result.size() < 3)
          Result.push_back(Outer);
    }
  }
  return Result;
}

} // namespace

std::vector<const Expr *> returnedBy(const CallExpr *Call, const FunctionDecl *&Callee) {
  struct Returns : RecursiveASTVisitor<Returns> {
    std::vector<const Expr *> Values;
    bool TraverseLambdaExpr(LambdaExpr *) { return true; }
    bool TraverseDecl(Decl *D) { return isa<TagDecl>(D) || RecursiveASTVisitor::TraverseDecl(D); }
    bool VisitReturnStmt(ReturnStmt *S) {
      if (S->getRetValue())
        either(S->getRetValue());
      return true;
    }
    void either(const Expr *E) {
      if (const auto *Choice = dyn_cast<ConditionalOperator>(plain(E))) {
        either(Choice->getTrueExpr());
        either(Choice->getFalseExpr());
      } else {
        Values.push_back(E);
      }
    }
  } Found;
  const FunctionDecl *F = Call->getDirectCallee();
  Callee = F ? F->getDefinition() : nullptr;
  if (!Callee || isStd(F) || isConureLibrary(F) || !Callee->hasBody() || Callee->isDependentContext())
    return {};
  Found.TraverseStmt(Callee->getBody());
  return Found.Values;
}

const Expr *argumentFor(const Expr *E, const CallExpr *Call, const FunctionDecl *Callee) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *P = Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  if (!P || P->getDeclContext() != Callee)
    return nullptr;
  const bool HasObject = isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee);
  const unsigned I = P->getFunctionScopeIndex() + HasObject;
  return I < Call->getNumArgs() ? Call->getArg(I) : nullptr;
}

const Expr *plain(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens()->IgnoreImplicit();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner); Construct && Construct->isElidable())
      Inner = Construct->getArg(0);
    if (Inner == E)
      return E;
    E = Inner;
  }
}

Origin originOfInit(QualType T, const Expr *Init, const DeclContext *Function, unsigned Depth) {
  if (!Init || T.isNull())
    return {};
  if (T->isReferenceType())
    return originOfObject(Init, Function, Depth);
  if (T->isPointerType() || isHandle(T))
    return originOfHandle(Init, Function, Depth);
  return {};
}

Origin originOfObject(const Expr *E, const DeclContext *Function, unsigned Depth) {
  if (!E || Depth > MaxDepth || E->isTypeDependent())
    return {};
  E = E->IgnoreParenImpCasts();
  if (E->isPRValue())
    return {}; // a copy
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return originOfObject(Cleanups->getSubExpr(), Function, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (const auto *B = dyn_cast<BindingDecl>(D))
      D = cast<ValueDecl>(B->getDecomposedDecl());
    const auto *V = dyn_cast<VarDecl>(D);
    if (V && V->getDeclContext() == Function && V->getType()->isReferenceType())
      return originOfObject(initOf(V), Function, Depth + 1);
    return {};
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!isa<FieldDecl>(Member->getMemberDecl()))
      return {};
    return Member->isArrow() ? originOfHandle(Member->getBase(), Function, Depth + 1)
                             : originOfObject(Member->getBase(), Function, Depth + 1);
  }
  if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
    if (Operator->getOpcode() == UO_Deref)
      return originOfHandle(Operator->getSubExpr(), Function, Depth + 1);
    return {};
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = Subscript->getBase();
    return Base->IgnoreParenImpCasts()->getType()->isArrayType()
               ? originOfObject(Base->IgnoreParenImpCasts(), Function, Depth + 1)
               : originOfHandle(Base, Function, Depth + 1);
  }
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(E)) {
    Origin A = originOfObject(Conditional->getTrueExpr(), Function, Depth + 1);
    for (const Expr *Other : originOfObject(Conditional->getFalseExpr(), Function, Depth + 1))
      A.push_back(Other);
    return A;
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return Cast->isGLValue() ? originOfObject(Cast->getSubExpr(), Function, Depth + 1) : Origin();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getNumArgs() == 0)
      return {};
    const Expr *Object = Call->getArg(0)->IgnoreParenImpCasts();
    switch (Call->getOperator()) {
    case OO_Subscript:
      if (holdingOf(Object->getType()) != Holding::None)
        return originOfContainer(Object, false, Function, Depth);
      if (const FunctionDecl *F = Call->getDirectCallee(); F && !isStd(F))
        return originOfResult(Call, Function, Depth, originOfObject);
      // array<T, N> holds its elements in itself; span and iterators lead on.
      return isHandle(Object->getType()) ? originOfHandle(Object, Function, Depth + 1)
                                         : originOfObject(Object, Function, Depth + 1);
    case OO_Star:
    case OO_Arrow:
      if (holdingOf(Object->getType()) != Holding::None)
        return originOfContainer(Object, false, Function, Depth);
      if (isHandle(Object->getType()))
        return originOfHandle(Object, Function, Depth + 1);
      return originOfResult(Call, Function, Depth, originOfObject);
    default:
      return originOfResult(Call, Function, Depth, originOfObject);
    }
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = objectOf(Call);
    if (!Object)
      return {};
    bool Arrow = isArrowCall(Call);
    llvm::StringRef Name = nameOf(Call);
    if (holdingOfObject(Object, Arrow) != Holding::None && isElementAccess(Name) && Name != "get")
      return originOfContainer(Object, Arrow, Function, Depth);
    return originOfResult(Call, Function, Depth, originOfObject);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && isStd(F) && Call->getNumArgs() >= 1 &&
        isOneOf(nameOf(Call), {"get", "as_const", "move", "forward", "min", "max"}))
      return originOfObject(Call->getArg(0), Function, Depth + 1);
    return originOfResult(Call, Function, Depth, originOfObject);
  }
  return {};
}

Origin originOfHandle(const Expr *E, const DeclContext *Function, unsigned Depth) {
  if (!E || Depth > MaxDepth || E->isTypeDependent())
    return {};
  E = E->IgnoreParens();
  if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
    return originOfHandle(Cleanups->getSubExpr(), Function, Depth + 1);
  if (const auto *Materialized = dyn_cast<MaterializeTemporaryExpr>(E))
    return originOfHandle(Materialized->getSubExpr(), Function, Depth + 1);
  if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
    return originOfHandle(Bind->getSubExpr(), Function, Depth + 1);
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() == CK_ArrayToPointerDecay)
      return originOfObject(Cast->getSubExpr(), Function, Depth + 1);
    return originOfHandle(Cast->getSubExpr(), Function, Depth + 1);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (V && V->getDeclContext() == Function && (V->getType()->isPointerType() || isHandle(V->getType())))
      return originOfHandle(initOf(V), Function, Depth + 1);
    return {};
  }
  if (const auto *Operator = dyn_cast<UnaryOperator>(E)) {
    if (Operator->getOpcode() == UO_AddrOf)
      return originOfObject(Operator->getSubExpr(), Function, Depth + 1);
    if (Operator->isIncrementDecrementOp())
      return originOfHandle(Operator->getSubExpr(), Function, Depth + 1);
    return {};
  }
  if (const auto *Operator = dyn_cast<BinaryOperator>(E); Operator && Operator->isCommaOp())
    return originOfHandle(Operator->getRHS(), Function, Depth + 1);
  if (const auto *Operator = dyn_cast<BinaryOperator>(E)) {
    if (Operator->isAdditiveOp() && Operator->getType()->isPointerType())
      return originOfHandle(Operator->getLHS()->getType()->isPointerType() ? Operator->getLHS() : Operator->getRHS(),
                            Function, Depth + 1);
    return {};
  }
  if (const auto *Conditional = dyn_cast<ConditionalOperator>(E)) {
    Origin A = originOfHandle(Conditional->getTrueExpr(), Function, Depth + 1);
    for (const Expr *Other : originOfHandle(Conditional->getFalseExpr(), Function, Depth + 1))
      A.push_back(Other);
    return A;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0)
      return {};
    // A span or a view of a container; a copy of another handle.
    const Expr *From = Construct->getArg(0)->IgnoreParenImpCasts();
    if (holdingOf(From->getType()) != Holding::None && From->isLValue())
      return originOfContainer(From, false, Function, Depth);
    return originOfHandle(Construct->getArg(0), Function, Depth + 1);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) // `m.insert(x).first`
    return isa<CallExpr>(plain(Member->getBase())) && Member->getMemberDecl()->getIdentifier() &&
                   Member->getMemberDecl()->getName() == "first"
               ? originOfHandle(plain(Member->getBase()), Function, Depth + 1)
               : Origin();
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getNumArgs() == 0)
      return {};
    const Expr *Object = Call->getArg(0)->IgnoreParenImpCasts();
    if (Call->getOperator() == OO_Arrow && holdingOf(Object->getType()) != Holding::None)
      return originOfContainer(Object, false, Function, Depth);
    if (Call->getOperator() == OO_Star || Call->getOperator() == OO_Subscript || Call->getOperator() == OO_Equal)
      return {}; // a handle that is itself an element
    return isHandle(Object->getType()) ? originOfHandle(Call->getArg(0), Function, Depth + 1) : Origin();
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = objectOf(Call);
    if (!Object)
      return {};
    bool Arrow = isArrowCall(Call);
    if (holdingOfObject(Object, Arrow) != Holding::None) {
      if (isHandleAccess(nameOf(Call)) || isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
        return originOfContainer(Object, Arrow, Function, Depth);
      return {};
    }
    return isHandle(Object->getType()) ? originOfHandle(Object, Function, Depth + 1)
                                       : originOfResult(Call, Function, Depth, originOfHandle);
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (F && !isStd(F))
      return originOfResult(Call, Function, Depth, originOfHandle);
    if (!F || !isStd(F) || Call->getNumArgs() == 0 ||
        !(Call->getType()->isPointerType() || isHandle(Call->getType()) || Call->isGLValue()))
      return {};
    const Expr *First = Call->getArg(0)->IgnoreParenImpCasts();
    if (nameOf(Call) == "addressof")
      return originOfObject(First, Function, Depth + 1);
    if (holdingOf(First->getType()) != Holding::None)
      return originOfContainer(First, false, Function, Depth);
    return originOfHandle(Call->getArg(0), Function, Depth + 1);
  }
  return {};
}

bool isRepeatable(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return isa<FieldDecl>(Member->getMemberDecl()) && isRepeatable(Member->getBase());
  if (const auto *Operator = dyn_cast<UnaryOperator>(E))
    return (Operator->getOpcode() == UO_Deref || Operator->getOpcode() == UO_AddrOf) &&
           isRepeatable(Operator->getSubExpr());
  if (const auto *Operator = dyn_cast<BinaryOperator>(E))
    return Operator->isAdditiveOp() && isRepeatable(Operator->getLHS()) && isRepeatable(Operator->getRHS());
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return isRepeatable(Subscript->getLHS()) && isRepeatable(Subscript->getRHS());
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    const CXXRecordDecl *R = Call->getNumArgs() ? Call->getArg(0)->getType()->getAsCXXRecordDecl() : nullptr;
    if (!R || !(isStd(R) || isHandle(Call->getArg(0)->getType())))
      return false;
    if (Call->getOperator() == OO_Subscript)
      return isRepeatable(Call->getArg(0)) && isRepeatable(Call->getArg(1));
    return (Call->getOperator() == OO_Star || Call->getOperator() == OO_Arrow) && isRepeatable(Call->getArg(0));
  }
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = objectOf(Call);
    if (!Object || Call->getNumArgs() > 1 || holdingOfObject(Object, isArrowCall(Call)) == Holding::None)
      return false;
    llvm::StringRef Name = nameOf(Call);
    return (Name == "front" || Name == "back" || Name == "at" || Name == "get" || Name == "value") &&
           isRepeatable(Object) && (Call->getNumArgs() == 0 || isRepeatable(Call->getArg(0)));
  }
  return isa<DeclRefExpr, CXXThisExpr, IntegerLiteral>(E);
}

} // namespace conure::rewrite
