//===- SelfBorrows.cpp - Does a method make its object point into itself? ---===//
#include "checks/model/SelfBorrows.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace conure {

namespace {

/// The author says what a move does: it may set the borrow anew.
bool writesItsMoves(const CXXRecordDecl *R) {
  for (const CXXConstructorDecl *C : R->ctors())
    if (C->isCopyOrMoveConstructor() && C->isUserProvided())
      return true;
  return false;
}

/// The object that runs, or a part that lies inside of it.
bool isOwnInline(const Expr *E) {
  for (E = ignoreWrappers(E); E; E = ignoreWrappers(E)) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(Member->getMemberDecl()) || Member->getMemberDecl()->getType()->isReferenceType())
        return false;
      if (Member->isArrow())
        return isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts());
      E = Member->getBase();
    } else if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      if (!Element->getBase()->IgnoreParenImpCasts()->getType()->isArrayType())
        return false;
      E = Element->getBase();
    } else {
      const auto *Deref = dyn_cast<UnaryOperator>(E);
      return Deref && Deref->getOpcode() == UO_Deref && isa<CXXThisExpr>(Deref->getSubExpr()->IgnoreParenImpCasts());
    }
  }
  return false;
}

class Finder : public RecursiveASTVisitor<Finder> {
public:
  const Expr *find(const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    const auto *Method = dyn_cast<CXXMethodDecl>(F);
    if (!Method || Method->isStatic() || writesItsMoves(Method->getParent()) || !F->hasBody(Body) || !Body->getBody() ||
        Body->isDependentContext() || isStd(F) || !Seen.insert(Body).second)
      return Found;
    if (const auto *C = dyn_cast<CXXConstructorDecl>(Body))
      for (const CXXCtorInitializer *I : C->inits())
        initialised(I->getInit(), I->isAnyMemberInitializer() ? I->getAnyMember()->getType() : QualType());
    TraverseStmt(Body->getBody());
    return Found;
  }

  /// \p Init makes a part of the object, of type \p T (null: a base).
  void initialised(const Expr *Init, QualType T) {
    if (!Init || Found)
      return;
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Init))
      Init = Default->getExpr();
    if (!T.isNull() && T->isReferenceType() ? isOwnInline(Init) : givesSelf(Init)) {
      Found = Init;
      return;
    }
    made(Init);
  }

  void made(const Expr *E) {
    E = ignoreWrappers(E);
    if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
      if (!C->getConstructor()->isCopyOrMoveConstructor())
        find(C->getConstructor());
      else if (C->getNumArgs() && C->getArg(0)->isPRValue())
        made(C->getArg(0));
      return;
    }
    if (const auto *Cast = dyn_cast<CastExpr>(E))
      return made(Cast->getSubExpr());
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      return made(Temporary->getSubExpr());
    const auto *List = dyn_cast<InitListExpr>(E);
    const CXXRecordDecl *R = List ? List->getType()->getAsCXXRecordDecl() : nullptr;
    if (!R || writesItsMoves(R))
      return;
    for (const Expr *I : List->inits())
      if (isa<CXXDefaultInitExpr>(I) || !I->getType()->isPointerType())
        initialised(I, I->isGLValue() && isa<CXXDefaultInitExpr>(I)
                           ? R->getASTContext().getLValueReferenceType(I->getType())
                           : I->getType());
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->isAssignmentOp() && isOwnInline(B->getLHS()) && givesSelf(B->getRHS()))
      Found = B->getRHS();
    return !Found;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2 && isOwnInline(C->getArg(0)) && givesSelf(C->getArg(1)))
      Found = C->getArg(1);
    return !Found;
  }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    const CXXMethodDecl *M = C->getMethodDecl();
    const Expr *Object = C->getImplicitObjectArgument();
    if (!M || !Object || M->isConst())
      return true;
    const bool Self = isa<CXXThisExpr>(Object->IgnoreParenImpCasts());
    if (!Self && !isOwnInline(Object))
      return true;
    // A container of the library keeps what it is given.
    if (isStd(M))
      for (const Expr *A : C->arguments())
        if (!Found && givesSelf(A))
          Found = A;
    if (!Found)
      find(M);
    return !Found;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }

