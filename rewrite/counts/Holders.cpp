//===- Holders.cpp --------------------------------------------------------===//
#include "rewrite/counts/Holders.h"
#include "rewrite/counts/ContentsBody.h"
#include "rewrite/counts/Strays.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace conure::rewrite {

namespace {

/// True if \p S assigns to a field that is a borrow, of `this` or of anything else.
class FieldWrites : public RecursiveASTVisitor<FieldWrites> {
public:
  bool Found = false;
  bool VisitBinaryOperator(BinaryOperator *E) { return !E->isAssignmentOp() || check(E->getLHS()); }
  bool VisitUnaryOperator(UnaryOperator *E) {
    return !(E->isIncrementDecrementOp() || E->getOpcode() == UO_AddrOf) || check(E->getSubExpr());
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *E) {
    return !E->isAssignmentOp() || E->getNumArgs() == 0 || check(E->getArg(0));
  }

private:
  bool check(const Expr *E) {
    E = E->IgnoreParenImpCasts();
    const auto *Member = dyn_cast<MemberExpr>(E);
    Found = Found || E->isTypeDependent() || isa<UnaryOperator>(E) || // *this = …
            (Member && (isBorrowType(Member->getType()) || canHoldBorrow(Member->getType())));
    return !Found;
  }
};

/// True if the user's class \p R changes what it has borrowed only when it is made.
bool keepsWhatItBorrows(const CXXRecordDecl *R) {
  if (R->isLambda())
    return R->getLambdaCallOperator() && R->getLambdaCallOperator()->isConst();
  if (isStd(R))
    return true; // by its methods, which are looked at where they are called
  for (const CXXMethodDecl *M : R->methods()) {
    if (M->isImplicit() || M->isDefaulted() || M->isDeleted() || M->isConst() || M->isStatic() ||
        isa<CXXConstructorDecl, CXXDestructorDecl>(M))
      continue;
    const FunctionDecl *Definition = M->getDefinition();
    if (!Definition || !Definition->hasBody())
      return false;
    FieldWrites Visitor;
    Visitor.TraverseStmt(Definition->getBody());
    if (Visitor.Found)
      return false;
  }
  return llvm::all_of(R->bases(), [](const CXXBaseSpecifier &B) {
    const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
    return Base && Base->hasDefinition() && keepsWhatItBorrows(Base->getDefinition());
  });
}

class HolderWrites : public RecursiveASTVisitor<HolderWrites> {
public:
  HolderWrites(const VarDecl *Holder, const Stmt *By) : Holder(Holder), By(By) {}
  bool Found = false;
  bool TraverseStmt(Stmt *S) { return S == By ? true : RecursiveASTVisitor::TraverseStmt(S); }
  bool VisitBinaryOperator(BinaryOperator *E) { return !E->isAssignmentOp() || check(E->getLHS()); }
  bool VisitUnaryOperator(UnaryOperator *E) { return !E->isIncrementDecrementOp() || check(E->getSubExpr()); }
  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *E) {
    const CXXMethodDecl *M = E->getMethodDecl();
    const Expr *Object = E->getImplicitObjectArgument();
    const QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
    if (!M || M->isConst() || rootOf(Object) != Holder)
      return true;
    if (M->getIdentifier() && isStd(M->getParent()) &&
        (isOneOf(M->getName(), {"begin", "end", "rbegin", "rend", "front", "back", "at", "value", "get", "data", "find",
                                "push_back", "emplace_back", "push_front", "insert", "emplace", "reserve", "second"})))
      return true;
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    Found = Found || !R || isStd(R); // a class of the user's answers for its methods
    return !Found;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    if (Operator && Operator->isAssignmentOp() && Operator->getNumArgs())
      return check(Operator->getArg(0));
    const bool HasObject = Operator && F && isa<CXXMethodDecl>(F);
    for (unsigned I = HasObject; I < E->getNumArgs(); ++I) {
      const QualType P =
          F && I - HasObject < F->getNumParams() ? F->getParamDecl(I - HasObject)->getType() : QualType();
      if (!P.isNull() && (!P->isReferenceType() || P->getPointeeType().isConstQualified()))
        continue;
      const auto *Ref = dyn_cast<DeclRefExpr>(E->getArg(I)->IgnoreParenImpCasts());
      Found = Found || (Ref && Ref->getDecl() == Holder && !(F && isStd(F)));
    }
    return !Found;
  }

private:
  bool check(const Expr *To) {
    Found = Found || rootOf(To) == Holder;
    return !Found;
  }
  const VarDecl *Holder;
  const Stmt *By;
};

} // namespace

bool isSettled(const VarDecl *Holder, const Stmt *Body, const Stmt *By) {
  const QualType T = Holder->getType().getCanonicalType();
  if (T->isReferenceType())
    return false;
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl();
      R && R->hasDefinition() && !keepsWhatItBorrows(R->getDefinition()))
    return false;
  HolderWrites Visitor(Holder, By);
  Visitor.TraverseStmt(const_cast<Stmt *>(Body));
  return !Visitor.Found;
}

} // namespace conure::rewrite