private:
  /// The value of \p E is, or holds, a borrow of the object itself.
  static bool givesSelf(const Expr *E) {
    E = ignoreWrappers(E);
    if (!E)
      return false;
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return givesSelf(M->getSubExpr());
    if (isa<CXXThisExpr>(E) || (E->getType()->isArrayType() && isOwnInline(E)))
      return true;
    if (const auto *U = dyn_cast<UnaryOperator>(E))
      return U->getOpcode() == UO_AddrOf && isOwnInline(U->getSubExpr());
    if (const auto *C = dyn_cast<CastExpr>(E)) {
      if (C->getCastKind() == CK_ArrayToPointerDecay)
        return isOwnInline(C->getSubExpr());
      return C->getCastKind() != CK_LValueToRValue && givesSelf(C->getSubExpr());
    }
    if (const auto *Choice = dyn_cast<ConditionalOperator>(E))
      return givesSelf(Choice->getTrueExpr()) || givesSelf(Choice->getFalseExpr());
    if (const auto *B = dyn_cast<BinaryOperator>(E))
      return B->getType()->isPointerType() && (givesSelf(B->getLHS()) || givesSelf(B->getRHS()));
    if (const auto *List = dyn_cast<InitListExpr>(E))
      return llvm::any_of(List->inits(), givesSelf);
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E))
      return givesSelf(List->getSubExpr());
    if (const auto *L = dyn_cast<LambdaExpr>(E))
      return llvm::any_of(L->captures(),
                          [](const LambdaCapture &C) { return C.capturesThis() && C.getCaptureKind() == LCK_This; });
    if (const auto *Made = dyn_cast<CXXConstructExpr>(E)) {
      if (Made->getConstructor()->isCopyOrMoveConstructor())
        return Made->getNumArgs() && givesSelf(Made->getArg(0));
      const CXXRecordDecl *R = Made->getConstructor()->getParent();
      const bool View = isBorrowClass(R);
      return isStd(R) || View ? llvm::any_of(Made->arguments(),
                                             [&](const Expr *A) {
                                               return givesSelf(A) || (View && A->isLValue() && isOwnInline(A));
                                             })
                              : false;
    }
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F || !isStd(F) || !F->getIdentifier())
      return false;
    if (F->getName() == "ref" || F->getName() == "addressof")
      return Call->getNumArgs() && isOwnInline(Call->getArg(0));
    // A view of a string's own characters, which a short one holds inline.
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      return F->getName() == "data" || F->getName() == "c_str" || F->getName() == "begin"
                 ? isInlineText(Member->getImplicitObjectArgument())
                 : false;
    return false;
  }

  static bool isBorrowClass(const CXXRecordDecl *R) {
    if (!R->getIdentifier())
      return false;
    if (isConureLibrary(R))
      return R->getName() == "ref" || R->getName() == "mut";
    return isStd(R) && (R->getName() == "reference_wrapper" || R->getName() == "span");
  }

  static bool isInlineText(const Expr *E) {
    const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
    return R && R->getIdentifier() && isStd(R) && (R->getName() == "basic_string" || R->getName() == "array") &&
           isOwnInline(E);
  }

public:
  const Expr *Found = nullptr;

private:
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
};

/// The methods that a body calls on one variable.
class Calls : public RecursiveASTVisitor<Calls> {
public:
  explicit Calls(const VarDecl *V) : V(V) {}
  const Expr *Found = nullptr;

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    const CXXMethodDecl *M = C->getMethodDecl();
    const Expr *Object = C->getImplicitObjectArgument();
    if (M && !M->isConst() && Object && !Object->getType()->isPointerType() && isPartOfVariable(Object))
      Found = selfBorrow(M);
    return !Found;
  }

private:
  bool isPartOfVariable(const Expr *E) const {
    for (;;) {
      E = E->IgnoreParenImpCasts();
      const auto *Member = dyn_cast<MemberExpr>(E);
      if (!Member || Member->isArrow())
        break;
      E = Member->getBase();
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    return Ref && Ref->getDecl() == V;
  }
  const VarDecl *V;
};

} // namespace

const Expr *selfBorrow(const FunctionDecl *F) { return Finder().find(F); }

const Expr *selfBorrowOf(const Expr *E) {
  Finder F;
  F.made(E);
  return F.Found;
}

const Expr *selfBorrowIn(const Stmt *Body, const VarDecl *V) {
  Calls C(V);
  C.TraverseStmt(const_cast<Stmt *>(Body));
  return C.Found;
}

} // namespace conure
